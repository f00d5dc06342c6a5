import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** What somebody spent for the client, from the first receipt to the money that pays it back. */
export const expenseSheet = defineLifecycle(
  'expense_sheet',
  {
    draft: { submit: 'submitted' },
    submitted: { approve: 'approved', reject: 'draft', recall: 'draft' },
    approved: { invoice: 'invoiced' },
    invoiced: { pay: 'paid' },
    paid: { remit: 'complete' },
    complete: { return: 'paid' },
  },
  'expense_sheet',
);

/** A charge that hangs on no hour: asked for, decided by the client, and ended early where it comes again and again. */
export const miscCharge = defineLifecycle(
  'misc_charge',
  {
    submitted: { approve: 'approved', reject: 'rejected', cancel: 'cancelled' },
    approved: { end: 'ended' },
    ended: {},
    rejected: {},
    cancelled: {},
  },
  'misc_charge',
);

export type ExpenseSheetStatus = StatusOf<typeof expenseSheet>;
export type MiscChargeStatus = StatusOf<typeof miscCharge>;

export const isEditable = (status: string): boolean => status === 'draft';
export const isDecidable = (status: string): boolean => status === 'submitted';

/** Assignments that something is spent for: late receipts are still handed in after the end. */
export const assignmentsWithExpenses = ['active', 'on_hold', 'ended'] as const;
