import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, Money, When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { addMonths } from '#app/values/month.ts';
import { formatMonth } from '#app/values/week.ts';
import { listQuery } from '../forms.ts';
import { accrualsPage, programsIn } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Accruals · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'accrual.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await accrualsPage(ctx, query);
  return {
    ...{ query, rows, next: pageLink(url, next), first: firstPageLink(url) },
    programs: await programsIn(ctx),
    isMsp: ctx.actor.side === 'msp',
    lastMonth: addMonths(ctx.now.toISOString().slice(0, 10), -1).slice(0, 7),
    can: abilities(ctx, {}, ['ledger.read']),
  };
});

export default function Accruals() {
  const { query, rows, next, first, programs, isMsp, lastMonth, can } = useLoaderData<typeof loader>();
  const choices = programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }));
  return (
    <Page
      title="Accruals"
      crumbs={can['ledger.read'] ? [{ label: 'Ledger', to: '/ledger' }] : []}
      lead="What is earned by the end of a month and not invoiced. Each is taken back by itself on the first of the next month, and later compared with what was billed."
    >
      {isMsp ? (
        <Section title="Look at a month" lead="Nothing is posted by looking.">
          <FilterBar action="/accruals/preview">
            <SelectField
              name="program"
              label="Program"
              defaultValue={query.client ?? choices[0]?.value}
              options={choices}
            />
            <TextField
              name="month"
              label="Month"
              type="month"
              placeholder="2026-06"
              maxLength={7}
              defaultValue={lastMonth}
            />
          </FilterBar>
        </Section>
      ) : null}
      <Section title="Posted" lead="The latest month first.">
        <DataTable
          caption="Posted accruals"
          rows={rows}
          rowKey={({ id }) => id}
          rowTo={({ id }) => `/accruals/${id}`}
          empty={
            <EmptyState title="No accrual is posted yet">
              {isMsp
                ? 'Look at a month above, then post it.'
                : 'The program office posts one at the end of each month.'}
            </EmptyState>
          }
          columns={columns}
        />
        {rows.length > 0 ? <Pager next={next} previous={first} shown={`${rows.length} shown`} /> : null}
      </Section>
    </Page>
  );
}

type Row = {
  clientName: string;
  currency: string;
  timeZone: string;
  month: string;
  asOf: string;
  createdByName: string;
  createdAt: string;
  clientMinor: number;
};

const columns: Column<Row>[] = [
  {
    key: 'month',
    header: 'Month',
    primary: true,
    cell: ({ month }) => formatMonth(month.slice(0, 7)),
  },
  { key: 'client', header: 'Program', cell: ({ clientName }) => clientName },
  { key: 'asOf', header: 'As of', cell: ({ asOf }) => <DateText date={asOf} /> },
  {
    key: 'by',
    header: 'Posted',
    cell: ({ createdByName, createdAt, timeZone }) => (
      <>
        {createdByName}, <When at={createdAt} timeZone={timeZone} />
      </>
    ),
  },
  {
    key: 'amount',
    header: 'Client pays',
    align: 'right',
    cell: ({ clientMinor, currency }) => <Money minor={clientMinor} currency={currency} />,
  },
];
