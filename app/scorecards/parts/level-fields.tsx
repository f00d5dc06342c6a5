import { FieldRow, Hidden, RadioGroup, SelectField, TextField } from '#app/ui/form.tsx';
import { measureLabel, measures, methodOf, needsDays, unitLabel, units } from '../measures.ts';

const directions = [
  { value: 'higher', label: 'Higher is better' },
  { value: 'lower', label: 'Lower is better' },
];

/** What a new level is made of. */
export function LevelFields({ id, startsOn }: { id: string; startsOn: string }) {
  return (
    <>
      <Hidden name="verb" value="add" />
      <Hidden name="id" value={id} />
      <TextField name="name" label="Name" hint="As it stands on the scorecard." maxLength={80} required />
      <RadioGroup
        name="measure"
        legend="Measured by"
        options={measures.map((value) => ({
          value,
          label: measureLabel[value],
          hint: value === 'entered' ? undefined : methodOf(value, null),
        }))}
        required
      />
      <FieldRow>
        <TextField
          name="withinDays"
          label="Within working days"
          hint={`Only for ${measures
            .filter(needsDays)
            .map((measure) => measureLabel[measure].toLowerCase())
            .join(' and ')}.`}
          type="number"
          min={1}
          max={90}
        />
        <SelectField
          name="unit"
          label="Unit"
          defaultValue="percent"
          options={units.map((value) => ({ value, label: unitLabel[value] }))}
        />
        <SelectField name="direction" label="Which way" defaultValue="higher" options={directions} />
      </FieldRow>
      <Marks />
      <FieldRow>
        <TextField
          {...{
            name: 'nMin',
            label: 'From events',
            type: 'number',
            min: 1,
            defaultValue: 10,
            required: true,
          }}
          hint="Fewer say nothing."
        />
        <TextField
          {...{ name: 'earnBackMonths', label: 'Earned back after', type: 'number', min: 1, max: 12 }}
          hint="Good months in a row. Empty where a credit stays."
          suffix="months"
        />
        <TextField name="startsOn" label="From" type="date" defaultValue={startsOn} required />
      </FieldRow>
    </>
  );
}

/** What is promised, and what it weighs. */
function Marks() {
  return (
    <FieldRow>
      <TextField
        {...{ name: 'expected', label: 'Expected', inputMode: 'decimal', maxLength: 20, required: true }}
        hint="Met here, it costs nothing."
      />
      <TextField
        {...{ name: 'minimum', label: 'Minimum', inputMode: 'decimal', maxLength: 20, required: true }}
        hint="Missed here, it costs its whole weight."
      />
      <TextField
        {...{ name: 'weightPercent', label: 'Weight', inputMode: 'decimal', maxLength: 20 }}
        {...{ suffix: '%', required: true }}
        hint="Of what is at risk."
      />
    </FieldRow>
  );
}
