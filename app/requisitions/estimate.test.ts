import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '#app/values/money.ts';
import { estimateBySplit, estimateOf, weeksInWords, type EstimateBasis } from './estimate.ts';

// 2026-11-30 to 2027-02-28 are 91 days, which is 13 weeks.
const quarter: EstimateBasis = {
  positions: 2,
  startsOn: '2026-11-30',
  endsOn: '2027-02-28',
  weekMinutes: 2400,
  maxBillRate: '67.55',
  clientFees: [],
};

describe('an estimate', () => {
  test('is positions × weeks × hours × maximum rate', () => {
    // 2 × 13 × 40 h = 1,040 h; × 67.55 = 70,252.00
    const { days, hours, hoursAreExact, workMinor, totalMinor } = estimateOf(quarter);
    expect({ days, hours, hoursAreExact, workMinor, totalMinor }).toEqual({
      days: 91,
      hours: '1,040.00',
      hoursAreExact: true,
      workMinor: 7_025_200,
      totalMinor: 7_025_200,
    });
  });

  test('adds what the client bears, each fee on the work and none on another', () => {
    const { fees, totalMinor } = estimateOf({
      ...quarter,
      clientFees: [
        { label: 'MSP fee', fraction: '0.03' },
        { label: 'Platform fee', fraction: '0.005' },
      ],
    });
    // 70,252.00 × 3 % = 2,107.56; × 0.5 % = 351.26
    expect(fees.map(({ feeMinor }) => feeMinor)).toEqual([210_756, 35_126]);
    expect(totalMinor).toBe(7_271_082);
  });

  test('counts a part of a week by its days', () => {
    // 10 days of 40 h a week: 10 ÷ 7 × 40 h × 70.00 = 4,000.00 exactly
    expect(estimateOf({ ...quarter, positions: 1, endsOn: '2026-12-09', maxBillRate: '70' }).workMinor).toBe(
      400_000,
    );
  });

  test('counts a single day as a day', () => {
    // 40 h ÷ 7 × 100.00 = 571.428571… → 571.43
    expect(estimateOf({ ...quarter, positions: 1, endsOn: '2026-11-30', maxBillRate: '100' }).workMinor).toBe(
      57_143,
    );
  });

  test('rounds once, half up, from the exact time', () => {
    // One week of one hour at 0.005 is half a cent, which is a cent.
    expect(
      estimateOf({ ...quarter, positions: 1, endsOn: '2026-12-06', weekMinutes: 60, maxBillRate: '0.005' })
        .workMinor,
    ).toBe(1);
    // 3 × 5 ÷ 7 h × 10.00 = 21.428571… → 21.43; from hours rounded to the minute it would be 21.50.
    expect(
      estimateOf({ ...quarter, positions: 3, endsOn: '2026-12-04', weekMinutes: 60, maxBillRate: '10' })
        .workMinor,
    ).toBe(2143);
  });

  test('stays exact for the largest need that a form takes', () => {
    const largest = { ...quarter, positions: 500, endsOn: '2029-12-04', weekMinutes: 10_080 };
    expect(Number.isSafeInteger(estimateOf({ ...largest, maxBillRate: '999999.9999' }).totalMinor)).toBe(
      true,
    );
  });
});

test('shares by cost center sum to the estimate to the cent', () => {
  const thirds = [{ percent: '33.3333' }, { percent: '33.3333' }, { percent: '33.3334' }];
  // The last has the largest weight by a hair, and so gets the cent that is left over.
  expect(estimateBySplit(100_00, thirds).map(({ shareMinor }) => shareMinor)).toEqual([3333, 3333, 3334]);
  fc.assert(
    fc.property(fc.nat({ max: 1e12 }), fc.integer({ min: 1, max: 99 }), (total, percent) => {
      const shares = estimateBySplit(total, [{ percent: `${percent}` }, { percent: `${100 - percent}` }]);
      expect(sum(shares.map(({ shareMinor }) => shareMinor))).toBe(total);
    }),
  );
});

test.each([
  [91, '13 weeks'],
  [10, '1 week and 3 days'],
  [8, '1 week and 1 day'],
  [1, '1 day'],
])('%i days read as %s', (days, words) => {
  expect(weeksInWords(days)).toBe(words);
});
