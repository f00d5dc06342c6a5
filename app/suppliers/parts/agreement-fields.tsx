import { CheckboxField, FieldRow, RadioGroup, SelectField, TextField } from '#app/ui/form.tsx';
import { Decimal } from '#app/values/decimal.ts';
import { conventionHint, conventionLabel, overtimeConventions } from '../conventions.ts';
import type { AgreementShown } from './agreement-facts.tsx';

type AgreementFieldsProps = {
  /** What the form starts from: the latest agreement, or nothing. */
  defaults: AgreementShown | null;
  startsOn: string;
  currency: string;
};

/** `0.12` → `12`, as it is typed. */
const typedPercent = (fraction: string | null | undefined): string =>
  fraction ? new Decimal(fraction).times(100).toFixed() : '';
const typedRate = (rate: string | null | undefined): string => (rate ? new Decimal(rate).toFixed() : '');

/** Everything that a supplier and a program can agree. Empty means: as program and card say. */
export function AgreementFields({ defaults, startsOn, currency }: AgreementFieldsProps) {
  return (
    <>
      <FieldRow>
        <TextField name="startsOn" label="First day" type="date" defaultValue={startsOn} required />
        <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
      </FieldRow>
      <CheckboxField
        name="endRunning"
        label="End the one that runs"
        hint="Its last day becomes the day before. Without the tick nothing is ended."
      />
      <OvertimeFields defaults={defaults} currency={currency} />
      <FieldRow>
        <TextField
          name="maxMarkup"
          label="Markup at most"
          inputMode="decimal"
          suffix="%"
          maxLength={20}
          hint="On the pay rate. Empty: as the card allows."
          defaultValue={typedPercent(defaults?.maxMarkup)}
        />
        <TextField
          name="nonbillableDays"
          label="First days that are not billed"
          type="number"
          min={0}
          max={30}
          hint="Calendar days from the first day of an assignment."
          defaultValue={defaults?.nonbillableDays ?? 0}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          name="tenureWeeks"
          label="Tenure discount after"
          type="number"
          min={1}
          max={260}
          suffix="weeks"
          hint="On one assignment. Empty: none."
          defaultValue={defaults?.tenureWeeks ?? ''}
        />
        <TextField
          name="tenurePercent"
          label="The bill rate then falls by"
          inputMode="decimal"
          suffix="%"
          maxLength={20}
          hint="The pay rate stays."
          defaultValue={typedPercent(defaults?.tenureFraction)}
        />
      </FieldRow>
      <PaymentFields defaults={defaults} />
    </>
  );
}

function OvertimeFields({ defaults, currency }: Pick<AgreementFieldsProps, 'defaults' | 'currency'>) {
  return (
    <>
      <RadioGroup
        name="overtimeConvention"
        legend="How overtime is billed"
        options={overtimeConventions.map((value) => ({
          value,
          label: conventionLabel[value],
          hint: conventionHint[value],
        }))}
        defaultValue={defaults?.overtimeConvention ?? 'full'}
        required
      />
      <FieldRow>
        <TextField
          name="overtimeBurden"
          label="Burden on the premium"
          inputMode="decimal"
          suffix="%"
          maxLength={20}
          hint="For premium at cost: payroll taxes and the like."
          defaultValue={typedPercent(defaults?.overtimeBurden) || '0'}
        />
        <TextField
          name="overtimeRate"
          label="Fixed overtime rate"
          inputMode="decimal"
          prefix={currency}
          suffix="/ h"
          maxLength={40}
          defaultValue={typedRate(defaults?.overtimeRate)}
        />
        <TextField
          name="doubleTimeRate"
          label="Fixed double time rate"
          inputMode="decimal"
          prefix={currency}
          suffix="/ h"
          maxLength={40}
          hint="Empty: like overtime."
          defaultValue={typedRate(defaults?.doubleTimeRate)}
        />
      </FieldRow>
    </>
  );
}

function PaymentFields({ defaults }: Pick<AgreementFieldsProps, 'defaults'>) {
  return (
    <FieldRow>
      <TextField
        name="supplierTermsDays"
        label="Paid after"
        type="number"
        min={0}
        max={180}
        suffix="days"
        hint="Empty: as the program’s terms say."
        defaultValue={defaults?.supplierTermsDays ?? ''}
      />
      <SelectField
        name="payWhenPaid"
        label="Pay when paid"
        placeholder="As the program’s terms say"
        options={[
          { value: 'yes', label: 'Yes: after the client has paid' },
          { value: 'no', label: 'No: on its own days' },
        ]}
        defaultValue={defaults?.payWhenPaid == null ? '' : defaults.payWhenPaid ? 'yes' : 'no'}
      />
    </FieldRow>
  );
}
