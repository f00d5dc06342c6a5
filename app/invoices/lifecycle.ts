import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A billing period of one client: looked at, then posted once and for all. */
export const billingRun = defineLifecycle('billing_run', {
  open: { preview: 'previewed', discard: 'discarded' },
  previewed: { preview: 'previewed', finalize: 'finalized', discard: 'discarded' },
  finalized: {},
  discarded: {},
});
export type BillingRunStatus = StatusOf<typeof billingRun>;

/** A document that was issued; the client's finance may say that it is in order. */
export const clientInvoice = defineLifecycle(
  'client_invoice',
  {
    issued: { approve: 'approved' },
    approved: {},
  },
  'invoice',
);

export const isOpen = (status: BillingRunStatus) => status === 'open' || status === 'previewed';
