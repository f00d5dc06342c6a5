import { FieldRow, RadioGroup, SelectField, TextField } from '#app/ui/form.tsx';
import { volumeMethods } from '#app/values/discount.ts';
import { MOST_TIERS } from '../discount-forms.ts';
import { methodLabel, spendWindows, windowLabel } from '../discounts.ts';

/** What a volume schedule is made of. */
export function VolumeFields({ currency }: { currency: string }) {
  return (
    <>
      <RadioGroup
        name="method"
        legend="How the tiers count"
        options={volumeMethods.map((value) => ({ value, label: methodLabel[value] }))}
      />
      <SelectField
        name="spendWindow"
        label="Which spend counts"
        placeholder="Choose"
        options={spendWindows.map((value) => ({ value, label: windowLabel[value] }))}
      />
      {Array.from({ length: MOST_TIERS }, (_, index) => (
        <FieldRow key={index}>
          <TextField
            name={`tiers[${index}].fromMinor`}
            label={`Tier ${index + 1}: from a spend of`}
            inputMode="decimal"
            prefix={currency}
            maxLength={20}
            defaultValue={index === 0 ? '0.00' : undefined}
          />
          <TextField
            name={`tiers[${index}].fraction`}
            label="Gives"
            inputMode="decimal"
            suffix="%"
            maxLength={20}
            defaultValue={index === 0 ? '0' : undefined}
          />
        </FieldRow>
      ))}
      <FieldRow>
        <TextField
          name="openingMinor"
          label="Spent before it was billed here"
          inputMode="decimal"
          prefix={currency}
          maxLength={20}
          hint="Counts while its day lies in the window. Only for one supplier."
        />
        <TextField name="openingOn" label="Until" type="date" />
      </FieldRow>
    </>
  );
}

/** What a discount for prompt payment is made of. */
export function PromptFields() {
  return (
    <FieldRow>
      <TextField
        name="fraction"
        label="Share that is given"
        inputMode="decimal"
        suffix="%"
        maxLength={20}
        hint="Such as 2, for an invoice that is paid in time."
      />
      <TextField
        name="withinDays"
        label="Paid within"
        type="number"
        min={1}
        max={90}
        suffix="days of issue"
      />
    </FieldRow>
  );
}
