import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm';
import { assignment, program } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { DAYS_UNTIL_ENDED } from './rules.ts';
import { assignmentOf, ownAssignments, splitOf } from './queries.server.ts';
import { takesTime } from './lifecycle.ts';
import { assignmentRef } from './reference.ts';

const MAX_NEEDING_TIME = 200;

/**
 * An assignment as a week of time needs it: dates, zone, week ending day, overtime rule, and the cost centers with
 * their shares out of 100, the largest first. `takesTime` is false before it started and once it is closed.
 * Null where there is none or a wall stands before it.
 */
export async function assignmentForTime(ctx: Context, id: string) {
  const row = await assignmentOf(ctx, id);
  if (!row) return null;
  return { ...row, takesTime: takesTime(row.status), splits: await splitOf(ctx, id) };
}
export type AssignmentForTime = NonNullable<Awaited<ReturnType<typeof assignmentForTime>>>;

/** The assignments that weeks may be entered for now, by the worker's name: active ones and those that just ended; at most 200. */
export async function assignmentsNeedingTime(ctx: Context) {
  const lately = sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date - ${DAYS_UNTIL_ENDED}::int`;
  const rows = await ctx.db
    .select({
      id: assignment.id,
      number: assignment.number,
      status: assignment.status,
      clientId: assignment.clientId,
      supplierId: assignment.supplierId,
      workerId: assignment.workerId,
      workerName: assignment.workerName,
      jobTitle: assignment.jobTitle,
      hiringManagerId: assignment.hiringManagerId,
      startsOn: assignment.startsOn,
      endsOn: assignment.endsOn,
      weekMinutes: assignment.weekMinutes,
      timeZone: program.timeZone,
      weekEndsOn: program.weekEndsOn,
    })
    .from(assignment)
    .innerJoin(program, eq(program.clientId, assignment.clientId))
    .where(
      and(
        ownAssignments(ctx),
        inArray(assignment.status, ['active', 'on_hold', 'ended']),
        gte(assignment.endsOn, lately),
      ),
    )
    .orderBy(asc(assignment.workerName), asc(assignment.id))
    .limit(MAX_NEEDING_TIME);
  return rows.map((row) => ({ ...row, ref: assignmentRef(row.number) }));
}
