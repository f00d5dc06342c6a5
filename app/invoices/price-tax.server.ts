import { sql } from 'drizzle-orm';
import { termsOn } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { feeSumsByCharge, type PricingScope } from './charges.server.ts';
import { credits, takenBack } from './take-back.server.ts';

/*
 * Tax follows the work: the rule of the worksite's region, for the job's class of service and the kind of buyer, on the
 * day of service (field guide 3.7). Each leg is a supply of its own: the work, the fee that the client bears, the fee
 * that the supplier bears. It is owed once for each rule and document, on the sum of the bases (EN 16931), and the
 * lines bear it by the largest remainder.
 */

/** Fills `picked_tax`: what each line bears, also where that is nothing and a reason is owed. */
export async function priceTaxes(ctx: Context, { clientId, onDate }: PricingScope): Promise<void> {
  const terms = await termsOn(ctx, clientId, onDate);
  const flow = terms?.taxFlow ?? 'principal';
  await pickPlaces(ctx);
  await pickRules(ctx, clientId, terms?.buyerType ?? 'business');
  await ctx.db.execute(taxesOnCharges(flow));
  await ctx.db.execute(sql`
    insert into picked_tax
    select k.charge_id, t.side, t.leg, t.tax_rule_id, null, r.jurisdiction, r.base, t.rate, '', -${takenBack(sql`t.base_minor`)}::bigint, -${takenBack(sql`t.tax_minor`)}::bigint, true
    from ${credits} k
    join invoice_line_tax t on t.charge_id = k.credits_charge_id
    join tax_rule r on r.id = t.tax_rule_id`);
  await ctx.db.execute(sql`analyze picked_tax`);
}

/*
 * Places and rules are few, and what the planner knows about them through the walls is nothing: each is looked up once,
 * kept beside the charges and counted, and then joined to all of them.
 */

/** Where each assignment's work is done, and what kind of service it is there. */
async function pickPlaces(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    create temporary table picked_place on commit drop as
    select w.assignment_id, w.job_id, s.country, s.region, j.service_class
    from (select distinct assignment_id, job_id from picked_charge) w
    join assignment a on a.id = w.assignment_id join site s on s.id = a.site_id join job j on j.id = w.job_id`);
  await ctx.db.execute(sql`analyze picked_place`);
}

/** Which rule each leg falls under in each place on each day of service, and the certificate that exempts from it. */
async function pickRules(ctx: Context, clientId: string, buyerType: string): Promise<void> {
  await ctx.db.execute(sql`
    create temporary table picked_rule on commit drop as
    select d.*, leg.name as leg, r.id as tax_rule_id, r.jurisdiction, r.base, r.rate, r.reason, cert.id as certificate_id, cert.number as certificate_number, cert.reason as exempt_for
    from (select distinct w.country, w.region, w.service_class, p.service_from
          from picked_charge p join picked_place w on w.assignment_id = p.assignment_id and w.job_id = p.job_id where p.credits_charge_id is null) d
    cross join (values ('supply'), ('client_fee'), ('supplier_fee')) leg (name)
    cross join lateral (
      select * from tax_rule t where t.country = d.country and t.region = d.region and t.service_class = d.service_class and t.leg = leg.name
        and t.effective @> d.service_from and coalesce(t.buyer_type, ${buyerType}) = ${buyerType} order by t.buyer_type nulls last limit 1) r
    left join lateral (
      select * from exemption_certificate c where c.client_id = ${clientId} and c.country = d.country and c.region = d.region
        and c.effective @> d.service_from and leg.name <> 'supplier_fee' and r.base <> 'none' limit 1) cert on true`);
  await ctx.db.execute(sql`analyze picked_rule`);
}

/** Each leg of each charge with its rule. `fee_only` leaves out what the worker is paid. */
const legs = sql`
  select p.charge_id, p.supplier_id, leg.name as leg, r.tax_rule_id, r.certificate_id,
         r.jurisdiction, case when r.certificate_id is not null then 'none' else r.base end as base,
         case when r.certificate_id is not null then 0 else r.rate end as rate,
         case when r.certificate_id is not null then 'Exempt, certificate ' || r.certificate_number || ': ' || r.exempt_for
              when r.base = 'none' then r.reason else '' end as reason,
         case when leg.name = 'supply' and r.base = 'fee_only' then greatest(leg.base_minor - coalesce(pay.minor, 0), 0) else leg.base_minor end as base_minor
  from picked_charge p
  join picked_place w on w.assignment_id = p.assignment_id and w.job_id = p.job_id
  left join (${feeSumsByCharge(sql`picked_fee`)}) f on f.charge_id = p.charge_id
  cross join lateral (values
    ('supply', p.amount_minor + p.discount_minor), ('client_fee', f.client_fee_minor), ('supplier_fee', f.supplier_fee_minor)) leg (name, base_minor)
  join picked_rule r on r.country = w.country and r.region = w.region and r.service_class = w.service_class and r.service_from = p.service_from and r.leg = leg.name
  left join lateral (
    select app.line_amount_minor(p.minutes, x.pay_rate) as minor from assignment_pay x
    where r.base = 'fee_only' and x.assignment_id = p.assignment_id and x.pay_code = p.pay_code and x.effective @> p.service_from and x.superseded_at is null
    -- Kept apart, so that nobody's pay is looked up where the tax is not on the fee alone.
    offset 0) pay on true
  where p.credits_charge_id is null and leg.base_minor <> 0`;

/**
 * The taxes of all legs, each on the document that it belongs to. As principal the MSP sells to the client and buys for
 * resale; as agent it collects for the supplier, who is owed the tax on the work and each of whom is a seller of its own.
 */
const taxesOnCharges = (flow: 'principal' | 'agent') => sql`
  insert into picked_tax
  with leg as materialized (${legs}), exact as (
    select *, base_minor * rate as exact,
           case when ${flow} = 'agent' or leg = 'supplier_fee' then supplier_id end as seller from leg
  ), shared as (
    select *, round(sum(exact) over rule) - sum(floor(exact)) over rule as left_over,
           row_number() over (partition by leg, tax_rule_id, certificate_id, jurisdiction, rate, seller order by exact - floor(exact) desc, charge_id) as place
    from exact window rule as (partition by leg, tax_rule_id, certificate_id, jurisdiction, rate, seller)
  ), taxed as (
    select *, (floor(exact) + case when place <= left_over then 1 else 0 end)::bigint as tax_minor from shared
  )
  select charge_id, 'client', leg, tax_rule_id, certificate_id, jurisdiction, base, rate, reason, base_minor, tax_minor, false
  from taxed where leg <> 'supplier_fee'
  union all
  select charge_id, 'supplier', leg, tax_rule_id, certificate_id, jurisdiction, base, rate, reason, base_minor, tax_minor, false
  from taxed where leg = 'supply' and (${flow} = 'agent' or rate = 0)
  union all
  select charge_id, 'supplier', leg, tax_rule_id, null, jurisdiction, 'none', 0, 'Supplied for resale: the program accounts for the tax', base_minor, 0, false
  from taxed where leg = 'supply' and ${flow} = 'principal' and rate > 0
  union all
  -- Charged to the supplier, and so taken off what it receives.
  select charge_id, 'supplier', leg, tax_rule_id, null, jurisdiction, base, rate, reason, -base_minor, -tax_minor, false
  from taxed where leg = 'supplier_fee'`;
