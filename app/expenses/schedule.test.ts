import { expect, test } from 'vitest';
import { dueDays } from './schedule.ts';

test('once is its own day, whatever is looked at', () => {
  expect(dueDays({ cadence: 'once', startsOn: '2026-03-05', endsOn: null }, '2026-01-01')).toEqual([
    '2026-03-05',
  ]);
});

test('every week falls on the same day until the last one, both ends included', () => {
  const series = { cadence: 'weekly', startsOn: '2026-03-05', endsOn: '2026-03-19' } as const;
  expect(dueDays(series, '2026-12-31')).toEqual(['2026-03-05', '2026-03-12', '2026-03-19']);
  expect(dueDays(series, '2026-03-18')).toEqual(['2026-03-05', '2026-03-12']);
  expect(dueDays(series, '2026-03-04')).toEqual([]);
});

test('every month counts from the first day, so that February changes nothing for March', () => {
  const series = { cadence: 'monthly', startsOn: '2028-01-31', endsOn: '2028-05-31' } as const;
  expect(dueDays(series, '2028-12-31')).toEqual([
    '2028-01-31',
    '2028-02-29',
    '2028-03-31',
    '2028-04-30',
    '2028-05-31',
  ]);
});
