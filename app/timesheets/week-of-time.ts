import { classifyByCostCenter, type ClassifiedEntry, type OvertimeRule, type PayCode } from './overtime.ts';
import { formatHoursShort } from '#app/values/hours.ts';
import { addDays, daysOfWeek } from '#app/values/week.ts';
import { sum } from '#app/values/money.ts';
import type { WeekRow } from './forms.ts';

/** A stored line: minutes of a day, on a cost center, in a pay code. */
export type StoredLine = { workDate: string; costCenterId: string; payCode: PayCode; minutes: number };

export const payCodeName: Record<PayCode, string> = {
  ST: 'Straight time',
  OT: 'Overtime',
  DT: 'Double time',
};
export const payCodes: PayCode[] = ['ST', 'OT', 'DT'];

/** Minutes as they stand in a cell: as few figures as it takes, and nothing for no time. */
export const cellText = (minutes: number): string => (minutes === 0 ? '' : formatHoursShort(minutes));

/** The hours of the week as rows of seven days, one for each cost center in the order given. */
export function rowsOf(lines: StoredLine[], costCenterIds: string[], weekEndsOn: string): WeekRow[] {
  const days = daysOfWeek(weekEndsOn);
  return costCenterIds.map((costCenterId) => ({
    costCenterId,
    days: days.map((date) =>
      sum(
        lines
          .filter((line) => line.costCenterId === costCenterId && line.workDate === date)
          .map((line) => line.minutes),
      ),
    ),
  }));
}

/** Minutes of each of the seven days, over all cost centers. */
export function minutesByDay(rows: WeekRow[]): number[] {
  return Array.from({ length: 7 }, (_, day) => sum(rows.map((row) => row.days[day] ?? 0)));
}

/** The days of the week with what was worked, as the overtime rule wants them. */
export function workedDays(rows: WeekRow[], weekEndsOn: string) {
  const totals = minutesByDay(rows);
  return daysOfWeek(weekEndsOn).map((date, day) => ({ date, workedMinutes: totals[day] ?? 0 }));
}

/** The rows of the grid as lines to store, classified by the rule. */
export function classifiedLines(rule: OvertimeRule, rows: WeekRow[], weekEndsOn: string): ClassifiedEntry[] {
  const days = daysOfWeek(weekEndsOn);
  const entries = rows.flatMap(({ costCenterId, days: minutes }) =>
    days.map((date, day) => ({ date, costCenterId, workedMinutes: minutes[day] ?? 0 })),
  );
  return classifyByCostCenter(
    rule,
    entries.filter((entry) => entry.workedMinutes > 0),
    days,
  );
}

/** Stored lines in the shape that the arithmetic uses. What was stored counts, whatever a rule would say today. */
export const asClassified = (lines: StoredLine[]): ClassifiedEntry[] =>
  lines.map(({ workDate, ...line }) => ({ date: workDate, ...line }));

/** Minutes by pay code. */
export function minutesByPayCode(lines: { payCode: PayCode; minutes: number }[]): Record<PayCode, number> {
  const of = (code: PayCode) =>
    sum(lines.filter((line) => line.payCode === code).map((line) => line.minutes));
  return { ST: of('ST'), OT: of('OT'), DT: of('DT') };
}

/** What the last week held, moved into this one, without the days that lie outside of the assignment. */
export function copiedRows(
  lines: StoredLine[],
  frame: { costCenterIds: string[]; weekEndsOn: string; startsOn: string; endsOn: string },
): WeekRow[] {
  const lastWeek = rowsOf(lines, frame.costCenterIds, addDays(frame.weekEndsOn, -7));
  const open = daysOfWeek(frame.weekEndsOn).map((date) => frame.startsOn <= date && date <= frame.endsOn);
  return lastWeek.map((row) => ({ ...row, days: row.days.map((minutes, day) => (open[day] ? minutes : 0)) }));
}
