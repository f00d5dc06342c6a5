import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { standingOf } from '#app/purchase-orders/public.server.ts';
import type { AssignmentFacts } from './queries.server.ts';

/** The purchase order that it is billed to; to a supplier there is none. */
export async function orderOf(ctx: Context, row: AssignmentFacts) {
  if (!row.purchaseOrderId || !mayDo(ctx.actor, 'purchaseOrder.read', row)) return null;
  const [order] = await standingOf(ctx, [row.purchaseOrderId]);
  return order ? { id: order.id, number: order.number } : null;
}
