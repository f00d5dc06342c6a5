type Supplier = {
  supplierId: string;
  name: string;
  tier: number;
  affiliatedWithMsp: boolean;
  status: 'active' | 'suspended';
};
type Release = { supplierId: string; tier: number; releasedAt: Date };

export type SupplierToRelease = Supplier & { releasedAt: Date | null };
export type TierToRelease = { tier: number; suppliers: SupplierToRelease[] };

/**
 * Suppliers by tier, with when each was released to. The lowest tier that still has somebody to release to is
 * suggested, whole: a tier hears of a need at once.
 */
export function releaseView(
  suppliers: Supplier[],
  releases: Release[],
): { tiers: TierToRelease[]; suggested: string[] } {
  const tiers = new Map<number, SupplierToRelease[]>();
  for (const supplier of [...suppliers].sort((a, b) => a.tier - b.tier)) {
    const released = releases.find(({ supplierId }) => supplierId === supplier.supplierId);
    const tier = released?.tier ?? supplier.tier;
    const row = { ...supplier, tier, releasedAt: released?.releasedAt ?? null };
    tiers.set(tier, [...(tiers.get(tier) ?? []), row]);
  }
  const sorted = [...tiers].sort(([a], [b]) => a - b).map(([tier, inTier]) => ({ tier, suppliers: inTier }));
  const waiting = ({ status, releasedAt }: SupplierToRelease) => status === 'active' && releasedAt === null;
  const nextTier = sorted.find(({ suppliers: inTier }) => inTier.some(waiting));
  return {
    tiers: sorted,
    suggested: (nextTier?.suppliers ?? []).filter(waiting).map(({ supplierId }) => supplierId),
  };
}
