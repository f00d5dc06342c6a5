import { sql, type SQL } from 'drizzle-orm';

/** The month end that is accrued, and what must be known of the program on it. */
export type AccrualScope = {
  clientId: string;
  /** First and last day of the month. */
  month: string;
  asOf: string;
  /** The last day of the week that the month end falls in. */
  lastWeekEndsOn: string;
  costBooking: 'worker' | 'split';
  buyerType: string;
  taxFlow: 'principal' | 'agent';
};

/** So many weeks back an absent sheet is still taken for a late one. */
export const WEEKS_LOOKED_BACK = 8;
/** The mean of so many weeks says what an absent week would have held. */
export const WEEKS_OF_HISTORY = 4;

/*
 * What is earned by the month end and stands on no document issued by then, one relation per class and all with the
 * same columns. A week that straddles the month end is split by the day of the work, never by the day it ends on.
 */

/** Charges that no document up to the month end holds: unbilled ones, and those that a later run billed. */
const unbilledThen = ({ clientId, asOf }: AccrualScope): SQL => sql`
  select c.id from charge c
  where c.client_id = ${clientId} and c.billing_run_id is null and c.correction_id is null and c.voided_at is null
    and c.credits_charge_id is null and c.service_from <= ${asOf}::date
  union all
  select l.charge_id from invoice i join invoice_line l on l.invoice_id = i.id
  where i.client_id = ${clientId} and i.kind = 'client_invoice' and i.billing_run_id is not null and i.issued_on > ${asOf}::date
    and l.service_from <= ${asOf}::date and l.pay_code <> 'RBT'`;

/**
 * The minutes of a charge up to a day, found in the time that it was made from. Where a fee changed within the week, or
 * a rate, the week has several charges, and each covers its own days.
 * @param charge alias of the charge
 */
export const minutesUntil = (charge: SQL, asOf: string): SQL => sql`
  select coalesce(sum(l.minutes), 0)::int as minutes from time_line l
  where l.timesheet_id = ${charge}.timesheet_id and l.pay_code = ${charge}.pay_code
    and l.work_date between ${charge}.service_from and ${asOf}::date
    and (l.cost_center_id = ${charge}.cost_center_id or exists (select from charge_split s where s.charge_id = ${charge}.id))
    and exists (select from assignment_rate r where r.id = ${charge}.rate_id and r.effective @> l.work_date)
    and not exists (
      select from charge later
      where later.timesheet_id = ${charge}.timesheet_id and later.pay_code = ${charge}.pay_code and later.rate_id = ${charge}.rate_id
        and later.cost_center_id = ${charge}.cost_center_id and later.credits_charge_id is null and later.correction_id is null
        and later.service_from > ${charge}.service_from and later.service_from <= l.work_date)`;

const approved = (scope: AccrualScope): SQL => sql`
  select case when c.pay_code in ('EXP', 'MSC') then 'expenses' else 'approved' end as class, c.supplier_id, c.assignment_id,
    c.cost_center_id, c.purchase_order_id, c.id as split_charge, null::uuid as split_assignment, c.service_from as service_on, c.pay_code,
    coalesce(w.minutes, c.minutes) as minutes,
    case when w.minutes is null or w.minutes = c.minutes then c.amount_minor else app.line_amount_minor(w.minutes, c.bill_rate) end as amount_minor,
    c.bears_fees,
    case when c.pay_code in ('EXP', 'MSC') then 'Approved and not billed'
      when w.minutes is null or w.minutes = c.minutes then 'Week to ' || to_char(c.week_ends_on, 'FMDD Mon YYYY') || ', approved and not billed'
      else 'Week to ' || to_char(c.week_ends_on, 'FMDD Mon YYYY') || ', approved and not billed: the days up to the month end' end as method
  from (${unbilledThen(scope)}) chosen join charge c on c.id = chosen.id
  left join lateral (${minutesUntil(sql`c`, scope.asOf)}) w on c.week_ends_on > ${scope.asOf}::date and c.timesheet_id is not null`;

const submitted = ({ clientId, asOf, costBooking }: AccrualScope): SQL => sql`
  select 'submitted', l.supplier_id, l.assignment_id, l.cost_center_id, a.purchase_order_id, null::bigint,
    case when ${costBooking} = 'split' then l.assignment_id end, min(l.work_date), l.pay_code, sum(l.minutes)::int,
    app.line_amount_minor(sum(l.minutes), r.bill_rate), true,
    'Week to ' || to_char(t.week_ends_on, 'FMDD Mon YYYY') || ', submitted and not approved: its hours at the agreed rate'
  from timesheet t
  join time_line l on l.timesheet_id = t.id and l.work_date <= ${asOf}::date
  join assignment a on a.id = t.assignment_id
  join assignment_rate r on r.assignment_id = l.assignment_id and r.pay_code = l.pay_code and r.effective @> l.work_date and r.superseded_at is null
  where t.client_id = ${clientId} and t.status = 'submitted'
  group by t.id, t.week_ends_on, l.supplier_id, l.assignment_id, l.cost_center_id, a.purchase_order_id, l.pay_code, r.id, r.bill_rate`;

/** Working days of a stretch that the assignment covers: Monday to Friday. */
const workingDays = (from: SQL, to: SQL): SQL => sql`
  select d::date as day from generate_series(greatest(${from}, a.starts_on)::timestamp, least(${to}, a.ends_on)::timestamp, interval '1 day') d
  where extract(isodow from d) < 6`;

/** What an assignment's last weeks held, and on how many working days: the days on which it would have been worked. */
const history = (lastWeekEndsOn: string): SQL => sql`
  select sum(h.worked_minutes)::numeric as minutes, sum(days.n)::int as days, count(*)::int as weeks
  from (select t.worked_minutes, t.week_ends_on from timesheet t
        where t.assignment_id = a.id and t.status not in ('draft', 'corrected') and t.week_ends_on <= ${lastWeekEndsOn}::date
        order by t.week_ends_on desc limit ${WEEKS_OF_HISTORY}) h
  cross join lateral (select count(*)::int as n from (${workingDays(sql`h.week_ends_on - 6`, sql`h.week_ends_on`)}) d) days
  having sum(days.n) > 0`;

const estimated = ({ clientId, asOf, lastWeekEndsOn }: AccrualScope): SQL => sql`
  select 'estimated', a.supplier_id, a.id, null::uuid, a.purchase_order_id, null::bigint, a.id, min(d.day), 'ST',
    round(count(*) * p.per_day)::int, app.line_amount_minor(round(count(*) * p.per_day)::bigint, r.bill_rate), true,
    'Week to ' || to_char(w.ends_on, 'FMDD Mon YYYY') || ', no sheet: ' || count(*) || case when count(*) = 1 then ' working day × ' else ' working days × ' end
      || to_char(p.per_day / 60, 'FM990.00') || ' h, ' || p.because
  from assignment a
  cross join lateral (select (${lastWeekEndsOn}::date - 7 * turn) as ends_on from generate_series(0, ${WEEKS_LOOKED_BACK - 1}) turn) w
  left join lateral (${history(lastWeekEndsOn)}) past on true
  cross join lateral (
    select coalesce(past.minutes / past.days, a.week_minutes / 5.0) as per_day,
      case when past.days is null then 'as agreed' when past.weeks = 1 then 'the mean of the last week handed in'
        else 'the mean of the last ' || past.weeks || ' weeks handed in' end as because) p
  cross join lateral (${workingDays(sql`w.ends_on - 6`, sql`least(w.ends_on, ${asOf}::date)`)}) d
  join assignment_rate r on r.assignment_id = a.id and r.pay_code = 'ST' and r.effective @> d.day and r.superseded_at is null
  where a.client_id = ${clientId} and a.status in ('active', 'ended') and a.starts_on <= ${asOf}::date
    and a.ends_on > ${lastWeekEndsOn}::date - ${7 * WEEKS_LOOKED_BACK}::int
    and not exists (select from timesheet t where t.assignment_id = a.id and t.week_ends_on = w.ends_on and t.status not in ('draft', 'corrected'))
  group by a.id, a.supplier_id, a.purchase_order_id, w.ends_on, p.per_day, p.because, r.id, r.bill_rate`;

/** Expenses handed in and not decided; approved ones are charges already. */
const pendingExpenses = ({ clientId, asOf }: AccrualScope): SQL => sql`
  select 'expenses', l.supplier_id, s.assignment_id, l.cost_center_id, a.purchase_order_id, null::bigint, null::uuid, l.spent_on, 'EXP', 0,
    l.amount_minor, k.bears_fees, 'Expense of ' || l.spent_on || ', submitted and not approved'
  from expense_sheet s
  join expense_line l on l.sheet_id = s.id and l.spent_on <= ${asOf}::date
  join expense_code k on k.id = l.expense_code_id
  join assignment a on a.id = s.assignment_id
  where s.client_id = ${clientId} and s.status = 'submitted'
  union all
  select 'expenses', m.supplier_id, m.assignment_id, m.cost_center_id, a.purchase_order_id, null::bigint, null::uuid, due.day, 'MSC', 0,
    m.amount_minor, m.bears_fees, 'Charge of ' || due.day || ', asked for and not approved'
  from misc_charge m
  join assignment a on a.id = m.assignment_id
  cross join lateral (
    select m.starts_on as day where m.cadence = 'once'
    union all
    select (m.starts_on + turn * case m.cadence when 'weekly' then interval '7 days' else interval '1 month' end)::date
    from generate_series(0, (${asOf}::date - m.starts_on) / 7) turn where m.cadence <> 'once') due
  where m.client_id = ${clientId} and m.status = 'submitted' and due.day <= least(${asOf}::date, coalesce(m.ends_on, a.ends_on), a.ends_on)`;

/** Everything that is earned on work, before fees and tax. */
export const sources = (scope: AccrualScope): SQL => sql`
  ${approved(scope)} union all ${submitted(scope)} union all ${estimated(scope)} union all ${pendingExpenses(scope)}`;
