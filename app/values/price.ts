import { Decimal, toSafeInteger } from './decimal.ts';
import { minorDigits, sum } from './money.ts';

/*
 * The one rounding rule of the house: half away from zero, once per line. It is PostgreSQL's `round(numeric)`.
 * The billing run does the same in SQL, where it multiplies first and divides last, so that nothing is rounded
 * on the way: `round(minutes * rate / 60, 2)`. A test on generated lines holds the two against each other.
 */

/**
 * What a line of time costs, in minor units: minutes ÷ 60 × rate, rounded once. Negative minutes are a correction.
 * @param minutes whole minutes
 * @param rate money per hour, an exact decimal
 */
export function lineAmountMinor(minutes: number, rate: string, currency = 'USD'): number {
  if (!Number.isSafeInteger(minutes)) throw new RangeError(`${minutes} is not a whole number of minutes`);
  const minorPerUnit = 10 ** minorDigits(currency);
  return toSafeInteger(new Decimal(minutes).times(rate).times(minorPerUnit).div(60));
}

/**
 * A part of an amount, in minor units, rounded half away from zero.
 * @param fraction an exact decimal, `0.025` for 2.5 %
 */
export function percentOf(amountMinor: number, fraction: string): number {
  return toSafeInteger(new Decimal(amountMinor).times(fraction));
}

/** Who bears a fee: added to what the client pays, or taken from what the supplier receives. */
export type Funding = 'client' | 'supplier';

export type Fee = { id: string; funding: Funding; fraction: string };

export type FeeSplit = {
  fees: { id: string; funding: Funding; feeMinor: number }[];
  clientTotalMinor: number;
  supplierTotalMinor: number;
};

/**
 * Splits one amount between client, supplier and whoever earns the fees. All fees share the one base and do not
 * compound; each is rounded by itself. The two totals are complements, so client − supplier = Σ fees, always.
 */
export function feeSplit(amountMinor: number, fees: Fee[]): FeeSplit {
  const charged = fees.map(({ id, funding, fraction }) => ({
    id,
    funding,
    feeMinor: percentOf(amountMinor, fraction),
  }));
  const totalOf = (funding: Funding) =>
    sum(charged.filter((fee) => fee.funding === funding).map((fee) => fee.feeMinor));
  return {
    fees: charged,
    clientTotalMinor: sum([amountMinor, totalOf('client')]),
    supplierTotalMinor: sum([amountMinor, -totalOf('supplier')]),
  };
}
