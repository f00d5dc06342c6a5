import { expect, test } from 'vitest';
import {
  daysAreFree,
  endsNoEarlierThanItStarts,
  rateGoesWithBase,
  sourceIsNotOfTomorrow,
  toEnd,
} from './rules.ts';

const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

test('a rule that taxes has a rate, and one that does not has a reason', () => {
  expect(rateGoesWithBase({ base: 'full', rate: '0.0635', reason: '' })).toEqual([]);
  expect(fields(rateGoesWithBase({ base: 'fee_only', rate: undefined, reason: '' }))).toEqual(['rate']);
  expect(fields(rateGoesWithBase({ base: 'full', rate: '0', reason: 'x' }))).toEqual(['rate']);
  expect(rateGoesWithBase({ base: 'none', rate: undefined, reason: 'Repealed' })).toEqual([]);
  expect(fields(rateGoesWithBase({ base: 'none', rate: '0.06', reason: '' }))).toEqual(['rate', 'reason']);
});

const running = { startsOn: '2026-01-01', endsOn: null };

test('what is in force on a day leaves no room for another', () => {
  expect(fields(daysAreFree([running], { startsOn: '2026-06-01', endsOn: null }, 'A rule'))).toEqual([
    'startsOn',
  ]);
  expect(daysAreFree([running], { startsOn: '2025-06-01', endsOn: '2025-12-31' }, 'A rule')).toEqual([]);
  expect(daysAreFree([running], { startsOn: '2026-06-01', endsOn: null }, 'A rule')[0]?.message).toBe(
    'A rule is in force from 1 Jan 2026. End it before this day, or start after it.',
  );
});

test('only what began earlier and has no end can be ended', () => {
  expect(toEnd([running], '2026-01-02')).toBe(running);
  expect(toEnd([running], '2026-01-01')).toBeUndefined();
  expect(toEnd([{ ...running, endsOn: '2026-12-31' }], '2027-01-01')).toBeUndefined();
});

test('dates in their order', () => {
  expect(fields(endsNoEarlierThanItStarts({ startsOn: '2026-02-01', endsOn: '2026-01-31' }))).toEqual([
    'endsOn',
  ]);
  expect(endsNoEarlierThanItStarts({ startsOn: '2026-02-01', endsOn: '2026-02-01' })).toEqual([]);
  expect(fields(sourceIsNotOfTomorrow('2026-02-02', '2026-02-01'))).toEqual(['sourcedOn']);
  expect(sourceIsNotOfTomorrow('2026-02-01', '2026-02-01')).toEqual([]);
});
