import { sql, type SQL } from 'drizzle-orm';
import { expect } from 'vitest';
import type { World } from './factories/program.ts';

type Law = { sentence: string; offenders: (clientId: string) => SQL };

/** What must be true of a program after anything that happens in it. Each query finds what breaks the law. */
const laws: Law[] = [
  {
    sentence: 'what the client pays, less what suppliers get, is the fees: for every run',
    offenders: (clientId) => sql`
      select r.id, c.total - s.total as difference, f.fees
      from billing_run r
      cross join lateral (select coalesce(sum(total_minor), 0) as total from invoice i where i.billing_run_id = r.id and i.kind = 'client_invoice') c
      cross join lateral (select coalesce(sum(total_minor), 0) as total from invoice i where i.billing_run_id = r.id and i.kind = 'self_bill') s
      cross join lateral (select coalesce(sum(f.fee_minor), 0) as fees from invoice_line_fee f join invoice i on i.id = f.invoice_id where i.billing_run_id = r.id) f
      where r.client_id = ${clientId} and c.total - s.total <> f.fees`,
  },
  {
    sentence: 'what the client pays, less what the supplier gets, is the fees: for every charge',
    offenders: (clientId) => sql`
      select l.charge_id
      from invoice_line l where l.client_id = ${clientId}
      group by l.charge_id
      having sum(case l.kind when 'client_invoice' then l.total_minor else -l.total_minor end)
        <> (select coalesce(sum(f.fee_minor), 0) from invoice_line_fee f where f.charge_id = l.charge_id)`,
  },
  {
    sentence: 'every document is the sum of its lines',
    offenders: (clientId) => sql`
      select i.reference from invoice i left join invoice_line l on l.invoice_id = i.id
      where i.client_id = ${clientId}
      group by i.id
      having (count(l.id), coalesce(sum(l.minutes), 0), coalesce(sum(l.amount_minor), 0), coalesce(sum(l.fee_minor), 0), coalesce(sum(l.total_minor), 0))
        is distinct from (i.line_count::bigint, i.minutes, i.time_minor, i.fee_minor, i.total_minor)`,
  },
  {
    sentence: 'every ledger transaction balances, and every document has one',
    offenders: (clientId) => sql`
      select i.reference from invoice i
      left join ledger_transaction t on t.invoice_id = i.id left join ledger_entry e on e.transaction_id = t.id
      where i.client_id = ${clientId}
      group by i.id, i.reference having count(distinct t.id) <> 1 or coalesce(sum(e.amount_minor), 0) <> 0`,
  },
  {
    sentence: 'the clearing account is empty, and the others say what the documents say',
    offenders: (clientId) => sql`
      with balance as (
        select a.kind, coalesce(sum(e.amount_minor), 0) as amount from ledger_account a left join ledger_entry e on e.account_id = a.id
        where a.client_id = ${clientId} group by a.kind
      ), expected as (
        select 'client_receivable' as kind, sum(total_minor) as amount from invoice where client_id = ${clientId} and kind = 'client_invoice'
        union all select 'supplier_payable', -sum(total_minor) from invoice where client_id = ${clientId} and kind = 'self_bill'
        union all select 'billing_clearing', 0
        union all select 'fee_income', -sum(f.fee_minor) from invoice_line_fee f where f.client_id = ${clientId}
      )
      select e.kind, b.amount, e.amount as expected from expected e left join balance b using (kind)
      where coalesce(b.amount, 0) <> coalesce(e.amount, 0)`,
  },
  {
    sentence: 'every minute of an approved week is frozen once, and of no other week',
    offenders: (clientId) => sql`
      select t.id from timesheet t
      where t.client_id = ${clientId}
        and (select coalesce(sum(c.minutes), 0) from charge c where c.timesheet_id = t.id)
          <> case when t.status in ('draft', 'submitted') then 0 else t.worked_minutes end`,
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
    sentence: 'a charge is on one client invoice and one self-bill of the run that claimed it, or on none',
    offenders: (clientId) => sql`
      select c.id from charge c
      left join invoice_line l on l.charge_id = c.id left join invoice i on i.id = l.invoice_id
      where c.client_id = ${clientId}
      group by c.id
      having count(l.id) filter (where l.kind = 'client_invoice') <> case when c.billing_run_id is null then 0 else 1 end
        or count(l.id) filter (where l.kind = 'self_bill') <> case when c.billing_run_id is null then 0 else 1 end
        or bool_or(i.billing_run_id is distinct from c.billing_run_id and l.id is not null)`,
  },
  {
    sentence: 'a week is invoiced when all that it costs is billed, and not before',
    offenders: (clientId) => sql`
      select t.id, t.status from timesheet t join charge c on c.timesheet_id = t.id
      where t.client_id = ${clientId}
      group by t.id, t.status
      having (t.status = 'approved' and bool_or(c.billing_run_id is not null)) or (t.status = 'invoiced' and bool_or(c.billing_run_id is null))`,
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
      union all select approval_id from approval_step where client_id = ${clientId} and decided_by = requested_by`,
  },
  {
    sentence: 'what was spent is what was invoiced, on both sides',
    offenders: (clientId) => sql`
      with booked as (
        select 'client_invoice' as kind, sum(minutes) as minutes, sum(time_minor) as time, sum(fee_minor) as fee, sum(total_minor) as total from client_spend where client_id = ${clientId}
        union all
        select 'self_bill', sum(minutes), sum(time_minor), sum(fee_minor), sum(total_minor) from supplier_spend where client_id = ${clientId}
      )
      select b.* from booked b
      cross join lateral (
        select sum(minutes) as minutes, sum(time_minor) as time, sum(fee_minor) as fee, sum(total_minor) as total
        from invoice i where i.client_id = ${clientId} and i.kind = b.kind) i
      where (b.minutes, b.time, b.fee, b.total) is distinct from (i.minutes, i.time, i.fee, i.total)`,
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
