import { expect, test } from 'vitest';
import { outcomeInWords, whyNotWaiting } from './approval-outcome.ts';

const sheet = { id: 'a', title: 'Training', workerName: 'Tessa Marlow', amountMinor: 2450, currency: 'USD' };

test('says how many, what they come to, and what was left with the reason', () => {
  expect(outcomeInWords({ approved: [sheet, { ...sheet, id: 'b' }], skipped: [] })).toBe(
    '2 expense sheets approved, 49.00.',
  );
  const left = { id: 'c', kind: 'stale', why: whyNotWaiting('draft') } as const;
  expect(outcomeInWords({ approved: [], skipped: [left, left] })).toBe(
    'Nothing was approved. 2 left: it was sent back or recalled meanwhile.',
  );
});

test('sums each currency by itself', () => {
  expect(outcomeInWords({ approved: [sheet, { ...sheet, currency: 'JPY' }], skipped: [] })).toBe(
    '2 expense sheets approved, USD 24.50 and JPY 2,450.',
  );
});
