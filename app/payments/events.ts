import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { counted, runRef } from './counted.ts';

type Amount = { amountMinor: number; currency: string };

export const receiptRecorded = defineEvent<Amount & { bankReference: string }>(
  'receipt.recorded',
  ['client'],
  ({ amountMinor, currency, bankReference }) =>
    `recorded a receipt of ${formatMoney(amountMinor, currency)}, ${bankReference}`,
);
export const invoiceSettled = defineEvent<Amount & { reference: string; by: string }>(
  'invoice.settled',
  ['client'],
  ({ amountMinor, currency, reference, by }) =>
    `settled ${formatMoney(amountMinor, currency)} of ${reference} by ${by}`,
);
export const creditIssued = defineEvent<Amount & { reference: string; reason: string }>(
  'invoice.creditIssued',
  ['client'],
  ({ amountMinor, currency, reference, reason }) =>
    `issued ${reference}, ${formatMoney(amountMinor, currency)}, for ${reason}`,
);
export const selfBillReleased = defineEvent<{ reference: string; why: string }>(
  'selfBill.released',
  ['supplier'],
  ({ reference, why }) => `made ${reference} payable: ${why}`,
);

type Moved = { reference: string; by: string };
export const selfBillScheduled = defineEvent<Moved>(
  'selfBill.scheduled',
  ['supplier'],
  ({ reference, by }) => `put ${reference} into ${by}`,
);
export const selfBillTakenOut = defineEvent<Moved>(
  'selfBill.takenOut',
  ['supplier'],
  ({ reference, by }) => `took ${reference} out of ${by}; it is payable as before`,
);
export const selfBillRemitted = defineEvent<Moved>(
  'selfBill.remitted',
  ['supplier'],
  ({ reference, by }) => `paid ${reference} with ${by}`,
);
export const selfBillReturned = defineEvent<Moved>(
  'selfBill.returned',
  ['supplier'],
  ({ reference, by }) => `made ${reference} payable again, because ${by} came back`,
);
export const supplierCreditUsed = defineEvent<Moved>(
  'invoice.creditUsed',
  ['supplier'],
  ({ reference, by }) => `took ${reference} off ${by}`,
);
export const supplierCreditGivenBack = defineEvent<Moved>(
  'invoice.creditGivenBack',
  ['supplier'],
  ({ reference, by }) => `made ${reference} open again, because ${by} came back`,
);
export const bankReplaced = defineEvent<Record<string, never>>(
  'bankAccount.replaced',
  ['supplier'],
  () => 'took this account out of use, because a newer one may be used now',
);

type Run = Amount & { number: number; payments: number };
const ofRun = ({ number, payments, amountMinor, currency }: Run) =>
  `${runRef(number)}, ${counted(payments, 'payment')}, ${formatMoney(amountMinor, currency)}`;
export const paymentRunDrafted = defineEvent<Run>('paymentRun.drafted', [], (run) => `drafted ${ofRun(run)}`);
export const paymentRunApproved = defineEvent<Run>(
  'paymentRun.approved',
  [],
  (run) => `approved ${ofRun(run)}`,
);
export const paymentRunSent = defineEvent<Run>(
  'paymentRun.sent',
  [],
  (run) => `sent ${ofRun(run)} to the bank`,
);
export const paymentRunSettled = defineEvent<Run & { bankTrace: string }>(
  'paymentRun.settled',
  [],
  (run) => `recorded that the bank paid ${runRef(run.number)}, ${run.bankTrace}`,
);
export const paymentRunCancelled = defineEvent<{ number: number }>(
  'paymentRun.cancelled',
  [],
  ({ number }) => `cancelled ${runRef(number)}`,
);
export const paymentSent = defineEvent<Amount & { reference: string; valueOn: string }>(
  'payment.sent',
  ['supplier'],
  ({ amountMinor, currency, reference, valueOn }) =>
    `sent ${reference}, ${formatMoney(amountMinor, currency)}, to arrive ${formatDate(valueOn)}`,
);
export const paymentReturned = defineEvent<Amount & { reference: string }>(
  'payment.returned',
  ['supplier'],
  ({ amountMinor, currency, reference }) =>
    `recorded that the bank sent ${reference}, ${formatMoney(amountMinor, currency)}, back`,
);

export const bankProposed = defineEvent<{ account: string }>(
  'bankAccount.proposed',
  ['supplier'],
  ({ account }) => `proposed the bank account ${account}`,
);
export const bankConfirmed = defineEvent<{ account: string }>(
  'bankAccount.confirmed',
  ['supplier'],
  ({ account }) => `confirmed the bank account ${account}`,
);
export const bankRejected = defineEvent<{ account: string }>(
  'bankAccount.rejected',
  ['supplier'],
  ({ account }) => `turned the bank account ${account} down`,
);
export const selfBillingConsented = defineEvent<{ startsOn: string; endsOn: string }>(
  'selfBilling.consented',
  ['supplier'],
  ({ startsOn, endsOn }) => `agreed to self-billing from ${formatDate(startsOn)} to ${formatDate(endsOn)}`,
);

/** Told on the week: its supplier sees why it is not complete any more. */
export const weekUnpaid = defineEvent<{ reference: string }>(
  'timesheet.paymentReturned',
  ['supplier'],
  ({ reference }) => `took it back from complete to paid: the bank sent ${reference} back`,
);
