import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { compareRates } from '#app/values/rate.ts';
import type { Funding } from './labels.ts';

/** Ten hours at 100.00. */
export const EXAMPLE_BASE_MINOR = 100_000;
export const EXAMPLE_HOURS = 10;

export type ExampleFee = {
  label: string;
  funding: Funding;
  /** Exact decimal fraction. */
  fraction: string;
  /** Exact decimal amount per hour; null without a cap. */
  capPerHour: string | null;
};

export type WorkedExample = {
  lines: { label: string; funding: Funding; fraction: string; feeMinor: number; isCapped: boolean }[];
  clientPaysMinor: number;
  supplierGetsMinor: number;
  mspKeepsMinor: number;
};

/**
 * What fees make of 1,000.00 for ten hours (field guide 3.5). Each is taken on the same base and none on another;
 * the MSP keeps what the client pays more, and the supplier gets less.
 */
export function workedExample(fees: ExampleFee[]): WorkedExample {
  const lines = fees.map(({ label, funding, fraction, capPerHour }) => {
    const uncapped = new Decimal(EXAMPLE_BASE_MINOR).times(fraction);
    const most = capPerHour === null ? null : new Decimal(capPerHour).times(EXAMPLE_HOURS * 100);
    const isCapped = most !== null && compareRates(most.toFixed(), uncapped.toFixed()) < 0;
    const feeMinor = toSafeInteger((isCapped && most !== null ? most : uncapped).round(0));
    return { label, funding, fraction, feeMinor, isCapped };
  });
  const borneBy = (funding: Funding) =>
    lines.filter((line) => line.funding === funding).reduce((total, line) => total + line.feeMinor, 0);
  const clientPaysMinor = EXAMPLE_BASE_MINOR + borneBy('client');
  const supplierGetsMinor = EXAMPLE_BASE_MINOR - borneBy('supplier');
  return { lines, clientPaysMinor, supplierGetsMinor, mspKeepsMinor: clientPaysMinor - supplierGetsMinor };
}
