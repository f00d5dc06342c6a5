import { addDays } from '#app/values/week.ts';

/** Months as `2026-11`, both ends included. */
export type Months = { from: string; to: string };

/** `2026-11` and 2 → `2027-01`. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = year * 12 + (number - 1) + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

export const shiftMonths = ({ from, to }: Months, count: number): Months => ({
  from: addMonths(from, count),
  to: addMonths(to, count),
});

/** Every month of the stretch, first to last; none where it ends before it starts. */
export function monthsOf({ from, to }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** `2026-11` → `2026-11-01`. */
export const firstDayOf = (month: string) => `${month}-01`;

/** `2026-02` → `2026-02-28`. */
export const lastDayOf = (month: string) => addDays(firstDayOf(addMonths(month, 1)), -1);

/**
 * The months that are looked at: a calendar year, as far as something was billed in it, or the twelve months up to
 * the last one with anything in it.
 * @param period `rolling`, or a year such as `2026`
 * @param data the first and last month with anything in them; null where there is none
 */
export function windowOf(period: string, data: Months | null, thisMonth: string): Months {
  const last = data?.to ?? thisMonth;
  if (period === 'rolling') return { from: addMonths(last, -11), to: last };
  const year = { from: `${period}-01`, to: `${period}-12` };
  return last >= year.from && last < year.to ? { ...year, to: last } : year;
}

export type Comparison = {
  /** A year before, or the quarter before where there is no such year. */
  kind: 'year' | 'quarter';
  now: Months;
  before: Months;
};

/**
 * What the window can honestly be compared with: the same months a year before where all of them have figures,
 * otherwise its last three months with the three before. Null where neither can be said.
 * @param completeTo the last month that is billed to its end; a month half billed is compared with nothing
 */
export function comparisonOf(window: Months, data: Months | null, completeTo: string): Comparison | null {
  if (!data) return null;
  const now = { from: window.from, to: window.to < completeTo ? window.to : completeTo };
  if (now.to < now.from) return null;
  const yearBefore = shiftMonths(now, -12);
  if (data.from <= yearBefore.from) return { kind: 'year', now, before: yearBefore };
  const quarter = { from: addMonths(now.to, -2), to: now.to };
  const quarterBefore = shiftMonths(quarter, -3);
  const isKnown = quarterBefore.from >= window.from && quarterBefore.from >= data.from;
  return isKnown ? { kind: 'quarter', now: quarter, before: quarterBefore } : null;
}

/** The years that something was billed in, newest first. */
export function yearsOf(data: Months | null): string[] {
  if (!data) return [];
  const years: string[] = [];
  for (let year = Number(data.to.slice(0, 4)); year >= Number(data.from.slice(0, 4)); year -= 1)
    years.push(String(year));
  return years;
}
