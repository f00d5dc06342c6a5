import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionEnded } from '../ended.server.ts';
import { requisitionClosed } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

/**
 * Ends the search: no more candidates, whatever is filled stays filled.
 * Refuses with `Stale` when it cannot be closed from where it stands.
 */
export async function closeRequisition(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ ref: string }>> {
  const row = await requisitionRow(ctx, id, { lock: true });
  if (!row) return missing();
  authorize(ctx, 'requisition.close', row);
  const closed = await transition(ctx, requisition, row, 'close');
  if (!closed.ok) return closed;
  const { clientId, filled, positions } = row;
  await recordEvent(
    ctx,
    requisitionClosed({ subjectId: id, clientId, reason, facts: { filled, positions } }),
  );
  await enqueue(ctx, requisitionEnded, { requisitionId: id });
  return ok({ ref: requisitionRef(row.number) });
}
