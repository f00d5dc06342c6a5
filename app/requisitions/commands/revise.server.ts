import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionRevised } from '../events.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Takes a rejected requisition up again as a draft.
 * Refuses with `Stale` when it is no longer rejected.
 */
export async function reviseRequisition(
  ctx: Context,
  id: string,
): Promise<Result<{ id: string; ref: string }>> {
  const row = await requisitionRow(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'requisition.edit', row);
  const revised = await transition(ctx, requisition, row, 'revise');
  if (!revised.ok) return revised;
  await recordEvent(ctx, requisitionRevised({ subjectId: id, clientId: row.clientId, facts: {} }));
  return ok({ id, ref: requisitionRef(row.number) });
}
