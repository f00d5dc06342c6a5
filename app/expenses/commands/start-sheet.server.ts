import { eq, sql } from 'drizzle-orm';
import { expenseSheet } from '#db/schema/index.ts';
import { assignmentForTime } from '#app/assignments/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { expensesStarted } from '../events.ts';
import type { StartInput } from '../forms.ts';
import { problemsOfStart } from '../rules.ts';

/**
 * Begins the draft of an expense sheet. The form's own id makes a second press find what the first one made.
 * Refuses: `Invalid` for an assignment that has not started.
 */
export async function startSheet(ctx: Context, input: StartInput): Promise<Result<{ id: string }>> {
  const about = await assignmentForTime(ctx, input.assignmentId);
  if (!about) return missing();
  const { clientId, supplierId, workerId, hiringManagerId, status, startsOn, timeZone } = about;
  authorize(ctx, 'expense.enter', { clientId, supplierId, workerId });
  const problems = problemsOfStart({ status, startsOn, today: today(ctx.now, timeZone) });
  if (problems.length > 0) return invalid(...problems);

  const { id, assignmentId, title } = input;
  // Sheets of an assignment are numbered one after the other, whoever begins them at the same moment.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`expenses ${assignmentId}`}, 0))`);
  const [begun] = await ctx.db
    .insert(expenseSheet)
    .values({
      ...{ id, clientId, supplierId, assignmentId, workerId, title, hiringManagerId },
      number: sql`(select coalesce(max(s.number), 0) + 1 from expense_sheet s where s.assignment_id = ${assignmentId})`,
      createdBy: ctx.actor.accountId,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({ target: expenseSheet.id })
    .returning({ id: expenseSheet.id });
  if (!begun) return whatIsThere(ctx, id);

  await recordEvent(ctx, expensesStarted({ subjectId: id, clientId, supplierId, facts: { title } }));
  return ok({ id });
}

/** A second press finds its own sheet; an id of somebody else's is no sheet of theirs. */
async function whatIsThere(ctx: Context, id: string): Promise<Result<{ id: string }>> {
  const [there] = await ctx.db
    .select({ createdBy: expenseSheet.createdBy })
    .from(expenseSheet)
    .where(eq(expenseSheet.id, id));
  return there?.createdBy === ctx.actor.accountId ? ok({ id }) : missing();
}
