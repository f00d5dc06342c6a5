import { Decimal, formatDecimal, parseDecimal } from './decimal.ts';

/** Decimals that a percentage may be typed with; its fraction then has two more. */
const PERCENT_PLACES = 4;

/** No markup, fee or share of this house is larger. Shares and fees set their own, lower limits. */
export const MAX_PERCENT = 1000;

/**
 * Reads a percentage that a person typed, into its exact fraction: `2.5`, `2.5 %`, `2,5` → `0.025`.
 * @returns null where it is no percentage: negative, above 1,000 %, more than four decimals
 */
export function parsePercent(text: string): string | null {
  const percent = parseDecimal(text.trim().replace(/\s*%$/, ''), PERCENT_PLACES);
  if (percent === null || percent.startsWith('-') || new Decimal(percent).gt(MAX_PERCENT)) return null;
  return new Decimal(percent).div(100).toFixed();
}

/** `0.025` → `2.5 %`: as many decimals as the fraction has, up to four, and a true minus. */
export function formatPercent(fraction: string): string {
  const percent = new Decimal(fraction).times(100).round(PERCENT_PLACES);
  const places = percent.toFixed().split('.')[1]?.length ?? 0;
  return `${formatDecimal(percent, places)} %`;
}

/** Whether the fractions are one whole: `0.6` and `0.4` are, `0.333` three times is not. */
export function percentsSumToOne(fractions: string[]): boolean {
  return fractions.reduce((total, fraction) => total.plus(fraction), new Decimal(0)).eq(1);
}
