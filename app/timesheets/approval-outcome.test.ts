import { expect, test } from 'vitest';
import { outcomeInWords, whyNotWaiting, type WeekApproved } from './approval-outcome.ts';

const week = (amountMinor: number, currency = 'USD'): WeekApproved => ({
  ...{ id: 'x', workerName: 'Jo Ortiz', weekEndsOn: '2026-11-15', amountMinor, currency },
});
const left = (why: string) => ({ id: 'y', kind: 'stale' as const, why });

test('says how many, how much, and what was left', () => {
  expect(outcomeInWords({ approved: [week(348000), week(100)], skipped: [] })).toBe(
    '2 weeks approved, 3,481.00.',
  );
  expect(outcomeInWords({ approved: [week(348000)], skipped: [left(whyNotWaiting('draft'))] })).toBe(
    '1 week approved, 3,480.00. 1 left: it was sent back or recalled meanwhile.',
  );
});

test('the same reasons are counted together, and currencies are kept apart', () => {
  const outcome = { approved: [week(100), week(200, 'EUR')], skipped: [left('a'), left('b'), left('a')] };
  expect(outcomeInWords(outcome)).toBe('2 weeks approved, USD 1.00 and EUR 2.00. 2 left: a. 1 left: b.');
});

test('nothing approved is said too', () => {
  expect(outcomeInWords({ approved: [], skipped: [left(whyNotWaiting('approved'))] })).toBe(
    'Nothing was approved. 1 left: it was approved meanwhile.',
  );
});
