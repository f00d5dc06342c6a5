import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A candidate put forward for one need, from the supplier's word to the first day at work. */
export const submittal = defineLifecycle('submittal', {
  draft: { submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { present: 'presented', reject: 'rejected', withdraw: 'withdrawn', pass_over: 'not_selected' },
  presented: {
    shortlist: 'shortlisted',
    offer: 'offered',
    reject: 'rejected',
    withdraw: 'withdrawn',
    pass_over: 'not_selected',
  },
  shortlisted: { offer: 'offered', reject: 'rejected', withdraw: 'withdrawn', pass_over: 'not_selected' },
  offered: { accept: 'selected', return: 'presented', withdraw: 'withdrawn', pass_over: 'not_selected' },
  selected: { place: 'placed', withdraw: 'withdrawn' },
  placed: {},
  rejected: {},
  not_selected: {},
  withdrawn: {},
});
export type SubmittalStatus = StatusOf<typeof submittal>;

/** An offer for one candidate. It is answered once, or ends unanswered. */
export const offer = defineLifecycle('offer', {
  extended: { accept: 'accepted', decline: 'declined', rescind: 'rescinded', expire: 'expired' },
  accepted: {},
  declined: {},
  rescinded: {},
  expired: {},
});
export type OfferStatus = StatusOf<typeof offer>;

/** Statuses in which the candidate is still in the running, the most advanced last. */
export const liveStatuses = ['submitted', 'presented', 'shortlisted', 'offered'] as const;
const live: readonly string[] = liveStatuses;
export const isLive = (status: string): boolean => live.includes(status);

/** Statuses after which this candidate may be put forward for the same need again. */
export const endedStatuses = ['rejected', 'not_selected', 'withdrawn'] as const;
const ended: readonly string[] = endedStatuses;
export const hasEnded = (status: string): boolean => ended.includes(status);

/** The usual way, for the stepper. */
export const usualWay: SubmittalStatus[] = [
  'submitted',
  'presented',
  'shortlisted',
  'offered',
  'selected',
  'placed',
];
