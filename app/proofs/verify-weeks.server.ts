import { sql } from 'drizzle-orm';
import { classifyByCostCenter, overtimeRules, type PayCode } from '#app/timesheets/public.server.ts';
import { addDays, daysOfWeek } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import type { Difference } from './verify-laws.server.ts';

const WEEKS_AT_ONCE = 100_000;
export const WEEK_SENTENCE = 'A week is classified by its overtime rule';

type Week = {
  id: string;
  rule: string;
  week_ends_on: string;
  /** So many weeks say the same, on other days of other years. */
  weeks: number;
  /** `days before the week ends, cost_center_id, pay_code, minutes` in the order in which they were written. */
  pattern: string | null;
};

const ruled = sql`status not in ('draft', 'submitted') and (overtime_minutes > 0 or worked_minutes > 2400 or overtime_rule = 'us-ca')`;

/**
 * Classifies priced weeks anew and compares. Weeks that no rule would touch are passed over in the database: all
 * straight time, at most eight hours a day, forty a week and six days. Weeks that are the same minute by minute, on the
 * same cost centers and under the same rule, are classified once: a rule knows days of the week, not dates.
 */
export async function verifyWeeks(db: Db): Promise<{ checked: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let checked = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const [last] = await db.execute<{ id: string }>(sql`
      select id from (select id from timesheet where id > ${after} and ${ruled} order by id limit ${WEEKS_AT_ONCE}) t order by id desc limit 1`);
    if (!last) return { checked, differences };
    const weeks = await db.execute<Week>(sql`
      select (array_agg(id))[1] as id, rule, max(week_ends_on)::text as week_ends_on, count(*)::int as weeks, pattern
      from (
        select t.id, t.overtime_rule as rule, t.week_ends_on,
          string_agg(concat_ws(' ', t.week_ends_on - l.work_date, l.cost_center_id, l.pay_code, l.minutes), ',' order by l.id) as pattern
        from timesheet t left join time_line l on l.timesheet_id = t.id
          -- Said of the lines too, so that each batch reads its own and not all of them.
          and l.timesheet_id > ${after} and l.timesheet_id <= ${last.id}
        where t.id > ${after} and t.id <= ${last.id} and ${ruled}
        group by t.id) week
      group by rule, pattern`);
    for (const week of weeks) {
      checked += week.weeks;
      const why = whatDiffers(week);
      if (why) differences.push({ sentence: WEEK_SENTENCE, ...why });
    }
    after = last.id;
  }
}

/** The pattern of a week as its lines: `[work_date, cost_center_id, pay_code, minutes]`. */
function linesOf({ pattern, week_ends_on: weekEndsOn }: Week): [string, string, PayCode, number][] {
  if (!pattern) return [];
  return pattern.split(',').map((line) => {
    const [daysBefore = '', costCenterId = '', payCode = '', minutes = ''] = line.split(' ');
    return [addDays(weekEndsOn, -Number(daysBefore)), costCenterId, payCode as PayCode, Number(minutes)];
  });
}

function whatDiffers(week: Week): Omit<Difference, 'sentence'> | null {
  const { id, rule, week_ends_on: weekEndsOn } = week;
  const lines = linesOf(week);
  const known = overtimeRules.find((one) => one.id === rule);
  if (!known) return { reference: id, chargeId: null, stored: rule, expected: 'a rule that we know' };
  const worked = new Map<string, { date: string; costCenterId: string; workedMinutes: number }>();
  for (const [date, costCenterId, , minutes] of lines) {
    const key = `${date} ${costCenterId}`;
    const before = worked.get(key)?.workedMinutes ?? 0;
    worked.set(key, { date, costCenterId, workedMinutes: before + minutes });
  }
  const again = classifyByCostCenter(known.id, [...worked.values()], daysOfWeek(weekEndsOn));
  const stored = inWords(
    lines.map(([date, costCenterId, payCode, minutes]) => ({ date, costCenterId, payCode, minutes })),
  );
  const expected = inWords(again);
  return stored === expected ? null : { reference: id, chargeId: null, stored, expected };
}

const inWords = (lines: { date: string; costCenterId: string; payCode: string; minutes: number }[]): string =>
  lines
    .map(({ date, costCenterId, payCode, minutes }) => `${date} ${payCode} ${minutes} ${costCenterId}`)
    .sort()
    .join(', ');
