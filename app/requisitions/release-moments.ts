/** Two releases of a tier that lie closer together than this count as one act. The database holds the same. */
const ONE_ACT_MS = 1000;

/**
 * The moment that each tier's releases are dated with. It is now, unless the same tier was released to within the
 * last second: then both are one act and share its moment.
 */
export function releaseMoments(
  before: { tier: number; releasedAt: Date }[],
  now: Date,
): (tier: number) => Date {
  return (tier) =>
    before.find((one) => one.tier === tier && Math.abs(one.releasedAt.getTime() - now.getTime()) < ONE_ACT_MS)
      ?.releasedAt ?? now;
}
