import { sql, type SQL } from 'drizzle-orm';
import { expect } from 'vitest';
import type { World } from './factories/program.ts';

type Law = { sentence: string; offenders: (clientId: string) => SQL };

/** What must be true of a program after anything that happens in it. Each query finds what breaks the law. */
const laws: Law[] = [
  {
    sentence: 'what the client pays, less what suppliers get, is fees and tax: for every run and correction',
    offenders: (clientId) => sql`
      with document as (
        select coalesce(billing_run_id, correction_id) as origin, sum(case side when 'client' then total_minor else -total_minor end) as difference,
               sum(case side when 'client' then tax_minor else -tax_minor end) as tax
        from invoice where client_id = ${clientId} and (billing_run_id is not null or correction_id is not null) group by 1
      ), fee as (
        select coalesce(i.billing_run_id, i.correction_id) as origin, sum(f.fee_minor) as fees
        from invoice_line_fee f join invoice i on i.id = f.invoice_id where f.client_id = ${clientId} group by 1
      )
      select d.*, f.fees from document d left join fee f using (origin) where d.difference <> coalesce(f.fees, 0) + d.tax`,
  },
  {
    sentence: 'what the client pays, less what the supplier gets, is fees and tax: for every charge',
    offenders: (clientId) => sql`
      select l.charge_id
      from invoice_line l where l.client_id = ${clientId}
      group by l.charge_id
      having sum(case l.side when 'client' then l.total_minor - l.tax_minor else l.tax_minor - l.total_minor end)
        <> (select coalesce(sum(f.fee_minor), 0) from invoice_line_fee f where f.charge_id = l.charge_id)
        or sum(case l.side when 'client' then l.amount_minor + l.discount_minor else -l.amount_minor - l.discount_minor end) <> 0`,
  },
  {
    sentence: 'the fees and taxes of a line are those that it says',
    offenders: (clientId) => sql`
      select l.id from invoice_line l
      where l.client_id = ${clientId}
        and (l.fee_minor <> case l.side when 'client' then 1 else -1 end * (select coalesce(sum(f.fee_minor), 0) from invoice_line_fee f where f.charge_id = l.charge_id and f.funding = l.side)
          or l.tax_minor <> (select coalesce(sum(t.tax_minor), 0) from invoice_line_tax t where t.charge_id = l.charge_id and t.side = l.side))`,
  },
  {
    sentence: 'every document is the sum of its lines and items, and its tax is that of its rules',
    offenders: (clientId) => sql`
      select i.reference from invoice i
      cross join lateral (
        select count(*) as n, coalesce(sum(minutes), 0) as minutes, coalesce(sum(amount_minor + discount_minor), 0) as work, coalesce(sum(fee_minor), 0) as fee,
               coalesce(sum(tax_minor), 0) as tax, coalesce(sum(total_minor), 0) as total from invoice_line l where l.invoice_id = i.id) l
      cross join lateral (select count(*) as n, coalesce(sum(tax_minor), 0) as tax, coalesce(sum(amount_minor), 0) as amount, coalesce(sum(total_minor), 0) as total
                          from invoice_item t where t.invoice_id = i.id) t
      where i.client_id = ${clientId}
        and (l.n + t.n <> i.line_count or l.minutes <> i.minutes or l.total + t.total <> i.total_minor or l.tax + t.tax <> i.tax_minor
          or l.work + l.fee + t.amount <> i.time_minor + i.other_minor + i.discount_minor + i.fee_minor
          or (select coalesce(sum(x.tax_minor), 0) from invoice_tax x where x.invoice_id = i.id) <> i.tax_minor)`,
  },
  {
    sentence: 'the cost centers of a line bear the line',
    offenders: (clientId) => sql`
      select s.charge_id from invoice_line_split s join invoice_line l on l.charge_id = s.charge_id and l.side = 'client'
      where s.client_id = ${clientId}
      group by s.charge_id, l.id having (sum(s.amount_minor), sum(s.discount_minor), sum(s.fee_minor), sum(s.tax_minor), sum(s.percent))
        is distinct from (l.amount_minor::numeric, l.discount_minor::numeric, l.fee_minor::numeric, l.tax_minor::numeric, 100::numeric)`,
  },
  {
    sentence: 'credits never exceed what they credit',
    offenders: (clientId) => sql`
      select o.id from charge o join charge c on c.credits_charge_id = o.id
      where o.client_id = ${clientId}
      group by o.id having -sum(c.amount_minor) > abs(o.amount_minor) or -sum(c.minutes) > o.minutes`,
  },
  {
    sentence: 'every ledger transaction balances, and every document but money on account has one',
    offenders: (clientId) => sql`
      select i.reference from invoice i left join ledger_transaction t on t.invoice_id = i.id
      where i.client_id = ${clientId} and i.kind <> 'overpayment'
      group by i.id, i.reference having count(distinct t.id) <> 1
      union all
      select t.memo from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
      where t.client_id = ${clientId} group by t.id, t.memo having sum(e.amount_minor) <> 0`,
  },
  {
    sentence: 'the clearing account is empty, and the others say what the documents and payments say',
    offenders: (clientId) => sql`
      with balance as (
        select a.kind, coalesce(sum(e.amount_minor), 0) as amount from ledger_account a left join ledger_entry e on e.account_id = a.id
        where a.client_id = ${clientId} group by a.kind
      ), document as (
        select * from invoice where client_id = ${clientId} and kind <> 'overpayment'
      ), paid as (
        select coalesce(sum(amount_minor), 0) as amount from payment where client_id = ${clientId} and status in ('sent', 'settled')
      ), received as (
        select coalesce(sum(amount_minor), 0) as amount from receipt where client_id = ${clientId}
      ), expected as (
        select 'client_receivable' as kind, coalesce(sum(total_minor), 0) - (select amount from received) as amount from document where side = 'client'
        union all select 'supplier_payable', (select amount from paid) - coalesce(sum(total_minor), 0) from document where side = 'supplier'
        union all select 'billing_clearing', 0
        union all select 'bank', (select amount from received) - (select amount from paid)
        union all select 'fee_income', -coalesce(sum(case side when 'client' then fee_minor else -fee_minor end), 0) from document
        union all select 'tax_payable', -coalesce(sum(case side when 'client' then tax_minor else -tax_minor end), 0) from document
      )
      select e.kind, b.amount, e.amount as expected from expected e left join balance b using (kind)
      where coalesce(b.amount, 0) <> coalesce(e.amount, 0)`,
  },
  {
    sentence: 'what a document is settled by is what its balance says, and never more than its total',
    offenders: (clientId) => sql`
      select b.invoice_id from invoice_balance b
      join invoice i on i.id = b.invoice_id
      left join lateral (select coalesce(sum(amount_minor), 0) as settled from settlement s where s.invoice_id = b.invoice_id) s on true
      where b.client_id = ${clientId}
        and (s.settled <> b.settled_minor or b.total_minor <> i.total_minor or b.settled_minor not between least(0, b.total_minor) and greatest(0, b.total_minor))`,
  },
  {
    sentence: 'no receipt settles more than it brought, and no document is in two payments at once',
    offenders: (clientId) => sql`
      select r.id::text from receipt r join settlement s on s.receipt_id = r.id
      where r.client_id = ${clientId} group by r.id having sum(s.amount_minor) > r.amount_minor + coalesce((select -sum(total_minor) from invoice i where i.receipt_id = r.id and i.kind = 'client_credit'), 0)
      union all
      select invoice_id::text from payment_item where client_id = ${clientId} and released_at is null group by invoice_id having count(*) > 1`,
  },
  {
    sentence:
      'purchase orders have consumed what was billed on them, and never more than their funds and tolerance',
    offenders: (clientId) => sql`
      select o.number from purchase_order o
      left join lateral (select coalesce(sum(l.total_minor), 0) as billed from invoice_line l where l.purchase_order_id = o.id and l.side = 'client') l on true
      where o.client_id = ${clientId}
        and (o.consumed_minor <> l.billed or o.consumed_minor > o.funds_minor + floor(o.funds_minor * o.tolerance_fraction))`,
  },
  {
    sentence: 'nothing is posted into a closed month after it was closed',
    offenders: (clientId) => sql`
      select t.memo from ledger_transaction t
      join ledger_period p on p.client_id = t.client_id and p.month = date_trunc('month', t.posted_on)::date and p.status in ('closed', 'reopening')
      where t.client_id = ${clientId} and t.posted_at > p.closed_at and p.reopened_at is null`,
  },
  {
    sentence: 'every minute of an approved week is frozen once, and of no other week',
    offenders: (clientId) => sql`
      select t.id from timesheet t
      where t.client_id = ${clientId}
        and not exists (select from charge c where c.timesheet_id = t.id and c.correction_id is not null)
        and (select coalesce(sum(c.minutes), 0) from charge c where c.timesheet_id = t.id and c.voided_at is null)
          <> case when t.status in ('draft', 'submitted', 'corrected') then 0 else t.worked_minutes end`,
  },
  {
    sentence: 'a week has as many minutes as its lines',
    offenders: (clientId) => sql`
      select t.id from timesheet t
      cross join lateral (
        select coalesce(sum(l.minutes), 0) as worked, coalesce(sum(l.minutes) filter (where l.pay_code <> 'ST'), 0) as overtime
        from time_line l where l.timesheet_id = t.id) l
      where t.client_id = ${clientId} and (t.worked_minutes <> l.worked or t.overtime_minutes <> l.overtime)`,
  },
  {
    sentence: 'a charge is on one document of each side, of the run or correction that billed it, or on none',
    offenders: (clientId) => sql`
      select c.id from charge c
      left join invoice_line l on l.charge_id = c.id left join invoice i on i.id = l.invoice_id
      where c.client_id = ${clientId}
      group by c.id
      having count(l.id) filter (where l.side = 'client') <> case when c.billing_run_id is null and c.correction_id is null then 0 else 1 end
        or count(l.id) filter (where l.side = 'supplier') <> case when c.billing_run_id is null and c.correction_id is null then 0 else 1 end
        or bool_or(l.id is not null and (i.billing_run_id, i.correction_id) is distinct from (c.billing_run_id, c.correction_id))
        or (c.voided_at is not null and count(l.id) > 0)`,
  },
  {
    sentence: 'a week is invoiced when all that it costs is billed, and not before',
    offenders: (clientId) => sql`
      select t.id, t.status from timesheet t join charge c on c.timesheet_id = t.id and c.voided_at is null and c.credits_charge_id is null and c.correction_id is null
      where t.client_id = ${clientId}
      group by t.id, t.status
      having (t.status = 'approved' and bool_or(c.billing_run_id is not null)) or (t.status in ('invoiced', 'paid', 'complete') and bool_or(c.billing_run_id is null))`,
  },
  {
    sentence: 'finalized periods follow one another without gap or overlap',
    offenders: (clientId) => sql`
      select starts_on, previous from (
        select starts_on, lag(ends_on) over (order by starts_on) as previous from billing_run
        where client_id = ${clientId} and status = 'finalized') p
      where previous is not null and starts_on <> previous + 1`,
  },
  {
    sentence: 'no run left anything behind unless it was finalized',
    offenders: (clientId) => sql`
      select r.id from billing_run r
      where r.client_id = ${clientId} and r.status <> 'finalized'
        and (exists (select from invoice i where i.billing_run_id = r.id) or exists (select from charge c where c.billing_run_id = r.id))`,
  },
  {
    sentence: 'no number of a series is skipped or used twice',
    offenders: () => sql`
      select s.series, s.year, s.next_number, count(i.id) as issued, max(i.number) as last
      from number_series s
      left join invoice i on i.legal_entity_id = s.legal_entity_id and i.series = s.series and i.year = s.year
      group by s.legal_entity_id, s.series, s.year, s.next_number
      having count(i.id) <> s.next_number - 1 or coalesce(max(i.number), 0) <> s.next_number - 1 or coalesce(min(i.number), 1) <> 1`,
  },
  {
    sentence: 'nobody approved what they handed in',
    offenders: (clientId) => sql`
      select id from timesheet where client_id = ${clientId} and approved_by = submitted_by
      union all select approval_id from approval_step where client_id = ${clientId} and decided_by = requested_by
      union all select id from correction where client_id = ${clientId} and decided_by = created_by
      union all select id from payment_run where client_id = ${clientId} and approved_by = created_by
      union all select id from expense_sheet where client_id = ${clientId} and approved_by = submitted_by`,
  },
  {
    sentence: 'what was spent is what was invoiced, on both sides',
    offenders: (clientId) => sql`
      with booked as (
        select 'client' as side, sum(minutes) as minutes, sum(time_minor) as time, sum(other_minor) as other, sum(discount_minor) as discount, sum(fee_minor) as fee, sum(tax_minor) as tax, sum(total_minor) as total
        from client_spend where client_id = ${clientId}
        union all
        select 'supplier', sum(minutes), sum(time_minor), sum(other_minor), sum(discount_minor), sum(fee_minor), sum(tax_minor), sum(total_minor) from supplier_spend where client_id = ${clientId}
      )
      select b.* from booked b
      cross join lateral (
        select sum(minutes) as minutes, sum(time_minor) as time, sum(other_minor) as other, sum(discount_minor) as discount, sum(fee_minor) as fee, sum(tax_minor) as tax, sum(total_minor) as total
        from invoice i where i.client_id = ${clientId} and i.side = b.side and (i.billing_run_id is not null or i.correction_id is not null)) i
      where (b.minutes, b.time, b.other, b.discount, b.fee, b.tax, b.total) is distinct from (i.minutes, i.time, i.other, i.discount, i.fee, i.tax, i.total)`,
  },
  {
    sentence: 'what frozen scorecards gave stands on documents once, or waits',
    offenders: (clientId) => sql`
      select s.id from scorecard s
      left join service_credit c on c.scorecard_id = s.id left join invoice_item i on i.service_credit_id = c.id
      where s.client_id = ${clientId}
      group by s.id
      having coalesce(sum(c.amount_minor) filter (where c.kind = 'credit'), 0) <> case when s.status = 'frozen' then -s.credit_minor else 0 end
        or bool_or(c.invoice_id is distinct from i.invoice_id) or bool_or(c.invoice_id is not null and c.amount_minor <> i.amount_minor)`,
  },
  {
    sentence: 'as many positions are filled as people were assigned',
    offenders: (clientId) => sql`
      select r.id, r.filled from requisition r
      where r.client_id = ${clientId}
        and r.filled <> (select count(*) from assignment a where a.requisition_id = r.id and a.status not in ('cancelled', 'no_show'))`,
  },
];

/**
 * Holds a program against everything that must always be true of it. Run after every story, whatever it was about.
 */
export async function expectInvariantsHold(world: World): Promise<void> {
  const broken: Record<string, unknown[]> = {};
  for (const { sentence, offenders } of laws) {
    const found = await world.rows(offenders(world.clientId));
    if (found.length > 0) broken[sentence] = found;
  }
  expect(broken).toEqual({});
}
