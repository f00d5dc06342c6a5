import { and, eq, isNull } from 'drizzle-orm';
import { purchaseOrder } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { purchaseOrderClosed } from '../events.ts';
import { purchaseOrderOf, type PurchaseOrder } from '../queries.server.ts';

/** Closes an order: nothing new is put on it. What was approved on it before is still billed to it. */
export async function closePurchaseOrder(ctx: Context, id: string): Promise<Result<PurchaseOrder>> {
  const order = await purchaseOrderOf(ctx, id);
  if (!order) return missing();
  authorize(ctx, 'purchaseOrder.configure', order);
  const [closed] = await ctx.db
    .update(purchaseOrder)
    .set({ closedOn: today(ctx.now, order.timeZone) })
    .where(and(eq(purchaseOrder.id, id), isNull(purchaseOrder.closedOn)))
    .returning({ id: purchaseOrder.id });
  if (!closed) return stale(`PO ${order.number} is closed already.`);
  const { clientId, number } = order;
  await recordEvent(ctx, purchaseOrderClosed({ subjectId: id, clientId, facts: { number } }));
  return ok(order);
}
