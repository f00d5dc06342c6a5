import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, formatPeriod, nextPeriod, overlaps, type Period, periodContaining } from './period.ts';
import { addDays, daysBetween } from './week.ts';

const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
const cadences = fc.constantFrom('weekly' as const, 'semimonthly' as const, 'monthly' as const);
const weekdays = fc.integer({ min: 0, max: 6 });

test('the period that a date falls in', () => {
  expect(periodContaining('weekly', '2026-11-11', 0)).toEqual({
    startsOn: '2026-11-09',
    endsOn: '2026-11-15',
  });
  expect(periodContaining('weekly', '2026-11-11', 6)).toEqual({
    startsOn: '2026-11-08',
    endsOn: '2026-11-14',
  });
  expect(periodContaining('semimonthly', '2026-11-15')).toEqual({
    startsOn: '2026-11-01',
    endsOn: '2026-11-15',
  });
  expect(periodContaining('semimonthly', '2026-11-16')).toEqual({
    startsOn: '2026-11-16',
    endsOn: '2026-11-30',
  });
  expect(periodContaining('monthly', '2028-02-10')).toEqual({ startsOn: '2028-02-01', endsOn: '2028-02-29' });
  expect(periodContaining('monthly', '2026-12-31')).toEqual({ startsOn: '2026-12-01', endsOn: '2026-12-31' });
  expect(() => periodContaining('monthly', '2026-02-30')).toThrow(RangeError);
});

describe('the period to bill next', () => {
  test('follows the last one', () => {
    expect(nextPeriod('semimonthly', '2026-11-15')).toEqual({ startsOn: '2026-11-16', endsOn: '2026-11-30' });
    expect(nextPeriod('semimonthly', '2026-11-30')).toEqual({ startsOn: '2026-12-01', endsOn: '2026-12-15' });
    expect(nextPeriod('weekly', '2026-11-15', 0)).toEqual({ startsOn: '2026-11-16', endsOn: '2026-11-22' });
    expect(nextPeriod('monthly', '2026-12-31')).toEqual({ startsOn: '2027-01-01', endsOn: '2027-01-31' });
    expect(nextPeriod('monthly', null)).toBeNull();
  });

  test('is shorter where the cadence changed in between', () => {
    expect(nextPeriod('monthly', '2026-11-15')).toEqual({ startsOn: '2026-11-16', endsOn: '2026-11-30' });
  });

  test('never overlaps the last one, never leaves a gap, and never runs past the cadence', () => {
    fc.assert(
      fc.property(cadences, dates, weekdays, (cadence, after, weekEndsOn) => {
        let last: Period = { startsOn: after, endsOn: after };
        for (let round = 0; round < 5; round += 1) {
          const next = nextPeriod(cadence, last.endsOn, weekEndsOn);
          expect(daysBetween(last.endsOn, next.startsOn)).toBe(1);
          expect(overlaps(last, next)).toBe(false);
          expect(contains(next, next.endsOn)).toBe(true);
          const whole = periodContaining(cadence, next.startsOn, weekEndsOn);
          expect(round === 0 ? next.endsOn : next).toEqual(round === 0 ? whole.endsOn : whole);
          last = next;
        }
      }),
    );
  });
});

test('every day of a period has that period', () => {
  fc.assert(
    fc.property(cadences, dates, weekdays, (cadence, date, weekEndsOn) => {
      const period = periodContaining(cadence, date, weekEndsOn);
      expect(contains(period, date)).toBe(true);
      expect(periodContaining(cadence, period.startsOn, weekEndsOn)).toEqual(period);
      expect(periodContaining(cadence, period.endsOn, weekEndsOn)).toEqual(period);
      expect(contains(period, addDays(period.endsOn, 1))).toBe(false);
      expect(contains(period, addDays(period.startsOn, -1))).toBe(false);
    }),
  );
});

test('sharing one day is an overlap', () => {
  const first = { startsOn: '2026-11-01', endsOn: '2026-11-15' };
  expect(overlaps(first, { startsOn: '2026-11-15', endsOn: '2026-11-30' })).toBe(true);
  expect(overlaps(first, { startsOn: '2026-11-16', endsOn: '2026-11-30' })).toBe(false);
  expect(overlaps(first, { startsOn: '2026-10-01', endsOn: '2026-12-31' })).toBe(true);
});

test('a period says each month and year once', () => {
  expect(formatPeriod({ startsOn: '2026-11-01', endsOn: '2026-11-15' })).toBe('1–15 Nov 2026');
  expect(formatPeriod({ startsOn: '2026-10-26', endsOn: '2026-11-01' })).toBe('26 Oct – 1 Nov 2026');
  expect(formatPeriod({ startsOn: '2026-12-28', endsOn: '2027-01-03' })).toBe('28 Dec 2026 – 3 Jan 2027');
  expect(formatPeriod({ startsOn: '2026-11-15', endsOn: '2026-11-15' })).toBe('15 Nov 2026');
});
