import {
  tierAhead,
  tierReached,
  volumeDiscount,
  type DiscountTier,
  type VolumeMethod,
} from '#app/values/discount.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';

export const discountKinds = ['volume', 'prompt_payment'] as const;
export type DiscountKind = (typeof discountKinds)[number];

export const spendWindows = ['year_to_date', 'rolling_52_weeks', 'rolling_13_weeks'] as const;
export type SpendWindow = (typeof spendWindows)[number];

export const windowLabel: Record<SpendWindow, string> = {
  year_to_date: 'Since the first of January',
  rolling_52_weeks: 'The last 52 weeks',
  rolling_13_weeks: 'The last 13 weeks',
};

export const methodLabel: Record<VolumeMethod, string> = {
  graduated: 'Graduated: each slice of the spend at its own share',
  cliff_prospective: 'Step, for what comes: the share that is reached, on all of what is billed next',
  cliff_retroactive: 'Step, for all: the share that is reached, on all spend of the window, as a rebate',
};

export const methodShort: Record<VolumeMethod, string> = {
  graduated: 'Graduated',
  cliff_prospective: 'Step, for what comes',
  cliff_retroactive: 'Step, for all of the window',
};

/** 10,000.00: what the example on the page asks about. */
export const NEXT_MINOR = 1_000_000;

export type Standing = {
  beforeMinor: number;
  /** The share of the tier that is reached; an exact decimal fraction. */
  fraction: string;
  /** How far the next tier is away; null at the highest. */
  missingMinor: number | null;
  /** What the next 10,000.00 would give, as a discount or a rebate. */
  nextGivesMinor: number;
};

/** Where a supplier stands in a schedule, and what the next 10,000.00 would give it to the client. */
export function standingIn(
  method: VolumeMethod,
  tiers: DiscountTier[],
  beforeMinor: number,
  rebatesGivenMinor: number,
): Standing {
  const { discountMinor, rebateMinor } = volumeDiscount(
    method,
    tiers,
    beforeMinor,
    NEXT_MINOR,
    rebatesGivenMinor,
  );
  const ahead = tierAhead(tiers, beforeMinor);
  return {
    beforeMinor,
    fraction: tierReached(tiers, beforeMinor)?.fraction ?? '0',
    missingMinor: ahead ? ahead.fromMinor - beforeMinor : null,
    nextGivesMinor: discountMinor + rebateMinor,
  };
}

/** The tiers as a sentence: `0 % from 0.00, 2 % from 250,000.00`. */
export const tiersInWords = (tiers: DiscountTier[], currency: string): string =>
  tiers
    .map(({ fromMinor, fraction }) => `${formatPercent(fraction)} from ${formatMoney(fromMinor, currency)}`)
    .join(', ');

/** Thresholds rise from tier to tier; the share of a later tier is not smaller. */
export function tiersRise(tiers: DiscountTier[]): Problem[] {
  if (tiers.length === 0) return [problem('tiers[0].fromMinor', 'Enter at least one tier.')];
  return tiers.flatMap((tier, index) => {
    const before = tiers[index - 1];
    if (!before) return [];
    if (tier.fromMinor <= before.fromMinor)
      return [problem(`tiers[${index}].fromMinor`, 'Each tier begins above the one before.')];
    return Number(tier.fraction) < Number(before.fraction)
      ? [problem(`tiers[${index}].fraction`, 'More spend does not give a smaller share.')]
      : [];
  });
}

/** Spend from before Muster kept it is one supplier's, and of a day that has passed. */
export function openingIsKnown(opening: {
  openingMinor: number;
  openingOn: string | null;
  supplierId: string | null;
  today: string;
}): Problem[] {
  const { openingMinor, openingOn, supplierId, today } = opening;
  if (openingMinor === 0)
    return openingOn === null ? [] : [problem('openingMinor', 'Enter what was spent until then.')];
  if (supplierId === null)
    return [
      problem('openingMinor', 'Earlier spend is one supplier’s. Choose the supplier, or leave it empty.'),
    ];
  if (openingOn === null) return [problem('openingOn', 'Choose the day until which it was spent.')];
  return openingOn > today
    ? [problem('openingOn', `It was spent until today, ${formatDate(today)}, or earlier.`)]
    : [];
}
