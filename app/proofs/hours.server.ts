import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { explain, overtimeRules } from '#app/timesheets/public.server.ts';
import { daysOfWeek, formatDate, formatInstant, formatWeekday } from '#app/values/week.ts';
import { sum } from '#app/values/money.ts';
import { hours, stated, summed, type Proof } from './proof.ts';
import { payCodeName } from './words.ts';

/** A week as it was entered and signed. */
export type Week = {
  id: string;
  weekEndsOn: string;
  version: number;
  overtimeRule: string;
  ruleVersion: number;
  timeZone: string;
  submittedBy: string | null;
  submittedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  correctsId: string | null;
  correctionReason: string | null;
  days: { date: string; minutes: number }[];
};

type WeekRow = Omit<Week, 'days' | 'submittedAt' | 'approvedAt'> & {
  submittedAt: string | null;
  approvedAt: string | null;
};

/** The week behind a charge; null where a wall stands before it. */
export async function weekOf(ctx: Context, timesheetId: string): Promise<Week | null> {
  const [row] = await ctx.db.execute<WeekRow>(sql`
    select t.id, t.week_ends_on::text as "weekEndsOn", t.version, t.overtime_rule as "overtimeRule", t.overtime_rule_version as "ruleVersion",
      p.time_zone as "timeZone", t.submitted_by_name as "submittedBy", t.submitted_at as "submittedAt",
      t.approved_by_name as "approvedBy", t.approved_at as "approvedAt", t.corrects_id as "correctsId", t.correction_reason as "correctionReason"
    from timesheet t join program p on p.client_id = t.client_id where t.id = ${timesheetId}`);
  if (!row) return null;
  const worked = await ctx.db.execute<{ date: string; minutes: number }>(sql`
    select work_date::text as date, sum(minutes)::int as minutes from time_line where timesheet_id = ${timesheetId} group by 1 order by 1`);
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...row,
    submittedAt: moment(row.submittedAt),
    approvedAt: moment(row.approvedAt),
    days: [...worked],
  };
}

/** Who attested and who approved, and when. */
export function signatures(week: Week): string[] {
  const { timeZone, submittedBy, submittedAt, approvedBy, approvedAt } = week;
  return [
    ...(submittedBy && submittedAt
      ? [`Attested by ${submittedBy}, ${formatInstant(submittedAt, timeZone)}.`]
      : ['Not submitted yet.']),
    ...(approvedBy && approvedAt
      ? [`Approved by ${approvedBy}, ${formatInstant(approvedAt, timeZone)}.`]
      : []),
    ...(week.correctsId
      ? [`Version ${week.version} of the week, a correction: ${week.correctionReason || 'no reason given'}.`]
      : []),
  ];
}

/** Which rule classified the week, from what it comes, and what it moved. */
export function ruleNotes(week: Week): string[] {
  const rule = overtimeRules.find(({ id }) => id === week.overtimeRule);
  if (!rule) return [`Classified by the rule ${week.overtimeRule}, version ${week.ruleVersion}.`];
  const worked = new Map(week.days.map(({ date, minutes }) => [date, minutes]));
  const days = daysOfWeek(week.weekEndsOn).map((date) => ({ date, workedMinutes: worked.get(date) ?? 0 }));
  const why = explain(rule.id, days);
  return [
    `Classified by ${rule.id} version ${week.ruleVersion} (${rule.title}). Source: ${rule.source}.`,
    ...(why.length === 0
      ? ['All of the week is straight time under it.']
      : why.map((sentence) => `${sentence}.`)),
  ];
}

export type HoursOf = {
  id: number | null;
  timesheetId: string;
  payCode: string;
  costCenterId: string;
  costCenter: string;
  rateId: string;
  serviceFrom: string | null;
  minutes: number;
  correctionId: string | null;
  isVoided: boolean;
};

/**
 * The hours of a charge, day by day. They are those of its pay code and cost center in the week, on days of its rate,
 * from its first day of service to the day before that of the next charge alike: a fee that changed within the week
 * cut it there.
 */
export async function hoursProof(ctx: Context, charge: HoursOf, week: Week): Promise<Proof> {
  const rows = await ctx.db.execute<{ date: string; minutes: number }>(sql`
    select l.work_date::text as date, sum(l.minutes)::int as minutes
    from time_line l join assignment_rate r on r.id = ${charge.rateId} and r.effective @> l.work_date
    where l.timesheet_id = ${charge.timesheetId} and l.pay_code = ${charge.payCode} and l.cost_center_id = ${charge.costCenterId}
      and (${charge.serviceFrom}::date is null or l.work_date >= ${charge.serviceFrom}::date)
      and l.work_date < coalesce((
        select min(n.service_from) from charge n
        where ${charge.serviceFrom}::date is not null and n.timesheet_id = ${charge.timesheetId} and n.pay_code = ${charge.payCode}
          and n.cost_center_id = ${charge.costCenterId} and n.rate_id = ${charge.rateId} and n.credits_charge_id is null
          and n.correction_id is not distinct from ${charge.correctionId}::uuid and (n.voided_at is not null) = ${charge.isVoided}
          and n.service_from > ${charge.serviceFrom}::date), 'infinity'::date)
    group by 1 order by 1`);
  const days = rows.map(({ date, minutes }) =>
    stated(`${formatWeekday(date)} ${formatDate(date)}`, hours(minutes), `worked for ${charge.costCenter}`),
  );
  const label = `Hours, ${(payCodeName[charge.payCode] ?? charge.payCode).toLowerCase()}`;
  const more = {
    notes: [...ruleNotes(week), ...signatures(week)],
    source: { label: `Week to ${formatDate(week.weekEndsOn)}`, to: `/timesheets/${week.id}` },
  };
  const minutes = sum(rows.map((row) => row.minutes));
  if (charge.correctionId && minutes !== charge.minutes)
    return { ...stated(label, hours(charge.minutes), 'as the correction says', more), parts: [] };
  return summed(label, hours(charge.minutes), days, { how: 'the days of the week', ...more });
}
