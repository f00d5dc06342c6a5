import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

export type SelfBilling = {
  clientId: string;
  clientName: string;
  supplierId: string;
  supplierName: string;
  /** Null where the supplier never agreed. */
  taxNumber: string | null;
  startsOn: string | null;
  /** The last day, included. */
  endsOn: string | null;
  consentedByName: string | null;
  standing: 'none' | 'in_force' | 'ends_soon' | 'ended';
};

const SHOWN = 500;
const SOON_DAYS = 45;

/**
 * Every supplier of every program that the actor sees, with the latest agreement to self-billing; those that need one
 * stand first. At most 500.
 */
export async function selfBillingOf(ctx: Context): Promise<SelfBilling[]> {
  const { supplierId } = ctx.actor;
  const own = supplierId ? sql`where e.supplier_id = ${supplierId}` : sql``;
  return ctx.db.execute<SelfBilling>(sql`
    select e.client_id as "clientId", c.name as "clientName", e.supplier_id as "supplierId", s.name as "supplierName",
      a.tax_number as "taxNumber", a.starts::text as "startsOn", (a.ends - 1)::text as "endsOn", a.consented_by_name as "consentedByName",
      case when a.starts is null then 'none' when a.ends <= d.today then 'ended'
           when a.ends <= d.today + ${SOON_DAYS}::int then 'ends_soon' else 'in_force' end as standing
    from enrollment e
    join program p on p.client_id = e.client_id
    join organization c on c.id = e.client_id
    join organization s on s.id = e.supplier_id
    cross join lateral (select (${ctx.now.toISOString()}::timestamptz at time zone p.time_zone)::date as today) d
    left join lateral (select g.tax_number, g.consented_by_name, lower(g.effective) as starts, upper(g.effective) as ends
                       from self_billing_agreement g
                       where g.client_id = e.client_id and g.supplier_id = e.supplier_id and g.ended_at is null
                       order by upper(g.effective) desc limit 1) a on true
    ${own}
    order by array_position(array['none', 'ended', 'ends_soon', 'in_force'],
      case when a.starts is null then 'none' when a.ends <= d.today then 'ended'
           when a.ends <= d.today + ${SOON_DAYS}::int then 'ends_soon' else 'in_force' end), s.name, c.name, e.client_id
    limit ${SHOWN}`);
}
