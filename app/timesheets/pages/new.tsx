import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { PostButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar, type Column } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { startWeek } from '../commands/start-week.server.ts';
import { missingQuery, OFFERED_LIMIT, startForm } from '../forms.ts';
import { weeksToEnter, type MissingWeek } from '../missing-weeks.server.ts';

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'timesheet.enter');
  const query = parseQuery(missingQuery, url);
  const weeks = await weeksToEnter(ctx, query);
  return { weeks, query, isCut: weeks.length === OFFERED_LIMIT, isWorker: ctx.actor.workerId !== null };
});

export const action = act({
  form: startForm,
  run: (ctx, input) => startWeek(ctx, input),
  done: ({ id, isNew }) => ({
    to: `/timesheets/${id}`,
    ...(isNew ? {} : { flash: 'This week was begun before. Here it is.' }),
  }),
  back: () => '/timesheets/new',
  drawsForm: false,
});

export default function EnterAWeek() {
  const { weeks, query, isCut, isWorker } = useLoaderData<typeof loader>();
  const isNarrowed = query.assignment !== undefined || query.week !== undefined;
  const [only] = weeks;
  return (
    <Page
      title="Enter a week"
      crumbs={[{ label: 'Timesheets', to: '/timesheets' }]}
      lead="The weeks that nobody has entered yet, newest first. A week can be entered from its first day on."
    >
      {isNarrowed && weeks.length === 1 && only ? <OneWeek week={only} /> : null}
      {isNarrowed ? (
        <p>
          <Link to="/timesheets/new">Show the weeks of all assignments</Link>
        </p>
      ) : null}
      {isWorker || isNarrowed ? null : (
        <FilterBar>
          <TextField name="worker" label="Worker" type="search" defaultValue={query.worker} maxLength={80} />
        </FilterBar>
      )}
      {isNarrowed && weeks.length === 1 ? null : (
        <DataTable
          caption="Weeks to enter"
          columns={columns}
          rows={weeks}
          rowKey={keyOf}
          empty={<NothingToEnter />}
        />
      )}
      {isCut ? (
        <p className="text-soft">
          These are the newest {OFFERED_LIMIT}. Search for a worker to see older weeks.
        </p>
      ) : null}
    </Page>
  );
}

const keyOf = (week: MissingWeek) => `${week.assignmentId} ${week.weekEndsOn}`;

function StartButton({ week, tone }: { week: MissingWeek; tone?: 'primary' }) {
  const { assignmentId, weekEndsOn } = week;
  return (
    <PostButton to="/timesheets/new" fields={{ assignmentId, weekEndsOn }} {...(tone ? { tone } : {})}>
      Enter
    </PostButton>
  );
}

function OneWeek({ week }: { week: MissingWeek }) {
  return (
    <Section
      title={`${week.workerName}, week to ${formatDate(week.weekEndsOn)}`}
      action={<StartButton week={week} tone="primary" />}
    >
      <p>
        {week.jobTitle}, {week.assignmentRef}, {week.clientName}
      </p>
    </Section>
  );
}

const columns: Column<MissingWeek>[] = [
  { key: 'worker', header: 'Worker', primary: true, cell: (week) => week.workerName },
  { key: 'week', header: 'Week to', cell: (week) => formatDate(week.weekEndsOn) },
  { key: 'assignment', header: 'Assignment', cell: (week) => week.assignmentRef },
  { key: 'job', header: 'Job', cell: (week) => week.jobTitle, hideOnPhone: true },
  { key: 'client', header: 'Client', cell: (week) => week.clientName },
  { key: 'enter', header: '', align: 'right', cell: (week) => <StartButton week={week} /> },
];

function NothingToEnter() {
  return (
    <EmptyState title="Every week is entered" action={<Link to="/timesheets">See the timesheets</Link>}>
      Weeks appear here when they begin, for assignments that are active or ended.
    </EmptyState>
  );
}
