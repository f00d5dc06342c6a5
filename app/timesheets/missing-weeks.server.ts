import { sql, type SQL } from 'drizzle-orm';
import { assignment } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { OFFERED_LIMIT, type MissingQuery } from './forms.ts';
import { assignmentsWithTime } from './lifecycle.ts';
import { assignmentRef } from './queries.server.ts';

/** Half a year back; what is older is entered from the assignment's own page. */
const WEEKS_OFFERED = 27;
const WEEKS_OFFERED_OF_ONE = 160;
const WEEKS_EXPECTED = 4;

export type MissingWeek = {
  assignmentId: string;
  assignmentRef: string;
  workerName: string;
  jobTitle: string;
  clientName: string;
  weekEndsOn: string;
};

type Window = { statuses: readonly string[]; weeks: number; onlyEnded: boolean; limit: number; more?: SQL };

/**
 * The weeks of some assignments for which nobody has begun a timesheet. A week belongs to an assignment if one of its
 * days does. Today is told by the clock of each program.
 */
async function missingWeeks(
  ctx: Context,
  { statuses, weeks, onlyEnded, limit, more }: Window,
): Promise<MissingWeek[]> {
  const own = ownRows(ctx, {
    clientId: assignment.clientId,
    supplierId: assignment.supplierId,
    workerId: assignment.workerId,
  });
  const rows = await ctx.db.execute<Omit<MissingWeek, 'assignmentRef'> & { number: number }>(sql`
    select assignment.id as "assignmentId", assignment.number, assignment.worker_name as "workerName",
      assignment.job_title as "jobTitle", organization.name as "clientName", week.ends_on as "weekEndsOn"
    from assignment
    join program on program.client_id = assignment.client_id
    join organization on organization.id = assignment.client_id
    cross join lateral (select (${ctx.now.toISOString()}::timestamptz at time zone program.time_zone)::date as today) clock
    cross join lateral (
      select clock.today + (program.week_ends_on - extract(dow from clock.today)::int + 7) % 7 - 7 * back.weeks as ends_on
      from generate_series(0, ${weeks}::int) back(weeks)) week
    where assignment.status = any(${sql.param([...statuses])}::text[]) and ${own ?? sql`true`} and ${more ?? sql`true`}
      and week.ends_on >= assignment.starts_on and week.ends_on - 6 <= assignment.ends_on
      and (${!onlyEnded} or week.ends_on < clock.today)
      and not exists (select from timesheet t where t.assignment_id = assignment.id and t.week_ends_on = week.ends_on)
    order by week.ends_on desc, assignment.worker_name, assignment.id
    limit ${limit}`);
  return [...rows].map(({ number, ...row }) => ({ ...row, assignmentRef: assignmentRef(number) }));
}

/** The weeks that could be entered now, newest first: at most 100, narrowed by assignment, week or the worker's name. */
export function weeksToEnter(ctx: Context, query: MissingQuery): Promise<MissingWeek[]> {
  const more = sql.join(
    [
      sql`true`,
      ...(query.assignment ? [sql`assignment.id = ${query.assignment}`] : []),
      ...(query.week ? [sql`week.ends_on = ${query.week}::date`] : []),
      ...(query.worker ? [sql`strpos(lower(assignment.worker_name), lower(${query.worker})) > 0`] : []),
    ],
    sql` and `,
  );
  const weeks = query.assignment ? WEEKS_OFFERED_OF_ONE : WEEKS_OFFERED;
  return missingWeeks(ctx, {
    statuses: assignmentsWithTime,
    weeks,
    onlyEnded: false,
    limit: OFFERED_LIMIT,
    more,
  });
}

/** Of the last four ended weeks of active assignments, those that nobody entered. */
export function weeksOverdue(ctx: Context, limit: number): Promise<MissingWeek[]> {
  return missingWeeks(ctx, { statuses: ['active'], weeks: WEEKS_EXPECTED, onlyEnded: true, limit });
}
