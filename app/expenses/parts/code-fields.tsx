import { CheckboxField, FieldRow, TextField } from '#app/ui/form.tsx';
import { plainAmount } from '#app/values/money.ts';
import { MAX_AMOUNT_LENGTH } from '../forms.ts';

type CodeFieldsProps = {
  currency: string;
  code?: { name: string; receiptAboveMinor: number | null; limitMinor: number | null; bearsFees: boolean };
};

/** What an expense code is called and what it asks for. */
export function CodeFields({ currency, code }: CodeFieldsProps) {
  const shown = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? undefined : plainAmount(minor, currency);
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="As people and invoices call it."
        maxLength={120}
        defaultValue={code?.name}
        required
      />
      <FieldRow>
        <TextField
          name="receiptAbove"
          label="Receipt needed above"
          hint="0 asks for one always; empty never."
          inputMode="decimal"
          prefix={currency}
          maxLength={MAX_AMOUNT_LENGTH}
          defaultValue={shown(code?.receiptAboveMinor)}
        />
        <TextField
          name="limit"
          label="Limit of one line"
          hint="Empty: no limit."
          inputMode="decimal"
          prefix={currency}
          maxLength={MAX_AMOUNT_LENGTH}
          defaultValue={shown(code?.limitMinor)}
        />
      </FieldRow>
      <BearsFees checked={code?.bearsFees ?? false} />
    </>
  );
}

function BearsFees({ checked }: { checked: boolean }) {
  return (
    <CheckboxField
      name="bearsFees"
      label="Bears the program’s fees"
      hint="Usually not: expenses pass through as they were spent."
      defaultChecked={checked}
    />
  );
}
