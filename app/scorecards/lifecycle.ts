import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A month of service: counted, reviewed by the MSP, answered by the client, then kept as it is. */
export const scorecard = defineLifecycle('scorecard', {
  draft: { review: 'under_review' },
  under_review: { send: 'with_client' },
  with_client: { take_back: 'under_review', freeze: 'frozen' },
  frozen: {},
});
export type ScorecardStatus = StatusOf<typeof scorecard>;

export const isEditable = (status: ScorecardStatus) => status === 'draft' || status === 'under_review';
