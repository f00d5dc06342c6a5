import { withdrawApproval } from '#app/approvals/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { requisitionEnded } from '../ended.server.ts';
import { requisitionCancelled } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Says that the need is no more, at whatever stage. With positions filled it is closed instead, because people work
 * on it; an approval under way is taken back.
 * Refuses with `Stale` when it cannot be cancelled from where it stands.
 */
export async function cancelRequisition(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'requisition.close', row);
  if (row.filled > 0) return stale('Somebody was hired on it already. Close it instead.');
  // The approval first and the requisition second, in the order in which a decision takes them.
  const withdrawn = await withdrawApproval(ctx, { kind: 'requisition', id });
  if (!withdrawn.ok) return withdrawn;
  const cancelled = await transition(ctx, requisition, row, 'cancel');
  if (!cancelled.ok) return cancelled;
  await recordEvent(ctx, requisitionCancelled({ subjectId: id, clientId: row.clientId, reason, facts: {} }));
  await enqueue(ctx, requisitionEnded, { requisitionId: id });
  return ok({ ref: requisitionRef(row.number) });
}
