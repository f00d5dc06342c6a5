import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A billing period of one client: looked at, then posted once and for all. */
export const billingRun = defineLifecycle('billing_run', {
  open: { preview: 'previewed', discard: 'discarded' },
  previewed: { preview: 'previewed', finalize: 'finalized', discard: 'discarded' },
  finalized: {},
  discarded: {},
});
export type BillingRunStatus = StatusOf<typeof billingRun>;

/** What a client owes for its work; its finance may say that it is in order before it pays. */
export const clientInvoice = defineLifecycle(
  'client_invoice',
  {
    issued: { approve: 'approved', pay_part: 'partially_paid', pay: 'paid' },
    approved: { pay_part: 'partially_paid', pay: 'paid' },
    partially_paid: { pay: 'paid' },
    paid: {},
  },
  'invoice',
);

/** What a client owes for a month of fees that hang on no hour. */
export const feeInvoice = defineLifecycle(
  'fee_invoice',
  {
    issued: { approve: 'approved', pay_part: 'partially_paid', pay: 'paid' },
    approved: { pay_part: 'partially_paid', pay: 'paid' },
    partially_paid: { pay: 'paid' },
    paid: {},
  },
  'invoice',
);

/** What a supplier gets: payable on its terms or when the client's money came, then in a payment run, then sent. */
export const selfBill = defineLifecycle(
  'self_bill',
  {
    issued: { release: 'payable' },
    payable: { schedule: 'scheduled' },
    scheduled: { return: 'payable', remit: 'remitted' },
    remitted: { return: 'payable' },
  },
  'invoice',
);

/** Taken back from a client: less to pay, on another document. */
export const clientCredit = defineLifecycle(
  'client_credit',
  { issued: { apply: 'applied' }, applied: {} },
  'invoice',
);

/** Taken back from a supplier: netted in its next payment. */
export const supplierCredit = defineLifecycle(
  'supplier_credit',
  { issued: { apply: 'applied' }, applied: { return: 'issued' } },
  'invoice',
);

/** Money of a client that no document asked for yet. */
export const overpayment = defineLifecycle(
  'overpayment',
  { issued: { apply: 'applied' }, applied: {} },
  'invoice',
);

export const isOpen = (status: BillingRunStatus) => status === 'open' || status === 'previewed';
