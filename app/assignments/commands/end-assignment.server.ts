import { and, eq } from 'drizzle-orm';
import { assignment as assignmentTable } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { next } from '#app/values/lifecycle.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { assignmentEnded, assignmentShortened } from '../events.ts';
import type { EndInput } from '../forms.ts';
import { assignment } from '../lifecycle.ts';
import { assignmentOf, type AssignmentFacts } from '../queries.server.ts';
import { endsEarly } from '../rules.ts';

/**
 * Ends an assignment early, with a reason that the other side reads. A last day that is still to come only moves
 * the end: the work goes on until then.
 * Refuses: `Invalid` for a day outside of what was agreed, `Stale` when it ended meanwhile.
 */
export async function endAssignment(
  ctx: Context,
  id: string,
  { endsOn, reason }: EndInput,
): Promise<Result<AssignmentFacts>> {
  const row = await assignmentOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'assignment.end', row);
  if (!next(assignment, row.status, 'end'))
    return stale(`This is ${row.status.replaceAll('_', ' ')} already.`);
  const problems = endsEarly(endsOn, row);
  if (problems.length > 0) return invalid(...problems);

  const { clientId, supplierId } = row;
  const occasion = { subjectId: id, clientId, supplierId, reason };
  if (endsOn > today(ctx.now, row.timeZone)) {
    const moved = await moveLastDay(ctx, row, endsOn);
    if (!moved) return stale('Somebody changed this assignment meanwhile. Look at it again.');
    await recordEvent(ctx, assignmentShortened({ ...occasion, facts: { before: row.endsOn, endsOn } }));
    return ok({ ...row, endsOn });
  }
  const ended = await transition(ctx, assignment, row, 'end', { endsOn, endedReason: reason });
  if (!ended.ok) return ended;
  await recordEvent(ctx, assignmentEnded({ ...occasion, facts: { endsOn } }));
  return ok(ended.value);
}

async function moveLastDay(ctx: Context, row: AssignmentFacts, endsOn: string): Promise<boolean> {
  const moved = await ctx.db
    .update(assignmentTable)
    .set({ endsOn })
    .where(
      and(
        eq(assignmentTable.id, row.id),
        eq(assignmentTable.status, row.status),
        eq(assignmentTable.endsOn, row.endsOn),
      ),
    )
    .returning({ id: assignmentTable.id });
  return moved.length === 1;
}
