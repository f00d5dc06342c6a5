import { eq } from 'drizzle-orm';
import { assignment as assignmentTable, revision as revisionTable, revisionPay } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { ratesProblems } from '#app/submittals/public.server.ts';
import { invalid, missing, ok, problem, stale, type Problem, type Result } from '#app/values/result.ts';
import { revisionProposed } from '../events.ts';
import type { RevisionInput } from '../forms.ts';
import { isOpen } from '../lifecycle.ts';
import { assignmentOf, type AssignmentFacts } from '../queries.server.ts';
import { changesAnything, revisionLiesWithin, whyNotRevisable } from '../revision-rules.ts';
import { askForApproval } from '../revision-mail.server.ts';
import { previewOf, revisionOf, revisionsOf } from '../revisions.server.ts';

export type Proposed = { id: string; assignmentId: string; workerName: string; isMade: boolean };

/**
 * Proposes new rates for an assignment from a day on, past or to come. Somebody else of the client's side approves it,
 * then the supplier answers. With the intent `preview` everything is checked and nothing is written.
 * Refuses: `Invalid` for a rate above the card or outside of the agreement, for a day outside of the assignment, and
 * where nothing would change; `Stale` while another revision waits.
 */
export async function proposeRevision(
  ctx: Context,
  assignmentId: string,
  input: RevisionInput,
): Promise<Result<Proposed>> {
  const row = await assignmentOf(ctx, assignmentId);
  if (!row) return missing();
  authorize(ctx, 'assignment.revise', row);
  // Whoever proposes at the same moment waits here and finds the other's.
  await ctx.db
    .select({ id: assignmentTable.id })
    .from(assignmentTable)
    .where(eq(assignmentTable.id, assignmentId))
    .for('update');
  const { id, effectiveFrom, billRate, payRate = null, reason, intent } = input;
  const proposed = { id, assignmentId, workerName: row.workerName };
  const earlier = await revisionsOf(ctx, assignmentId);
  if (earlier.some((one) => one.id === id)) return ok({ ...proposed, isMade: true });
  const closed = whyNotRevisable(row.status);
  if (closed) return stale(closed);
  const open = earlier.find(({ status }) => isOpen(status));
  if (open)
    return stale(`Revision ${open.number} still waits for an answer. Take it back to propose another.`);

  const problems = await problemsOf(ctx, row, { effectiveFrom, billRate, payRate });
  if (problems.length > 0) return invalid(...problems);
  if (intent === 'preview') return ok({ ...proposed, isMade: false });
  const { clientId, supplierId } = row;
  const number = (earlier[0]?.number ?? 0) + 1;
  await ctx.db.insert(revisionTable).values({
    ...{ id, clientId, supplierId, assignmentId, number, effectiveFrom, billRate, reason },
    ...{ proposedBy: ctx.actor.accountId, proposedByName: ctx.actor.name, createdAt: ctx.now },
  });
  if (payRate !== null) await ctx.db.insert(revisionPay).values({ revisionId: id, supplierId, payRate });
  const facts = { number, effectiveFrom };
  await recordEvent(ctx, revisionProposed({ subjectId: id, clientId, supplierId, reason, facts }));
  const made = await revisionOf(ctx, id);
  if (made) await askForApproval(ctx, made);
  return ok({ ...proposed, isMade: true });
}

type Wanted = { effectiveFrom: string; billRate: string; payRate: string | null };

async function problemsOf(ctx: Context, row: AssignmentFacts, wanted: Wanted): Promise<Problem[]> {
  const within = revisionLiesWithin(wanted.effectiveFrom, row);
  if (within.length > 0) return within;
  if (wanted.payRate !== null && ctx.actor.side === 'client')
    return [problem('payRate', 'What a worker is paid is the supplier’s to say.')];
  const { clientId, supplierId, jobId, siteId } = row;
  const where = { clientId, supplierId, jobId, siteId, date: wanted.effectiveFrom };
  const problems = await ratesProblems(ctx, wanted, where);
  if (problems.length > 0) return problems;
  const { bill, pay } = await previewOf(ctx, row, wanted);
  return changesAnything([...bill, ...pay])
    ? []
    : [problem('billRate', 'This is the rate already. Enter another, or choose another day.')];
}
