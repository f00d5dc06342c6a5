import { Form } from '@remix-run/react';
import {
  FieldRow,
  FormAnswerProvider,
  ProblemSummary,
  SelectField,
  TextField,
  type Option,
} from '#app/ui/form.tsx';
import type { ProblemsByField } from '#app/values/result.ts';
import { overtimeRules } from '../overtime.ts';

type ReplayFieldsProps = {
  suppliers: Option[];
  currency: string;
  typed: Record<string, string>;
  problems: ProblemsByField;
};

const rules: Option[] = [
  { value: 'as-it-is', label: 'As each week was approved' },
  ...overtimeRules.map(({ id, title }) => ({ value: id, label: title })),
];

const conventions: Option[] = [
  { value: 'as-it-is', label: 'As each assignment has it' },
  { value: 'full', label: 'In full: 1.5 × and 2 × the bill rate' },
  { value: 'premium_at_cost', label: 'Premium at cost: markup on straight time only' },
  { value: 'fixed', label: 'Fixed rates' },
];

/** A form that asks by address: what was asked can be sent to somebody, and gone back to. */
export function ReplayFields({ suppliers, currency, typed, problems }: ReplayFieldsProps) {
  const rate = { inputMode: 'decimal', prefix: currency, suffix: '/ h', maxLength: 40 } as const;
  return (
    <FormAnswerProvider answer={{ problems, typed }}>
      <Form method="get" className="form">
        <ProblemSummary />
        <FieldRow>
          <TextField name="from" label="Weeks that end from" type="date" required />
          <TextField name="to" label="to" type="date" hint="At most 13 weeks." required />
          <SelectField name="supplier" label="Supplier" placeholder="All suppliers" options={suppliers} />
        </FieldRow>
        <FieldRow>
          <SelectField name="rule" label="Overtime rule" options={rules} />
          <SelectField name="convention" label="How overtime is billed" options={conventions} />
        </FieldRow>
        <FieldRow>
          <TextField
            name="burden"
            label="Burden on the premium"
            inputMode="decimal"
            suffix="%"
            maxLength={20}
            hint="For premium at cost."
          />
          <TextField name="overtimeRate" label="Fixed overtime rate" hint="For fixed rates." {...rate} />
          <TextField
            name="doubleTimeRate"
            label="Fixed double time rate"
            hint="Empty: like overtime."
            {...rate}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="change"
            label="Bill rates up or down by"
            inputMode="text"
            suffix="%"
            maxLength={20}
            hint="Such as −2.5. On straight time; overtime follows."
          />
          <TextField
            name="max"
            label="No bill rate above"
            hint="A new maximum for straight time."
            {...rate}
          />
        </FieldRow>
        <div className="button-row">
          <button type="submit" className="button button-primary">
            Replay
          </button>
        </div>
      </Form>
    </FormAnswerProvider>
  );
}
