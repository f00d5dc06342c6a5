import { sql, type SQL } from 'drizzle-orm';
import { sources, type AccrualScope } from './sources.server.ts';

/** What hangs on no hour, as the relation below takes it: flat fees, discounts, expected credits. Client = supplier + fee + tax. */
export type FlatLine = {
  class: 'flat_fee' | 'discount' | 'credit';
  supplier_id: string | null;
  amount_minor: number;
  fee_minor: number;
  tax_minor: number;
  client_minor: number;
  supplier_minor: number;
  method: string;
};

/** Fees as a billing run would take them on each line, by its first day of service; one agreed for a supplier stands in the place of the general one. */
const fees = (clientId: string): SQL => sql`
  select coalesce(sum(x.minor) filter (where x.funding = 'client'), 0)::bigint as client_minor,
         coalesce(sum(x.minor) filter (where x.funding = 'supplier'), 0)::bigint as supplier_minor
  from (
    select f.funding, least(round(s.amount_minor * f.fraction), coalesce(app.line_amount_minor(s.minutes, f.cap_per_hour), 9223372036854775807)) as minor
    from fee_schedule f
    where s.bears_fees and f.client_id = ${clientId} and f.effective @> s.service_on and coalesce(f.supplier_id, s.supplier_id) = s.supplier_id
      and (f.supplier_id is not null or not exists (
        select from fee_schedule own where own.client_id = f.client_id and own.label = f.label and own.supplier_id = s.supplier_id and own.effective @> s.service_on))) x`;

/** Tax on the work and on the client's fee, by the rule of the worksite on the day of service; a certificate goes before it. */
const taxes = ({ clientId, buyerType }: AccrualScope): SQL => sql`
  select coalesce(sum(round(taxed.base * r.rate)) filter (where leg.name = 'supply'), 0)::bigint as supply_minor,
         coalesce(sum(round(taxed.base * r.rate)) filter (where leg.name = 'client_fee'), 0)::bigint as fee_minor
  from assignment a
  join site w on w.id = a.site_id
  join job j on j.id = a.job_id
  cross join lateral (values ('supply', s.amount_minor), ('client_fee', f.client_minor)) leg (name, amount)
  cross join lateral (
    select * from tax_rule t where t.country = w.country and t.region = w.region and t.service_class = j.service_class and t.leg = leg.name
      and t.effective @> s.service_on and coalesce(t.buyer_type, ${buyerType}) = ${buyerType} order by t.buyer_type nulls last limit 1) r
  left join lateral (
    select app.line_amount_minor(s.minutes, y.pay_rate) as minor from assignment_pay y
    where r.base = 'fee_only' and leg.name = 'supply' and y.assignment_id = a.id and y.pay_code = s.pay_code
      and y.effective @> s.service_on and y.superseded_at is null) pay on true
  cross join lateral (select greatest(leg.amount - coalesce(pay.minor, 0), 0) as base) taxed
  where a.id = s.assignment_id and r.base <> 'none'
    and not exists (select from exemption_certificate c where c.client_id = ${clientId} and c.country = w.country and c.region = w.region
                    and c.effective @> s.service_on)`;

/** A share of an amount such that the shares make the whole: what is reached with this part, less what was reached before it. */
const share = (amount: SQL): SQL =>
  sql`(round(${amount} * b.upto / 100) - round(${amount} * (b.upto - b.percent) / 100))::bigint`;

/**
 * The lines of an accrual: what is earned on work with its fees and taxes, spread over the cost centers that bear it, and
 * what hangs on no hour. Client = supplier + fee + tax on every line. As agent the program collects the tax on the work for the
 * supplier, so that it is the supplier's; as principal it is the program's to pay.
 * @param flat flat fees, discounts and credits; none for the work alone
 */
export const accrualLines = (scope: AccrualScope, flat: FlatLine[]): SQL => sql`
  select b.class, b.supplier_id, b.assignment_id, b.cost_center_id, b.purchase_order_id, ${share(sql`b.minutes`)}::int as minutes,
    b.amount as amount_minor, b.client_fee + b.supplier_fee as fee_minor, b.fee_tax + case when b.agent then 0 else b.supply_tax end as tax_minor,
    b.amount + b.client_fee + b.supply_tax + b.fee_tax as client_minor,
    b.amount - b.supplier_fee + case when b.agent then b.supply_tax else 0 end as supplier_minor, b.method
  from (
    select b.*, ${share(sql`b.amount_minor`)} as amount, ${share(sql`b.client_fee_minor`)} as client_fee,
      ${share(sql`b.supplier_fee_minor`)} as supplier_fee, ${share(sql`b.supply_tax_minor`)} as supply_tax, ${share(sql`b.fee_tax_minor`)} as fee_tax
    from (
      select s.class, s.supplier_id, s.assignment_id, coalesce(k.cost_center_id, s.cost_center_id) as cost_center_id, s.purchase_order_id,
        s.minutes, s.amount_minor, s.method, f.client_minor as client_fee_minor, f.supplier_minor as supplier_fee_minor,
        t.supply_minor as supply_tax_minor, t.fee_minor as fee_tax_minor, ${scope.taxFlow} = 'agent' as agent,
        coalesce(k.percent, 100) as percent, coalesce(k.upto, 100) as upto
      from (${sources(scope)}) s
      cross join lateral (${fees(scope.clientId)}) f
      cross join lateral (${taxes(scope)}) t
      left join lateral (
        select cost_center_id, percent, sum(percent) over (order by cost_center_id) as upto from charge_split where charge_id = s.split_charge
        union all
        select cost_center_id, percent, sum(percent) over (order by cost_center_id) from assignment_split where assignment_id = s.split_assignment) k on true
      where s.amount_minor <> 0) b) b
  union all
  select x.class, x.supplier_id, null, null, null, 0, x.amount_minor, x.fee_minor, x.tax_minor, x.client_minor, x.supplier_minor, x.method
  from jsonb_to_recordset(${JSON.stringify(flat)}::text::jsonb) x (class text, supplier_id uuid, amount_minor bigint, fee_minor bigint, tax_minor bigint,
    client_minor bigint, supplier_minor bigint, method text)`;
