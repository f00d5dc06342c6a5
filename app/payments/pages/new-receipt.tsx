import type { MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  FieldRow,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney, plainAmount } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { recordReceipt } from '../commands/record-receipt.server.ts';
import { receiptForm, receiptQuery } from '../forms.ts';
import { receiptDesk } from '../new-receipt.server.ts';
import { MatchForm } from '../parts/match-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Record a receipt · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'receipt.record');
  return receiptDesk(ctx, parseQuery(receiptQuery, url), url.searchParams);
});

export const action = act({
  form: receiptForm,
  run: recordReceipt,
  done: ({ id, amountMinor, currency, leftMinor }) => ({
    to: `/receipts/${id}`,
    flash:
      leftMinor > 0
        ? `${formatMoney(amountMinor, currency)} is recorded; ${formatMoney(leftMinor, currency)} of it stays on account.`
        : `${formatMoney(amountMinor, currency)} is recorded.`,
  }),
  back: () => '/receipts',
});

export default function NewReceipt() {
  const desk = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { preview, program } = desk;
  return (
    <Page
      title="Record a receipt"
      crumbs={[{ label: 'Receipts', to: '/receipts' }]}
      lead="What came on the bank statement. You see what it would settle before anything is recorded."
    >
      {preview && program ? (
        <PostForm answer={answer}>
          <MatchForm
            id={desk.id}
            program={program}
            receipt={{
              amountMinor: desk.query.amount ?? 0,
              receivedOn: desk.receivedOn,
              bankReference: desk.query.bankReference ?? '',
              note: desk.query.note ?? '',
            }}
            preview={preview}
            today={desk.today}
          />
        </PostForm>
      ) : (
        <AskForMoney desk={desk} />
      )}
    </Page>
  );
}

type Desk = ReturnType<typeof useLoaderData<typeof loader>>;

function AskForMoney({ desk }: { desk: Desk }) {
  const { programs, clientId, receivedOn, query, today } = desk;
  return (
    <Section title="The money" lead="Open documents are suggested in the next step.">
      <Form method="get" className="form">
        <FieldRow>
          <SelectField
            name="clientId"
            label="Program"
            required
            placeholder="Choose"
            defaultValue={clientId}
            options={programs}
          />
          <TextField
            name="receivedOn"
            label="Received on"
            type="date"
            required
            defaultValue={receivedOn}
            max={today}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="amount"
            label="Amount"
            inputMode="decimal"
            required
            maxLength={30}
            hint="As the bank statement shows it, such as 4,828.50."
            defaultValue={query.amount ? plainAmount(query.amount) : undefined}
          />
          <TextField
            name="bankReference"
            label="Bank reference"
            required
            maxLength={80}
            hint="Each reference is recorded once."
            defaultValue={query.bankReference}
          />
        </FieldRow>
        <TextField name="note" label="Note" maxLength={400} defaultValue={query.note} />
        <ButtonRow>
          <SubmitButton>See what it settles</SubmitButton>
          <LinkButton to="/receipts">Back</LinkButton>
        </ButtonRow>
      </Form>
    </Section>
  );
}
