import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Money } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { formatPeriod } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import { chargeQuery, chargeStatuses } from '../forms.ts';
import { amountHeader, chipsOf, ListFilters, ListTabs } from '../parts/list-tabs.tsx';
import { chargesNewestFirst, listSurroundings, type ListedCharge } from '../queries.server.ts';
import { cadences, cadenceWord } from '../schedule.ts';

export const meta: MetaFunction = () => [{ title: 'Miscellaneous charges · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'miscCharge.read');
  const query = parseQuery(chargeQuery, url);
  const { rows, next } = await chargesNewestFirst(ctx, query);
  const about = await listSurroundings(ctx, query.assignment);
  return { rows, query, about, links: { next: pageLink(url, next), first: firstPageLink(url) } };
});

export default function Charges() {
  const { rows, query, about, links } = useLoaderData<typeof loader>();
  const chips = chipsOf('/charges', query, {
    status: query.status && statusWord(query.status),
    cadence: query.cadence && cadenceWord(query.cadence),
    program: query.program && about.programs.find(({ value }) => value === query.program)?.label,
    assignment: query.assignment && (about.assignmentLabel ?? 'An assignment'),
  });
  const newTo = query.assignment ? `/charges/new?assignment=${query.assignment}` : '/charges/new';
  const ask = (tone: 'primary' | 'quiet') =>
    about.mayRequest ? (
      <LinkButton to={newTo} tone={tone}>
        Ask for a charge
      </LinkButton>
    ) : null;
  return (
    <Page
      title="Miscellaneous charges"
      action={ask('primary')}
      lead="What is billed and hangs on no hour: a background check, a fee for taking somebody over, a weekly rent of equipment."
    >
      <ListTabs here="charges" seesCharges={about.seesCharges} />
      <ListFilters
        query={query}
        programs={about.programs}
        statuses={chargeStatuses}
        cadence={{
          options: cadences.map((value) => ({ value, label: cadenceWord(value) })),
          chosen: query.cadence,
        }}
      />
      <FilterChips items={chips} />
      <DataTable
        caption="Miscellaneous charges, newest first"
        columns={columnsFor(rows, about.side)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/charges/${row.id}`}
        empty={
          chips.length > 0 ? (
            <EmptyState title="No charge fits these filters">Take one away to see more.</EmptyState>
          ) : (
            <EmptyState title="Nothing was asked for yet" action={ask('quiet')}>
              The program team or a supplier asks for a charge; the client approves it, a series with one
              approval.
            </EmptyState>
          )
        }
      />
      {rows.length > 0 ? (
        <Pager
          next={links.next}
          previous={links.first}
          shown={rows.length === 1 ? '1 charge' : `${rows.length} charges`}
        />
      ) : null}
    </Page>
  );
}

function columnsFor(rows: ListedCharge[], side: string): Column<ListedCharge>[] {
  const { header, mixed } = amountHeader(rows);
  return [
    { key: 'label', header: 'Charge', primary: true, cell: (row) => row.label },
    { key: 'worker', header: 'Worker', cell: (row) => row.workerName },
    { key: 'assignment', header: 'Assignment', cell: (row) => row.assignmentRef, hideOnPhone: true },
    ...(side === 'client'
      ? []
      : [{ key: 'client', header: 'Client', cell: (row: ListedCharge) => row.clientName }]),
    { key: 'cadence', header: 'How often', cell: (row) => cadenceWord(row.cadence) },
    {
      key: 'when',
      header: 'When',
      cell: ({ startsOn, endsOn }) => (endsOn ? formatPeriod({ startsOn, endsOn }) : formatDate(startsOn)),
    },
    {
      key: 'amount',
      header: header.replace('Amount', 'Each'),
      align: 'right',
      cell: (row) => <Money minor={row.amountMinor} {...(mixed ? { currency: row.currency } : {})} />,
    },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
  ];
}
