import { defineLifecycle } from '#app/values/lifecycle.ts';

/** What a person asked for about themselves, until somebody has answered. */
export const privacyRequest = defineLifecycle(
  'privacy_request',
  {
    open: { fulfill: 'fulfilled', refuse: 'refused', withdraw: 'withdrawn' },
    fulfilled: {},
    refused: {},
    withdrawn: {},
  },
  'privacy_request',
);
