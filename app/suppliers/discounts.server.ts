import { and, asc, eq, sql } from 'drizzle-orm';
import { discountSchedule, organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { DiscountTier } from '#app/values/discount.ts';
import { programOf } from '#app/programs/public.server.ts';
import { today } from '#app/values/week.ts';
import { standingIn, type SpendWindow, type Standing } from './discounts.ts';

const SCHEDULES_LIMIT = 100;

export type ProgramWithDiscounts = { clientId: string; clientName: string; currency: string; today: string };

/** A program as far as its discounts go; null where there is none or a wall stands before it. */
export async function programWithDiscounts(
  ctx: Context,
  clientId: string,
): Promise<ProgramWithDiscounts | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const { clientName, currency, timeZone } = program;
  return { clientId, clientName, currency, today: today(ctx.now, timeZone) };
}

export type DiscountRow = {
  id: string;
  clientId: string;
  supplierId: string | null;
  supplierName: string | null;
  label: string;
  kind: (typeof discountSchedule.$inferSelect)['kind'];
  method: (typeof discountSchedule.$inferSelect)['method'];
  spendWindow: SpendWindow | null;
  openingMinor: number;
  openingOn: string | null;
  fraction: string | null;
  withinDays: number | null;
  startsOn: string;
  endsOn: string | null;
  tiers: DiscountTier[];
};

const columns = {
  id: discountSchedule.id,
  clientId: discountSchedule.clientId,
  supplierId: discountSchedule.supplierId,
  supplierName: organization.name,
  label: discountSchedule.label,
  kind: discountSchedule.kind,
  method: discountSchedule.method,
  spendWindow: discountSchedule.spendWindow,
  openingMinor: discountSchedule.openingMinor,
  openingOn: discountSchedule.openingOn,
  fraction: discountSchedule.fraction,
  withinDays: discountSchedule.withinDays,
  startsOn: sql<string>`lower(${discountSchedule.effective})::text`,
  endsOn: sql<string | null>`(upper(${discountSchedule.effective}) - 1)::text`,
  tiers: sql<DiscountTier[]>`coalesce((
    select jsonb_agg(jsonb_build_object('fromMinor', t.from_minor, 'fraction', t.fraction::text) order by t.from_minor)
    from discount_tier t where t.schedule_id = ${discountSchedule.id}), '[]')`,
};

const schedules = (ctx: Context) =>
  ctx.db
    .select(columns)
    .from(discountSchedule)
    .leftJoin(organization, eq(organization.id, discountSchedule.supplierId));

/** The discounts of a program, those without an end first, then the latest; a supplier finds those it grants. At most 100. */
export async function discountsOf(ctx: Context, clientId: string): Promise<DiscountRow[]> {
  return schedules(ctx)
    .where(eq(discountSchedule.clientId, clientId))
    .orderBy(sql`upper(${discountSchedule.effective}) desc nulls first`, asc(discountSchedule.label))
    .limit(SCHEDULES_LIMIT);
}

/** One discount of a program; null where it has no such. */
export async function discountOf(
  ctx: Context,
  clientId: string,
  scheduleId: string,
): Promise<DiscountRow | null> {
  const [row] = await schedules(ctx).where(
    and(eq(discountSchedule.clientId, clientId), eq(discountSchedule.id, scheduleId)),
  );
  return row ?? null;
}

export type SupplierStanding = Standing & { supplierId: string; supplierName: string };

type Spent = { supplierId: string; supplierName: string; beforeMinor: number; rebatedMinor: number };

/**
 * Where each supplier of a volume schedule stands on a day: what it was billed for in the window, opening spend
 * included, the tier that this reaches, and what the next 10,000.00 would give. A supplier finds itself alone. A
 * supplier with a schedule of its own does not stand in the one for all.
 * @param onDate the window is seen from this day, as a billing run sees it from the last day of its period
 */
export async function standingsIn(
  ctx: Context,
  schedule: DiscountRow,
  onDate: string,
): Promise<SupplierStanding[]> {
  const { clientId, supplierId, method, spendWindow, tiers } = schedule;
  if (!method || !spendWindow) return [];
  const rows = await ctx.db.execute<Spent>(sql`
    with starts as (select case ${spendWindow} when 'year_to_date' then date_trunc('year', ${onDate}::date)::date
      when 'rolling_52_weeks' then ${onDate}::date - 363 else ${onDate}::date - 90 end as day)
    select o.id as "supplierId", o.name as "supplierName",
      (coalesce(s.minor, 0) + case when ${schedule.openingOn}::date >= starts.day then ${schedule.openingMinor}::bigint else 0 end)::bigint as "beforeMinor",
      coalesce(r.minor, 0)::bigint as "rebatedMinor"
    from starts, enrollment e
    join organization o on o.id = e.supplier_id
    left join lateral (
      select sum(w.gross_minor) as minor from supplier_week_spend w
      where w.client_id = e.client_id and w.supplier_id = e.supplier_id and w.week_ends_on >= starts.day) s on true
    left join lateral (
      select -sum(c.amount_minor) as minor from charge c
      where c.client_id = e.client_id and c.supplier_id = e.supplier_id and c.pay_code = 'RBT' and c.voided_at is null
        and c.week_ends_on >= starts.day) r on true
    where e.client_id = ${clientId} and e.supplier_id = coalesce(${supplierId}::uuid, e.supplier_id)
      and (${supplierId}::uuid is not null or not exists (
        select from discount_schedule d where d.client_id = e.client_id and d.supplier_id = e.supplier_id
          and d.kind = 'volume' and d.effective @> ${onDate}::date))
    order by coalesce(s.minor, 0) desc, o.name
    limit ${SCHEDULES_LIMIT}`);
  return rows.map(({ beforeMinor, rebatedMinor, ...supplier }) => ({
    ...supplier,
    ...standingIn(method, tiers, beforeMinor, rebatedMinor),
  }));
}
