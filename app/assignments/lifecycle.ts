import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A contract that somebody works under, from the accepted offer to the last settled week. */
export const assignment = defineLifecycle('assignment', {
  ready: { activate: 'active', cancel: 'cancelled', no_show: 'no_show' },
  active: { hold: 'on_hold', end: 'ended' },
  on_hold: { resume: 'active', end: 'ended' },
  ended: { close: 'closed' },
  closed: {},
  cancelled: {},
  no_show: {},
});
export type AssignmentStatus = StatusOf<typeof assignment>;

/** Time may be entered while the work goes on and, for weeks already worked, after it ended. */
const takingTime: readonly string[] = ['active', 'on_hold', 'ended'];
export const takesTime = (status: string): boolean => takingTime.includes(status);

/** The usual way, for the stepper. */
export const usualWay: AssignmentStatus[] = ['ready', 'active', 'ended', 'closed'];

/** New rates for an assignment: agreed by a second person of the client's side, answered by the supplier, applied on their day. */
export const revision = defineLifecycle('revision', {
  pending_approval: { approve: 'pending_supplier', reject: 'rejected', cancel: 'cancelled' },
  pending_supplier: { accept: 'scheduled', decline: 'declined', cancel: 'cancelled' },
  scheduled: { apply: 'applied' },
  applied: {},
  rejected: {},
  declined: {},
  cancelled: {},
});
export type RevisionStatus = StatusOf<typeof revision>;

/** Somebody still has to say something. */
export const isOpen = (status: string): boolean =>
  status === 'pending_approval' || status === 'pending_supplier';

export const usualWayOfRevision: RevisionStatus[] = [
  'pending_approval',
  'pending_supplier',
  'scheduled',
  'applied',
];
