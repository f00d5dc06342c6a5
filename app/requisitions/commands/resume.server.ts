import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionResumed } from '../events.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Opens a requisition that was on hold, to the same suppliers as before.
 * Refuses with `Stale` when it is not on hold.
 */
export async function resumeRequisition(ctx: Context, id: string): Promise<Result<{ ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'requisition.hold', row);
  const resumed = await transition(ctx, requisition, row, 'resume');
  if (!resumed.ok) return resumed;
  await recordEvent(ctx, requisitionResumed({ subjectId: id, clientId: row.clientId, facts: {} }));
  return ok({ ref: requisitionRef(row.number) });
}
