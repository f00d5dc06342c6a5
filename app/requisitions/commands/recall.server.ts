import { pendingApproval, withdrawApproval } from '#app/approvals/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionRecalled } from '../events.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Takes a submitted requisition back to the draft before it is decided.
 * Refuses with `Stale` when somebody decided meanwhile.
 */
export async function recallRequisition(ctx: Context, id: string): Promise<Result<{ ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  const subject = { kind: 'requisition', id } as const;
  const chain = await pendingApproval(ctx, subject);
  authorize(ctx, 'requisition.recall', { ...row, submittedBy: chain?.requestedBy });

  // The approval first and the requisition second, in the order in which a decision takes them.
  const withdrawn = await withdrawApproval(ctx, subject);
  if (!withdrawn.ok) return withdrawn;
  const recalled = await transition(ctx, requisition, row, 'recall');
  if (!recalled.ok) return recalled;
  await recordEvent(ctx, requisitionRecalled({ subjectId: id, clientId: row.clientId, facts: {} }));
  return ok({ ref: requisitionRef(row.number) });
}
