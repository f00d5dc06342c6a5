import { defineEvent } from '#app/values/event.ts';
import { formatRate } from '#app/values/rate.ts';
import { formatDate } from '#app/values/week.ts';

type Nothing = Record<string, never>;

/*
 * A candidate is visible to the client only once presented, and so is the news: what happens before is told to the
 * supplier alone. No sentence names the person; the page that it stands on does.
 */
export const submittalSubmitted = defineEvent<{ billRate: string }>(
  'submittal.submitted',
  ['supplier'],
  ({ billRate }) =>
    `submitted the candidate at ${formatRate(billRate)} an hour and attested the right to represent`,
);
export const submittalPresented = defineEvent<{ billRate: string }>(
  'submittal.presented',
  ['client', 'supplier'],
  ({ billRate }) => `presented the candidate at ${formatRate(billRate)} an hour`,
);
export const submittalShortlisted = defineEvent<Nothing>(
  'submittal.shortlisted',
  ['client', 'supplier'],
  () => 'put the candidate on the short list',
);
export const submittalScreenedOut = defineEvent<Nothing>(
  'submittal.screenedOut',
  ['supplier'],
  () => 'did not present the candidate',
);
export const submittalRejected = defineEvent<Nothing>(
  'submittal.rejected',
  ['client', 'supplier'],
  () => 'declined the candidate',
);
export const submittalWithdrawnUnseen = defineEvent<Nothing>(
  'submittal.withdrawnUnseen',
  ['supplier'],
  () => 'withdrew the candidate before it was presented',
);
export const submittalWithdrawn = defineEvent<Nothing>(
  'submittal.withdrawn',
  ['client', 'supplier'],
  () => 'withdrew the candidate',
);
export const submittalPassedOverUnseen = defineEvent<Nothing>(
  'submittal.passedOverUnseen',
  ['supplier'],
  () => 'closed the submittal: the need no longer takes candidates',
);
export const submittalPassedOver = defineEvent<Nothing>(
  'submittal.passedOver',
  ['client', 'supplier'],
  () => 'closed the submittal: not selected',
);
export const submittalPlaced = defineEvent<Nothing>(
  'submittal.placed',
  ['client', 'supplier'],
  () => 'recorded the candidate as placed',
);

export const offerExtended = defineEvent<{ billRate: string; startsOn: string; expiresOn: string }>(
  'offer.extended',
  ['client', 'supplier'],
  ({ billRate, startsOn, expiresOn }) =>
    `made an offer: ${formatRate(billRate)} an hour from ${formatDate(startsOn)}, to be answered by ${formatDate(expiresOn)}`,
);
export const offerAccepted = defineEvent<{ billRate: string }>(
  'offer.accepted',
  ['client', 'supplier'],
  ({ billRate }) => `accepted the offer at ${formatRate(billRate)} an hour`,
);
export const offerDeclined = defineEvent<Nothing>(
  'offer.declined',
  ['client', 'supplier'],
  () => 'declined the offer',
);
export const offerRescinded = defineEvent<Nothing>(
  'offer.rescinded',
  ['client', 'supplier'],
  () => 'took the offer back',
);
export const offerExpired = defineEvent<Nothing>(
  'offer.expired',
  ['client', 'supplier'],
  () => 'let the offer expire unanswered',
);
