import { expect, test } from 'vitest';
import { dayDifferences, movedCostCenters, signedHours, signedMoney } from './version-difference.ts';

const line = (workDate: string, minutes: number, payCode: 'ST' | 'OT' = 'ST', costCenterId = 'a') => ({
  ...{ workDate, minutes, payCode, costCenterId },
});

test('only days that differ are told, with what they were and are', () => {
  const before = [line('2026-03-09', 480), line('2026-03-10', 480), line('2026-03-10', 60, 'OT')];
  const after = [line('2026-03-09', 480), line('2026-03-10', 420), line('2026-03-12', 120)];
  expect(dayDifferences(before, after)).toEqual([
    { date: '2026-03-10', payCode: 'ST', before: 480, after: 420 },
    { date: '2026-03-10', payCode: 'OT', before: 60, after: 0 },
    { date: '2026-03-12', payCode: 'ST', before: 0, after: 120 },
  ]);
});

test('hours on two cost centers of a day are one figure', () => {
  const before = [line('2026-03-09', 240), line('2026-03-09', 240, 'ST', 'b')];
  expect(dayDifferences(before, [line('2026-03-09', 480)])).toEqual([]);
  expect(movedCostCenters(before, [line('2026-03-09', 480)])).toBe(true);
  expect(movedCostCenters(before, [...before].reverse())).toBe(false);
});

test('an emptied week loses every day', () => {
  expect(dayDifferences([line('2026-03-09', 480)], [])).toEqual([
    { date: '2026-03-09', payCode: 'ST', before: 480, after: 0 },
  ]);
});

test('differences say their sign', () => {
  expect([signedHours(120), signedHours(-120), signedHours(0)]).toEqual(['+2.00', '−2.00', '0.00']);
  expect([signedMoney(17_400), signedMoney(-17_400), signedMoney(0)]).toEqual(['+174.00', '−174.00', '0.00']);
});
