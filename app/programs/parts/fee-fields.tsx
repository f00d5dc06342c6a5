import { CheckboxField, FieldRow, RadioGroup, SelectField, TextField } from '#app/ui/form.tsx';
import type { FeeDraft } from '../fee-forms.ts';
import { fundingLabel, fundings, roundingLabel, roundings } from '../labels.ts';

/** What a percentage fee is made of. `draft` is what was typed before the example was looked at. */
export function FeeFields({
  draft,
  today,
  suppliers,
  currency,
}: {
  draft: FeeDraft;
  today: string;
  suppliers: { supplierId: string; name: string }[];
  currency: string;
}) {
  return (
    <>
      <FieldRow>
        <TextField
          name="label"
          label="Fee"
          hint="As it stands on invoices and statements, such as Program fee."
          maxLength={60}
          defaultValue={draft.label}
          required
        />
        <TextField
          name="percent"
          label="Percent of what is billed"
          inputMode="decimal"
          suffix="%"
          maxLength={20}
          hint="At most 100, with at most four decimals."
          defaultValue={draft.percent}
          required
        />
      </FieldRow>
      <RadioGroup
        name="funding"
        legend="Who bears it"
        options={fundings.map((value) => ({ value, label: fundingLabel[value] }))}
        defaultValue={draft.funding}
        required
      />
      <FieldRow>
        <SelectField
          name="supplierId"
          label="On the work of"
          placeholder="All suppliers"
          options={suppliers.map(({ supplierId, name }) => ({ value: supplierId, label: name }))}
          defaultValue={draft.supplierId}
        />
        <TextField
          name="capPerHour"
          label="At most, per hour"
          inputMode="decimal"
          prefix={currency}
          suffix="/ h"
          maxLength={20}
          hint="Leave empty for no cap."
          defaultValue={draft.capPerHour}
        />
      </FieldRow>
      <RadioGroup
        name="rounding"
        legend="Rounded"
        hint="On each line, statements add up line by line. Once for a statement, cents go to the largest remainders."
        options={roundings.map((value) => ({ value, label: roundingLabel[value] }))}
        defaultValue={draft.rounding ?? 'line'}
      />
      <FieldRow>
        <TextField
          name="startsOn"
          label="First day"
          type="date"
          hint="Counts by the day of the work, not of the invoice."
          defaultValue={draft.startsOn ?? today}
          required
        />
        <TextField
          name="endsOn"
          label="Last day"
          type="date"
          hint="Leave empty for no end."
          defaultValue={draft.endsOn}
        />
      </FieldRow>
      <CheckboxField
        name="endRunning"
        label="End the one that runs"
        hint="Where a fee with this label runs without an end, its last day becomes the day before this one starts. Without the tick nothing is ended."
        defaultChecked={draft.endRunning === 'on'}
      />
    </>
  );
}
