import { Temporal } from 'temporal-polyfill';

export const cadences = ['once', 'weekly', 'monthly'] as const;
export type Cadence = (typeof cadences)[number];

export type Series = { cadence: Cadence; startsOn: string; endsOn: string | null };

/**
 * The days on which a charge falls due, first to last, none after `until`. A monthly one that begins on the 31st falls
 * on the last day of shorter months and on the 31st again where there is one: each day is counted from the first.
 * `due-charges.server.ts` says the same in SQL, and a test compares the two.
 * @param until the last day looked at, such as today or the last day of the assignment
 */
export function dueDays({ cadence, startsOn, endsOn }: Series, until: string): string[] {
  if (cadence === 'once') return [startsOn];
  const last = endsOn !== null && endsOn < until ? endsOn : until;
  const first = Temporal.PlainDate.from(startsOn);
  const days: string[] = [];
  for (let count = 0; ; count += 1) {
    const day = first.add(cadence === 'weekly' ? { weeks: count } : { months: count }).toString();
    if (day > last) return days;
    days.push(day);
  }
}

const words: Record<Cadence, string> = { once: 'Once', weekly: 'Every week', monthly: 'Every month' };

export const cadenceWord = (cadence: Cadence): string => words[cadence];
