import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { lockCharge, type MiscCharge } from '../charge.server.ts';
import { chargeCancelled } from '../events.ts';
import { miscCharge } from '../lifecycle.ts';

/** Takes a request back before it is decided. Refuses: `Stale` when it was decided meanwhile. */
export async function cancelCharge(ctx: Context, id: string): Promise<Result<MiscCharge>> {
  const row = await lockCharge(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'miscCharge.request', row);

  const cancelled = await transition(ctx, miscCharge, row, 'cancel');
  if (!cancelled.ok) return cancelled;

  const { clientId, supplierId } = row;
  await recordEvent(ctx, chargeCancelled({ subjectId: id, clientId, supplierId, facts: {} }));
  return ok(cancelled.value);
}
