import { expect, test } from 'vitest';
import { priceWeek, type RateInForce } from './price-week.ts';

const rate = (
  rateId: string,
  payCode: RateInForce['payCode'],
  billRate: string,
  from: string,
  upTo: string | null = null,
) => ({
  ...{ rateId, payCode, billRate, from, upTo },
});
const line = (date: string, payCode: RateInForce['payCode'], minutes: number, costCenterId = 'icu') => ({
  ...{ date, payCode, minutes, costCenterId },
});

test('the worked example of the field: 40 h straight, 9 h overtime, 1 h double', () => {
  const rates = [
    rate('s', 'ST', '87', '2026-01-01'),
    rate('o', 'OT', '130.5', '2026-01-01'),
    rate('d', 'DT', '174', '2026-01-01'),
  ];
  const days = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'];
  const lines = [
    ...days.map((day) => line(day, 'ST', 480)),
    line('2026-11-14', 'OT', 540),
    line('2026-11-14', 'DT', 60),
  ];
  // 40 × 87.00 = 3,480.00; 9 × 130.50 = 1,174.50; 1 × 174.00 = 174.00
  expect(priceWeek(lines, rates).charges.map((charge) => charge.amountMinor)).toEqual([
    348000, 117450, 17400,
  ]);
  expect(priceWeek(lines, rates).amountMinor).toBe(482850);
});

test('each pay code, cost center and rate is rounded once, not each day', () => {
  // 3 × 20 min × 10.01 = 10.01; rounded by day it would be 3 × 3.34 = 10.02.
  const rates = [rate('s', 'ST', '10.01', '2026-01-01')];
  const lines = ['2026-11-09', '2026-11-10', '2026-11-11'].map((day) => line(day, 'ST', 20));
  expect(priceWeek(lines, rates).amountMinor).toBe(1001);
});

test('the rate of the day counts, and its last day is included', () => {
  const rates = [rate('old', 'ST', '60', '2026-01-01', '2026-11-10'), rate('new', 'ST', '66', '2026-11-11')];
  const { charges } = priceWeek([line('2026-11-10', 'ST', 60), line('2026-11-11', 'ST', 60)], rates);
  expect(charges.map((charge) => [charge.rateId, charge.amountMinor])).toEqual([
    ['old', 6000],
    ['new', 6600],
  ]);
});

test('minutes without a rate are counted, not dropped', () => {
  const priced = priceWeek(
    [line('2026-11-09', 'ST', 60), line('2026-11-09', 'OT', 45)],
    [rate('s', 'ST', '60', '2026-11-09')],
  );
  expect(priced).toMatchObject({ amountMinor: 6000, unpricedMinutes: 45 });
});
