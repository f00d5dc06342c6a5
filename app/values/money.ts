import { Decimal, formatDecimal, parseDecimal, toSafeInteger } from './decimal.ts';

/** Currencies whose minor unit is not a hundredth (ISO 4217, list one). */
const UNUSUAL_MINOR_DIGITS: Record<string, number> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0 },
  ...{ PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};

/** How many digits the currency's minor unit has: 2 for most, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return UNUSUAL_MINOR_DIGITS[currency] ?? 2;
}

/** Minor units as people read them, without the currency: `482850` → `4,828.50`, `-17400` → `−174.00`. */
export function formatAmount(amountMinor: number, currency = 'USD'): string {
  const places = minorDigits(currency);
  return formatDecimal(inMajorUnits(amountMinor, places), places);
}

/** An amount on its own in a sentence: `USD 4,828.50`. Columns name their currency once and leave it out here. */
export function formatMoney(amountMinor: number, currency?: string): string {
  return currency ? `${currency} ${formatAmount(amountMinor, currency)}` : formatAmount(amountMinor);
}

/** Minor units as other programs read them, for CSV and the like: `4828.50`, `-174.00`. */
export function plainAmount(amountMinor: number, currency = 'USD'): string {
  const places = minorDigits(currency);
  return inMajorUnits(amountMinor, places)
    .toFixed(places)
    .replace(/^-(?=[0.]+$)/, '');
}

/**
 * Reads an amount that a person typed, into minor units: `$1,200.5` → `120050`.
 * @returns null where it is no amount of this currency: too many decimals, too large, no number
 */
export function parseAmount(text: string, currency: string): number | null {
  const places = minorDigits(currency);
  const major = parseDecimal(text, places);
  if (major === null) return null;
  const minor = new Decimal(major).times(10 ** places);
  return minor.abs().gt(Number.MAX_SAFE_INTEGER) ? null : toSafeInteger(minor);
}

/** The sum of minor units. Throws `RangeError` where an amount, or the sum on its way, is not an exact integer. */
export function sum(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) {
    total += whole(amount);
    whole(total);
  }
  return total;
}

function inMajorUnits(amountMinor: number, places: number) {
  return new Decimal(whole(amountMinor)).div(10 ** places);
}

function whole(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor))
    throw new RangeError(`${amountMinor} is not a whole number of minor units`);
  return amountMinor === 0 ? 0 : amountMinor;
}
