import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { volumeDiscount, type DiscountTier, type VolumeMethod } from '#app/values/discount.ts';
import { formatMoney } from '#app/values/money.ts';
import { accrualLines, type FlatLine } from './lines.server.ts';
import type { AccrualScope } from './sources.server.ts';

type SupplierWork = {
  supplierId: string;
  label: string;
  method: VolumeMethod;
  tiers: DiscountTier[];
  beforeMinor: number;
  rebatesMinor: number;
  grossMinor: number;
  feeMinor: number;
  taxMinor: number;
  supplierMinor: number;
  currency: string;
};

const methodWords: Record<VolumeMethod, string> = {
  graduated: 'slice by slice',
  cliff_prospective: 'at the step reached',
  cliff_retroactive: 'for all of the window, as a rebate',
};

/**
 * What volume schedules would take off if all accrued hours were billed in one run on the month end: the same rule as a
 * run's, on each supplier's hours after what was billed in the window before. Fees and tax fall with the amount, in the
 * supplier's own proportion; the other side is the complement.
 */
export async function discountLines(ctx: Context, scope: AccrualScope): Promise<FlatLine[]> {
  const [any] = await ctx.db.execute(sql`
    select 1 from discount_schedule where client_id = ${scope.clientId} and kind = 'volume' and effective @> ${scope.asOf}::date limit 1`);
  if (!any) return [];
  const rows = await ctx.db.execute<SupplierWork>(workOf(scope));
  return [...rows].flatMap((row) => lineOf(row) ?? []);
}

function lineOf(row: SupplierWork): FlatLine | null {
  const { supplierId, label, method, tiers, beforeMinor, rebatesMinor, grossMinor, currency } = row;
  const given = volumeDiscount(method, tiers, beforeMinor, grossMinor, rebatesMinor);
  const minor = Math.max(0, given.discountMinor) + given.rebateMinor;
  if (minor === 0) return null;
  const share = (of: number) => -toSafeInteger(new Decimal(of).times(minor).div(grossMinor).round(0)) || 0;
  const [fee, tax, supplier] = [share(row.feeMinor), share(row.taxMinor), share(row.supplierMinor)];
  return {
    ...{ class: 'discount', supplier_id: supplierId, amount_minor: -minor, fee_minor: fee, tax_minor: tax },
    ...{ supplier_minor: supplier, client_minor: supplier + fee + tax },
    method: `${label}, ${methodWords[method]}: ${formatMoney(minor, currency)} of ${formatMoney(grossMinor, currency)} of hours, ${formatMoney(beforeMinor, currency)} billed before in its window; with its share of fees and tax`,
  };
}

/** Each supplier's accrued hours with its schedule and what was billed in the schedule's window before. */
const workOf = (scope: AccrualScope) => sql`
  select g.supplier_id as "supplierId", d.label, d.method, p.currency, g.gross as "grossMinor", g.fee as "feeMinor", g.tax as "taxMinor",
    g.supplier as "supplierMinor", t.tiers, b.minor as "beforeMinor", r.minor as "rebatesMinor"
  from (select supplier_id, sum(amount_minor)::bigint as gross, sum(fee_minor)::bigint as fee, sum(tax_minor)::bigint as tax, sum(supplier_minor)::bigint as supplier
        from (${accrualLines(scope, [])}) l where l.class in ('approved', 'submitted', 'estimated') group by supplier_id having sum(amount_minor) > 0) g
  join program p on p.client_id = ${scope.clientId}
  cross join lateral (
    select * from discount_schedule s where s.client_id = ${scope.clientId} and s.kind = 'volume' and s.effective @> ${scope.asOf}::date
      and coalesce(s.supplier_id, g.supplier_id) = g.supplier_id order by s.supplier_id nulls last limit 1) d
  cross join lateral (
    select case d.spend_window when 'year_to_date' then date_trunc('year', ${scope.asOf}::date)::date
      when 'rolling_52_weeks' then ${scope.asOf}::date - 363 else ${scope.asOf}::date - 90 end as day) w
  cross join lateral (
    select coalesce(sum(s.gross_minor), 0)::bigint + case when d.opening_on >= w.day then d.opening_minor else 0 end as minor
    from supplier_week_spend s where s.client_id = ${scope.clientId} and s.supplier_id = g.supplier_id and s.week_ends_on >= w.day) b
  cross join lateral (
    select coalesce(-sum(c.amount_minor), 0)::bigint as minor from charge c
    where c.client_id = ${scope.clientId} and c.supplier_id = g.supplier_id and c.pay_code = 'RBT' and c.week_ends_on >= w.day and c.voided_at is null) r
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('fromMinor', from_minor, 'fraction', fraction::text) order by from_minor), '[]') as tiers
    from discount_tier where schedule_id = d.id) t
  order by g.supplier_id limit 500`;
