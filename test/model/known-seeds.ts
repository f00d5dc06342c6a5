/** Sequences that once found a mistake. They are run every time. */
export const knownSeeds: { seed: number; path?: string; commands: number; found: string }[] = [
  {
    seed: 1006,
    path: '7',
    commands: 60,
    found: 'a rate billed by hand was undone when the rates after it were agreed anew',
  },
];
