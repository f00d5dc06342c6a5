import { CheckboxField, FieldRow, RadioGroup, SelectField, TextArea, TextField } from '#app/ui/form.tsx';
import {
  baseLabel,
  bases,
  buyerLabel,
  buyerTypes,
  legLabel,
  legs,
  serviceClassLabel,
  serviceClasses,
} from '../labels.ts';

/** What a tax rule is made of: place and matter, how much, and where that stands. */
export function RuleFields({ today }: { today: string }) {
  return (
    <>
      <RulePlace />
      <RadioGroup
        name="leg"
        legend="What is taxed"
        options={legs.map((value) => ({ value, label: legLabel[value] }))}
        required
      />
      <FieldRow>
        <SelectField
          name="serviceClass"
          label="Kind of service"
          defaultValue="temporary_staffing"
          options={serviceClasses.map((value) => ({ value, label: serviceClassLabel(value) }))}
          required
        />
        <SelectField
          name="buyerType"
          label="Kind of buyer"
          placeholder="Any buyer"
          options={buyerTypes.map((value) => ({ value, label: buyerLabel[value] }))}
        />
      </FieldRow>
      <RadioGroup
        name="base"
        legend="How much of it"
        options={bases.map((value) => ({
          value,
          label: baseLabel[value],
          ...(value === 'fee_only'
            ? { hint: 'Where pay and its burden are stated separately on the document.' }
            : {}),
        }))}
        required
      />
      <RuleRate />
      <RuleSource today={today} />
    </>
  );
}

/** Where it is levied, and by whom. */
function RulePlace() {
  return (
    <FieldRow>
      <TextField name="country" label="Country" defaultValue="US" maxLength={2} required />
      <TextField
        name="region"
        label="State or region"
        hint="As it stands with the sites, such as CT."
        maxLength={80}
        required
      />
      <TextField
        name="jurisdiction"
        label="Levied by"
        hint="As documents print it, such as Connecticut."
        maxLength={60}
        required
      />
    </FieldRow>
  );
}

/** How much it is, or why it is nothing. */
function RuleRate() {
  return (
    <FieldRow>
      <TextField
        name="rate"
        label="Rate"
        inputMode="decimal"
        suffix="%"
        maxLength={20}
        hint="Empty where nothing is taxed."
      />
      <TextField
        name="reason"
        label="Why there is no tax"
        maxLength={300}
        hint="Printed where the tax is zero."
      />
    </FieldRow>
  );
}

/** Where it stands, and from when to when it holds. */
function RuleSource({ today }: { today: string }) {
  return (
    <>
      <TextArea
        name="source"
        label="Source"
        hint="The statute, the notice, the address: where anybody can check it."
        rows={2}
        maxLength={300}
      />
      <FieldRow>
        <TextField
          name="sourcedOn"
          label="Looked up on"
          type="date"
          max={today}
          defaultValue={today}
          required
        />
        <TextField
          name="startsOn"
          label="First day"
          type="date"
          hint="Counts by the day of service."
          required
        />
        <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
      </FieldRow>
      <CheckboxField
        name="endRunning"
        label="End the one in force"
        hint="Where a rule for the same is in force without an end, its last day becomes the day before. Without the tick nothing is ended."
      />
    </>
  );
}
