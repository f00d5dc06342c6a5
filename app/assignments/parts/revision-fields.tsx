import { FieldRow, TextArea, TextField } from '#app/ui/form.tsx';
import { formatRate } from '#app/values/rate.ts';

type RevisionFieldsProps = {
  row: { currency: string; startsOn: string; endsOn: string; clientName: string; supplierName: string };
  typed: { billRate: string; effectiveFrom: string; payRate: string | null; reason: string };
  /** Whoever sees what the worker is paid may propose that too. */
  seesPay: boolean;
};

/** From when, how much, and why. */
export function RevisionFields({ row, typed, seesPay }: RevisionFieldsProps) {
  return (
    <>
      <FieldRow>
        <TextField
          name="billRate"
          label="New bill rate, straight time"
          inputMode="decimal"
          prefix={row.currency}
          suffix="/ h"
          maxLength={40}
          defaultValue={typed.billRate ? formatRate(typed.billRate) : ''}
          required
        />
        <TextField
          name="effectiveFrom"
          label="For work from"
          type="date"
          min={row.startsOn}
          max={row.endsOn}
          defaultValue={typed.effectiveFrom}
          required
        />
      </FieldRow>
      {seesPay ? (
        <TextField
          name="payRate"
          label="New pay rate"
          hint="Leave it empty and the supplier states it when accepting."
          inputMode="decimal"
          prefix={row.currency}
          suffix="/ h"
          maxLength={40}
          defaultValue={typed.payRate ?? ''}
        />
      ) : null}
      <TextArea
        name="reason"
        label="Reason"
        hint={`${row.clientName} and ${row.supplierName} read this.`}
        maxLength={1000}
        rows={3}
        defaultValue={typed.reason}
        required
      />
    </>
  );
}
