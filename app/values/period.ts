import { addDays, formatDate, isPlainDate, weekEndingOn } from './week.ts';

/** A stretch of days, both ends included. */
export type Period = { startsOn: string; endsOn: string };

export type Cadence = 'weekly' | 'semimonthly' | 'monthly';

/**
 * The period of the cadence that the date falls in: its week, its half month (1–15, 16–end) or its month.
 * @param weekEndsOn last day of a weekly period, 0 for Sunday to 6 for Saturday; other cadences do not ask
 */
export function periodContaining(cadence: Cadence, date: string, weekEndsOn = 0): Period {
  if (!isPlainDate(date)) throw new RangeError(`${date} is not a date`);
  if (cadence === 'weekly') {
    const endsOn = weekEndingOn(date, weekEndsOn);
    return { startsOn: addDays(endsOn, -6), endsOn };
  }
  const month = date.slice(0, 8);
  const monthEndsOn = addDays(firstOfNextMonth(date), -1);
  if (cadence === 'monthly') return { startsOn: `${month}01`, endsOn: monthEndsOn };
  return date <= `${month}15`
    ? { startsOn: `${month}01`, endsOn: `${month}15` }
    : { startsOn: `${month}16`, endsOn: monthEndsOn };
}

/**
 * The period to bill next: it starts the day after the last one ended and ends where the cadence ends, so that
 * periods neither overlap nor leave a gap. After a change of cadence the first one is the shorter for it.
 * @param after last day of the last period, or null where none was billed: then the answer is null too, and
 *   the caller starts with `periodContaining`
 */
export function nextPeriod(cadence: Cadence, after: string, weekEndsOn?: number): Period;
export function nextPeriod(cadence: Cadence, after: string | null, weekEndsOn?: number): Period | null;
export function nextPeriod(cadence: Cadence, after: string | null, weekEndsOn = 0): Period | null {
  if (after === null) return null;
  const startsOn = addDays(after, 1);
  return { startsOn, endsOn: periodContaining(cadence, startsOn, weekEndsOn).endsOn };
}

/** Whether the two share a day. */
export function overlaps(a: Period, b: Period): boolean {
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;
}

export function contains(period: Period, date: string): boolean {
  return period.startsOn <= date && date <= period.endsOn;
}

/** `1–15 Nov 2026`, `26 Oct – 1 Nov 2026`, `28 Dec 2026 – 3 Jan 2027`; a single day is that day. */
export function formatPeriod({ startsOn, endsOn }: Period): string {
  const start = formatDate(startsOn);
  const end = formatDate(endsOn);
  if (startsOn === endsOn) return end;
  if (sameUpTo('2026-11', startsOn, endsOn)) return `${start.split(' ')[0]}–${end}`;
  return sameUpTo('2026', startsOn, endsOn) ? `${start.slice(0, -5)} – ${end}` : `${start} – ${end}`;
}

function firstOfNextMonth(date: string): string {
  // The 28th is in every month, and four days after it always in the next.
  return `${addDays(`${date.slice(0, 8)}28`, 4).slice(0, 8)}01`;
}

const sameUpTo = (sample: string, a: string, b: string) =>
  a.slice(0, sample.length) === b.slice(0, sample.length);
