import { Decimal, formatDecimal, parseDecimal } from './decimal.ts';

/*
 * A rate is money per hour, as an exact decimal string of at most four places: `87`, `87.00` and `87.0000` are
 * the same rate. What comes back from `numeric(12,4)` is a rate as it stands.
 */

/** Decimals that a rate may have. */
export const RATE_PLACES = 4;

/** No hour costs more than this; a rate above it is a slip of the keyboard. */
export const MAX_RATE = '999999.9999';

/**
 * Reads a rate that a person or a spreadsheet wrote: `67.55`, `$67.55 `, `1,200.5`.
 * @returns the canonical rate (`1200.5`), or null where it is no rate: negative, above `MAX_RATE`, more than four decimals
 */
export function parseRate(text: string): string | null {
  const rate = parseDecimal(text, RATE_PLACES);
  if (rate === null || rate.startsWith('-') || compareRates(rate, MAX_RATE) > 0) return null;
  return rate;
}

/** `87` → `87.00`; four places only where the rate needs them: `87.125` → `87.1250`. */
export function formatRate(rate: string): string {
  const value = new Decimal(rate);
  return formatDecimal(value, value.round(2).eq(value) ? 2 : RATE_PLACES);
}

/** Negative where a is the lower rate, positive where it is the higher, 0 where they are the same. */
export function compareRates(a: string, b: string): -1 | 0 | 1 {
  return new Decimal(a).cmp(b);
}

/**
 * A rate times a factor, rounded half up: `timesFactor('87', '1.5')` → `130.50`, the overtime rate.
 * @param factor an exact decimal, such as `1.5` or a discount's `0.98`
 * @param places decimals of the answer
 */
export function timesFactor(rate: string, factor: string, places = 2): string {
  return new Decimal(rate).times(factor).toFixed(places);
}

/**
 * The bill rate of a pay rate: B = P × (1 + M), rounded half up to cents.
 * @param markup a fraction, `0.45` for 45 %
 */
export function billRateFrom(payRate: string, markup: string): string {
  return timesFactor(payRate, new Decimal(markup).plus(1).toFixed());
}

/**
 * The markup between two rates as a fraction of six places: M = B / P − 1, negative where the bill is below the pay.
 * Throws `RangeError` for a pay rate of zero, on which there is no markup.
 */
export function markupOf(billRate: string, payRate: string): string {
  const pay = new Decimal(payRate);
  if (pay.eq(0)) throw new RangeError('There is no markup on a pay rate of zero');
  return new Decimal(billRate).minus(pay).div(pay).toFixed(6);
}
