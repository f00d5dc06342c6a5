import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Hours, Money } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SelectField, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Badge, Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { listQuery, listStatuses, type ListQuery } from '../forms.ts';
import { listSurroundings, weeksNewestFirst, type ListedWeek } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Timesheets · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'timesheet.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await weeksNewestFirst(ctx, query);
  const about = await listSurroundings(ctx, query);
  const links = { here: url.pathname + url.search, next: pageLink(url, next), first: firstPageLink(url) };
  return { rows, query, about, links };
});

const APPROVE_FORM = 'approve-weeks';

export default function Timesheets() {
  const { rows, query, about, links } = useLoaderData<typeof loader>();
  const bulk = rows.some((row) => row.mayApprove);
  return (
    <Page
      title="Timesheets"
      action={
        about.mayEnter ? (
          <LinkButton to="/timesheets/new" tone="primary">
            Enter a week
          </LinkButton>
        ) : null
      }
    >
      <Filters query={query} programs={about.programs} showsDrafts={about.side !== 'client'} />
      <FilterChips items={chipsOf(query, about)} />
      {bulk ? (
        <PostForm id={APPROVE_FORM} to="/timesheets/approvals">
          <Hidden name="backTo" value={links.here} />
          <ButtonRow>
            <SubmitButton>Approve the ticked weeks</SubmitButton>
          </ButtonRow>
        </PostForm>
      ) : null}
      <DataTable
        caption="Weeks of time, newest first"
        columns={columnsFor(rows, about)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/timesheets/${row.id}`}
        {...(bulk ? { select } : {})}
        empty={<NoWeeks query={query} mayEnter={about.mayEnter} />}
      />
      {rows.length > 0 ? <Pager next={links.next} previous={links.first} shown={shownOf(rows)} /> : null}
    </Page>
  );
}

const select = {
  name: 'ids',
  formId: APPROVE_FORM,
  value: (row: ListedWeek) => row.id,
  disabled: (row: ListedWeek) => !row.mayApprove,
};

const shownOf = (rows: ListedWeek[]) => (rows.length === 1 ? '1 week' : `${rows.length} weeks`);

type About = {
  side: string;
  isWorker: boolean;
  seesMoney: boolean;
  assignmentLabel: string | null;
  programs: { value: string; label: string }[];
};

function columnsFor(rows: ListedWeek[], about: About): Column<ListedWeek>[] {
  const [currency, other] = [...new Set(rows.map((row) => row.currency))];
  const amount: Column<ListedWeek> = {
    key: 'amount',
    header: currency && !other ? `Amount, ${currency}` : 'Amount',
    align: 'right',
    cell: (row) =>
      row.amountMinor === null ? (
        ''
      ) : (
        <Money minor={row.amountMinor} {...(other ? { currency: row.currency } : {})} />
      ),
  };
  const worker: Column<ListedWeek> = {
    key: 'worker',
    header: 'Worker',
    primary: true,
    cell: (row) => <WithVersion row={row}>{row.workerName}</WithVersion>,
  };
  const week: Column<ListedWeek> = {
    key: 'week',
    header: 'Week to',
    cell: (row) => formatDate(row.weekEndsOn),
  };
  return [
    // Workers know their own name: their rows are called by the week.
    ...(about.isWorker
      ? [
          {
            ...week,
            cell: (row: ListedWeek) => <WithVersion row={row}>{formatDate(row.weekEndsOn)}</WithVersion>,
            primary: true,
          },
        ]
      : [worker]),
    { key: 'assignment', header: 'Assignment', cell: (row) => row.assignmentRef, hideOnPhone: true },
    ...(about.side === 'client'
      ? []
      : [{ key: 'client', header: 'Client', cell: (row: ListedWeek) => row.clientName }]),
    ...(about.isWorker ? [] : [week]),
    { key: 'hours', header: 'Hours', align: 'right', cell: (row) => <HoursThatCount row={row} /> },
    {
      key: 'overtime',
      header: 'Overtime',
      align: 'right',
      cell: (row) =>
        row.overtimeMinutes > 0 ? <Hours minutes={row.overtimeMinutes} /> : <span className="quiet">–</span>,
    },
    ...(about.seesMoney ? [amount] : []),
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
  ];
}

/** Which version of the week it is, where there were others before. */
function WithVersion({ row, children }: { row: ListedWeek; children: ReactNode }) {
  return (
    <>
      {children}
      {row.version > 1 ? (
        <>
          {' '}
          <Badge>version {row.version}</Badge>
        </>
      ) : null}
    </>
  );
}

/** The hours of a corrected version are struck out: those of a later one count. */
function HoursThatCount({ row }: { row: ListedWeek }) {
  const hours = <Hours minutes={row.workedMinutes} />;
  return row.status === 'corrected' ? <del className="text-soft">{hours}</del> : hours;
}

type FiltersProps = { query: ListQuery; programs: { value: string; label: string }[]; showsDrafts: boolean };

function Filters({ query, programs, showsDrafts }: FiltersProps) {
  const statuses = listStatuses.filter((status) => showsDrafts || status !== 'draft');
  return (
    <FilterBar>
      {query.assignment ? <Hidden name="assignment" value={query.assignment} /> : null}
      <SelectField
        name="status"
        label="Status"
        placeholder="Any"
        defaultValue={query.status}
        options={statuses.map((value) => ({ value, label: statusWord(value) }))}
      />
      {programs.length > 0 ? (
        <SelectField
          name="program"
          label="Program"
          placeholder="Any"
          defaultValue={query.program}
          options={programs}
        />
      ) : null}
      <TextField name="week" label="A day of the week" type="date" defaultValue={query.week} />
    </FilterBar>
  );
}

/** Each filter in force, and the list without it. */
function chipsOf(query: ListQuery, about: About) {
  const labels: Partial<Record<keyof ListQuery, string | null | undefined>> = {
    status: query.status && statusWord(query.status),
    program: query.program && about.programs.find(({ value }) => value === query.program)?.label,
    assignment: query.assignment && (about.assignmentLabel ?? 'An assignment'),
    week: query.week && `Week with ${formatDate(query.week)}`,
  };
  return Object.entries(labels).flatMap(([name, label]) => {
    if (!label) return [];
    const rest = Object.entries(query).filter(([key, value]) => key !== name && key !== 'after' && value);
    const search = new URLSearchParams(rest.map(([key, value]) => [key, String(value)])).toString();
    return [{ label, to: search ? `/timesheets?${search}` : '/timesheets' }];
  });
}

function NoWeeks({ query, mayEnter }: { query: ListQuery; mayEnter: boolean }) {
  const isFiltered = Object.values(query).some(Boolean);
  if (isFiltered)
    return <EmptyState title="No week fits these filters">Take one away, or choose another day.</EmptyState>;
  return (
    <EmptyState
      title="No time was entered yet"
      action={mayEnter ? <LinkButton to="/timesheets/new">Enter a week</LinkButton> : null}
    >
      Weeks appear here once the supplier or the worker submits them.
    </EmptyState>
  );
}
