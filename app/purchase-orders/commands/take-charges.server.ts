import { inArray } from 'drizzle-orm';
import { charge } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { chargesBeside } from '../beside.server.ts';
import { chargesTaken } from '../events.ts';
import type { ChargesInput } from '../forms.ts';
import { purchaseOrderOf, type PurchaseOrder } from '../queries.server.ts';

export type Taken = PurchaseOrder & { taken: number; takenMinor: number };

/**
 * Takes charges that were approved before their assignment was put on an order onto it. The order is held meanwhile, so
 * that no two take more than there is.
 * Refuses: `Stale` for a closed order and for charges that were billed or taken meanwhile, `Invalid` where the order
 * would be overdrawn.
 */
export async function takeCharges(
  ctx: Context,
  id: string,
  { chosen }: ChargesInput,
): Promise<Result<Taken>> {
  const seen = await purchaseOrderOf(ctx, id);
  if (!seen) return missing();
  authorize(ctx, 'purchaseOrder.configure', seen);
  const beside = await chargesBeside(ctx, seen, { lock: true });
  const order = await purchaseOrderOf(ctx, id);
  if (!order) return missing();
  if (order.closedOn) return stale(`PO ${order.number} is closed. Nothing new is put on it.`);
  const charges = beside.filter((one) => chosen.includes(one.id));
  if (charges.length < chosen.length)
    return stale('Some of these were billed or taken meanwhile. Look again.');
  const takenMinor = sum(charges.map(({ committedMinor }) => committedMinor));
  if (takenMinor > order.remainingMinor) {
    const [wanted, left] = [takenMinor, Math.max(0, order.remainingMinor)].map((minor) =>
      formatMoney(minor, order.currency),
    );
    return invalid(problem('chosen', `These come to ${wanted}, and ${left} is left on PO ${order.number}.`));
  }
  await ctx.db.update(charge).set({ purchaseOrderId: id }).where(inArray(charge.id, chosen));
  const { clientId, number, currency } = order;
  const facts = { number, charges: charges.length, amountMinor: takenMinor, currency };
  await recordEvent(ctx, chargesTaken({ subjectId: id, clientId, facts }));
  return ok({ ...order, taken: charges.length, takenMinor });
}
