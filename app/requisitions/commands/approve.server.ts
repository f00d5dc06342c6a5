import { decide, pendingApproval } from '#app/approvals/public.server.ts';
import { authorize, waysToDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionApproved, requisitionSigned } from '../events.ts';
import { requisition } from '../lifecycle.ts';
import { mailApprovers } from '../mail.server.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

export type Approved = {
  ref: string;
  /** Whose signature is still needed, in words; null when this was the last one. */
  waitingFor: string | null;
};

/**
 * Signs the open step of a requisition's approval. With the last signature it is approved; before that it stays
 * pending and the next role is told.
 * Refuses: `Refused` for whoever asked for it, `Stale` when somebody else decided first.
 */
export async function approveRequisition(ctx: Context, id: string): Promise<Result<Approved>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  const subject = { kind: 'requisition', id } as const;
  const chain = await pendingApproval(ctx, subject);
  const asked = { ...row, submittedBy: chain?.requestedBy };
  authorize(ctx, 'requisition.approve', asked);
  const program = await programOf(ctx, row.clientId);
  if (!program) return missing();

  const decided = await decide(ctx, subject, waysToDo(ctx.actor, 'requisition.approve', asked), 'granted');
  if (!decided.ok) return decided;
  const { waitingFor, nextRole, as } = decided.value;
  const { clientId } = row;
  const ref = requisitionRef(row.number);
  const estimateMinor = chain?.amountMinor ?? 0;
  if (waitingFor && nextRole) {
    await recordEvent(as, requisitionSigned({ subjectId: id, clientId, facts: { waitingFor } }));
    const requestedBy = chain?.requestedByName ?? '';
    await mailApprovers(ctx, { row, program, estimateMinor, role: nextRole, requestedBy });
    return ok({ ref, waitingFor });
  }
  const approved = await transition(ctx, requisition, row, 'approve');
  if (!approved.ok) return approved;
  const { currency } = program;
  await recordEvent(as, requisitionApproved({ subjectId: id, clientId, facts: { estimateMinor, currency } }));
  return ok({ ref, waitingFor: null });
}
