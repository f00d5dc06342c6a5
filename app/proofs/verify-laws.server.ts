import { sql, type SQL } from 'drizzle-orm';

/**
 * What must be found again when every posted number is made anew from what is stored. Each law finds where it is not:
 * a row says which document or charge, what is stored, and what it should be. Laws are asked of a whole database at
 * once and set-based; none of them uses what billing used to make the number. What is asked of each line is asked in one
 * reading of all lines, in `verify-lines.server.ts`.
 */
export type Law = { sentence: string; offenders: SQL };

/** A number that is not what it should be. */
export type Difference = {
  sentence: string;
  /** The document, week or account; as people call it where it has a name. */
  reference: string | null;
  chargeId: number | null;
  stored: string | number | null;
  expected: string | number | null;
};

const time = sql`c.pay_code in ('ST', 'OT', 'DT')`;

/** The name of the document on which a line stands, looked up for offenders only. */
const documentOf = (alias: SQL): SQL =>
  sql`(select i.reference from invoice i where i.id = ${alias}.invoice_id)`;

/** Of a line, or of a part of one: it takes back, and was not priced anew. Credits are few, so they are looked up the other way round. */
const isCredit = (alias: SQL): SQL =>
  sql`exists (select from charge k where k.id = ${alias}.charge_id and k.credits_charge_id is not null)`;

const chargeLaws: Law[] = [
  {
    sentence: 'A charge is priced at the rate that was in force for its assignment, pay code and first day',
    offenders: sql`
      select t.id::text as reference, c.id as charge_id, c.bill_rate as stored, r.bill_rate as expected
      from charge c join assignment_rate r on r.id = c.rate_id left join timesheet t on t.id = c.timesheet_id
      where c.credits_charge_id is null and c.replaces_charge_id is null
        and (r.bill_rate <> c.bill_rate or r.assignment_id <> c.assignment_id or r.pay_code <> c.pay_code or not r.effective @> c.service_from)`,
  },
  {
    sentence: 'A charge holds the minutes that its week has for its pay code and cost center',
    offenders: sql`
      select c.timesheet_id::text as reference, min(c.id) as charge_id, sum(c.minutes) as stored, max(l.minutes) as expected
      from charge c
      left join (select timesheet_id, pay_code, cost_center_id, sum(minutes) as minutes from time_line group by 1, 2, 3) l
        on l.timesheet_id = c.timesheet_id and l.pay_code = c.pay_code and l.cost_center_id = c.cost_center_id
      where c.credits_charge_id is null and c.replaces_charge_id is null and c.voided_at is null and ${time}
      group by c.timesheet_id, c.pay_code, c.cost_center_id having sum(c.minutes) <> coalesce(max(l.minutes), 0)`,
  },
];

const feeLaws: Law[] = [
  {
    sentence: 'A fee with a cap is cut at it',
    offenders: sql`
      select ${documentOf(sql`l`)} as reference, f.charge_id, f.fee_minor as stored, least(round(f.base_minor * f.fraction), round(l.minutes * s.cap_per_hour * 100 / 60)) as expected
      from invoice_line_fee f
      join fee_schedule s on s.id = f.fee_schedule_id and s.rounding = 'line' and s.cap_per_hour is not null
      join invoice_line l on l.charge_id = f.charge_id and l.side = f.funding
      where f.fee_minor <> least(round(f.base_minor * f.fraction), round(l.minutes * s.cap_per_hour * 100 / 60)) and not ${isCredit(sql`f`)}`,
  },
  {
    sentence: 'A fee rounded by statement is its fraction of the sum, and no line is off by a cent or more',
    offenders: sql`
      select i.reference, min(f.charge_id) as charge_id, sum(f.fee_minor) as stored, round(sum(f.base_minor * f.fraction)) as expected
      from invoice_line_fee f
      join fee_schedule s on s.id = f.fee_schedule_id and s.rounding = 'statement'
      join charge c on c.id = f.charge_id and c.credits_charge_id is null and c.pay_code <> 'RBT'
      join invoice i on i.id = f.invoice_id
      where not exists (select from charge r where r.billing_run_id = i.billing_run_id and r.supplier_id = c.supplier_id and r.pay_code = 'RBT')
      group by i.id, i.reference, f.fee_schedule_id, c.supplier_id
      having sum(f.fee_minor) <> round(sum(f.base_minor * f.fraction)) or max(abs(f.fee_minor - f.base_minor * f.fraction)) >= 1`,
  },
  {
    sentence: 'The discounts of a run lie on its lines',
    offenders: sql`
      select r.id::text as reference, null::bigint as charge_id, d.discount as stored, coalesce(l.discount, 0) as expected
      from (select billing_run_id, supplier_id, sum(discount_minor) as discount from posted_discount where billing_run_id is not null and method <> 'cliff_retroactive' group by 1, 2) d
      join billing_run r on r.id = d.billing_run_id
      left join (select i.billing_run_id, l.supplier_id, -sum(l.discount_minor) as discount from invoice_line l join invoice i on i.id = l.invoice_id
                 where l.side = 'client' and l.discount_minor <> 0 and not ${isCredit(sql`l`)} group by 1, 2) l on l.billing_run_id = d.billing_run_id and l.supplier_id = d.supplier_id
      where d.discount <> coalesce(l.discount, 0)`,
  },
];

const taxLaws: Law[] = [
  {
    sentence: 'A tax is its rule’s rate on the sum of its bases, once for each document',
    offenders: sql`
      select i.reference, null::bigint as charge_id, t.tax_minor as stored, round(t.base_minor * t.rate) as expected
      from invoice_tax t join invoice i on i.id = t.invoice_id
      left join tax_rule r on r.id = t.tax_rule_id
      where (not t.takes_back and t.tax_minor <> round(t.base_minor * t.rate)) or (t.rate <> 0 and t.rate <> r.rate) or (t.rate = 0 and t.reason = '')`,
  },
  {
    sentence: 'The lines bear the taxes of their documents',
    offenders: sql`
      select i.reference, null::bigint as charge_id, i.tax_minor as stored, coalesce(t.tax, 0) + coalesce(x.tax, 0) as expected
      from invoice i
      left join (select invoice_id, sum(tax_minor) as tax from invoice_line_tax group by 1) t on t.invoice_id = i.id
      left join (select invoice_id, sum(tax_minor) as tax from invoice_item group by 1) x on x.invoice_id = i.id
      where i.tax_minor <> coalesce(t.tax, 0) + coalesce(x.tax, 0)`,
  },
];

const documentLaws: Law[] = [
  {
    sentence: 'A document is the sum of its lines and items',
    offenders: sql`
      select i.reference, null::bigint as charge_id, i.total_minor as stored, coalesce(l.total, 0) + coalesce(t.total, 0) as expected
      from invoice i
      left join (select invoice_id, count(*) as n, sum(minutes) as minutes, sum(total_minor) as total from invoice_line group by 1) l on l.invoice_id = i.id
      left join (select invoice_id, count(*) as n, sum(total_minor) as total from invoice_item group by 1) t on t.invoice_id = i.id
      where i.total_minor <> coalesce(l.total, 0) + coalesce(t.total, 0) or i.line_count <> coalesce(l.n, 0) + coalesce(t.n, 0) or i.minutes <> coalesce(l.minutes, 0)
        or i.total_minor <> i.time_minor + i.other_minor + i.discount_minor + i.fee_minor + i.tax_minor`,
  },
  {
    sentence: 'Credits take back no more than there was',
    offenders: sql`
      select o.timesheet_id::text as reference, o.id as charge_id, -sum(c.amount_minor) as stored, abs(o.amount_minor) as expected
      from charge c join charge o on o.id = c.credits_charge_id group by o.id having -sum(c.amount_minor) > abs(o.amount_minor) or -sum(c.minutes) > o.minutes`,
  },
  {
    sentence: 'A line that was credited whole was taken back whole: amount, discount, fees and taxes',
    offenders: sql`
      select min(i.reference) as reference, o.id as charge_id, sum(x.total_minor) as stored, -l.total_minor as expected
      -- Credits are few, and read first: joined with all lines in any other order they take as long as all lines squared.
      from (select id, credits_charge_id from charge where credits_charge_id is not null offset 0) c
      join charge o on o.id = c.credits_charge_id
      join invoice_line l on l.charge_id = o.id
      join invoice_line x on x.charge_id = c.id and x.side = l.side
      join invoice i on i.id = l.invoice_id
      group by o.id, l.id having -sum(x.amount_minor) = l.amount_minor and sum(x.total_minor) <> -l.total_minor`,
  },
  {
    sentence: 'No number of a series is skipped or used twice',
    offenders: sql`
      select s.series || '-' || s.year as reference, null::bigint as charge_id, count(i.id) as stored, s.next_number - 1 as expected
      from number_series s left join invoice i on i.legal_entity_id = s.legal_entity_id and i.series = s.series and i.year = s.year
      group by s.legal_entity_id, s.series, s.year, s.next_number having count(i.id) <> s.next_number - 1 or coalesce(max(i.number), 0) <> s.next_number - 1`,
  },
];

const bookLaws: Law[] = [
  {
    sentence: 'Every ledger transaction balances',
    offenders: sql`
      select t.memo as reference, null::bigint as charge_id, sum(e.amount_minor) as stored, 0 as expected
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id group by t.id, t.memo having sum(e.amount_minor) <> 0`,
  },
  {
    sentence: 'The clearing account of every program is empty',
    offenders: sql`
      select o.name as reference, null::bigint as charge_id, sum(e.amount_minor) as stored, 0 as expected
      from ledger_account a join ledger_entry e on e.account_id = a.id join organization o on o.id = a.client_id
      where a.kind = 'billing_clearing' group by a.client_id, o.name having sum(e.amount_minor) <> 0`,
  },
  {
    sentence: 'What a client owes and a supplier is owed is what documents, receipts and payments say',
    offenders: sql`
      select o.name || ' ' || coalesce(s.name, '') as reference, null::bigint as charge_id, sum(e.amount_minor) as stored, max(d.open) as expected
      from ledger_account a
      join ledger_entry e on e.account_id = a.id
      join organization o on o.id = a.client_id left join organization s on s.id = a.supplier_id
      cross join lateral (
        select case a.kind when 'client_receivable'
          then coalesce((select sum(i.total_minor) from invoice i where i.client_id = a.client_id and i.side = 'client' and i.kind <> 'overpayment'), 0)
             - coalesce((select sum(r.amount_minor) from receipt r where r.client_id = a.client_id), 0)
          else coalesce((select sum(p.amount_minor) from payment p where p.client_id = a.client_id and p.supplier_id = a.supplier_id and p.status in ('sent', 'settled')), 0)
             - coalesce((select sum(i.total_minor) from invoice i where i.client_id = a.client_id and i.supplier_id = a.supplier_id), 0) end as open) d
      where a.kind in ('client_receivable', 'supplier_payable')
      group by a.id, o.name, s.name having sum(e.amount_minor) <> max(d.open)`,
  },
  {
    sentence: 'A document is settled by what its receipts, payments and credits say',
    offenders: sql`
      select i.reference, null::bigint as charge_id, b.settled_minor as stored, coalesce(s.settled, 0) as expected
      from invoice_balance b join invoice i on i.id = b.invoice_id
      left join (select invoice_id, sum(amount_minor) as settled from settlement group by 1) s on s.invoice_id = b.invoice_id
      where b.settled_minor <> coalesce(s.settled, 0) or b.total_minor <> i.total_minor`,
  },
  {
    sentence: 'Purchase orders have consumed what was billed on them',
    offenders: sql`
      select o.number as reference, null::bigint as charge_id, o.consumed_minor as stored, coalesce(l.billed, 0) as expected
      from purchase_order o
      left join (select purchase_order_id, sum(total_minor) as billed from invoice_line where side = 'client' and purchase_order_id is not null group by 1) l on l.purchase_order_id = o.id
      where o.consumed_minor <> coalesce(l.billed, 0)`,
  },
  {
    sentence: 'What dashboards say was spent is what was invoiced',
    offenders: sql`
      select o.name || ', ' || b.side as reference, null::bigint as charge_id, sum(b.total) as stored, max(i.total) as expected
      from (select client_id, 'client' as side, sum(total_minor) as total from client_spend group by 1
            union all select client_id, 'supplier', sum(total_minor) from supplier_spend group by 1) b
      join organization o on o.id = b.client_id
      join (select client_id, side, sum(total_minor) as total from invoice where billing_run_id is not null or correction_id is not null group by 1, 2) i on i.client_id = b.client_id and i.side = b.side
      group by o.name, b.side, b.client_id having sum(b.total) <> max(i.total)`,
  },
];

const serviceLaws: Law[] = [
  {
    sentence:
      'A service credit is what its frozen scorecard makes of fee, weights, misses and repeats, rounded once and capped',
    offenders: sql`
      select o.name || ' ' || to_char(s.month, 'YYYY-MM') as reference, null::bigint as charge_id, -coalesce(c.amount_minor, 0) as stored, x.expected
      from scorecard s join organization o on o.id = s.client_id
      left join service_credit c on c.scorecard_id = s.id and c.kind = 'credit'
      cross join lateral (select coalesce(sum(f.amount_minor), 0) as minor from scorecard_fee f where f.scorecard_id = s.id) fee
      cross join lateral (
        select coalesce(sum(l.weight * case when l.excused is null then app.service_miss(s.miss_rule, l.direction, l.judged_value, l.expected, l.minimum) else 0 end
                 * case when l.months_running >= 3 then s.third_multiplier when l.months_running = 2 then s.second_multiplier else 1 end), 0) as share
        from scorecard_level l where l.scorecard_id = s.id) l
      cross join lateral (select least(round(fee.minor * s.at_risk_fraction), round(l.share * round(fee.minor * s.at_risk_fraction)))::bigint as expected) x
      where s.status = 'frozen' and (-coalesce(c.amount_minor, 0) <> x.expected or s.credit_minor <> x.expected or s.fee_minor <> fee.minor)`,
  },
  {
    sentence:
      'A service credit that was posted stands once on its document, with its amount, and no other item says that it is one',
    offenders: sql`
      select coalesce(i.reference, c.id::text) as reference, null::bigint as charge_id, coalesce(t.amount_minor, 0) as stored, coalesce(c.amount_minor, 0) as expected
      from service_credit c full join invoice_item t on t.service_credit_id = c.id
      left join invoice i on i.id = coalesce(t.invoice_id, c.invoice_id)
      where (c.invoice_id is not null or t.service_credit_id is not null)
        and (c.invoice_id is distinct from t.invoice_id or c.amount_minor is distinct from t.amount_minor)`,
  },
];

export const laws: Law[] = [
  ...chargeLaws,
  ...feeLaws,
  ...taxLaws,
  ...documentLaws,
  ...bookLaws,
  ...serviceLaws,
];
