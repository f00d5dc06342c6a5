import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { FormAnswerProvider, LinkButton, ProblemSummary } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatMonth } from '#app/values/week.ts';
import { issueFeeInvoice } from '../commands/issue-fee-invoice.server.ts';
import { counted } from '../counted.ts';
import { feeInvoiceForm, feeInvoiceQuery } from '../fee-forms.ts';
import {
  feeMonth,
  monthsToInvoice,
  programsWithFlatFees,
  type FlatFeeProgram,
} from '../fee-invoice.server.ts';
import { FeeMonths } from '../parts/fee-months.tsx';
import { FeePreview } from '../parts/fee-preview.tsx';

export const meta: MetaFunction = () => [{ title: 'Flat fees · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'billing.read');
  const query = parseQuery(feeInvoiceQuery, url);
  const programs = await programsWithFlatFees(ctx);
  const chosen = query.client ? found(programs.find(({ clientId }) => clientId === query.client)) : null;
  const months = chosen ? await monthsToInvoice(ctx, chosen.clientId) : [];
  // The oldest month that waits: they are invoiced in their order.
  const month = query.month ?? months.findLast(({ invoiceId }) => invoiceId === null)?.month ?? null;
  const due = chosen && month ? await feeMonth(ctx, chosen.clientId, month) : null;
  const { invoiceId = null, reference = null } = months.find((one) => one.month === month) ?? {};
  return {
    ...{ programs, chosen, months, due },
    issued: invoiceId && reference ? { invoiceId, reference } : null,
    can: abilities(ctx, {}, ['billing.run']),
  };
});

export const action = act({
  form: feeInvoiceForm,
  run: (ctx, input) => issueFeeInvoice(ctx, input),
  done: (issued, { month }) => ({
    to: `/invoices/${issued.id}`,
    flash: `${issued.reference} is issued for ${formatMonth(month)}: ${formatMoney(issued.totalMinor, issued.currency)}.`,
  }),
  back: () => '/billing/fees',
});

export default function FlatFees() {
  const { programs, chosen, months, due, issued, can } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  if (!chosen) return <Programs programs={programs} />;
  const { clientId, clientName } = chosen;
  return (
    <Page
      title={`Flat fees, ${clientName}`}
      crumbs={[
        { label: 'Billing', to: '/billing' },
        { label: 'Flat fees', to: '/billing/fees' },
      ]}
      lead="Fees that do not hang on an hour stand on an invoice of their own, once a month, after the month is over."
      action={<LinkButton to={`/programs/${clientId}#flat-fees`}>What is agreed</LinkButton>}
    >
      <FormAnswerProvider answer={answer}>
        <ProblemSummary />
      </FormAnswerProvider>
      {due ? (
        <FeePreview clientId={clientId} due={due} mayIssue={can['billing.run']} issued={issued} />
      ) : null}
      <Section title="Months" lead="Newest first.">
        <FeeMonths months={months} to={(month) => `/billing/fees?program=${clientId}&month=${month}`} />
      </Section>
    </Page>
  );
}

function Programs({ programs }: { programs: FlatFeeProgram[] }) {
  return (
    <Page
      title="Flat fees"
      crumbs={[{ label: 'Billing', to: '/billing' }]}
      lead="Set-up, subscription, fees for each active worker or timesheet, and minimums: what a program pays by the month and not by the hour."
    >
      <Section title="Programs">
        <DataTable
          caption="Programs with flat fees"
          rows={programs}
          rowKey={({ clientId }) => clientId}
          rowTo={({ clientId }) => `/billing/fees?program=${clientId}`}
          empty={
            <EmptyState title="No program pays a flat fee">
              Flat fees are agreed on the page of a <Link to="/programs">program</Link>. Percentage fees are
              billed with the hours, and do not appear here.
            </EmptyState>
          }
          columns={[
            { key: 'name', header: 'Program', primary: true, cell: ({ clientName }) => clientName },
            {
              key: 'waiting',
              header: 'To invoice',
              cell: ({ waiting }) =>
                waiting === 0 ? 'Up to date' : <Badge tone="waiting">{counted(waiting, 'month')}</Badge>,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
