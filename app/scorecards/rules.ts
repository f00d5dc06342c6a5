import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import type { LevelInput, TermsInput } from './forms.ts';
import { needsDays } from './measures.ts';

type Span = { startsOn: string; endsOn: string | null };
export type WeighedLevel = Span & { id: string; name: string; weight: string };

export const isFirstOfMonth = (date: string): boolean => date.endsWith('-01');

/** Whole months, because a scorecard is one month under one set of terms. */
export const beginsAMonth = (startsOn: string): Problem[] =>
  isFirstOfMonth(startsOn) ? [] : [problem('startsOn', 'Service levels begin on the first day of a month.')];

export const endsAMonth = (lastDay: string): Problem[] =>
  isFirstOfMonth(addDays(lastDay, 1)) ? [] : [problem('lastDay', 'Choose the last day of a month.')];

/** The later factor is no smaller than the earlier, and the client answers no earlier than the review ends. */
export function termsAreInOrder(input: TermsInput): Problem[] {
  const { secondMultiplier, thirdMultiplier, reviewDay, answerDay } = input;
  return [
    ...(new Decimal(secondMultiplier).lt(1)
      ? [problem('secondMultiplier', 'Enter a factor from 1 to 5 with at most two decimals.')]
      : []),
    ...(new Decimal(thirdMultiplier).lt(secondMultiplier)
      ? [problem('thirdMultiplier', 'The third month costs at least as much as the second.')]
      : []),
    ...(answerDay < reviewDay
      ? [problem('answerDay', 'The client answers on the last day of the review or later.')]
      : []),
  ];
}

/** What is measured, expected and at least reached fit one another. */
export function levelMakesSense(input: LevelInput): Problem[] {
  const { measure, unit, direction, expected, minimum, withinDays } = input;
  const isWorse =
    direction === 'higher' ? new Decimal(minimum).gt(expected) : new Decimal(minimum).lt(expected);
  return [
    ...(measure !== 'entered' && (unit !== 'percent' || direction !== 'higher')
      ? [problem('unit', 'What the product measures itself is a percentage, and higher is better.')]
      : []),
    ...(needsDays(measure) && withinDays === undefined
      ? [problem('withinDays', 'Enter within how many working days.')]
      : []),
    ...(isWorse ? [problem('minimum', 'The minimum cannot be better than what is expected.')] : []),
    ...(unit === 'percent' && new Decimal(expected).gt(100)
      ? [problem('expected', 'A percentage is at most 100.')]
      : []),
    ...(unit === 'percent' && new Decimal(minimum).gt(100)
      ? [problem('minimum', 'A percentage is at most 100.')]
      : []),
  ];
}

const holdsOn = ({ startsOn, endsOn }: Span, day: string) =>
  startsOn <= day && (endsOn === null || day <= endsOn);

/** On no day do the weights of the levels in force make more than a whole. Sums change only where a level begins. */
export function weightsFit(levels: WeighedLevel[], added: WeighedLevel): Problem[] {
  const all = [...levels, added];
  for (const day of all.map(({ startsOn }) => startsOn).filter((start) => holdsOn(added, start))) {
    const total = all
      .filter((level) => holdsOn(level, day))
      .reduce((sum, { weight }) => sum.plus(weight), new Decimal(0));
    if (total.gt(1))
      return [
        problem(
          'weightPercent',
          `The weights would make ${formatPercent(total.toFixed())}, and these terms allow 100 %.`,
        ),
      ];
  }
  return [];
}

/** One level of a name at a time. */
export function nameIsFree(levels: WeighedLevel[], { name, startsOn }: WeighedLevel): Problem[] {
  const taken = levels.some(
    (level) => level.name === name && (level.endsOn === null || level.endsOn >= startsOn),
  );
  return taken ? [problem('name', `“${name}” is in force then. End it first.`)] : [];
}
