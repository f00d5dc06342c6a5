import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostForm, SelectField, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney, plainAmount } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { applyCredit } from '../commands/apply-credit.server.ts';
import { applicationForm } from '../forms.ts';
import { openDocuments } from '../open-documents.server.ts';
import { documentOf } from '../standing.server.ts';

export const meta: MetaFunction = () => [{ title: 'Use a credit · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const credit = found(await documentOf(ctx, idParam(params)));
  authorize(ctx, 'receipt.record', credit);
  if (credit.kind !== 'client_credit' && credit.kind !== 'overpayment') return notFound();
  const open = await openDocuments(ctx, credit.clientId, today(ctx.now, credit.timeZone));
  return { credit, open: open.filter(({ openMinor }) => openMinor > 0) };
});

export const action = act({
  form: applicationForm,
  run: (ctx, input, { params }) => applyCredit(ctx, idParam(params), input),
  done: ({ credit, invoice, amountMinor, currency }) => ({
    to: '/receipts',
    flash: `${formatMoney(amountMinor, currency)} of ${credit} is used on ${invoice}.`,
  }),
  back: () => '/receipts',
});

export default function Application() {
  const { credit, open } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const left = credit.settledMinor - credit.totalMinor;
  const { currency } = credit;
  const first = open[0];
  return (
    <Page
      title={`Use ${credit.reference}`}
      crumbs={[{ label: 'Receipts', to: '/receipts' }]}
      status={<Status status={credit.status} />}
      lead={`${formatMoney(left, currency)} of it is left, for ${credit.clientName}. The books do not change: the client owes less on one document, and has less credit.`}
    >
      <Section title="On which document">
        {first ? (
          <PostForm answer={answer}>
            <SelectField
              name="invoiceId"
              label="Document"
              required
              defaultValue={first.id}
              options={open.map((one) => ({
                value: one.id,
                label: `${one.reference}, due ${formatDate(one.dueOn)}, ${formatMoney(one.openMinor, currency)} open`,
              }))}
            />
            <TextField
              name="amount"
              label="Amount"
              inputMode="decimal"
              prefix={currency}
              required
              maxLength={30}
              defaultValue={plainAmount(Math.min(left, first.openMinor), currency)}
            />
            <ButtonRow>
              <SubmitButton>Use it</SubmitButton>
              <LinkButton to="/receipts">Back</LinkButton>
            </ButtonRow>
          </PostForm>
        ) : (
          <EmptyState title="Nothing is open">
            {credit.clientName} has no open document to use it on.
          </EmptyState>
        )}
      </Section>
    </Page>
  );
}
