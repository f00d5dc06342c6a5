import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { PurchaseOrder } from './queries.server.ts';

/** So many charges are taken onto an order at once. */
export const CHARGES_SHOWN = 200;

export type ChargeBeside = {
  id: number;
  workerName: string;
  weekEndsOn: string;
  serviceFrom: string;
  payCode: string;
  minutes: number;
  amountMinor: number;
  /** What it would commit: with the fees that the client bears. */
  committedMinor: number;
};

/**
 * Charges of an order's assignments that were approved before those were put on it: unbilled, on no order, and of work
 * in the order's validity. The oldest first; at most 200.
 * @param lock holds the order and the charges until the transaction ends
 */
export async function chargesBeside(
  ctx: Context,
  { id, clientId }: Pick<PurchaseOrder, 'id' | 'clientId'>,
  { lock = false }: { lock?: boolean } = {},
): Promise<ChargeBeside[]> {
  if (lock) {
    // Two who take charges onto one order stand in line here, so that the second sees what the first one committed.
    await ctx.db.execute(sql`select from purchase_order where id = ${id} for update`);
    await ctx.db.execute(sql`
      select from charge c join assignment a on a.id = c.assignment_id and a.purchase_order_id = ${id}
      where c.client_id = ${clientId} and c.purchase_order_id is null and c.billing_run_id is null and c.correction_id is null
      order by c.id for no key update of c`);
  }
  const rows = await ctx.db.execute<ChargeBeside>(sql`
    select c.id, a.worker_name as "workerName", c.week_ends_on::text as "weekEndsOn", c.service_from::text as "serviceFrom",
      c.pay_code as "payCode", c.minutes, c.amount_minor as "amountMinor", (c.amount_minor + coalesce(f.minor, 0))::bigint as "committedMinor"
    from charge c
    join assignment a on a.id = c.assignment_id and a.purchase_order_id = ${id}
    join purchase_order o on o.id = ${id} and o.effective @> c.service_from
    left join lateral (
      select sum(round(c.amount_minor * s.fraction))::bigint as minor from fee_schedule s
      where c.bears_fees and s.client_id = c.client_id and s.funding = 'client' and s.effective @> c.service_from
        and coalesce(s.supplier_id, c.supplier_id) = c.supplier_id) f on true
    where c.client_id = ${clientId} and c.purchase_order_id is null and c.credits_charge_id is null
      and c.billing_run_id is null and c.correction_id is null and c.voided_at is null
    order by c.week_ends_on, c.id limit ${CHARGES_SHOWN}`);
  return [...rows];
}
