import { expect, test } from 'vitest';
import { endsNoEarlierThanItStarts, fundsCoverWhatWasBilled } from './rules.ts';

test('funds may not fall below what was billed, and the tolerance counts', () => {
  const billed = { consumedMinor: 104_000, currency: 'USD' };
  expect(fundsCoverWhatWasBilled({ funds: 100_000, tolerance: '0.05' }, billed)).toEqual([]);
  expect(fundsCoverWhatWasBilled({ funds: 100_000, tolerance: '0.03' }, billed)).toEqual([
    { field: 'funds', message: 'USD 1,040.00 was billed to it already. Funds cannot be less.' },
  ]);
});

test('an order ends no earlier than it starts', () => {
  expect(endsNoEarlierThanItStarts('2026-01-01', '2025-12-31')).toHaveLength(1);
  expect(endsNoEarlierThanItStarts('2026-01-01', '2026-01-01')).toEqual([]);
  expect(endsNoEarlierThanItStarts('2026-01-01', undefined)).toEqual([]);
});
