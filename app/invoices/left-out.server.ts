import { sql } from 'drizzle-orm';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Period } from '#app/values/period.ts';
import { addDays, weekEndingOn } from '#app/values/week.ts';

const WEEKS_SHOWN = 50;
const ASSIGNMENTS_SHOWN = 20;

export type WeekLeftOut = {
  id: string;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  /** `sent_back` is a draft that was rejected. */
  standing: 'submitted' | 'draft' | 'sent_back';
  /** Who holds it: whoever approves it, or the supplier that has not sent it. */
  heldBy: string;
  workedMinutes: number;
};
export type AssignmentWithoutTime = { id: string; reference: string; workerName: string; weeks: number };

/** What a period does not bill and why: never more than 50 weeks and 20 assignments, with how many there are in all. */
export type LeftOut = {
  submitted: number;
  drafts: number;
  weeks: WeekLeftOut[];
  missingWeeks: number;
  missing: AssignmentWithoutTime[];
};

/** Weeks up to the end of the period that nobody approved, and weeks of the period that nobody entered. */
export async function leftOutOf(ctx: Context, program: ProgramFacts, period: Period): Promise<LeftOut> {
  const [weeks, missing] = [await unapproved(ctx, program, period), await missingTime(ctx, program, period)];
  return { ...weeks, ...missing };
}

async function unapproved(ctx: Context, program: ProgramFacts, { endsOn }: Period) {
  type Row = {
    id: string;
    worker_name: string;
    supplier_name: string;
    week_ends_on: string;
    standing: WeekLeftOut['standing'];
    held_by: string;
    worked_minutes: number;
    submitted: number;
    drafts: number;
  };
  const rows = await ctx.db.execute<Row>(sql`
    select t.id, a.worker_name, s.name as supplier_name, t.week_ends_on::text, t.worked_minutes,
      case when t.status = 'submitted' then 'submitted' when t.rejected_reason is null then 'draft' else 'sent_back' end as standing,
      case when t.status = 'submitted' then a.hiring_manager_name else s.name end as held_by, t.submitted, t.drafts
    from (select *, (count(*) filter (where status = 'submitted') over ())::int as submitted, (count(*) filter (where status = 'draft') over ())::int as drafts
          from timesheet where client_id = ${program.clientId} and status in ('submitted', 'draft') and week_ends_on <= ${endsOn}::date
          order by status desc, week_ends_on, id limit ${WEEKS_SHOWN}) t
    join assignment a on a.id = t.assignment_id
    join organization s on s.id = t.supplier_id
    order by t.status desc, t.week_ends_on, a.worker_name, t.id`);
  return {
    submitted: rows[0]?.submitted ?? 0,
    drafts: rows[0]?.drafts ?? 0,
    weeks: rows.map((row) => ({
      id: row.id,
      workerName: row.worker_name,
      supplierName: row.supplier_name,
      weekEndsOn: row.week_ends_on,
      standing: row.standing,
      heldBy: row.held_by,
      workedMinutes: row.worked_minutes,
    })),
  };
}

/** Every week that ends in the period and has a day of the assignment in it should have its time. */
async function missingTime(ctx: Context, program: ProgramFacts, { startsOn, endsOn }: Period) {
  const firstWeek = weekEndingOn(startsOn, program.weekEndsOn);
  const rows = await ctx.db.execute<{
    id: string;
    number: number;
    worker_name: string;
    weeks: number;
    all_weeks: number;
  }>(sql`
    select a.id, a.number, a.worker_name, count(*)::int as weeks, (sum(count(*)) over ())::int as all_weeks
    from assignment a
    join generate_series(${firstWeek}::date, ${endsOn}::date, interval '7 days') w (ends)
      on a.starts_on <= w.ends::date and a.ends_on >= w.ends::date - 6
    where a.client_id = ${program.clientId} and a.status in ('active', 'ended', 'closed')
      and a.starts_on <= ${endsOn}::date and a.ends_on >= ${addDays(firstWeek, -6)}::date
      and not exists (select from timesheet t where t.assignment_id = a.id and t.week_ends_on = w.ends::date)
    group by a.id, a.number, a.worker_name
    order by count(*) desc, a.number limit ${ASSIGNMENTS_SHOWN}`);
  return {
    missingWeeks: rows[0]?.all_weeks ?? 0,
    missing: rows.map(({ id, number, worker_name, weeks }) => ({
      id,
      reference: `A-${number}`,
      workerName: worker_name,
      weeks,
    })),
  };
}
