import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { formatEffective, share, type Effective } from './effective.ts';
import type { Base } from './labels.ts';

/** A rule that taxes has a rate; one that does not has the sentence that is printed where the tax is zero. */
export function rateGoesWithBase(rule: { base: Base; rate: string | undefined; reason: string }): Problem[] {
  const { base, rate, reason } = rule;
  const isZero = rate === undefined || Number(rate) === 0;
  if (base === 'none')
    return [
      ...(isZero ? [] : [problem('rate', 'Nothing is taxed under this rule, so it has no rate.')]),
      ...(reason === ''
        ? [problem('reason', 'Say why there is no tax. It is printed on the documents.')]
        : []),
    ];
  return isZero ? [problem('rate', 'Enter the rate, such as 6.35.')] : [];
}

/** @param field where the form asks for the last day */
export function endsNoEarlierThanItStarts({ startsOn, endsOn }: Effective, field = 'endsOn'): Problem[] {
  return endsOn !== null && endsOn < startsOn
    ? [problem(field, `The last day is before the first, ${formatDate(startsOn)}.`)]
    : [];
}

/** Two rules for the same thing, or two certificates for one place, are never in force on one day. */
export function daysAreFree(same: Effective[], wanted: Effective, what: string): Problem[] {
  const inTheWay = same.find((one) => share(one, wanted));
  return inTheWay
    ? [
        problem(
          'startsOn',
          `${what} is in force ${formatEffective(inTheWay)}. End it before this day, or start after it.`,
        ),
      ]
    : [];
}

/** What may be ended the day before the new one starts: it is in force without an end and began earlier. */
export function toEnd<E extends Effective>(same: E[], startsOn: string): E | undefined {
  return same.find((one) => one.endsOn === null && one.startsOn < startsOn);
}

/** A source is of today or earlier: nobody has read tomorrow's law. */
export function sourceIsNotOfTomorrow(sourcedOn: string, today: string): Problem[] {
  return sourcedOn > today
    ? [problem('sourcedOn', `You read it today, ${formatDate(today)}, or earlier.`)]
    : [];
}
