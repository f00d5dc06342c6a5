import { problem, type Problem } from '#app/values/result.ts';
import { addDays, formatDate } from '#app/values/week.ts';

/** From when to when an agreement holds, both days included; without an end where `endsOn` is null. */
export type Holds = { startsOn: string; endsOn: string | null };

const meet = (a: Holds, b: Holds): boolean =>
  (b.endsOn === null || a.startsOn <= b.endsOn) && (a.endsOn === null || b.startsOn <= a.endsOn);

/** As PostgreSQL's `daterange` is written. */
export const asRange = ({ startsOn, endsOn }: Holds): string =>
  `[${startsOn},${endsOn === null ? '' : addDays(endsOn, 1)})`;

/** The agreement that may be ended the day before the new one starts: it has no end, or a later one, and began earlier. */
export const agreementToEnd = <A extends Holds>(others: A[], startsOn: string): A | undefined =>
  others.find((one) => one.startsOn < startsOn && (one.endsOn === null || one.endsOn >= startsOn));

/** A supplier and a program have one agreement a day. */
export function agreementIsAlone(others: Holds[], wanted: Holds): Problem[] {
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn)
    return [problem('endsOn', `The last day is before the first, ${formatDate(wanted.startsOn)}.`)];
  const inTheWay = others.find((one) => meet(one, wanted));
  if (!inTheWay) return [];
  const until = inTheWay.endsOn === null ? 'without an end' : `until ${formatDate(inTheWay.endsOn)}`;
  return [
    problem(
      'startsOn',
      `An agreement holds from ${formatDate(inTheWay.startsOn)} ${until}. ` +
        (inTheWay.startsOn < wanted.startsOn
          ? 'Tick “End the one that runs”, or start after it.'
          : 'End before that day.'),
    ),
  ];
}
