import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type {
  ApprovedRow,
  ChargeSources,
  OriginRow,
  ReconciledRun,
  TakenBackRow,
} from './reconciliation-sources.ts';

/*
 * The side of the charges: what was approved for the period, and where it stands. What is approved may still move, so
 * both sides of such a control come from one statement: they see the same moment.
 */

/** Written down and approved, and not replaced by a corrected version. */
const standing = sql`('approved', 'invoiced', 'paid', 'complete')`;

/** Where a charge of the period stands, seen from the run. What is parked leaves with all of its week. */
const placeOf = (run: ReconciledRun): SQL => sql`
  case when c.billing_run_id = ${run.id} then 'here'
       when c.id in (select charge_id from held) or c.timesheet_id in (select timesheet_id from held) then 'parked'
       when c.billing_run_id is not null then 'elsewhere' else 'open' end`;

const held = (run: ReconciledRun): SQL => sql`
  held as materialized (
    select p.charge_id, c.timesheet_id from parked_charge p join charge c on c.id = p.charge_id
    where p.billing_run_id = ${run.id} and p.decision is distinct from 'released')`;

/** As it was approved: nothing that takes back, replaces or was voided. */
const original = sql`c.voided_at is null and c.credits_charge_id is null and c.correction_id is null`;

export async function chargeSources(ctx: Context, run: ReconciledRun): Promise<ChargeSources> {
  return {
    time: await approvedTime(ctx, run),
    expenses: await approvedExpenses(ctx, run),
    misc: await approvedMiscCharges(ctx, run),
    takenBack: await takenBack(ctx, run),
    origins: await originsOf(ctx, run),
  };
}

/**
 * Hours as they were written down, at the rates that were agreed, beside the charges of the same weeks. A charge is for
 * the days from its own first day to that of the next one with its pay code and cost center; so is the time it is held
 * against, which is rounded where the charge is.
 */
async function approvedTime(ctx: Context, run: ReconciledRun): Promise<ApprovedRow[]> {
  return ctx.db.execute<ApprovedRow>(sql`
    with ${held(run)}, week as materialized (
      select id from timesheet
      where client_id = ${run.clientId} and week_ends_on between ${run.startsOn}::date and ${run.endsOn}::date and status in ${standing}
    ), charged as materialized (
      select c.id, c.timesheet_id, c.pay_code, c.cost_center_id, c.service_from, c.minutes, c.amount_minor, r.bill_rate, ${placeOf(run)} as place,
        lead(c.service_from) over (partition by c.timesheet_id, c.pay_code, c.cost_center_id order by c.service_from, c.id) as next_from
      from charge c join week w on w.id = c.timesheet_id left join assignment_rate r on r.id = c.rate_id
      where ${original}
    ), worked as (
      select l.timesheet_id, c.id, sum(l.minutes) as minutes, app.line_amount_minor(sum(l.minutes), c.bill_rate) as minor
      from time_line l join week w on w.id = l.timesheet_id
      left join charged c on c.timesheet_id = l.timesheet_id and c.pay_code = l.pay_code and c.cost_center_id = l.cost_center_id
        and l.work_date >= c.service_from and (c.next_from is null or l.work_date < c.next_from)
      group by l.timesheet_id, c.id, c.bill_rate
    )
    select 'approved' as place, count(distinct timesheet_id)::int as count, coalesce(sum(minutes), 0)::bigint as minutes, coalesce(sum(minor), 0)::bigint as minor
    from worked
    union all
    select place, count(distinct timesheet_id)::int, sum(minutes)::bigint, sum(amount_minor)::bigint from charged group by place`);
}

/** The last day of the week of a day, by which expenses and miscellaneous charges belong to a period. */
const weekOf = (day: SQL): SQL => sql`${day} + (p.week_ends_on - extract(dow from ${day})::int + 7) % 7`;

const inPeriod = (day: SQL, { startsOn, endsOn }: ReconciledRun): SQL =>
  sql`${day} between ${startsOn}::date - 6 and ${endsOn}::date and ${weekOf(day)} between ${startsOn}::date and ${endsOn}::date`;

const chargedBy = (what: SQL, run: ReconciledRun): SQL => sql`
  select ${placeOf(run)} as place, count(*)::int as count, null::bigint as minutes, sum(c.amount_minor)::bigint as minor
  from charge c
  where c.client_id = ${run.clientId} and ${what} is not null and ${original} and c.week_ends_on between ${run.startsOn}::date and ${run.endsOn}::date
  group by 1`;

async function approvedExpenses(ctx: Context, run: ReconciledRun): Promise<ApprovedRow[]> {
  return ctx.db.execute<ApprovedRow>(sql`
    with ${held(run)}
    select 'approved' as place, count(*)::int as count, null::bigint as minutes, coalesce(sum(l.amount_minor), 0)::bigint as minor
    from expense_line l
    join expense_sheet s on s.id = l.sheet_id
    join program p on p.client_id = l.client_id
    where l.client_id = ${run.clientId} and s.status in ${standing} and ${inPeriod(sql`l.spent_on`, run)}
    union all
    ${chargedBy(sql`c.expense_line_id`, run)}`);
}

/** Each day on which an approved miscellaneous charge falls due, reckoned from its series. */
async function approvedMiscCharges(ctx: Context, run: ReconciledRun): Promise<ApprovedRow[]> {
  return ctx.db.execute<ApprovedRow>(sql`
    with ${held(run)}
    select 'approved' as place, count(*)::int as count, null::bigint as minutes, coalesce(sum(m.amount_minor), 0)::bigint as minor
    from misc_charge m
    join assignment a on a.id = m.assignment_id
    join program p on p.client_id = m.client_id
    cross join lateral (
      select m.starts_on as day where m.cadence = 'once'
      union all
      select (m.starts_on + turn * case m.cadence when 'weekly' then interval '7 days' else interval '1 month' end)::date
      from generate_series(0, (${run.endsOn}::date - m.starts_on) / 7) turn where m.cadence <> 'once') due
    where m.client_id = ${run.clientId} and m.status in ('approved', 'ended') and a.status not in ('cancelled', 'no_show')
      and (m.cadence = 'once' or due.day <= least(m.ends_on, a.ends_on, (${ctx.now.toISOString()}::timestamptz at time zone p.time_zone)::date))
      and ${inPeriod(sql`due.day`, run)}
    union all
    ${chargedBy(sql`c.misc_charge_id`, run)}`);
}

/** Weeks of the period that a corrected version has replaced: what was charged for them, and what took it back. */
async function takenBack(ctx: Context, run: ReconciledRun): Promise<TakenBackRow> {
  const credit = sql`c.credits_charge_id is not null and c.correction_id is null`;
  const [row] = await ctx.db.execute<TakenBackRow>(sql`
    select coalesce(sum(c.minutes) filter (where not (${credit})), 0)::bigint as "minutes", coalesce(sum(c.amount_minor) filter (where not (${credit})), 0)::bigint as "minor",
      coalesce(-sum(c.minutes) filter (where ${credit}), 0)::bigint as "backMinutes", coalesce(-sum(c.amount_minor) filter (where ${credit}), 0)::bigint as "backMinor"
    from timesheet t join charge c on c.timesheet_id = t.id and c.voided_at is null
    where t.client_id = ${run.clientId} and t.status = 'corrected' and t.week_ends_on between ${run.startsOn}::date and ${run.endsOn}::date`);
  return row ?? { minutes: 0, minor: 0, backMinutes: 0, backMinor: 0 };
}

/** The charges that the run claimed, by where they come from. */
async function originsOf(ctx: Context, run: ReconciledRun): Promise<OriginRow[]> {
  return ctx.db.execute<OriginRow>(sql`
    select case when c.credits_charge_id is not null then 'credit' when c.pay_code = 'RBT' then 'rebate'
                when c.expense_line_id is not null then 'expense' when c.misc_charge_id is not null then 'misc'
                when c.week_ends_on < ${run.startsOn}::date then 'earlier' else 'period' end as origin,
      count(*)::int as count, sum(c.minutes)::bigint as minutes, sum(c.amount_minor)::bigint as minor
    from charge c where c.client_id = ${run.clientId} and c.billing_run_id = ${run.id} group by 1`);
}
