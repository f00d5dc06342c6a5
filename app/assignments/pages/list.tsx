import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, SelectField, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { assignmentStatuses, listQuery } from '../forms.ts';
import { listAssignments, needOf, programChoices } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Assignments · Muster' }];

export const loader = page(async (ctx, { url }) => {
  const { clientId, supplierId, workerId } = ctx.actor;
  authorize(ctx, 'assignment.read', { clientId, supplierId, workerId });
  const query = parseQuery(listQuery, url);
  const { rows, next } = await listAssignments(ctx, query);
  return {
    rows,
    query,
    need: query.requisition ? await needOf(ctx, query.requisition) : null,
    withoutNeed: without(url, 'requisition'),
    programs: await programChoices(ctx),
    side: ctx.actor.side,
    isWorker: workerId !== null,
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

function without(url: URL, key: string): string {
  const rest = new URLSearchParams(url.search);
  rest.delete(key);
  rest.delete('after');
  return rest.size > 0 ? `${url.pathname}?${rest}` : url.pathname;
}

const statuses = assignmentStatuses.map((value) => ({ value, label: statusWord(value) }));

/** Who works where, newest first, as far as the reader's wall goes. */
export default function Assignments() {
  const { rows, query, need, withoutNeed, programs, side, isWorker, next, first } =
    useLoaderData<typeof loader>();
  type Row = (typeof rows)[number];
  const columns: (Column<Row> & { shown?: boolean })[] = [
    { key: 'worker', header: 'Worker', primary: true, cell: (row) => row.workerName },
    { key: 'ref', header: 'Number', cell: (row) => row.ref },
    { key: 'job', header: 'Job', cell: (row) => row.jobTitle },
    { key: 'client', header: 'Client', cell: (row) => row.clientName, shown: side !== 'client' },
    { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName, shown: side !== 'supplier' },
    { key: 'manager', header: 'Hiring manager', cell: (row) => row.hiringManagerName, hideOnPhone: true },
    { key: 'from', header: 'From', cell: (row) => <DateText date={row.startsOn} /> },
    { key: 'to', header: 'To', cell: (row) => <DateText date={row.endsOn} /> },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
  ];
  const filtered = Boolean(query.status ?? query.search ?? query.program ?? query.requisition);
  return (
    <Page title="Assignments" lead={isWorker ? 'What you work on.' : 'Who works where, newest first.'}>
      {isWorker ? null : (
        <FilterBar>
          <TextField
            name="search"
            label="Name or number begins with"
            defaultValue={query.search}
            maxLength={80}
          />
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
          {query.requisition ? <Hidden name="requisition" value={query.requisition} /> : null}
        </FilterBar>
      )}
      {query.requisition ? (
        <FilterChips items={[{ label: need ? `For ${need.ref}` : 'For one requisition', to: withoutNeed }]} />
      ) : null}
      <DataTable
        caption="Assignments"
        columns={columns.filter(({ shown }) => shown !== false)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/assignments/${row.id}`}
        empty={<Nothing filtered={filtered} />}
      />
      <Pager
        next={next}
        previous={first}
        shown={rows.length === 1 ? '1 assignment' : `${rows.length} assignments`}
      />
    </Page>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState title="No assignment fits these filters">
      <p>Choose another status, or search for the beginning of a name.</p>
    </EmptyState>
  ) : (
    <EmptyState title="No assignments yet">
      <p>An assignment is made when a supplier accepts an offer.</p>
    </EmptyState>
  );
}
