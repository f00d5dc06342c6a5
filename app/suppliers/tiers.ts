/** Tiers count from 1, which is asked first, to 9. */
export const HIGHEST_TIER = 9;

export const tiers = Array.from({ length: HIGHEST_TIER }, (_, index) => index + 1);

export const tierLabel = (tier: number): string =>
  tier === 1 ? 'Tier 1: asked first' : `Tier ${tier}: asked after tier ${tier - 1}`;
