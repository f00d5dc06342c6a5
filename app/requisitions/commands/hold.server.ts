import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionHeld } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Stops new candidates for a while; those already submitted stay.
 * Refuses with `Stale` when it is not open.
 */
export async function holdRequisition(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'requisition.hold', row);
  const held = await transition(ctx, requisition, row, 'hold');
  if (!held.ok) return held;
  await recordEvent(ctx, requisitionHeld({ subjectId: id, clientId: row.clientId, reason, facts: {} }));
  return ok({ ref: requisitionRef(row.number) });
}
