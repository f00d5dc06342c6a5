import { defineLifecycle, type StatusOf } from '#app/values/lifecycle.ts';

/** A rate card from a file: looked at first, then posted as a whole or not at all. */
export const rateCardImport = defineLifecycle('rate_card_import', {
  previewed: { post: 'posted', discard: 'discarded' },
  posted: {},
  discarded: {},
});
export type RateCardImportStatus = StatusOf<typeof rateCardImport>;

export const isOpen = (status: RateCardImportStatus) => status === 'previewed';
