/** What slices downstream may ask of purchase orders and budgets. Suppliers see neither: to them there are none. */
import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { committedOn } from './queries.server.ts';
import { exhaustion, standing, type Standing } from './standing.ts';

export {
  CHARGES_SHOWN,
  chargesCommitted,
  consumedBy,
  DOCUMENTS_SHOWN,
  purchaseOrderOf,
  type PurchaseOrder,
} from './queries.server.ts';
export { budgetsOf, type CenterBudget } from './budgets.server.ts';
export { exhaustion, percentUsed, type Standing } from './standing.ts';

export type OrderStanding = Standing & { id: string; number: string };

/** Where some purchase orders stand, as far as the actor sees them. One statement for all. */
export async function standingOf(ctx: Context, purchaseOrderIds: string[]): Promise<OrderStanding[]> {
  if (purchaseOrderIds.length === 0) return [];
  type Row = { id: string; number: string; toleranceFraction: string } & Pick<
    Standing,
    'fundsMinor' | 'consumedMinor' | 'committedMinor'
  >;
  const rows = await ctx.db.execute<Row>(sql`
    with cut as materialized (select * from purchase_order where id = any(${sql.param(purchaseOrderIds)}::uuid[]))
    select o.id, o.number, o.funds_minor as "fundsMinor", o.tolerance_fraction as "toleranceFraction",
      o.consumed_minor as "consumedMinor", coalesce(c.committed_minor, 0)::bigint as "committedMinor"
    from cut o left join (${committedOn(sql`cut`)}) c on c.purchase_order_id = o.id`);
  return [...rows].map(({ toleranceFraction, ...row }) => ({
    id: row.id,
    number: row.number,
    ...standing({ ...row, toleranceFraction }),
  }));
}

/**
 * What approving some amounts would do to the orders that they are paid from: a sentence by the key of each amount,
 * where there is something to say. Each is looked at by itself.
 */
export async function exhaustionsOf(
  ctx: Context,
  amounts: { key: string; purchaseOrderId: string; amountMinor: number }[],
): Promise<Map<string, string>> {
  const orders = await standingOf(ctx, [...new Set(amounts.map(({ purchaseOrderId }) => purchaseOrderId))]);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const said = amounts.flatMap(({ key, purchaseOrderId, amountMinor }) => {
    const order = byId.get(purchaseOrderId);
    const sentence = order ? exhaustion(order.number, order, amountMinor) : null;
    return sentence ? [[key, sentence] as const] : [];
  });
  return new Map(said);
}
