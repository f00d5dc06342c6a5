import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** Where somebody wants its money: proposed by one person, confirmed by another, and used only after a cool-off. */
export const bankAccount = defineLifecycle('bank_account', {
  proposed: { confirm: 'confirmed', reject: 'rejected' },
  confirmed: { replace: 'replaced' },
  rejected: {},
  replaced: {},
});

/** What is payable to a program's suppliers on a day: made by one person, approved by another, then sent to the bank. */
export const paymentRun = defineLifecycle('payment_run', {
  draft: { approve: 'approved', cancel: 'cancelled' },
  approved: { send: 'sent', cancel: 'cancelled' },
  sent: { settle: 'settled', return: 'returned' },
  settled: {},
  returned: {},
  cancelled: {},
});
export type PaymentRunStatus = StatusOf<typeof paymentRun>;

/** One supplier's money out of a run. A bank may send it back, also after it had confirmed it. */
export const payment = defineLifecycle('payment', {
  prepared: { send: 'sent', cancel: 'cancelled' },
  sent: { settle: 'settled', return: 'returned' },
  settled: { return: 'returned' },
  returned: {},
  cancelled: {},
});

/** What a supplier is told of: a run in preparation may still be cancelled. */
export const isUnderWay = (status: string): boolean => ['sent', 'settled', 'returned'].includes(status);
export const isCancellable = (status: string): boolean => status === 'draft' || status === 'approved';
