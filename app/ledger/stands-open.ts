import { formatMoney } from '#app/values/money.ts';

/** What a month still waits for before it is worth closing. */
export type StandsOpen = {
  /** Approved and not billed, with service in the month. */
  charges: number;
  chargesMinor: number;
  /** Weeks handed in and not decided, with a day in the month. */
  submittedWeeks: number;
  /** Billing runs opened or previewed, with a day in the month. */
  runs: number;
  /** Corrections not yet decided that take back a charge with service in the month. */
  corrections: number;
  /** Payments prepared or sent, with their value date in the month. */
  payments: number;
};

const counted = (count: number, one: string, several = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;

/** The same in words, one phrase each; none where nothing stands open. */
export function standsOpen(open: StandsOpen, currency: string): string[] {
  const said = [
    open.charges > 0
      ? `${counted(open.charges, 'approved line')} not billed, ${formatMoney(open.chargesMinor, currency)}`
      : null,
    open.submittedWeeks > 0 ? `${counted(open.submittedWeeks, 'week')} submitted and not approved` : null,
    open.runs > 0 ? `${counted(open.runs, 'billing run')} not finalized` : null,
    open.corrections > 0 ? `${counted(open.corrections, 'correction')} not decided` : null,
    open.payments > 0 ? `${counted(open.payments, 'payment')} not settled` : null,
  ];
  return said.filter((phrase) => phrase !== null);
}
