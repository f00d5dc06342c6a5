import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { counted } from '../counted.ts';
import { listQuery } from '../forms.ts';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { programChoices } from '../programs.server.ts';
import { remittancesPage } from '../remittances.server.ts';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Remittances · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'remittance.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await remittancesPage(ctx, query);
  return {
    rows,
    query,
    side: ctx.actor.side,
    programs: await programChoices(ctx),
    places: placesOf(ctx),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

export default function Remittances() {
  const { rows, query, side, programs, places, next, first } = useLoaderData<typeof loader>();
  const columns: (Column<Row> | null)[] = [
    { key: 'reference', header: 'Payment', primary: true, cell: (row) => row.reference },
    side === 'supplier' ? null : { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName },
    { key: 'client', header: 'Client', cell: (row) => row.clientName },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
    { key: 'value', header: 'Value date', cell: (row) => <DateText date={row.valueOn} /> },
    {
      key: 'documents',
      header: 'Documents',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => row.documents,
    },
    { key: 'trace', header: 'Bank trace', hideOnPhone: true, cell: (row) => row.bankTrace ?? '–' },
    {
      key: 'amount',
      header: 'Net',
      align: 'right',
      cell: (row) => <span className="figure">{formatMoney(row.amountMinor, row.currency)}</span>,
    },
  ];
  return (
    <Page
      title="Remittances"
      lead={
        side === 'supplier'
          ? 'What was paid to you, with the advice behind each payment.'
          : 'What was paid to suppliers, with the advice that each of them sees.'
      }
    >
      <MoneyTabs places={places} current="remittances" />
      {programs.length > 1 ? (
        <FilterBar>
          <SelectField
            name="program"
            label="Client"
            placeholder="All"
            defaultValue={query.client}
            options={programs}
          />
        </FilterBar>
      ) : null}
      <DataTable
        caption="Remittances"
        rows={rows}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `/remittances/${id}`}
        empty={
          <EmptyState title="Nothing was paid yet">
            Under Expected you see when each statement can be paid, and why.
          </EmptyState>
        }
        columns={columns.filter((column) => column !== null)}
      />
      <Pager next={next} previous={first} shown={counted(rows.length, 'payment')} />
    </Page>
  );
}
