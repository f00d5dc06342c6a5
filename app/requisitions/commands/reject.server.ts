import { decide, pendingApproval } from '#app/approvals/public.server.ts';
import { authorize, waysToDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionRejected } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Sends a requisition back with a reason, at whatever step of its approval; its requester may revise it.
 * Refuses: `Refused` for whoever asked for it, `Stale` when somebody else decided first.
 */
export async function rejectRequisition(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ ref: string; requestedByName: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  const subject = { kind: 'requisition', id } as const;
  const chain = await pendingApproval(ctx, subject);
  const asked = { ...row, submittedBy: chain?.requestedBy };
  authorize(ctx, 'requisition.approve', asked);

  const decided = await decide(
    ctx,
    subject,
    waysToDo(ctx.actor, 'requisition.approve', asked),
    'rejected',
    reason,
  );
  if (!decided.ok) return decided;
  const rejected = await transition(ctx, requisition, row, 'reject');
  if (!rejected.ok) return rejected;
  const { as } = decided.value;
  await recordEvent(as, requisitionRejected({ subjectId: id, clientId: row.clientId, reason, facts: {} }));
  return ok({ ref: requisitionRef(row.number), requestedByName: chain?.requestedByName ?? '' });
}
