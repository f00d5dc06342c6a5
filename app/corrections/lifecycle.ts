import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** What takes back or replaces what was billed: seen first, approved by a second person, then issued on both sides. */
export const correction = defineLifecycle('correction', {
  draft: { submit: 'pending_approval', cancel: 'cancelled' },
  pending_approval: { issue: 'issued', reject: 'rejected', cancel: 'cancelled' },
  issued: {},
  rejected: {},
  cancelled: {},
});
export type CorrectionStatus = StatusOf<typeof correction>;
