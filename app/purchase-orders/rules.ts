import { formatMoney } from '#app/values/money.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { toleranceOf } from './standing.ts';

/** Funds and tolerance cover what was billed already: the database refuses less, and this says so first. */
export function fundsCoverWhatWasBilled(
  { funds, tolerance }: { funds: number; tolerance: string },
  { consumedMinor, currency }: { consumedMinor: number; currency: string },
): Problem[] {
  if (consumedMinor <= funds + toleranceOf(funds, tolerance)) return [];
  return [
    problem(
      'funds',
      `${formatMoney(consumedMinor, currency)} was billed to it already. Funds cannot be less.`,
    ),
  ];
}

/** An order that ends before it starts pays for nothing. */
export function endsNoEarlierThanItStarts(startsOn: string, endsOn: string | undefined): Problem[] {
  return endsOn !== undefined && endsOn < startsOn
    ? [problem('endsOn', 'It ends before it starts. Choose a later day.')]
    : [];
}
