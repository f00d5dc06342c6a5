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
