import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, Rate } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Badge, Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { listQuery } from '../forms.ts';
import { endedStatuses, liveStatuses } from '../lifecycle.ts';
import { listSubmittals, programChoices, samePersonElsewhere } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Candidates · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'submittal.read', { clientId: ctx.actor.clientId, supplierId: ctx.actor.supplierId });
  const query = parseQuery(listQuery, url);
  const { rows, next } = await listSubmittals(ctx, query);
  return {
    rows,
    samePerson: await samePersonElsewhere(
      ctx,
      rows.map(({ id }) => id),
    ),
    query,
    programs: await programChoices(ctx),
    side: ctx.actor.side,
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

const statuses = [...liveStatuses, 'selected', 'placed', ...endedStatuses].map((value) => ({
  value,
  label: statusWord(value),
}));

/** Everybody put forward, over all requisitions, as far as the reader's wall goes. */
export default function Candidates() {
  const { rows, samePerson, query, programs, side, next, first } = useLoaderData<typeof loader>();
  type Row = (typeof rows)[number];
  const columns: (Column<Row> & { shown?: boolean })[] = [
    { key: 'name', header: 'Candidate', primary: true, cell: (row) => row.candidateName },
    { key: 'for', header: 'Requisition', cell: (row) => `${row.requisitionRef} ${row.requisitionTitle}` },
    { key: 'client', header: 'Client', cell: (row) => row.clientName, shown: side !== 'client' },
    { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName, shown: side !== 'supplier' },
    { key: 'rate', header: 'Bill rate', align: 'right', cell: (row) => <Rate rate={row.billRate} per="h" /> },
    { key: 'from', header: 'Available', cell: (row) => <DateText date={row.availableFrom} /> },
    {
      key: 'status',
      header: 'Status',
      cell: (row) => (
        <>
          <Status status={row.status} />
          {samePerson[row.id] ? <Badge tone="attention">submitted twice</Badge> : null}
        </>
      ),
    },
  ];
  const filtered = Boolean(query.status ?? query.search ?? query.program);
  return (
    <Page title="Candidates" lead="People put forward for requisitions, newest first.">
      <FilterBar>
        <TextField name="search" label="Name begins with" defaultValue={query.search} maxLength={80} />
        <SelectField
          name="status"
          label="Status"
          placeholder="Any"
          options={statuses}
          defaultValue={query.status}
        />
        {programs.length > 1 ? (
          <SelectField
            name="program"
            label="Program"
            placeholder="All"
            options={programs.map((one) => ({ value: one.clientId, label: one.clientName }))}
            defaultValue={query.program}
          />
        ) : null}
      </FilterBar>
      <DataTable
        caption="Candidates"
        columns={columns.filter(({ shown }) => shown !== false)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/submittals/${row.id}`}
        empty={<Nobody side={side} filtered={filtered} />}
      />
      <Pager
        next={next}
        previous={first}
        shown={rows.length === 1 ? '1 candidate' : `${rows.length} candidates`}
      />
    </Page>
  );
}

function Nobody({ side, filtered }: { side: string; filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState title="Nobody fits these filters">
        <p>Choose another status, or search for the beginning of a name.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No candidates yet">
      <p>
        {side === 'supplier'
          ? 'Open a requisition that was released to you and submit somebody.'
          : 'Candidates stand here once suppliers submit them for an open requisition.'}
      </p>
    </EmptyState>
  );
}
