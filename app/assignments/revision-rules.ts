import { Decimal } from '#app/values/decimal.ts';
import { lineAmountMinor } from '#app/values/price.ts';
import { compareRates } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { payCodes, type PayCode, type RateStep } from './rates.ts';

/** Rates can be agreed anew for any day of the assignment, also one gone by. */
export function revisionLiesWithin(
  effectiveFrom: string,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Problem[] {
  if (effectiveFrom < startsOn)
    return [
      problem(
        'effectiveFrom',
        `The assignment starts on ${formatDate(startsOn)}; choose that day or a later one.`,
      ),
    ];
  if (effectiveFrom > endsOn)
    return [
      problem(
        'effectiveFrom',
        `The assignment ends on ${formatDate(endsOn)}; choose that day or an earlier one.`,
      ),
    ];
  return [];
}

/** Why the rates of an assignment can no longer be changed, or null where they can. */
export function whyNotRevisable(status: string): string | null {
  return ['closed', 'cancelled', 'no_show'].includes(status)
    ? `This assignment is ${status.replaceAll('_', ' ')}: its rates stand.`
    : null;
}

export type InForce = { payCode: PayCode; rate: string; from: string; upTo: string | null };

const rateOn = (rows: InForce[], payCode: PayCode, day: string): string | null =>
  rows.find((row) => row.payCode === payCode && row.from <= day && (row.upTo === null || day < row.upTo))
    ?.rate ?? null;

export type RateChange = { payCode: PayCode; before: string | null; after: string };
export type ChangeFrom = { from: string; changes: RateChange[] };

/**
 * What new rates change from their first day on: one entry for each day on which an old or a new rate begins.
 * @param rows the rates in force, of bill or of pay
 * @param steps the new ones, from the first day of the revision on
 */
export function changesFrom(
  rows: InForce[],
  steps: Pick<RateStep, 'from' | 'upTo' | 'rates'>[],
): ChangeFrom[] {
  const first = steps[0]?.from;
  if (first === undefined) return [];
  const days = new Set([...steps.map(({ from }) => from), ...rows.map(({ from }) => from)]);
  return [...days]
    .filter((day) => day >= first)
    .sort()
    .flatMap((from) => {
      const step = steps.find((one) => one.from <= from && (one.upTo === null || from < one.upTo));
      if (!step) return [];
      const changes = payCodes.map((payCode) => ({
        payCode,
        before: rateOn(rows, payCode, from),
        after: step.rates[payCode],
      }));
      return [{ from, changes }];
    });
}

/** What a change of the straight rate makes in a usual week, in minor units; negative where the week gets cheaper. */
export function weeklyEffectMinor(
  change: ChangeFrom | undefined,
  weekMinutes: number,
  currency?: string,
): number {
  const straight = change?.changes.find(({ payCode }) => payCode === 'ST');
  if (!straight) return 0;
  const difference = new Decimal(straight.after).minus(straight.before ?? '0').toFixed();
  return lineAmountMinor(weekMinutes, difference, currency);
}

/** Something changes: otherwise there is nothing to agree. */
export const changesAnything = (changes: ChangeFrom[]): boolean =>
  changes.some((one) =>
    one.changes.some(({ before, after }) => before === null || compareRates(before, after) !== 0),
  );
