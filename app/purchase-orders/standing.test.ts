import { describe, expect, test } from 'vitest';
import { exhaustion, percentUsed, standing, toleranceOf } from './standing.ts';

const order = (consumedMinor: number, committedMinor = 0, toleranceFraction = '0.05') =>
  standing({ fundsMinor: 1_000_000, toleranceFraction, consumedMinor, committedMinor });

test('what remains is funds and tolerance less what is billed and what is approved', () => {
  expect(order(400_000, 100_000)).toEqual({
    fundsMinor: 1_000_000,
    toleranceMinor: 50_000,
    consumedMinor: 400_000,
    committedMinor: 100_000,
    remainingMinor: 550_000,
  });
});

test('a tolerance is cut to whole cents, never rounded up', () => {
  expect(toleranceOf(999, '0.05')).toBe(49); // 49.95
  expect(toleranceOf(0, '0.05')).toBe(0);
});

test('shares are said in whole percent', () => {
  expect(percentUsed(961_000, 1_000_000)).toBe('96 %');
  expect(percentUsed(1, 0)).toBe('–');
});

describe('before a week is approved', () => {
  test('nothing is said while nine tenths are not reached', () => {
    expect(exhaustion('4711', order(500_000, 300_000), 100_000)).toBeNull();
  });

  test('from there on it is said how far', () => {
    expect(exhaustion('4711', order(500_000, 300_000), 160_000)).toBe(
      'Would nearly exhaust PO 4711 (at 96 %)',
    );
    expect(exhaustion('4711', order(800_000, 100_000), 100_000)).toBe(
      'Would nearly exhaust PO 4711 (at 100 %)',
    );
  });

  test('above the funds the tolerance is drawn on, and above that nothing may be', () => {
    expect(exhaustion('4711', order(900_000), 140_000)).toBe(
      'Would exhaust PO 4711 (at 104 %) and draw on its tolerance',
    );
    expect(exhaustion('4711', order(900_000), 160_000)).toBe(
      'Would exceed PO 4711 beyond its tolerance (at 106 %)',
    );
  });

  test('an order without funds has nothing to give', () => {
    const empty = standing({ fundsMinor: 0, toleranceFraction: '0', consumedMinor: 0, committedMinor: 0 });
    expect(exhaustion('1', empty, 1)).toBe('Would exceed PO 1 beyond its tolerance');
  });
});
