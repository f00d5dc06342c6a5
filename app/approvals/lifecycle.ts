import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A chain of decisions over one subject, from the request to the last signature. */
export const approval = defineLifecycle('approval', {
  pending: { grant: 'granted', reject: 'rejected', withdraw: 'withdrawn' },
  granted: {},
  rejected: {},
  withdrawn: {},
});
export type ApprovalStatus = StatusOf<typeof approval>;
