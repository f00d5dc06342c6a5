import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { Measure } from './measures.ts';

/** A month of a program, in whose calendar it is counted. */
export type MeasuredMonth = { clientId: string; timeZone: string; startsOn: string; endsOn: string };
export type Count = { counted: number; met: number };

/**
 * Counts one level of a month: one set-based statement that gives how many events there were and how many of them were
 * as agreed. An event belongs to the month in which it ended (field guide 6.1); `measures.ts` says each in words.
 */
export async function measure(
  ctx: Context,
  month: MeasuredMonth,
  level: { measure: Exclude<Measure, 'entered'>; withinDays: number | null },
): Promise<Count> {
  const [row] = await ctx.db.execute<Count>(
    sql`select count(*)::int as counted, (count(*) filter (where is_met))::int as met from (${eventsOf[level.measure](month, level.withinDays ?? 0)}) e`,
  );
  return row ?? { counted: 0, met: 0 };
}

const within = (moment: SQL, { timeZone, startsOn, endsOn }: MeasuredMonth): SQL =>
  sql`(${moment} >= ${startsOn}::date::timestamp at time zone ${timeZone} and ${moment} < (${endsOn}::date + 1)::timestamp at time zone ${timeZone})`;
const day = (moment: SQL, { timeZone }: MeasuredMonth): SQL =>
  sql`(${moment} at time zone ${timeZone})::date`;

type Events = (month: MeasuredMonth, days: number) => SQL;

const timesheetApproval: Events = (month, days) => sql`
  select app.business_days(${day(sql`t.submitted_at`, month)}, ${day(sql`t.approved_at`, month)}) <= ${days} as is_met
  from timesheet t
  where t.client_id = ${month.clientId} and t.corrects_id is null and t.approved_at is not null and ${within(sql`t.approved_at`, month)}`;

/** One row for each position: a requisition of three positions is three events. */
const fillRate: Events = (month) => sql`
  select p.place <= r.filled as is_met
  from requisition r
  join lateral (
    select max(e.at) as at from event e
    where e.subject_id = r.id and e.subject_kind = 'requisition' and e.kind in ('requisition.positionFilled', 'requisition.closed')) ended on true
  cross join lateral generate_series(1, r.positions) p (place)
  where r.client_id = ${month.clientId} and r.status in ('filled', 'closed') and ${within(sql`ended.at`, month)}`;

const timeToSubmittal: Events = (month, days) => sql`
  select app.business_days(${day(sql`r.opened_at`, month)}, ${day(sql`f.at`, month)}) - h.days <= ${days} as is_met
  from requisition r
  join lateral (select min(s.presented_at) as at from submittal s where s.requisition_id = r.id and s.presented_at is not null) f on true
  cross join lateral (
    select coalesce(sum(app.business_days(${day(sql`e.at`, month)}, ${day(sql`least(coalesce(e.resumed, f.at), f.at)`, month)})), 0) as days
    from (select at, kind, lead(at) over (order by id) as resumed from event
          where subject_id = r.id and subject_kind = 'requisition' and kind in ('requisition.held', 'requisition.resumed')) e
    where e.kind = 'requisition.held' and e.at < f.at) h
  where r.client_id = ${month.clientId} and r.opened_at is not null and f.at >= r.opened_at and ${within(sql`f.at`, month)}`;

const invoiceAccuracy: Events = ({ clientId, startsOn, endsOn }) => sql`
  select not exists (
    select from charge c
    join correction k on k.id = c.correction_id and k.reason_code <> 'agreement'
    join invoice_line cl on cl.charge_id = c.id and cl.side = 'client' join invoice ci on ci.id = cl.invoice_id
    where c.credits_charge_id = l.charge_id and ci.issued_on <= i.issued_on + 60) as is_met
  from invoice i join invoice_line l on l.invoice_id = i.id
  where i.client_id = ${clientId} and i.kind = 'client_invoice' and i.correction_id is null
    and i.issued_on between ${startsOn}::date and ${endsOn}::date`;

const rateCompliance: Events = ({ clientId, startsOn, endsOn }) => sql`
  select r.bill_rate <= r.card_max_bill_rate as is_met
  from assignment a
  join assignment_rate r on r.assignment_id = a.id and r.pay_code = 'ST' and r.effective @> a.starts_on and r.superseded_at is null
  where a.client_id = ${clientId} and a.status not in ('cancelled', 'no_show') and r.card_max_bill_rate is not null
    and a.starts_on between ${startsOn}::date and ${endsOn}::date`;

const eventsOf: Record<Exclude<Measure, 'entered'>, Events> = {
  timesheet_approval: timesheetApproval,
  fill_rate: fillRate,
  time_to_submittal: timeToSubmittal,
  invoice_accuracy: invoiceAccuracy,
  rate_compliance: rateCompliance,
};
