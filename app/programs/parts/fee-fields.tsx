import { CheckboxField, FieldRow, RadioGroup, SelectField, TextField } from '#app/ui/form.tsx';
import type { FeeDraft } from '../fee-forms.ts';
import { fundingLabel, fundings, roundingLabel, roundings } from '../labels.ts';

type FeeFieldsProps = {
  draft: FeeDraft;
  today: string;
  suppliers: { supplierId: string; name: string }[];
  currency: string;
};

/** What a percentage fee is made of. `draft` is what was typed before the example was looked at. */
export function FeeFields({ draft, today, suppliers, currency }: FeeFieldsProps) {
  return (
    <>
      <FeeShare draft={draft} />
      <FeeReach draft={draft} suppliers={suppliers} currency={currency} />
      <RadioGroup
        name="rounding"
        legend="Rounded"
        hint="On each line, statements add up line by line. Once for a statement, cents go to the largest remainders."
        options={roundings.map((value) => ({ value, label: roundingLabel[value] }))}
        defaultValue={draft.rounding ?? 'line'}
      />
      <FeeDays draft={draft} today={today} />
    </>
  );
}

/** How much it is, and who bears it. */
function FeeShare({ draft }: Pick<FeeFieldsProps, 'draft'>) {
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
    </>
  );
}

/** On whose work, and up to how much. */
function FeeReach({ draft, suppliers, currency }: Omit<FeeFieldsProps, 'today'>) {
  return (
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
  );
}

/** From when to when, by the day of the work. */
function FeeDays({ draft, today }: Pick<FeeFieldsProps, 'draft' | 'today'>) {
  return (
    <>
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
