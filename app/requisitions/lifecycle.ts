import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A need for people, from the draft to the last position filled. */
export const requisition = defineLifecycle('requisition', {
  draft: { submit: 'pending_approval', cancel: 'cancelled' },
  pending_approval: { approve: 'approved', reject: 'rejected', recall: 'draft', cancel: 'cancelled' },
  rejected: { revise: 'draft', cancel: 'cancelled' },
  approved: { release: 'open', cancel: 'cancelled' },
  open: { hold: 'on_hold', fill: 'filled', close: 'closed', cancel: 'cancelled' },
  on_hold: { resume: 'open', close: 'closed', cancel: 'cancelled' },
  filled: { close: 'closed' },
  closed: {},
  cancelled: {},
});
export type RequisitionStatus = StatusOf<typeof requisition>;

export const requisitionStatuses = Object.keys(requisition.moves) as RequisitionStatus[];

/** Those that somebody still has to do something about; lists show them first. */
export const liveStatuses: RequisitionStatus[] = [
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'open',
  'on_hold',
];

export const isEditable = (status: RequisitionStatus) => status === 'draft';
export const takesCandidates = (status: RequisitionStatus) => status === 'open';
export const isReleasable = (status: RequisitionStatus) => status === 'approved' || status === 'open';
