import { expect, test } from 'vitest';
import { addMonths, comparisonOf, lastDayOf, monthsOf, windowOf, yearsOf } from './months.ts';

test('months are counted over the turn of the year, both ways', () => {
  expect(addMonths('2026-11', 2)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(addMonths('2026-12', -12)).toBe('2025-12');
  expect(monthsOf({ from: '2025-11', to: '2026-02' })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsOf({ from: '2026-02', to: '2026-01' })).toEqual([]);
});

test('the last day of a month knows leap years', () => {
  expect(lastDayOf('2026-02')).toBe('2026-02-28');
  expect(lastDayOf('2028-02')).toBe('2028-02-29');
  expect(lastDayOf('2026-12')).toBe('2026-12-31');
});

test('rolling twelve months end with the last month that has figures', () => {
  const data = { from: '2024-01', to: '2026-10' };
  expect(windowOf('rolling', data, '2026-12')).toEqual({ from: '2025-11', to: '2026-10' });
  expect(windowOf('rolling', null, '2026-12')).toEqual({ from: '2026-01', to: '2026-12' });
});

test('a year that is under way ends where its figures end', () => {
  const data = { from: '2024-01', to: '2026-10' };
  expect(windowOf('2026', data, '2026-12')).toEqual({ from: '2026-01', to: '2026-10' });
  expect(windowOf('2025', data, '2026-12')).toEqual({ from: '2025-01', to: '2025-12' });
  expect(windowOf('2031', data, '2026-12')).toEqual({ from: '2031-01', to: '2031-12' });
});

test('compares with the year before only where all of it is known', () => {
  const window = { from: '2025-11', to: '2026-10' };
  expect(comparisonOf(window, { from: '2024-11', to: '2026-10' }, '2026-10')).toEqual({
    kind: 'year',
    now: window,
    before: { from: '2024-11', to: '2025-10' },
  });
  expect(comparisonOf(window, { from: '2024-12', to: '2026-10' }, '2026-10')).toEqual({
    kind: 'quarter',
    now: { from: '2026-08', to: '2026-10' },
    before: { from: '2026-05', to: '2026-07' },
  });
});

test('a month that is half billed is left out of the comparison', () => {
  const comparison = comparisonOf(
    { from: '2025-12', to: '2026-11' },
    { from: '2024-01', to: '2026-11' },
    '2026-10',
  );
  expect(comparison?.now).toEqual({ from: '2025-12', to: '2026-10' });
  expect(comparison?.before).toEqual({ from: '2024-12', to: '2025-10' });
});

test('says nothing where there is too little to compare', () => {
  expect(comparisonOf({ from: '2025-11', to: '2026-10' }, null, '2026-10')).toBeNull();
  expect(
    comparisonOf({ from: '2025-11', to: '2026-10' }, { from: '2026-06', to: '2026-10' }, '2026-10'),
  ).toBeNull();
});

test('years stand newest first', () => {
  expect(yearsOf({ from: '2024-12', to: '2026-01' })).toEqual(['2026', '2025', '2024']);
  expect(yearsOf(null)).toEqual([]);
});
