import { CheckboxField, FieldRow, RadioGroup, SelectField, TextField, type Option } from '#app/ui/form.tsx';
import { cardDirections, directionHint, directionLabel } from '../card-rules.ts';
import { currencies } from '../labels.ts';

type CardFieldsProps = { currency: string; startsOn: string; groups: Option[]; suppliers: Option[] };

/** Everything that makes a version of a card. */
export function CardFields({ currency, startsOn, groups, suppliers }: CardFieldsProps) {
  const rate = { inputMode: 'decimal', prefix: currency, suffix: '/ h', maxLength: 40 } as const;
  return (
    <>
      <RadioGroup
        name="direction"
        legend="What leads"
        options={cardDirections.map((value) => ({
          value,
          label: directionLabel[value],
          hint: directionHint[value],
        }))}
        defaultValue="bill"
        required
      />
      <FieldRow>
        <TextField name="maxBillRate" label="Maximum bill rate" hint="For a bill-led card." {...rate} />
        <TextField name="maxPayRate" label="Maximum pay rate" hint="For a pay-led card." {...rate} />
        <TextField
          name="maxMarkup"
          label="Maximum markup"
          hint="For a pay-led card: on the pay rate."
          inputMode="decimal"
          suffix="%"
          maxLength={20}
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          name="siteGroupId"
          label="Sites"
          placeholder="All sites"
          options={groups}
          hint="A group has cards of its own, which go before those for all sites."
        />
        <SelectField
          name="supplierId"
          label="Supplier"
          placeholder="All suppliers"
          options={suppliers}
          hint="A supplier’s own card goes before all others."
        />
        <SelectField
          name="currency"
          label="Currency"
          options={currencies.map((value) => ({ value, label: value }))}
          defaultValue={currency}
          hint="The program’s own."
          required
        />
      </FieldRow>
      <FieldRow>
        <TextField name="startsOn" label="First day" type="date" defaultValue={startsOn} required />
        <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
      </FieldRow>
      <CheckboxField
        name="endRunning"
        label="End the one that runs"
        hint="Where a card for the same sites and supplier runs without an end, its last day becomes the day before. Without the tick nothing is ended."
      />
    </>
  );
}
