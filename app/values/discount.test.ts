import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tierAhead, tierReached, volumeDiscount, volumeMethods, type DiscountTier } from './discount.ts';

/** Field guide 3.12, example B: nothing up to 250,000.00, 2 % above. */
const tiers: DiscountTier[] = [
  { fromMinor: 0, fraction: '0' },
  { fromMinor: 25_000_000, fraction: '0.02' },
];
const before = 24_800_000;
const gross = 384_750;

test('graduated: only what lies above the threshold is discounted', () => {
  // 2,000.00 at 0 %, 1,847.50 at 2 % = 36.95
  expect(volumeDiscount('graduated', tiers, before, gross)).toEqual({ discountMinor: 3_695, rebateMinor: 0 });
});

test('cliff, prospective: the whole amount that reaches the tier is discounted', () => {
  // 2 % of 3,847.50
  expect(volumeDiscount('cliff_prospective', tiers, before, gross)).toEqual({
    discountMinor: 7_695,
    rebateMinor: 0,
  });
});

test('cliff, retroactive: all spend of the window is rebated, once', () => {
  // 2 % of 251,847.50
  expect(volumeDiscount('cliff_retroactive', tiers, before, gross)).toEqual({
    discountMinor: 0,
    rebateMinor: 503_695,
  });
  // The next 1,000.00 are worth 20.00 more than what was given already.
  expect(volumeDiscount('cliff_retroactive', tiers, before + gross, 100_000, 503_695).rebateMinor).toBe(
    2_000,
  );
  // A window that lost spend takes nothing back.
  expect(volumeDiscount('cliff_retroactive', tiers, 0, 100_000, 503_695).rebateMinor).toBe(0);
});

test('the threshold itself reaches the tier, and below the lowest tier nothing is given', () => {
  expect(tierReached(tiers, 25_000_000)?.fraction).toBe('0.02');
  expect(tierReached(tiers, 24_999_999)?.fraction).toBe('0');
  expect(tierReached([{ fromMinor: 100, fraction: '0.1' }], 99)).toBeNull();
  expect(tierAhead(tiers, before)?.fromMinor).toBe(25_000_000);
  expect(tierAhead(tiers, 25_000_000)).toBeNull();
  for (const method of volumeMethods)
    expect(volumeDiscount(method, [{ fromMinor: 100, fraction: '0.1' }], 0, 99)).toEqual({
      discountMinor: 0,
      rebateMinor: 0,
    });
});

const someTiers = fc
  .uniqueArray(fc.record({ fromMinor: fc.nat(10_000_000), percent: fc.nat(99) }), {
    selector: ({ fromMinor }) => fromMinor,
    minLength: 1,
    maxLength: 5,
  })
  .map((rows) => rows.map(({ fromMinor, percent }) => ({ fromMinor, fraction: String(percent / 100) })));

test('graduated gives the same in one amount as in two, to the cent of each rounding', () => {
  fc.assert(
    fc.property(someTiers, fc.nat(10_000_000), fc.nat(1_000_000), fc.nat(1_000_000), (rows, from, a, b) => {
      const whole = volumeDiscount('graduated', rows, from, a + b).discountMinor;
      const first = volumeDiscount('graduated', rows, from, a).discountMinor;
      const second = volumeDiscount('graduated', rows, from + a, b).discountMinor;
      expect(Math.abs(whole - first - second)).toBeLessThanOrEqual(1);
    }),
  );
});

test('no discount is larger than what it is given on, whatever the order of the tiers', () => {
  fc.assert(
    fc.property(someTiers, fc.nat(10_000_000), fc.nat(1_000_000), (rows, from, amount) => {
      for (const method of volumeMethods) {
        const { discountMinor, rebateMinor } = volumeDiscount(method, rows, from, amount);
        expect(discountMinor).toBeLessThanOrEqual(amount);
        expect(discountMinor).toBeGreaterThanOrEqual(0);
        expect(rebateMinor).toBeLessThanOrEqual(from + amount);
        expect(volumeDiscount(method, rows.toReversed(), from, amount)).toEqual({
          discountMinor,
          rebateMinor,
        });
      }
    }),
  );
});
