import { requestApproval } from '#app/approvals/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { requisitionSubmitted } from '../events.ts';
import { requisition } from '../lifecycle.ts';
import { mailApprovers } from '../mail.server.ts';
import { estimateFor, ratesStillFit, writeBudget } from '../need.server.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow, type RequisitionRow } from '../rows.server.ts';

/**
 * Hands a draft in for approval. From here on its estimate stands still. The actor becomes the requester, who can
 * sign no step of the approval.
 * Refuses: `Stale` when it was submitted already, `Invalid` when the rate card no longer allows its rate.
 */
export async function submitRequisition(
  ctx: Context,
  id: string,
): Promise<Result<RequisitionRow & { ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'requisition.submit', row);
  const { clientId, title, number } = row;
  const program = await programOf(ctx, clientId);
  if (!program) return missing();

  const submitted = await transition(ctx, requisition, row, 'submit', { submittedAt: ctx.now });
  if (!submitted.ok) return submitted;
  const problems = await ratesStillFit(ctx, row);
  if (problems.length > 0) return invalid(...problems);

  const { totalMinor } = await estimateFor(ctx, clientId, row);
  await writeBudget(ctx, { requisitionId: id, clientId }, totalMinor);
  const { firstRole } = await requestApproval(ctx, {
    clientId,
    kind: 'requisition',
    id,
    title: `${requisitionRef(number)} ${title}`,
    amountMinor: totalMinor,
  });
  await recordEvent(
    ctx,
    requisitionSubmitted({
      subjectId: id,
      clientId,
      facts: { estimateMinor: totalMinor, currency: program.currency },
    }),
  );
  await mailApprovers(ctx, {
    row,
    program,
    estimateMinor: totalMinor,
    role: firstRole,
    requestedBy: ctx.actor.name,
  });
  return ok({ ...submitted.value, ref: requisitionRef(number) });
}
