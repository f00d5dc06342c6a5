/** What can be wrong with a trail. */
export type Tampering =
  'edited' | 'removed' | 'inserted' | 'order' | 'cut' | 'reforged' | 'unsealed' | 'anchors' | 'unknown';

/** One thing that is not as it was sealed, in a sentence. */
export type Difference = {
  tampering: Tampering;
  chain: string;
  eventId: number | null;
  position: number | null;
  sentence: string;
};

/** Of all differences at most so many are kept in words; the rest are counted. */
export const DIFFERENCES_TOLD = 200;

/** Collects differences: all are counted, the first are kept in words. */
export class Findings {
  readonly told: Difference[] = [];
  readonly byChain = new Map<string, number>();
  count = 0;

  add(difference: Difference): void {
    this.count += 1;
    this.byChain.set(difference.chain, (this.byChain.get(difference.chain) ?? 0) + 1);
    if (this.told.length < DIFFERENCES_TOLD) this.told.push(difference);
  }
}
