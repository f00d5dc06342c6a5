import { formatHours } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import type { StoredLine } from './week-of-time.ts';
import { payCodes } from './week-of-time.ts';
import type { PayCode } from './overtime.ts';

/** What one day of one pay code says in two versions of a week, in minutes. */
export type DayDifference = { date: string; payCode: PayCode; before: number; after: number };

/** What one pay code costs in two versions of a week, in minor units. */
export type MoneyDifference = { payCode: PayCode; beforeMinor: number; afterMinor: number };

/** The days and pay codes of which the minutes differ, in the order of the week. Cost centers are summed up. */
export function dayDifferences(before: StoredLine[], after: StoredLine[]): DayDifference[] {
  const minutes = (lines: StoredLine[]) => {
    const sums = new Map<string, number>();
    for (const { workDate, payCode, minutes: worked } of lines) {
      const key = `${workDate} ${payCode}`;
      sums.set(key, (sums.get(key) ?? 0) + worked);
    }
    return sums;
  };
  const [was, is] = [minutes(before), minutes(after)];
  const dates = [...new Set([...before, ...after].map(({ workDate }) => workDate))].sort();
  return dates
    .flatMap((date) =>
      payCodes.map((payCode) => {
        const key = `${date} ${payCode}`;
        return { date, payCode, before: was.get(key) ?? 0, after: is.get(key) ?? 0 };
      }),
    )
    .filter((row) => row.before !== row.after);
}

/** Whether the same hours stand on other cost centers, which a table of days would not show. */
export function movedCostCenters(before: StoredLine[], after: StoredLine[]): boolean {
  const shape = (lines: StoredLine[]) =>
    lines
      .map(
        ({ workDate, payCode, costCenterId, minutes }) => `${workDate} ${payCode} ${costCenterId} ${minutes}`,
      )
      .sort()
      .join('\n');
  return dayDifferences(before, after).length === 0 && shape(before) !== shape(after);
}

/** A difference of hours with its sign: `+2.00`, `−2.00`, `0.00`. */
export const signedHours = (minutes: number): string => `${minutes > 0 ? '+' : ''}${formatHours(minutes)}`;

/** A difference of money with its sign: `+174.00`, `−174.00`, `0.00`. */
export const signedMoney = (minor: number): string => `${minor > 0 ? '+' : ''}${formatMoney(minor)}`;
