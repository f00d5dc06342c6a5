import { FieldRow, TextField } from '#app/ui/form.tsx';

/** Funds and tolerance, as they are typed for a new order and changed for one that stands. */
export function FundsFields({
  currency,
  funds,
  tolerance,
}: {
  currency?: string | undefined;
  funds?: string;
  tolerance?: string;
}) {
  return (
    <FieldRow>
      <TextField
        name="funds"
        label="Funds"
        inputMode="decimal"
        maxLength={24}
        prefix={currency}
        defaultValue={funds}
        hint="What the order holds, fees and taxes included."
        required
      />
      <TextField
        name="tolerance"
        label="Tolerance"
        inputMode="decimal"
        suffix="%"
        maxLength={20}
        defaultValue={tolerance ?? '0'}
        hint="What may be billed above the funds."
      />
    </FieldRow>
  );
}
