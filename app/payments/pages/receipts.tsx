import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar, Pager } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { counted } from '../counted.ts';
import { listQuery } from '../forms.ts';
import { CreditTable } from '../parts/credit-table.tsx';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { programChoices } from '../programs.server.ts';
import { openCredits, receiptsPage } from '../receipts.server.ts';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Receipts · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'receipt.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await receiptsPage(ctx, query);
  return {
    rows,
    query,
    side: ctx.actor.side,
    credits: await openCredits(ctx),
    programs: ctx.actor.side === 'msp' ? await programChoices(ctx) : [],
    mayRecord: mayDo(ctx.actor, 'receipt.record'),
    places: placesOf(ctx),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export default function Receipts() {
  const { rows, query, side, credits, programs, mayRecord, places, next, first } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title="Receipts"
      lead={
        side === 'client' ? 'What you paid, and what it settled.' : 'What clients paid, and what it settled.'
      }
      action={
        mayRecord ? (
          <LinkButton to="/receipts/new" tone="primary">
            Record a receipt
          </LinkButton>
        ) : null
      }
    >
      <MoneyTabs places={places} current="receipts" />
      {credits.length > 0 ? (
        <Section title="Not used yet" lead="Credit memos and money on account, to be used on open documents.">
          <CreditTable rows={credits} mayUse={mayRecord} withClient={side === 'msp'} />
        </Section>
      ) : null}
      {programs.length > 1 ? (
        <FilterBar>
          <SelectField
            name="program"
            label="Program"
            placeholder="All"
            defaultValue={query.client}
            options={programs}
          />
        </FilterBar>
      ) : null}
      <ReceiptTable rows={rows} side={side} />
      <Pager next={next} previous={first} shown={counted(rows.length, 'receipt')} />
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

function ReceiptTable({ rows, side }: { rows: Row[]; side: string }) {
  return (
    <DataTable
      caption="Receipts"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/receipts/${id}`}
      empty={
        <EmptyState title="No receipt yet">
          {side === 'client'
            ? 'Your payments appear here once the program office has recorded them.'
            : 'Record what the bank statement shows; the oldest open documents are suggested.'}
        </EmptyState>
      }
      columns={[
        { key: 'reference', header: 'Bank reference', primary: true, cell: (row) => row.bankReference },
        ...(side === 'msp' ? [{ key: 'client', header: 'Client', cell: (row: Row) => row.clientName }] : []),
        { key: 'received', header: 'Received', cell: (row) => <DateText date={row.receivedOn} /> },
        { key: 'documents', header: 'Settles', cell: (row) => counted(row.documents, 'document') },
        {
          key: 'account',
          header: 'On account',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => (row.onAccountMinor === 0 ? '–' : formatMoney(row.onAccountMinor, row.currency)),
        },
        {
          key: 'amount',
          header: 'Amount',
          align: 'right',
          cell: (row) => <span className="figure">{formatMoney(row.amountMinor, row.currency)}</span>,
        },
      ]}
    />
  );
}
