import { Decimal, toSafeInteger } from './decimal.ts';

/** From this spend on, this share is given: an exact decimal fraction, `'0.02'` for 2 %. */
export type DiscountTier = { fromMinor: number; fraction: string };

export const volumeMethods = ['graduated', 'cliff_prospective', 'cliff_retroactive'] as const;
export type VolumeMethod = (typeof volumeMethods)[number];

/** Minor units, both positive. A discount is taken off the lines; a rebate is credited for what was billed before. */
export type VolumeDiscount = { discountMinor: number; rebateMinor: number };

/**
 * What a volume schedule gives on the next amount, rounded half up once.
 *   graduated          every slice of the spend at its own share: D(before + gross) − D(before)
 *   cliff prospective  the share of the tier that is reached, on all of the next amount
 *   cliff retroactive  the share of the tier that is reached, on all spend of the window, less rebates given already
 * A tier is reached by the spend that equals its threshold.
 * @param tiers in any order; below the lowest of them nothing is given
 * @param beforeMinor spend of the window before this amount, in minor units
 * @param grossMinor the amount that is billed now, in minor units
 * @param rebatesGivenMinor what the window's rebates come to so far; only a retroactive schedule asks
 */
export function volumeDiscount(
  method: VolumeMethod,
  tiers: DiscountTier[],
  beforeMinor: number,
  grossMinor: number,
  rebatesGivenMinor = 0,
): VolumeDiscount {
  const after = beforeMinor + grossMinor;
  switch (method) {
    case 'graduated': {
      const given = graduated(tiers, after).minus(graduated(tiers, beforeMinor));
      return { discountMinor: toSafeInteger(given.round(0)), rebateMinor: 0 };
    }
    case 'cliff_prospective': {
      const given = new Decimal(grossMinor).times(tierReached(tiers, after)?.fraction ?? '0');
      return { discountMinor: toSafeInteger(given.round(0)), rebateMinor: 0 };
    }
    case 'cliff_retroactive': {
      const owed = new Decimal(after).times(tierReached(tiers, after)?.fraction ?? '0').round(0);
      return { discountMinor: 0, rebateMinor: Math.max(0, toSafeInteger(owed) - rebatesGivenMinor) };
    }
  }
}

/** The highest tier whose threshold the spend reaches; null below the lowest. */
export function tierReached(tiers: DiscountTier[], spendMinor: number): DiscountTier | null {
  return ascending(tiers).findLast(({ fromMinor }) => fromMinor <= spendMinor) ?? null;
}

/** The next tier above the spend; null where the highest is reached. */
export function tierAhead(tiers: DiscountTier[], spendMinor: number): DiscountTier | null {
  return ascending(tiers).find(({ fromMinor }) => fromMinor > spendMinor) ?? null;
}

const ascending = (tiers: DiscountTier[]) => tiers.toSorted((a, b) => a.fromMinor - b.fromMinor);

/** The exact discount on all of the spend, each slice at the share of its own tier. */
function graduated(tiers: DiscountTier[], spendMinor: number) {
  const slices = ascending(tiers);
  return slices.reduce((total, { fromMinor, fraction }, index) => {
    const until = Math.min(spendMinor, slices[index + 1]?.fromMinor ?? spendMinor);
    return until <= fromMinor ? total : total.plus(new Decimal(until - fromMinor).times(fraction));
  }, new Decimal(0));
}
