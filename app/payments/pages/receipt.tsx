import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Money, When } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { CreditTable } from '../parts/credit-table.tsx';
import { openCredits, receiptOf, usesOf } from '../receipts.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Receipt ${data.receipt.bankReference} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params }) => {
  const receipt = found(await receiptOf(ctx, idParam(params)));
  authorize(ctx, 'receipt.read', receipt);
  return {
    receipt,
    uses: await usesOf(ctx, receipt.id),
    credits: await openCredits(ctx, receipt.id),
    entries: await timelineOf(ctx, [receipt.id]),
    mayUse: mayDo(ctx.actor, 'receipt.record', receipt),
  };
});

export default function Receipt() {
  const { receipt, uses, credits, entries, mayUse } = useLoaderData<typeof loader>();
  const { currency } = receipt;
  return (
    <Page
      title={`Receipt ${receipt.bankReference}`}
      crumbs={[{ label: 'Receipts', to: '/receipts' }]}
      lead={`${formatMoney(receipt.amountMinor, currency)} from ${receipt.clientName}.`}
    >
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} timeZone={receipt.timeZone} />
          </Section>
        }
      >
        <Section title="The money">
          <Facts
            items={[
              { label: 'Amount', value: <Money minor={receipt.amountMinor} currency={currency} strong /> },
              { label: 'Received', value: <DateText date={receipt.receivedOn} /> },
              { label: 'Bank reference', value: receipt.bankReference },
              { label: 'Recorded by', value: receipt.recordedByName },
              { label: 'Recorded', value: <When at={receipt.createdAt} timeZone={receipt.timeZone} /> },
              ...(receipt.note ? [{ label: 'Note', value: receipt.note }] : []),
            ]}
          />
        </Section>
        <Section title="What it settled" lead={`Amounts in ${currency}.`}>
          <DataTable
            caption="What it settled"
            rows={uses}
            rowKey={({ id }) => id}
            empty={<EmptyState title="Nothing yet">All of it stands on account.</EmptyState>}
            columns={[
              {
                key: 'reference',
                header: 'Document',
                primary: true,
                cell: (use) => <Link to={`/invoices/${use.invoiceId}/payment`}>{use.reference}</Link>,
              },
              { key: 'status', header: 'Status', cell: (use) => <Status status={use.status} /> },
              {
                key: 'by',
                header: 'By',
                cell: (use) => (use.againstReference ? `against ${use.againstReference}` : 'this receipt'),
              },
              {
                key: 'amount',
                header: 'Amount',
                align: 'right',
                cell: (use) => <Money minor={use.amountMinor} />,
              },
            ]}
          />
        </Section>
        {credits.length > 0 ? (
          <Section title="Left over" lead="Money on account, to be used on an open document.">
            <CreditTable rows={credits} mayUse={mayUse} withClient={false} />
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
