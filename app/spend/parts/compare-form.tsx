import { Form } from '@remix-run/react';
import {
  ButtonRow,
  FieldRow,
  FormAnswerProvider,
  ProblemSummary,
  RadioGroup,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { modelLabel, models, type Model, type View } from '../compare.ts';
import type { TypedComparison } from '../compare-forms.ts';

const modelsOf: Record<View, readonly Model[]> = { all: models, client: models, supplier: ['supplier'] };

type CompareFormProps = {
  typed: TypedComparison;
  answer: FormAnswer | null;
  view: View;
  currency: string;
};

/** The other model. It is asked for by address, so that whoever gets the address sees the same. */
export function CompareForm({ typed, answer, view, currency }: CompareFormProps) {
  return (
    <FormAnswerProvider answer={answer}>
      <Form method="get" className="form">
        <ProblemSummary />
        <RadioGroup
          name="model"
          legend="Instead of today’s fees"
          options={modelsOf[view].map((value) => ({ value, label: modelLabel[value] }))}
          defaultValue={typed.model}
          required
        />
        <Shares typed={typed} view={view} />
        {view === 'supplier' ? null : <FlatAmounts typed={typed} currency={currency} />}
        <ButtonRow>
          <SubmitButton>Compare</SubmitButton>
        </ButtonRow>
      </Form>
    </FormAnswerProvider>
  );
}

/** The percentages that each side would bear. */
function Shares({ typed, view }: Pick<CompareFormProps, 'typed' | 'view'>) {
  return (
    <FieldRow>
      {view === 'supplier' ? null : (
        <TextField
          name="client"
          label="The client’s share"
          inputMode="decimal"
          suffix="%"
          maxLength={20}
          defaultValue={typed.client}
        />
      )}
      <TextField
        name="supplier"
        label="The suppliers’ share"
        inputMode="decimal"
        suffix="%"
        maxLength={20}
        defaultValue={typed.supplier}
      />
    </FieldRow>
  );
}

/** What would be paid by the month, or once. */
function FlatAmounts({ typed, currency }: Pick<CompareFormProps, 'typed' | 'currency'>) {
  const money = (name: keyof TypedComparison, label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      inputMode="decimal"
      prefix={currency}
      maxLength={20}
      defaultValue={typed[name]}
      hint={hint}
    />
  );
  return (
    <>
      <FieldRow>
        {money('subscription', 'Subscription, a month')}
        {money('perWorker', 'For each worker, a month', 'Who is billed in the month.')}
      </FieldRow>
      <FieldRow>
        {money('minimum', 'At least, a month')}
        {money('setUp', 'Set-up, once', 'In the first of the months.')}
      </FieldRow>
    </>
  );
}
