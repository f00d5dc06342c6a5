import { addDays, formatDate } from '#app/values/week.ts';

/** From when to when something is in force, both days included; without an end where `endsOn` is null. */
export type Effective = { startsOn: string; endsOn: string | null };

/** As PostgreSQL's `daterange` is written: `[2026-01-01,2027-01-01)`, `[2026-01-01,)` without an end. */
export function asRange({ startsOn, endsOn }: Effective): string {
  return `[${startsOn},${endsOn === null ? '' : addDays(endsOn, 1)})`;
}

/** Whether the two are ever in force on one day. */
export function share(a: Effective, b: Effective): boolean {
  return (b.endsOn === null || a.startsOn <= b.endsOn) && (a.endsOn === null || b.startsOn <= a.endsOn);
}

/** `from 1 Jan 2026`, `1 Jan 2026 to 31 Dec 2026`. */
export function formatEffective({ startsOn, endsOn }: Effective): string {
  return endsOn === null
    ? `from ${formatDate(startsOn)}`
    : `${formatDate(startsOn)} to ${formatDate(endsOn)}`;
}
