import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A week of time, from the first hour typed to the supplier's money. A later version takes the place of a corrected one. */
export const timesheet = defineLifecycle('timesheet', {
  draft: { submit: 'submitted' },
  submitted: { approve: 'approved', reject: 'draft', recall: 'draft' },
  approved: { invoice: 'invoiced', correct: 'corrected' },
  invoiced: { pay: 'paid', correct: 'corrected' },
  paid: { remit: 'complete', correct: 'corrected' },
  // A bank that sends the payment back takes the week back with it.
  complete: { return: 'paid', correct: 'corrected' },
  corrected: {},
});

export type TimesheetStatus = StatusOf<typeof timesheet>;

export const isEditable = (status: string): boolean => status === 'draft';
/** Approved time is changed by a later version only, which takes its place when it is approved. */
export const isCorrectable = (status: string): boolean =>
  ['approved', 'invoiced', 'paid', 'complete'].includes(status);
export const isDecidable = (status: string): boolean => status === 'submitted';

/** From approval on a week is priced with what was frozen; until then its amount is an estimate. */
export const isPriced = (status: string): boolean => status !== 'draft' && status !== 'submitted';

/** Assignments that time is entered for: late weeks are still entered after the end. */
export const assignmentsWithTime = ['active', 'on_hold', 'ended'] as const;
