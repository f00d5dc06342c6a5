import { expect, test } from 'vitest';
import { releaseView } from './release-view.ts';

const supplier = (supplierId: string, tier: number, status: 'active' | 'suspended' = 'active') => ({
  supplierId,
  name: supplierId,
  tier,
  affiliatedWithMsp: false,
  status,
});
const released = (supplierId: string, tier: number) => ({
  supplierId,
  tier,
  releasedAt: new Date('2026-11-16T10:00:00Z'),
});

test('the whole of the first tier is suggested first, but nobody who is suspended', () => {
  const { suggested } = releaseView([supplier('b', 2), supplier('a', 1), supplier('c', 1, 'suspended')], []);
  expect(suggested).toEqual(['a']);
});

test('the next tier is suggested when the first has heard of it', () => {
  const { suggested } = releaseView([supplier('a', 1), supplier('b', 2)], [released('a', 1)]);
  expect(suggested).toEqual(['b']);
});

test('a supplier stands in the tier it was released in, whatever its tier is now', () => {
  const { tiers, suggested } = releaseView([supplier('a', 3)], [released('a', 1)]);
  expect(tiers.map(({ tier }) => tier)).toEqual([1]);
  expect(suggested).toEqual([]);
});
