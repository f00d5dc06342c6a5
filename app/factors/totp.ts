/** Codes change every half minute (RFC 6238). */
export const PERIOD_SECONDS = 30;

/** Which half minute since 1970 this is. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
