import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { exhaustionsOf } from '#app/purchase-orders/public.server.ts';
import { today } from '#app/values/week.ts';
import { unusualAbout } from './unusual.ts';

/** How far back «never before» looks. */
const REMEMBERED_DAYS = 364;

type FoundRow = {
  id: string;
  week_ends_on: string;
  worked_minutes: number;
  overtime_minutes: number;
  submitted_at: string | null;
  time_zone: string;
  starts_on: string;
  ends_on: string;
  scheduled_minutes: number;
  weekend_minutes: number;
  first_week: string | null;
  last_overtime_week: string | null;
  weekends_before: boolean;
  corrected_minutes: number | null;
};

/**
 * What is unusual about some weeks, each held against the earlier weeks of its assignment. One statement for all.
 * @returns findings by the week's id; an empty list where the week is usual
 */
export async function findingsOf(ctx: Context, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.execute<FoundRow>(sql`
    with chosen as (
      select t.id, t.assignment_id, t.week_ends_on, t.worked_minutes, t.overtime_minutes, t.submitted_at, p.time_zone,
        (select o.worked_minutes from timesheet o where o.id = t.corrects_id) as corrected_minutes,
        a.starts_on, a.ends_on, a.week_minutes as scheduled_minutes,
        coalesce((select sum(l.minutes) from time_line l where l.timesheet_id = t.id and extract(isodow from l.work_date) > 5), 0)::int as weekend_minutes
      from timesheet t join assignment a on a.id = t.assignment_id join program p on p.client_id = t.client_id
      where t.id = any(${sql.param(ids)}::uuid[]))
    select c.*,
      (select min(e.week_ends_on) from timesheet e where e.assignment_id = c.assignment_id and e.status <> 'corrected' and e.week_ends_on < c.week_ends_on) as first_week,
      (select max(e.week_ends_on) from timesheet e
       where e.assignment_id = c.assignment_id and e.status <> 'corrected' and e.week_ends_on < c.week_ends_on and e.overtime_minutes > 0) as last_overtime_week,
      c.weekend_minutes > 0 and exists (
        select from timesheet e join time_line l on l.timesheet_id = e.id
        where e.assignment_id = c.assignment_id and e.status <> 'corrected' and e.week_ends_on < c.week_ends_on
          and e.week_ends_on > c.week_ends_on - ${REMEMBERED_DAYS}::int and extract(isodow from l.work_date) > 5) as weekends_before
    from chosen c`);
  const orders = await ordersRunningOut(ctx, ids);
  return new Map(
    [...rows].map((row) => [
      row.id,
      unusualAbout({ ...inContext(row), purchaseOrder: orders.get(row.id) ?? null }),
    ]),
  );
}

/** What approving each week would do to the purchase order that pays for it. A supplier sees no order, and so no finding. */
async function ordersRunningOut(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  // Each week is priced by itself: joined, the planner would price every week that there is.
  const rows = await ctx.db.execute<{ key: string; purchaseOrderId: string; amountMinor: number }>(sql`
    with paid_by_order as materialized (
      select t.id, a.purchase_order_id from timesheet t join assignment a on a.id = t.assignment_id
      where t.id = any(${sql.param(ids)}::uuid[]) and t.status in ('draft', 'submitted') and a.purchase_order_id is not null)
    select t.id as key, t.purchase_order_id as "purchaseOrderId", p.minor as "amountMinor"
    from paid_by_order t
    cross join lateral (select sum(amount_minor)::bigint as minor from time_line_priced where timesheet_id = t.id) p
    where p.minor is not null`);
  return exhaustionsOf(ctx, [...rows]);
}

function inContext(row: FoundRow) {
  return {
    weekEndsOn: row.week_ends_on,
    workedMinutes: row.worked_minutes,
    overtimeMinutes: row.overtime_minutes,
    weekendMinutes: row.weekend_minutes,
    scheduledMinutes: row.scheduled_minutes,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    firstWeekEndsOn: row.first_week,
    lastOvertimeWeekEndsOn: row.last_overtime_week,
    workedWeekendsBefore: row.weekends_before,
    correctedMinutes: row.corrected_minutes,
    submittedOn: row.submitted_at ? today(new Date(row.submitted_at), row.time_zone) : null,
  };
}
