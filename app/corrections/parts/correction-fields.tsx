import { Section } from '#app/ui/page.tsx';
import { FieldRow, RadioGroup, SelectField, TextArea, TextField } from '#app/ui/form.tsx';
import { reasonCodes } from '../reasons.ts';

/** What should become of the ticked lines: taken back, taken back in part, or billed at another rate. */
export function HowFields() {
  return (
    <Section title="What should become of them">
      <RadioGroup
        name="how"
        legend="Correction"
        required
        defaultValue="whole"
        options={[
          { value: 'whole', label: 'Credit what is left of them', hint: 'Both sides get it back in whole.' },
          {
            value: 'share',
            label: 'Credit a share of each',
            hint: 'Of the whole line, whatever was credited before. Hours stay as they are until all of a line is credited.',
          },
          {
            value: 'rate',
            label: 'Bill the hours at another rate',
            hint: 'Each line is credited and billed anew, on both sides, together.',
          },
        ]}
      />
      <FieldRow>
        <TextField
          name="sharePercent"
          label="Share of each line"
          hint="If a share is credited"
          inputMode="decimal"
          suffix="%"
          maxLength={12}
          placeholder="33.33"
        />
        <TextField
          name="rate"
          label="Bill rate that should have been"
          hint="If the hours are billed at another rate"
          inputMode="decimal"
          suffix="/ h"
          maxLength={20}
          placeholder="92.00"
        />
      </FieldRow>
    </Section>
  );
}

/** Why: a word to count by, and the person's own. */
export function WhyFields() {
  return (
    <Section title="Why">
      <SelectField
        name="reasonCode"
        label="Reason"
        required
        placeholder="Choose one"
        options={Object.entries(reasonCodes).map(([value, label]) => ({ value, label }))}
      />
      <ReasonField />
    </Section>
  );
}

export const ReasonField = () => (
  <TextArea
    name="reason"
    label="In your words"
    hint="Whoever approves it reads this first, and it stays with the correction."
    rows={3}
    maxLength={1000}
    required
  />
);
