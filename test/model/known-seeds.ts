/** Sequences that once found a mistake. They are run every time. */
export const knownSeeds: { seed: number; path?: string; commands: number; found: string }[] = [];
