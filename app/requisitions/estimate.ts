import { allocate } from '#app/values/allocate.ts';
import { Decimal, formatDecimal, toSafeInteger } from '#app/values/decimal.ts';
import { sum } from '#app/values/money.ts';
import { percentOf } from '#app/values/price.ts';
import { daysBetween } from '#app/values/week.ts';

/** What an estimate is made of. Rates are money per hour, exact decimals; fractions are `0.03` for 3 %. */
export type EstimateBasis = {
  positions: number;
  startsOn: string;
  endsOn: string;
  weekMinutes: number;
  maxBillRate: string;
  /** Only those that the client bears; suppliers' fees are inside the bill rate. */
  clientFees: { label: string; fraction: string }[];
};

export type Estimate = {
  /** Calendar days, both ends included. */
  days: number;
  /** Of all positions together, to four places for reading only: the amount is priced from the exact time. */
  hours: string;
  hoursAreExact: boolean;
  workMinor: number;
  fees: { label: string; fraction: string; feeMinor: number }[];
  totalMinor: number;
};

/**
 * The most that a need may cost the client: positions × weeks × hours a week × maximum bill rate, and the fees that
 * the client bears on it. Weeks are calendar days ÷ 7, so that a stretch of ten days is one and three sevenths of a
 * week. The work is rounded once, half up; each fee once, on the rounded work; fees do not compound.
 * @returns integer minor units of a currency with two digits
 */
export function estimateOf(basis: EstimateBasis): Estimate {
  const days = daysBetween(basis.startsOn, basis.endsOn) + 1;
  const sevenths = new Decimal(basis.positions).times(days).times(basis.weekMinutes);
  const hours = sevenths.div(7 * 60);
  // Multiplied first and divided last, so that nothing is rounded on the way.
  const workMinor = toSafeInteger(
    sevenths
      .times(basis.maxBillRate)
      .times(100)
      .div(7 * 60),
  );
  const fees = basis.clientFees.map((fee) => ({ ...fee, feeMinor: percentOf(workMinor, fee.fraction) }));
  return {
    days,
    hours: formatDecimal(hours, hours.round(2).eq(hours) ? 2 : 4),
    hoursAreExact: hours.round(4).eq(hours),
    workMinor,
    fees,
    totalMinor: sum([workMinor, ...fees.map(({ feeMinor }) => feeMinor)]),
  };
}

/** Calendar days as people say them: `91` → `13 weeks`, `10` → `1 week and 3 days`. */
export function weeksInWords(days: number): string {
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const weeks = Math.floor(days / 7);
  const rest = days % 7;
  if (weeks === 0) return counted(rest, 'day');
  return rest === 0 ? counted(weeks, 'week') : `${counted(weeks, 'week')} and ${counted(rest, 'day')}`;
}

/** The estimate by cost center: the shares sum to it exactly. `percent` is out of 100. */
export function estimateBySplit<S extends { percent: string }>(
  totalMinor: number,
  splits: S[],
): (S & { shareMinor: number })[] {
  const shares = allocate(
    totalMinor,
    splits.map(({ percent }) => percent),
  );
  return splits.map((split, index) => ({ ...split, shareMinor: shares[index] ?? 0 }));
}
