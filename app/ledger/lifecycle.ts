import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A month of a program's books. It has no row until it is closed for the first time: until then it is open. */
export const ledgerPeriod = defineLifecycle('ledger_period', {
  closed: { ask_to_reopen: 'reopening' },
  reopening: { keep_closed: 'closed', reopen: 'open' },
  open: { close: 'closed' },
});

export type LedgerPeriodStatus = StatusOf<typeof ledgerPeriod>;

/** Whether postings dated in the month are refused. A month that somebody asked to reopen is still closed. */
export const isShut = (status: string): boolean => status !== 'open';
