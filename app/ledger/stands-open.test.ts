import { expect, test } from 'vitest';
import { standsOpen } from './stands-open.ts';

const nothing = { charges: 0, chargesMinor: 0, submittedWeeks: 0, runs: 0, corrections: 0, payments: 0 };

test('a month with nothing open says nothing', () => {
  expect(standsOpen(nothing, 'USD')).toEqual([]);
});

test('what stands open is counted, one or several, with its amount', () => {
  expect(standsOpen({ ...nothing, charges: 1_200, chargesMinor: 515_200, runs: 1 }, 'USD')).toEqual([
    '1,200 approved lines not billed, USD 5,152.00',
    '1 billing run not finalized',
  ]);
  expect(standsOpen({ ...nothing, submittedWeeks: 1, corrections: 2, payments: 1 }, 'USD')).toEqual([
    '1 week submitted and not approved',
    '2 corrections not decided',
    '1 payment not settled',
  ]);
});
