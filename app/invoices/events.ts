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

type Issued = { reference: string; totalMinor: number; currency: string };
const said = ({ reference, totalMinor, currency }: Issued) =>
  `issued ${reference}, ${formatMoney(totalMinor, currency)}`;
export const invoiceIssued = defineEvent<Issued>('invoice.issued', ['client'], said);
export const selfBillIssued = defineEvent<Issued>('selfBill.issued', ['supplier'], said);

/** One piece of news for each document, told to the side that it is for. */
export const newsOfDocuments = (
  documents: { id: string; reference: string; supplierId: string | null; totalMinor: number }[],
  clientId: string,
  currency: string,
) =>
  documents.map(({ id, reference, supplierId, totalMinor }) => {
    const news = supplierId === null ? invoiceIssued : selfBillIssued;
    return news({ subjectId: id, clientId, supplierId, facts: { reference, totalMinor, currency } });
  });

export const chargesDecided = defineEvent<{ charges: number; decision: 'released' | 'excluded' }>(
  'billingRun.chargesDecided',
  [],
  ({ charges, decision }) =>
    decision === 'released'
      ? `released ${counted(charges, 'parked charge')}`
      : `left ${counted(charges, 'parked charge')} for a later run`,
);
export const runReleased = defineEvent<{ totalMinor: number; currency: string }>(
  'billingRun.released',
  [],
  ({ totalMinor, currency }) => `released the run at ${formatMoney(totalMinor, currency)}`,
);
export const invoiceApproved = defineEvent<{ reference: string }>(
  'invoice.approved',
  ['client'],
  ({ reference }) => `found ${reference} in order`,
);
