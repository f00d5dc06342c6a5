import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { defineEvent } from '#app/values/event.ts';

export const runOpened = defineEvent<{ period: Period }>(
  'billingRun.opened',
  [],
  ({ period }) => `opened the billing of ${formatPeriod(period)}`,
);
export const runPreviewed = defineEvent<{ lines: number; totalMinor: number; currency: string }>(
  'billingRun.previewed',
  [],
  ({ lines, totalMinor, currency }) => `previewed ${lines} lines, ${formatMoney(totalMinor, currency)}`,
);
export const runFinalizeAsked = defineEvent<{ lines: number }>(
  'billingRun.finalizeAsked',
  [],
  ({ lines }) => `asked to finalize ${lines} lines`,
);
export const runFinalized = defineEvent<{
  lines: number;
  totalMinor: number;
  currency: string;
  documents: number;
}>(
  'billingRun.finalized',
  [],
  ({ lines, totalMinor, currency, documents }) =>
    `finalized ${lines} lines, ${formatMoney(totalMinor, currency)}, in ${documents} documents`,
);
export const runDiscarded = defineEvent<Record<string, never>>(
  'billingRun.discarded',
  [],
  () => 'discarded the run',
);

export const invoiceIssued = defineEvent<{ reference: string; totalMinor: number; currency: string }>(
  'invoice.issued',
  ['client'],
  ({ reference, totalMinor, currency }) => `issued ${reference}, ${formatMoney(totalMinor, currency)}`,
);
export const selfBillIssued = defineEvent<{ reference: string; totalMinor: number; currency: string }>(
  'selfBill.issued',
  ['supplier'],
  ({ reference, totalMinor, currency }) => `issued ${reference}, ${formatMoney(totalMinor, currency)}`,
);
export const invoiceApproved = defineEvent<{ reference: string }>(
  'invoice.approved',
  ['client'],
  ({ reference }) => `found ${reference} in order`,
);
