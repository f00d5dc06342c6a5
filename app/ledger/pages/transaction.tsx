import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Money, When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { accountName, type AccountKind } from '../accounts.ts';
import { transactionOf } from '../entries.server.ts';
import { originLink } from '../origin.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.transaction.memo ?? 'Transaction'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'ledger.read');
  return { transaction: found(await transactionOf(ctx, idParam(params))) };
});

type Other = { id: string; memo: string; postedOn: string };
const otherLink = ({ id, memo, postedOn }: Other) => (
  <Link to={`/ledger/transactions/${id}`}>{`${memo}, ${formatDate(postedOn)}`}</Link>
);

export default function TransactionPage() {
  const { transaction } = useLoaderData<typeof loader>();
  const {
    clientId,
    clientName,
    postedOn,
    postedAt,
    timeZone,
    memo,
    currency,
    reverses,
    reversedBy,
    entries,
  } = transaction;
  const origin = reverses ? null : originLink(transaction);
  return (
    <Page
      title={memo}
      crumbs={[
        { label: 'Ledger', to: '/ledger' },
        { label: clientName, to: `/ledger?program=${clientId}` },
      ]}
      lead="One transaction of the ledger. It is never changed; what was wrong is taken back by another."
    >
      <Facts
        items={[
          { label: 'Dated', value: <DateText date={postedOn} /> },
          { label: 'Recorded', value: <When at={postedAt} timeZone={timeZone} /> },
          ...(origin ? [{ label: 'From', value: <Link to={origin.to}>{origin.label}</Link> }] : []),
          ...(reverses ? [{ label: 'Takes back', value: otherLink(reverses) }] : []),
          ...(reversedBy ? [{ label: 'Taken back by', value: otherLink(reversedBy) }] : []),
        ]}
      />
      <Section title="Entries" lead={`Amounts in ${currency}. Debits equal credits.`}>
        <DataTable
          caption="Entries of the transaction"
          rows={entries}
          rowKey={({ id }) => String(id)}
          rowTo={({ accountId }) => `/ledger/accounts/${accountId}`}
          columns={columnsOf(entries)}
          empty="No entry."
        />
      </Section>
    </Page>
  );
}

type Row = {
  id: number;
  accountId: string;
  kind: AccountKind;
  supplierName: string | null;
  amountMinor: number;
};

function columnsOf(rows: Row[]): Column<Row>[] {
  const total = (sign: 1 | -1) =>
    rows.reduce((sum, { amountMinor }) => sum + Math.max(sign * amountMinor, 0), 0);
  return [
    {
      key: 'account',
      header: 'Account',
      primary: true,
      cell: ({ kind, supplierName }) => accountName(kind, supplierName),
      footer: 'Sum',
    },
    {
      key: 'debit',
      header: 'Debit',
      align: 'right',
      cell: ({ amountMinor }) => (amountMinor > 0 ? <Money minor={amountMinor} /> : ''),
      footer: <Money minor={total(1)} strong />,
    },
    {
      key: 'credit',
      header: 'Credit',
      align: 'right',
      cell: ({ amountMinor }) => (amountMinor < 0 ? <Money minor={-amountMinor} /> : ''),
      footer: <Money minor={total(-1)} strong />,
    },
  ];
}
