import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { feeSumsByCharge, type PricingScope } from './charges.server.ts';
import { credits, keptDiscounts, takenBack } from './take-back.server.ts';
import { priceTaxes } from './price-tax.server.ts';

/*
 * The order of a price (field guide 3.6): minutes × frozen rate → rounded when it was approved → discount → fees on the
 * discounted amount → taxes. A credit is not priced anew: it takes back its share of what was posted, at the rules of
 * then. `values/price.ts`, `values/discount.ts` and `values/allocate.ts` say the same in TypeScript, and tests on
 * generated cases hold the two against each other.
 */

/** Prices everything in `picked_charge` into `priced_charge`, with the parts in `picked_fee`, `picked_tax` and `picked_discount`. */
export async function pricePicked(ctx: Context, scope: PricingScope): Promise<void> {
  if (scope.withDiscounts) await priceDiscounts(ctx, scope);
  else await ctx.db.execute(keptDiscounts);
  await takeBackDiscounts(ctx);
  await ctx.db.execute(sql`insert into picked_fee ${feesOnCharges(sql`picked_charge`, scope.clientId)}`);
  await takeBackFees(ctx);
  await ctx.db.execute(sql`analyze picked_fee`);
  await priceTaxes(ctx, scope);
  await ctx.db.execute(sql`
    create temporary table priced_charge on commit drop as
    select p.*, coalesce(f.client_fee_minor, 0) as client_fee_minor, coalesce(f.supplier_fee_minor, 0) as supplier_fee_minor,
           coalesce(t.client_tax_minor, 0) as client_tax_minor, coalesce(t.supplier_tax_minor, 0) as supplier_tax_minor
    from picked_charge p
    left join (${feeSumsByCharge(sql`picked_fee`)}) f on f.charge_id = p.charge_id
    left join (
      select charge_id, coalesce(sum(tax_minor) filter (where side = 'client'), 0)::bigint as client_tax_minor,
             coalesce(sum(tax_minor) filter (where side = 'supplier'), 0)::bigint as supplier_tax_minor
      from picked_tax group by charge_id) t on t.charge_id = p.charge_id`);
  await ctx.db.execute(sql`analyze priced_charge`);
}

/** What fees are taken on: a charge after its discount. Credits are left out: they take back what was charged. */
const freshCharges = (charges: SQL): SQL =>
  sql`(select *, amount_minor + discount_minor as net_minor from ${charges} where credits_charge_id is null and bears_fees)`;

/**
 * Every fee of the program on every charge of `charges`, a relation as `picked_charge` is. Which fees a supplier's charges
 * bear on each day of service is looked up once for all of them; one agreed for a supplier stands in the place of the
 * general one with its label. Several fees share one base and do not compound. Rounded on each line and cut at its cap
 * per hour; or rounded once for a supplier's statement, and the cents given to the lines with the largest remainders.
 * `values/price.ts` says the same.
 */
export const feesOnCharges = (charges: SQL, clientId: string): SQL => sql`
  with in_force as materialized (
    select d.supplier_id, d.service_from, f.id as fee_schedule_id, f.funding, f.fraction, f.rounding, f.cap_per_hour
    from (select distinct supplier_id, service_from from ${freshCharges(charges)} c) d
    join fee_schedule f on f.client_id = ${clientId} and f.effective @> d.service_from and coalesce(f.supplier_id, d.supplier_id) = d.supplier_id
      and (f.supplier_id is not null or not exists (
        select from fee_schedule own where own.client_id = ${clientId} and own.label = f.label and own.supplier_id = d.supplier_id and own.effective @> d.service_from))
  ), each_fee as materialized (
    select p.charge_id, p.supplier_id, p.minutes, p.net_minor, f.fee_schedule_id, f.funding, f.fraction, f.rounding, f.cap_per_hour, p.net_minor * f.fraction as exact
    from ${freshCharges(charges)} p join in_force f on f.supplier_id = p.supplier_id and f.service_from = p.service_from
  )
  select charge_id, fee_schedule_id, funding, net_minor as base_minor, fraction, least(round(exact), cap.minor)::bigint as fee_minor, round(exact) > cap.minor as capped
  from each_fee
  cross join lateral (select coalesce(app.line_amount_minor(minutes, cap_per_hour), 9223372036854775807) as minor) cap
  where rounding = 'line'
  union all
  select charge_id, fee_schedule_id, funding, net_minor, fraction, (floor(exact) + case when place <= left_over then 1 else 0 end)::bigint, false
  from (
    select *, round(sum(exact) over statement) - sum(floor(exact)) over statement as left_over,
           row_number() over (partition by fee_schedule_id, supplier_id order by exact - floor(exact) desc, charge_id) as place
    from each_fee where rounding = 'statement'
    window statement as (partition by fee_schedule_id, supplier_id)) ranked`;

/** Where the window of a schedule begins, seen from a day. Week by week, as spend is kept. */
const windowStart = (schedule: SQL, onDate: string): SQL => sql`
  case ${schedule}.spend_window when 'year_to_date' then date_trunc('year', ${onDate}::date)::date
    when 'rolling_52_weeks' then ${onDate}::date - 363 else ${onDate}::date - 90 end`;

/**
 * Volume discounts of a run. What a supplier was billed for in the window, before this run, says which slice or step is
 * reached; the discount of the run is rounded once and laid on its lines by the largest remainder.
 */
async function priceDiscounts(ctx: Context, { clientId, onDate }: PricingScope): Promise<void> {
  const [any] = await ctx.db.execute<{ exists: boolean }>(sql`
    select exists (select from discount_schedule where client_id = ${clientId} and kind = 'volume' and effective @> ${onDate}::date)`);
  if (!any?.exists) return;
  await ctx.db.execute(sql`
    insert into picked_discount
    select d.id, g.supplier_id, d.method, b.before_minor, g.gross_minor,
      greatest(case d.method
        when 'graduated' then round(t.graduated_after - t.graduated_before)
        when 'cliff_prospective' then round(g.gross_minor * t.fraction)
        else 0 end, 0)::bigint,
      case when d.method = 'cliff_retroactive'
        then greatest(round((b.before_minor + g.gross_minor) * t.fraction) - rebated.minor, 0)::bigint else 0 end
    from (select supplier_id, sum(amount_minor)::bigint as gross_minor from picked_charge
          where pay_code in ('ST', 'OT', 'DT') and credits_charge_id is null group by supplier_id having sum(amount_minor) > 0) g
    cross join lateral (
      select * from discount_schedule s where s.client_id = ${clientId} and s.kind = 'volume' and s.effective @> ${onDate}::date
        and coalesce(s.supplier_id, g.supplier_id) = g.supplier_id order by s.supplier_id nulls last limit 1) d
    cross join lateral (select ${windowStart(sql`d`, onDate)} as day) w
    cross join lateral (
      select coalesce(sum(gross_minor), 0)::bigint + case when d.opening_on >= w.day then d.opening_minor else 0 end as before_minor
      from supplier_week_spend s where s.client_id = ${clientId} and s.supplier_id = g.supplier_id and s.week_ends_on >= w.day) b
    cross join lateral (
      select coalesce(sum(greatest(least(b.before_minor, upto) - from_minor, 0) * fraction), 0) as graduated_before,
             coalesce(sum(greatest(least(b.before_minor + g.gross_minor, upto) - from_minor, 0) * fraction), 0) as graduated_after,
             coalesce(max(fraction) filter (where from_minor = reached), 0) as fraction
      from (select from_minor, fraction, coalesce(lead(from_minor) over (order by from_minor), 9223372036854775807) as upto,
                   max(from_minor) filter (where from_minor <= b.before_minor + g.gross_minor) over () as reached
            from discount_tier where schedule_id = d.id) tier) t
    cross join lateral (
      select coalesce(-sum(c.amount_minor), 0)::bigint as minor from charge c
      where c.client_id = ${clientId} and c.supplier_id = g.supplier_id and c.pay_code = 'RBT' and c.week_ends_on >= w.day and c.voided_at is null) rebated`);
  await layOnLines(ctx);
  await addRebates(ctx, onDate);
}

/** A discount is laid on the lines it is for in proportion to them: whole cents first, what is left to the largest remainders. */
async function layOnLines(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    update picked_charge p set discount_minor = -(share.whole + case when share.place <= share.left_over then 1 else 0 end)
    from (
      select charge_id, whole, d_minor - sum(whole) over (partition by supplier_id) as left_over,
             row_number() over (partition by supplier_id order by rest desc, charge_id) as place
      from (
        select c.charge_id, c.supplier_id, d.discount_minor as d_minor,
               div(d.discount_minor::numeric * c.amount_minor, d.gross_minor) as whole,
               mod(d.discount_minor::numeric * c.amount_minor, d.gross_minor) as rest
        from picked_charge c join picked_discount d on d.supplier_id = c.supplier_id
        where d.discount_minor > 0 and c.pay_code in ('ST', 'OT', 'DT') and c.credits_charge_id is null) exact
    ) share
    where share.charge_id = p.charge_id`);
}

/**
 * A step that counts for all of the window gives back what was paid before it was reached: a rebate beside the lines,
 * laid on the assignments of the run, one charge each. A run that is really posted writes them (`writeRebates`).
 */
async function addRebates(ctx: Context, onDate: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into picked_charge
    select nextval('charge_id_seq'), client_id, supplier_id, null, assignment_id, worker_id, department_id, job_id, cost_center_id, ${onDate}::date, ${onDate}::date,
           'RBT', 0, null, -(whole + case when place <= left_over then 1 else 0 end)::bigint, true, null, purchase_order_id, 0
    from (
      select *, row_number() over (partition by supplier_id order by rest desc, assignment_id, cost_center_id) as place, rebate_minor - sum(whole) over (partition by supplier_id) as left_over
      from (
        select g.*, d.rebate_minor, div(d.rebate_minor::numeric * g.minor, d.gross_minor) as whole, mod(d.rebate_minor::numeric * g.minor, d.gross_minor) as rest
        from (select client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id, purchase_order_id, sum(amount_minor)::bigint as minor
              from picked_charge where pay_code in ('ST', 'OT', 'DT') and credits_charge_id is null group by 1, 2, 3, 4, 5, 6, 7, 8) g
        join picked_discount d on d.supplier_id = g.supplier_id where d.rebate_minor > 0) exact
    ) share where whole > 0 or place <= left_over`);
}

/** Writes the rebates that were priced with a run, as charges of it. */
export async function writeRebates(ctx: Context, runId: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into charge (id, client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, amount_minor, billing_run_id, purchase_order_id, note)
    overriding system value
    select charge_id, client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, 0, amount_minor, ${runId}, purchase_order_id, 'Volume rebate'
    from picked_charge where pay_code = 'RBT' and credits_charge_id is null`);
}

/** Keeps which discount was given to whom, and from what it came. */
export async function writeDiscounts(ctx: Context, clientId: string, runId: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into posted_discount (client_id, supplier_id, billing_run_id, schedule_id, method, before_minor, gross_minor, discount_minor)
    select ${clientId}, supplier_id, ${runId}, schedule_id, method, before_minor, gross_minor, discount_minor + rebate_minor
    from picked_discount where discount_minor + rebate_minor > 0`);
}

async function takeBackDiscounts(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    update picked_charge p set discount_minor = -${takenBack(sql`l.discount_minor`)}::bigint
    from ${credits} k join invoice_line l on l.charge_id = k.credits_charge_id and l.side = 'client'
    where k.charge_id = p.charge_id and l.discount_minor <> 0`);
}

async function takeBackFees(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    insert into picked_fee
    select k.charge_id, f.fee_schedule_id, f.funding, -${takenBack(sql`f.base_minor`)}::bigint, f.fraction, -${takenBack(sql`f.fee_minor`)}::bigint, f.capped
    from ${credits} k join invoice_line_fee f on f.charge_id = k.credits_charge_id`);
}
