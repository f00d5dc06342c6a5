import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { formatMonth } from '#app/values/week.ts';
import { accountHolds, accountName } from '../accounts.ts';
import { accountOf, entriesPage } from '../entries.server.ts';
import { accountQuery } from '../forms.ts';
import { originLink, type Origin } from '../origin.ts';

export const meta: MetaFunction = () => [{ title: 'Account · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  authorize(ctx, 'ledger.read');
  const account = found(await accountOf(ctx, idParam(params)));
  const query = parseQuery(accountQuery, url);
  const { rows, next } = await entriesPage(ctx, account.id, query);
  return { account, query, rows, next: pageLink(url, next), first: firstPageLink(url) };
});

type Row = Origin & {
  id: number;
  transactionId: string;
  postedOn: string;
  memo: string;
  amountMinor: number;
  balanceMinor: number;
};

export default function AccountPage() {
  const { account, query, rows, next, first } = useLoaderData<typeof loader>();
  const { id, kind, supplierName, clientId, clientName, currency, balanceMinor, entries } = account;
  return (
    <Page
      title={accountName(kind, supplierName)}
      crumbs={[
        { label: 'Ledger', to: '/ledger' },
        { label: clientName, to: `/ledger?program=${clientId}` },
      ]}
      lead={accountHolds(kind)}
    >
      <Facts
        items={[
          { label: 'Balance', value: <Money minor={balanceMinor} currency={currency} strong /> },
          { label: 'Entries', value: entries.toLocaleString('en') },
        ]}
      />
      <Section
        title="Entries"
        lead={`The latest date first, in ${currency}. The balance is that of the account once the entry is counted.`}
      >
        <FilterBar>
          <TextField
            name="month"
            label="Month"
            type="month"
            placeholder="2026-06"
            maxLength={7}
            defaultValue={query.month}
          />
        </FilterBar>
        <FilterChips
          items={query.month ? [{ label: formatMonth(query.month), to: `/ledger/accounts/${id}` }] : []}
        />
        <DataTable
          caption="Entries"
          rows={rows}
          rowKey={(row) => String(row.id)}
          rowTo={(row) => `/ledger/transactions/${row.transactionId}`}
          columns={columns}
          empty={
            <EmptyState title="No entry">
              {query.month ? `Nothing on this account is dated in ${formatMonth(query.month)}.` : null}
            </EmptyState>
          }
        />
        {rows.length > 0 ? <Pager next={next} previous={first} shown={`${rows.length} shown`} /> : null}
      </Section>
    </Page>
  );
}

const columns: Column<Row>[] = [
  { key: 'memo', header: 'Transaction', primary: true, cell: ({ memo }) => memo },
  { key: 'date', header: 'Date', cell: ({ postedOn }) => <DateText date={postedOn} /> },
  {
    key: 'origin',
    header: 'From',
    cell: (row) => {
      const origin = originLink(row);
      return origin ? <Link to={origin.to}>{origin.label}</Link> : '–';
    },
  },
  {
    key: 'debit',
    header: 'Debit',
    align: 'right',
    cell: ({ amountMinor }) => (amountMinor > 0 ? <Money minor={amountMinor} /> : ''),
  },
  {
    key: 'credit',
    header: 'Credit',
    align: 'right',
    cell: ({ amountMinor }) => (amountMinor < 0 ? <Money minor={-amountMinor} /> : ''),
  },
  {
    key: 'balance',
    header: 'Balance',
    align: 'right',
    cell: ({ balanceMinor }) => <Money minor={balanceMinor} />,
  },
];
