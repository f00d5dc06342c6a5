import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { defineEvent } from '#app/values/event.ts';
import { counted } from './counted.ts';

export const runOpened = defineEvent<{ period: Period }>(
  'billingRun.opened',
  [],
  ({ period }) => `opened the billing of ${formatPeriod(period)}`,
);
export const runPreviewed = defineEvent<{ lines: number; totalMinor: number; currency: string }>(
  'billingRun.previewed',
  [],
  ({ lines, totalMinor, currency }) =>
    `previewed ${counted(lines, 'line')}, ${formatMoney(totalMinor, currency)}`,
);
export const runFinalizeAsked = defineEvent<{ lines: number }>(
  'billingRun.finalizeAsked',
  [],
  ({ lines }) => `asked to finalize ${counted(lines, 'line')}`,
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
    `finalized ${counted(lines, 'line')}, ${formatMoney(totalMinor, currency)}, in ${counted(documents, 'document')}`,
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
