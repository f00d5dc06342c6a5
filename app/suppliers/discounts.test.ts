import { expect, test } from 'vitest';
import { openingIsKnown, standingIn, tiersInWords, tiersRise } from './discounts.ts';

const tiers = [
  { fromMinor: 0, fraction: '0' },
  { fromMinor: 25_000_000, fraction: '0.02' },
];
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

test('a supplier short of the next tier is told how far it is, and what the next 10,000.00 would give', () => {
  // 2,000.00 are missing; 8,000.00 of the next 10,000.00 lie above, at 2 %.
  expect(standingIn('graduated', tiers, 24_800_000, 0)).toEqual({
    beforeMinor: 24_800_000,
    fraction: '0',
    missingMinor: 200_000,
    nextGivesMinor: 16_000,
  });
  expect(standingIn('cliff_prospective', tiers, 24_800_000, 0).nextGivesMinor).toBe(20_000);
  // 2 % of 258,000.00
  expect(standingIn('cliff_retroactive', tiers, 24_800_000, 0).nextGivesMinor).toBe(516_000);
});

test('at the highest tier nothing is missing', () => {
  expect(standingIn('graduated', tiers, 30_000_000, 0)).toMatchObject({
    fraction: '0.02',
    missingMinor: null,
    nextGivesMinor: 20_000,
  });
  expect(tiersInWords(tiers, 'USD')).toBe('0 % from USD 0.00, 2 % from USD 250,000.00');
});

test('tiers rise, and shares do not fall', () => {
  expect(tiersRise(tiers)).toEqual([]);
  expect(fields(tiersRise([]))).toEqual(['tiers[0].fromMinor']);
  expect(fields(tiersRise([tiers[1], tiers[0]].flatMap((tier) => tier ?? [])))).toEqual([
    'tiers[1].fromMinor',
  ]);
  expect(
    fields(
      tiersRise([
        { fromMinor: 0, fraction: '0.02' },
        { fromMinor: 1, fraction: '0.01' },
      ]),
    ),
  ).toEqual(['tiers[1].fraction']);
});

test('earlier spend is one supplier’s and of a day that has passed', () => {
  const known = { openingMinor: 100, openingOn: '2026-01-01', supplierId: 'cobalt', today: '2026-02-01' };
  expect(openingIsKnown(known)).toEqual([]);
  expect(fields(openingIsKnown({ ...known, supplierId: null }))).toEqual(['openingMinor']);
  expect(fields(openingIsKnown({ ...known, openingOn: null }))).toEqual(['openingOn']);
  expect(fields(openingIsKnown({ ...known, openingOn: '2026-02-02' }))).toEqual(['openingOn']);
  expect(fields(openingIsKnown({ ...known, openingMinor: 0 }))).toEqual(['openingMinor']);
  expect(openingIsKnown({ ...known, openingMinor: 0, openingOn: null })).toEqual([]);
});
