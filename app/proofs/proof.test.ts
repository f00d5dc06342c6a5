import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '#app/values/allocate.ts';
import { lineAmountMinor, percentOf } from '#app/values/price.ts';
import { timesFactor } from '#app/values/rate.ts';
import {
  checkOf,
  countChecks,
  factor,
  holds,
  hours,
  money,
  percent,
  rate,
  stated,
  summed,
  type Operation,
  type Proof,
} from './proof.ts';

const node = (value: Proof['value'], operation: Operation, parts: Proof[] = []): Proof => ({
  label: 'A number',
  value,
  how: '',
  operation,
  parts,
});
const leaf = (value: Proof['value']) => stated('A part', value, 'as written');

const minor = fc.integer({ min: -10_000_000, max: 10_000_000 });
const anyRate = fc
  .integer({ min: 1, max: 9_999_999 })
  .map((tenThousandths) => (tenThousandths / 10_000).toFixed(4));
const anyFraction = fc
  .integer({ min: 0, max: 999_999 })
  .map((millionths) => (millionths / 1_000_000).toFixed(6));
const minutes = fc.integer({ min: -10_000, max: 10_000 });

test('what is its parts together holds, and one unit more or less does not', () => {
  fc.assert(
    fc.property(fc.array(minor, { minLength: 1, maxLength: 20 }), fc.constantFrom(-1, 1), (parts, off) => {
      const total = parts.reduce((sum, part) => sum + part, 0);
      const leaves = parts.map((part) => leaf(money(part)));
      expect(holds(summed('Total', money(total), leaves))).toBe(true);
      expect(checkOf(summed('Total', money(total + off), leaves))).toBe('differs');
    }),
  );
});

test('hours times rate is what a line costs, in every currency', () => {
  fc.assert(
    fc.property(minutes, anyRate, fc.constantFrom('USD', 'JPY', 'KWD'), (worked, billed, currency) => {
      const parts = [leaf(hours(worked)), leaf(rate(billed))];
      const amount = lineAmountMinor(worked, billed, currency);
      expect(holds(node(money(amount), { kind: 'product' }, parts), currency)).toBe(true);
      expect(holds(node(money(amount + 1), { kind: 'product' }, parts), currency)).toBe(false);
    }),
  );
});

test('a share of an amount is rounded once, half away from zero, and deducted with the other sign', () => {
  fc.assert(
    fc.property(minor, anyFraction, (amount, share) => {
      const parts = [leaf(money(amount)), leaf(percent(share))];
      const fee = percentOf(amount, share);
      expect(holds(node(money(fee), { kind: 'product' }, parts))).toBe(true);
      expect(holds(node(money(fee === 0 ? 0 : -fee), { kind: 'product', negative: true }, parts))).toBe(true);
    }),
  );
  // 12.5 cents on both sides of nothing.
  const half = (amount: number) => [leaf(money(amount)), leaf(percent('0.125'))];
  expect(holds(node(money(13), { kind: 'product' }, half(100)))).toBe(true);
  expect(holds(node(money(-13), { kind: 'product' }, half(-100)))).toBe(true);
  expect(holds(node(money(12), { kind: 'product' }, half(100)))).toBe(false);
});

test('an overtime rate is the straight rate times its factor, to cents', () => {
  fc.assert(
    fc.property(anyRate, (straight) => {
      const overtime = timesFactor(straight, '1.5');
      const parts = [leaf(rate(straight)), leaf(factor('1.5'))];
      expect(holds(node(rate(overtime), { kind: 'product', places: 2 }, parts))).toBe(true);
    }),
  );
});

test('shares by the largest remainder hold at their place among the remainders, and at no other cent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        const given = allocate(total, weights);
        const rests = weights.map((weight) => (total * weight) % whole);
        const order = rests
          .map((_, index) => index)
          .sort((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0) || a - b);
        const leftOver =
          total - weights.reduce((sum, weight) => sum + Math.floor((total * weight) / whole), 0);
        weights.forEach((weight, index) => {
          const operation: Operation = {
            kind: 'share',
            numerator: String(total * weight),
            denominator: String(whole),
            place: order.indexOf(index) + 1,
            leftOver,
          };
          expect(holds(node(money(given[index] ?? 0), operation))).toBe(true);
          expect(holds(node(money((given[index] ?? 0) + 1), operation))).toBe(false);
        });
      },
    ),
  );
});

test('a share below nothing is rounded down, away from nothing', () => {
  const operation: Operation = { kind: 'share', numerator: '-10.5', denominator: '1', place: 2, leftOver: 1 };
  expect(holds(node(money(-11), operation))).toBe(true);
  expect(holds(node(money(-10), { ...operation, place: 1 }))).toBe(true);
});

test('credits in however many pieces take back all of it', () => {
  fc.assert(
    fc.property(
      minor,
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 }),
      (posted, pieces) => {
        const original = pieces.reduce((sum, piece) => sum + piece, 0);
        let before = 0;
        let back = 0;
        for (const piece of pieces) {
          const round = (part: number) => percentOfRatio(posted, part, original);
          const value = -(round(before + piece) - round(before));
          const operation: Operation = { kind: 'takenBack', posted, upto: before + piece, before, original };
          expect(holds(node(money(value === 0 ? 0 : value), operation))).toBe(true);
          back += value;
          before += piece;
        }
        expect(back + posted).toBe(0);
      },
    ),
  );
});

/** of × part ÷ whole, half away from zero, in whole numbers only. */
function percentOfRatio(of: number, part: number, whole: number): number {
  const doubled = 2n * BigInt(Math.abs(of)) * BigInt(part) + BigInt(whole);
  const rounded = Number(doubled / (2n * BigInt(whole)));
  return of < 0 ? -rounded : rounded;
}

test('a cap, a base that never falls below nothing, a volume discount and a proportion', () => {
  const least = [leaf(money(285)), leaf(money(250))];
  expect(holds(node(money(-250), { kind: 'least', negative: true }, least))).toBe(true);
  expect(
    holds(node(money(0), { kind: 'sum', notBelowZero: true }, [leaf(money(100)), leaf(money(-300))])),
  ).toBe(true);
  const volume: Operation = {
    kind: 'volume',
    method: 'graduated',
    tiers: [
      { fromMinor: 0, fraction: '0' },
      { fromMinor: 25_000_000, fraction: '0.02' },
    ],
    before: 24_800_000,
    gross: 384_750,
    rebatesGiven: 0,
  };
  // Field guide 3.12 B: 2 % of the 1,847.50 above 250,000.00.
  expect(holds(node(money(3_695), volume))).toBe(true);
  expect(holds(node(money(3_694), volume))).toBe(false);
  expect(holds(node(money(-33), { kind: 'proportion', of: -100, weight: 1, whole: 3 }))).toBe(true);
});

test('a fault anywhere below is found, and counted', () => {
  const wrong = summed('Wrong', money(3), [leaf(money(1)), leaf(money(1))]);
  const tree = summed('Total', money(5), [wrong, leaf(money(2))]);
  expect(checkOf(tree)).toBe('holds');
  expect(holds(tree)).toBe(false);
  expect(countChecks(tree)).toEqual({ computed: 2, differing: 1 });
});
