import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Money, When } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { sheetQuery, sheetStatuses } from '../forms.ts';
import { amountHeader, chipsOf, ListFilters, ListTabs } from '../parts/list-tabs.tsx';
import { listSurroundings, sheetsNewestFirst, type ListedSheet } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Expenses · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'expense.read');
  const query = parseQuery(sheetQuery, url);
  const { rows, next } = await sheetsNewestFirst(ctx, query);
  const about = await listSurroundings(ctx, query.assignment);
  const links = { here: url.pathname + url.search, next: pageLink(url, next), first: firstPageLink(url) };
  return { rows, query, about, links };
});

const APPROVE_FORM = 'approve-expenses';

export default function Expenses() {
  const { rows, query, about, links } = useLoaderData<typeof loader>();
  const bulk = rows.some((row) => row.mayApprove);
  const chips = chipsOf('/expenses', query, {
    status: query.status && statusWord(query.status),
    program: query.program && about.programs.find(({ value }) => value === query.program)?.label,
    assignment: query.assignment && (about.assignmentLabel ?? 'An assignment'),
  });
  const newTo = query.assignment ? `/expenses/new?assignment=${query.assignment}` : '/expenses/new';
  const begin = (tone: 'primary' | 'quiet') =>
    about.mayEnter ? (
      <LinkButton to={newTo} tone={tone}>
        New expense sheet
      </LinkButton>
    ) : null;
  return (
    <Page title="Expenses" action={begin('primary')}>
      <ListTabs here="expenses" seesCharges={about.seesCharges} />
      <ListFilters
        query={query}
        programs={about.programs}
        statuses={sheetStatuses.filter((status) => about.side !== 'client' || status !== 'draft')}
      />
      <FilterChips items={chips} />
      {bulk ? (
        <PostForm id={APPROVE_FORM} to="/expenses/approvals">
          <Hidden name="backTo" value={links.here} />
          <ButtonRow>
            <SubmitButton>Approve the ticked sheets</SubmitButton>
          </ButtonRow>
        </PostForm>
      ) : null}
      <DataTable
        caption="Expense sheets, newest first"
        columns={columnsFor(rows, about)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/expenses/${row.id}`}
        {...(bulk ? { select } : {})}
        empty={
          chips.length > 0 ? (
            <EmptyState title="No sheet fits these filters">Take one away to see more.</EmptyState>
          ) : (
            <EmptyState title="No expenses were entered yet" action={begin('quiet')}>
              {about.side === 'client'
                ? 'Sheets appear here once a worker or their supplier submits them.'
                : 'Begin a sheet for what was spent on an assignment, with a receipt for each line.'}
            </EmptyState>
          )
        }
      />
      {rows.length > 0 ? (
        <Pager
          next={links.next}
          previous={links.first}
          shown={rows.length === 1 ? '1 sheet' : `${rows.length} sheets`}
        />
      ) : null}
    </Page>
  );
}

const select = {
  name: 'ids',
  formId: APPROVE_FORM,
  value: (row: ListedSheet) => row.id,
  disabled: (row: ListedSheet) => !row.mayApprove,
};

function columnsFor(rows: ListedSheet[], about: { side: string; isWorker: boolean }): Column<ListedSheet>[] {
  const { header, mixed } = amountHeader(rows);
  return [
    { key: 'title', header: 'What for', primary: true, cell: (row) => row.title },
    ...(about.isWorker
      ? []
      : [{ key: 'worker', header: 'Worker', cell: (row: ListedSheet) => row.workerName }]),
    { key: 'ref', header: 'Sheet', cell: (row) => row.ref, hideOnPhone: true },
    ...(about.side === 'client'
      ? []
      : [{ key: 'client', header: 'Client', cell: (row: ListedSheet) => row.clientName }]),
    {
      key: 'when',
      header: 'Submitted',
      cell: (row) =>
        row.submittedAt && row.status !== 'draft' ? (
          <When at={row.submittedAt} timeZone={row.timeZone} />
        ) : (
          <span className="quiet">Not yet</span>
        ),
    },
    {
      key: 'amount',
      header,
      align: 'right',
      cell: (row) => <Money minor={row.totalMinor} {...(mixed ? { currency: row.currency } : {})} />,
    },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
  ];
}
