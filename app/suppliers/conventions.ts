/** How an agreement says that overtime is billed. What each makes of a rate stands in assignments, `rates.ts`. */
export const overtimeConventions = ['full', 'premium_at_cost', 'fixed'] as const;
export type OvertimeConvention = (typeof overtimeConventions)[number];

export const conventionLabel: Record<OvertimeConvention, string> = {
  full: 'In full: 1.5 × and 2 × the bill rate',
  premium_at_cost: 'Premium at cost: markup on straight time only',
  fixed: 'Fixed rates',
};

export const conventionHint: Record<OvertimeConvention, string> = {
  full: 'Overtime is billed at one and a half times the bill rate, double time at twice.',
  premium_at_cost:
    'The bill rate plus half the pay rate (double time: the whole pay rate), with the burden below on it. Whoever sees both rates can work out the pay rate.',
  fixed: 'The rates below, whatever the bill rate is. For day rates and the like.',
};
