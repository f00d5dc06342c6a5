import { revisionPay } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { ratesProblems } from '#app/submittals/public.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { applyRevision } from '../apply-revision.server.ts';
import { revisionAccepted } from '../events.ts';
import type { AcceptanceInput } from '../forms.ts';
import { revision } from '../lifecycle.ts';
import { assignmentOf } from '../queries.server.ts';
import { tellTheAnswer } from '../revision-mail.server.ts';
import { revisedPayOf, revisionOf, type RevisionFacts } from '../revisions.server.ts';

/**
 * The supplier says yes, and what the worker is paid from then on, unless the program has said that already. Rates of
 * a day that has come are in force at once; others wait for their day.
 * Refuses: `Invalid` for a pay rate above the card or a markup above the agreement, `Stale` when it was taken back.
 */
export async function acceptRevision(
  ctx: Context,
  id: string,
  input: AcceptanceInput,
): Promise<Result<RevisionFacts>> {
  const row = await revisionOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'revision.answer', row);
  const accepted = await transition(ctx, revision, row, 'accept', {
    acceptedBy: ctx.actor.accountId,
    acceptedByName: ctx.actor.name,
    acceptedAt: ctx.now,
  });
  if (!accepted.ok) return accepted;
  const assignment = await assignmentOf(ctx, row.assignmentId);
  if (!assignment) return missing();

  const stated = await revisedPayOf(ctx, id);
  const payRate = stated ?? input.payRate;
  if (!payRate) return invalid(problem('payRate', 'Enter what the worker is paid from that day on.'));
  const { clientId, supplierId, number, effectiveFrom, billRate } = row;
  const { jobId, siteId } = assignment;
  const where = { clientId, supplierId, jobId, siteId, date: effectiveFrom };
  const problems = await ratesProblems(ctx, { billRate, payRate }, where);
  // The form asks for the pay alone: what is wrong with the two together stands there.
  if (problems.length > 0) return invalid(...problems.map(({ message }) => problem('payRate', message)));
  if (stated === null) await ctx.db.insert(revisionPay).values({ revisionId: id, supplierId, payRate });
  const facts = { number, effectiveFrom };
  await recordEvent(ctx, revisionAccepted({ subjectId: id, clientId, supplierId, facts }));
  await tellTheAnswer(ctx, row, 'accepted');
  if (effectiveFrom > today(ctx.now, row.timeZone)) return ok(accepted.value);
  return applyRevision(ctx, accepted.value);
}
