import { sql } from 'drizzle-orm';
import { classifyByCostCenter, overtimeRules, type PayCode } from '#app/timesheets/public.server.ts';
import { daysOfWeek } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import type { Difference } from './verify-laws.server.ts';

const WEEKS_AT_ONCE = 5_000;

type Week = {
  id: string;
  rule: string;
  week_ends_on: string;
  /** `[work_date, cost_center_id, pay_code, minutes]` in the order in which they were written. */
  lines: [string, string, PayCode, number][];
};

/**
 * Classifies priced weeks anew and compares. Weeks that no rule would touch are passed over in the database: all
 * straight time, at most eight hours a day, forty a week and six days.
 */
export async function verifyWeeks(db: Db): Promise<{ checked: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let checked = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const weeks = await db.execute<Week>(sql`
      select t.id, t.overtime_rule as rule, t.week_ends_on::text, l.lines
      from (select id, overtime_rule, week_ends_on from timesheet
            where id > ${after} and status not in ('draft', 'submitted')
              and (overtime_minutes > 0 or worked_minutes > 2400 or overtime_rule = 'us-ca') order by id limit ${WEEKS_AT_ONCE}) t
      cross join lateral (select jsonb_agg(jsonb_build_array(work_date, cost_center_id, pay_code, minutes) order by id) as lines from time_line where timesheet_id = t.id) l
      order by t.id`);
    for (const week of weeks) {
      checked += 1;
      const why = whatDiffers(week);
      if (why) differences.push({ sentence: 'A week is classified by its overtime rule', ...why });
    }
    const last = weeks.at(-1);
    if (!last || weeks.length < WEEKS_AT_ONCE) return { checked, differences };
    after = last.id;
  }
}

function whatDiffers({
  id,
  rule,
  week_ends_on: weekEndsOn,
  lines,
}: Week): Omit<Difference, 'sentence'> | null {
  const known = overtimeRules.find((one) => one.id === rule);
  if (!known) return { reference: id, chargeId: null, stored: rule, expected: 'a rule that we know' };
  const worked = new Map<string, { date: string; costCenterId: string; workedMinutes: number }>();
  for (const [date, costCenterId, , minutes] of lines ?? []) {
    const key = `${date} ${costCenterId}`;
    const before = worked.get(key)?.workedMinutes ?? 0;
    worked.set(key, { date, costCenterId, workedMinutes: before + minutes });
  }
  const again = classifyByCostCenter(known.id, [...worked.values()], daysOfWeek(weekEndsOn));
  const stored = inWords(
    (lines ?? []).map(([date, costCenterId, payCode, minutes]) => ({ date, costCenterId, payCode, minutes })),
  );
  const expected = inWords(again);
  return stored === expected ? null : { reference: id, chargeId: null, stored, expected };
}

const inWords = (lines: { date: string; costCenterId: string; payCode: string; minutes: number }[]): string =>
  lines
    .map(({ date, costCenterId, payCode, minutes }) => `${date} ${payCode} ${minutes} ${costCenterId}`)
    .sort()
    .join(', ');
