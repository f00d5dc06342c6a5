import { expect, test } from 'vitest';
import { addMonths, daysInMonth, firstOfMonth, lastOfMonth, monthsBetween } from './month.ts';

test('a month is written as its first day', () => {
  expect(firstOfMonth('2026-06-17')).toBe('2026-06-01');
  expect(lastOfMonth('2026-06-17')).toBe('2026-06-30');
});

test('February knows its leap years', () => {
  expect(lastOfMonth('2026-02-01')).toBe('2026-02-28');
  expect(lastOfMonth('2028-02-01')).toBe('2028-02-29');
  expect(daysInMonth('2028-02-29')).toBe(29);
  expect(daysInMonth('2026-12-31')).toBe(31);
});

test('months are counted over the ends of years, both ways', () => {
  expect(addMonths('2026-12-05', 1)).toBe('2027-01-01');
  expect(addMonths('2026-01-31', -1)).toBe('2025-12-01');
  expect(addMonths('2026-06-30', -18)).toBe('2024-12-01');
  expect(addMonths('2026-06-30', 0)).toBe('2026-06-01');
});

test('every month of a stretch, and none of a stretch that ends before it starts', () => {
  expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual([
    '2025-11-01',
    '2025-12-01',
    '2026-01-01',
    '2026-02-01',
  ]);
  expect(monthsBetween('2026-02-01', '2026-01-31')).toEqual([]);
});
