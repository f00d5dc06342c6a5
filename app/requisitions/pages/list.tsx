import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton, SelectField, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { programChoices } from '../choices.server.ts';
import { listQuery } from '../forms.ts';
import { requisitionStatuses } from '../lifecycle.ts';
import { requisitionsPage, type RequisitionListRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Requisitions · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'requisition.read');
  const filter = parseQuery(listQuery, url);
  const { rows, next } = await requisitionsPage(ctx, filter);
  const { side } = ctx.actor;
  return {
    rows,
    next: pageLink(url, next),
    previous: firstPageLink(url),
    filter,
    side,
    programs: side === 'msp' ? await programChoices(ctx) : [],
    can: abilities(ctx, {}, ['requisition.draft']),
  };
});

// A supplier never meets those that come before its release.
const supplierStatuses = ['open', 'on_hold', 'filled', 'closed', 'cancelled'];

function columnsFor(side: string): Column<RequisitionListRow>[] {
  const client: Column<RequisitionListRow> = {
    key: 'client',
    header: 'Client',
    cell: (row) => row.clientName,
  };
  return [
    {
      key: 'ref',
      header: 'Number',
      cell: (row) => <span className="figure">{row.ref}</span>,
    },
    { key: 'title', header: 'Title', primary: true, cell: (row) => row.title },
    ...(side === 'client' ? [] : [client]),
    { key: 'place', header: 'Department, site', cell: (row) => `${row.departmentName}, ${row.siteName}` },
    { key: 'starts', header: 'Starts', align: 'right', cell: (row) => <DateText date={row.startsOn} /> },
    {
      key: 'ends',
      header: 'Ends',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => <DateText date={row.endsOn} />,
    },
    {
      key: 'filled',
      header: 'Filled',
      align: 'right',
      cell: (row) => (
        <span className="figure">
          {row.filled} of {row.positions}
        </span>
      ),
    },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
    { key: 'waiting', header: 'Waiting', align: 'right', cell: (row) => <Waiting since={row.waiting} /> },
  ];
}

const Waiting = ({ since }: { since: string | null }) =>
  since === null ? (
    <span className="figure">–</span>
  ) : (
    <span className="figure">{since === 'today' ? 'since today' : since}</span>
  );

export default function Requisitions() {
  const { rows, next, previous, filter, side, programs, can } = useLoaderData<typeof loader>();
  const statuses = side === 'supplier' ? supplierStatuses : requisitionStatuses;
  return (
    <Page
      title="Requisitions"
      lead={side === 'supplier' ? 'What was released to your firm.' : undefined}
      action={
        can['requisition.draft'] ? (
          <LinkButton to="/requisitions/new" tone="primary">
            New requisition
          </LinkButton>
        ) : null
      }
      wide
    >
      <FilterBar>
        <TextField name="q" label="Title or number" type="search" defaultValue={filter.q} maxLength={100} />
        <SelectField
          name="status"
          label="Status"
          defaultValue={filter.status}
          options={[
            { value: 'live', label: 'In progress' },
            { value: 'all', label: 'All' },
            ...statuses.map((status) => ({ value: status, label: statusWord(status) })),
          ]}
        />
        {programs.length > 1 ? (
          <SelectField
            name="program"
            label="Client"
            placeholder="All"
            defaultValue={filter.program}
            options={programs.map(({ clientId, name }) => ({ value: clientId, label: name }))}
          />
        ) : null}
      </FilterBar>
      <DataTable
        caption="Requisitions, newest first"
        columns={columnsFor(side)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/requisitions/${row.id}`}
        empty={
          <NothingHere
            searched={filter.q !== undefined || filter.status !== 'live'}
            side={side}
            may={can['requisition.draft']}
          />
        }
      />
      {rows.length > 0 ? <Pager next={next} previous={previous} shown={`${rows.length} shown`} /> : null}
    </Page>
  );
}

function NothingHere({ searched, side, may }: { searched: boolean; side: string; may: boolean }) {
  if (searched)
    return (
      <EmptyState
        title="No requisition is like that"
        action={<LinkButton to="/requisitions">Show what is in progress</LinkButton>}
      >
        The search looks for how a title begins, or for a number such as R-1001.
      </EmptyState>
    );
  if (side === 'supplier')
    return (
      <EmptyState title="Nothing is open to your firm now">
        You get an e-mail when a requisition is released to you.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No requisition is in progress"
      action={may ? <LinkButton to="/requisitions/new">New requisition</LinkButton> : null}
    >
      A requisition says whom a department needs, where, until when and at what rate.
    </EmptyState>
  );
}
