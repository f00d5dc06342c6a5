import { and, asc, eq, gte, ilike, inArray, lte, or, sql } from 'drizzle-orm';
import { assignment, organization, program } from '#db/schema/index.ts';
import { assignmentForTime, assignmentRef } from '#app/assignments/public.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import type { AssignmentQuery } from './forms.ts';
import { assignmentsWithExpenses } from './lifecycle.ts';

const OFFERED_ASSIGNMENTS = 50;
/** Receipts come in late; what ended longer ago is reached from the assignment's own page. */
const DAYS_OFFERED = 120;

/** The one that something is entered for, with what it is booked to; null where a wall stands before it. */
export const chosenAssignment = (ctx: Context, id: string) => assignmentForTime(ctx, id);

/**
 * Assignments that something may be entered for, by the worker's name: at most 50, narrowed by the name's beginning.
 * @param once also those that have not started, for charges that come before the first day
 */
export async function assignmentsToChoose(ctx: Context, { worker }: AssignmentQuery, once = false) {
  const today = sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date`;
  const statuses = once ? (['ready', ...assignmentsWithExpenses] as const) : assignmentsWithExpenses;
  const beginning = worker ? worker.replace(/[\\%_]/g, '\\$&') : null;
  const rows = await ctx.db
    .select({
      id: assignment.id,
      number: assignment.number,
      workerName: assignment.workerName,
      jobTitle: assignment.jobTitle,
      clientName: organization.name,
      startsOn: assignment.startsOn,
      endsOn: assignment.endsOn,
    })
    .from(assignment)
    .innerJoin(program, eq(program.clientId, assignment.clientId))
    .innerJoin(organization, eq(organization.id, assignment.clientId))
    .where(
      and(
        ownRows(ctx, {
          clientId: assignment.clientId,
          supplierId: assignment.supplierId,
          workerId: assignment.workerId,
        }),
        inArray(assignment.status, [...statuses]),
        once ? undefined : lte(assignment.startsOn, today),
        gte(assignment.endsOn, sql`${today} - ${DAYS_OFFERED}::int`),
        beginning
          ? or(ilike(assignment.workerName, `${beginning}%`), ilike(assignment.workerName, `% ${beginning}%`))
          : undefined,
      ),
    )
    .orderBy(asc(assignment.workerName), asc(assignment.id))
    .limit(OFFERED_ASSIGNMENTS);
  const choices = rows.map(({ number, ...row }) => ({ ...row, ref: assignmentRef(number) }));
  return { choices, isCut: choices.length === OFFERED_ASSIGNMENTS };
}
export type AssignmentChoice = Awaited<ReturnType<typeof assignmentsToChoose>>['choices'][number];
