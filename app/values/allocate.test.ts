import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from './allocate.ts';

const totals = fc.integer({ min: -1e12, max: 1e12 });
const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0));

test('a dollar by thirds leaves its cent with the first', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(allocate(200, [1, 1, 1])).toEqual([67, 67, 66]);
});

test('the largest remainder gets the cent, not the first part', () => {
  expect(allocate(10, ['0.15', '0.25', '0.60'])).toEqual([2, 2, 6]); // 1.5 · 2.5 · 6.0: a tie, the earlier gets it
  expect(allocate(100, ['0.333', '0.333', '0.334'])).toEqual([33, 33, 34]);
});

test('the field guide’s example B: 60 and 40 % of each leg', () => {
  expect(allocate(381055, ['0.6', '0.4'])).toEqual([228633, 152422]);
  expect(allocate(11432, ['0.6', '0.4'])).toEqual([6859, 4573]);
  expect(allocate(24923, ['0.6', '0.4'])).toEqual([14954, 9969]);
});

test('example B’s discount over two lines', () => {
  expect(allocate(3695, [342000, 42750])).toEqual([3284, 411]);
});

test('the parts sum to the total', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      expect(allocate(total, list).reduce((sum, part) => sum + part, 0)).toBe(total);
    }),
  );
});

test('each part is within one of its exact share, and nothing goes where there is no weight', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const all = list.reduce((sum, weight) => sum + weight, 0);
      allocate(total, list).forEach((part, index) => {
        const off = BigInt(part) * BigInt(all) - BigInt(total) * BigInt(list[index] ?? 0);
        expect(off < BigInt(all) && off > -BigInt(all)).toBe(true);
        if (list[index] === 0) expect(Object.is(part, 0)).toBe(true);
      });
    }),
  );
});

test('a credit is the mirror of its charge, and the unit of the weights does not matter', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const parts = allocate(total, list);
      expect(allocate(-total, list).map((part, index) => part + (parts[index] ?? 0))).toEqual(
        parts.map(() => 0),
      );
      expect(
        allocate(
          total,
          list.map((weight) => `${weight}e-6`),
        ),
      ).toEqual(parts);
    }),
  );
});

test('more weight never receives less', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), weights, (total, list) => {
      const parts = allocate(total, list);
      const byWeight = list.map((weight, index) => ({ weight, part: parts[index] ?? 0 }));
      for (const a of byWeight)
        for (const b of byWeight) if (a.weight > b.weight) expect(a.part).toBeGreaterThanOrEqual(b.part);
    }),
  );
});

test('nothing to split is split into nothing; something without weights is refused', () => {
  expect(allocate(0, [])).toEqual([]);
  expect(allocate(0, [0, 0])).toEqual([0, 0]);
  expect(() => allocate(1, [])).toThrow(RangeError);
  expect(() => allocate(1, [0, 0])).toThrow(RangeError);
  expect(() => allocate(1, [2, -1])).toThrow(RangeError);
  expect(() => allocate(0.5, [1])).toThrow(RangeError);
});
