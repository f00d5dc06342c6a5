import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  daysOfWeek,
  formatDate,
  formatDayShort,
  formatInstant,
  formatMonth,
  isPlainDate,
  minutesInDay,
  monthOf,
  today,
  weekdayOf,
  weekEndingOn,
  weeksBetween,
} from './week.ts';

const dates = fc.integer({ min: -20_000, max: 60_000 }).map((days) => addDays('2000-01-01', days));
const weekdays = fc.integer({ min: 0, max: 6 });

test.each(['2026-11-15', '2028-02-29', '1900-01-01', '2199-12-31'])('%s is a date', (text) =>
  expect(isPlainDate(text)).toBe(true),
);

test.each([
  '',
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-1-5',
  '15.11.2026',
  '0000-01-01',
  '1899-12-31',
  '2200-01-01',
  '9999-12-31',
  '2026-11-15T00:00',
  '+002026-11-15',
  '2026-11-15 ',
])('%j is no date', (text) => expect(isPlainDate(text)).toBe(false));

describe('counting days', () => {
  test('crosses months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-11-01', '2026-11-15')).toBe(14);
    expect(daysBetween('2026-11-15', '2026-11-01')).toBe(-14);
  });

  test('there and back is the same date, and its order is that of its text', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const other = addDays(date, days);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(other > date).toBe(days > 0);
      }),
    );
  });

  test('what is no date is refused, not guessed at', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
    expect(() => formatDate('20261115')).toThrow(RangeError);
    expect(() => monthOf('next week')).toThrow(RangeError);
  });
});

describe('the week', () => {
  test('ends on the program’s day', () => {
    // 9 November 2026 is a Monday.
    expect(weekdayOf('2026-11-09')).toBe(1);
    expect(weekEndingOn('2026-11-09', 0)).toBe('2026-11-15');
    expect(weekEndingOn('2026-11-15', 0)).toBe('2026-11-15');
    expect(weekEndingOn('2026-11-15', 6)).toBe('2026-11-21');
    expect(() => weekEndingOn('2026-11-09', 7)).toThrow(RangeError);
    expect(daysOfWeek('2026-11-15')).toEqual([
      ...['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15'],
    ]);
  });

  test('every date is in exactly the week that it ends up in', () => {
    fc.assert(
      fc.property(dates, weekdays, (date, weekEndsOn) => {
        const end = weekEndingOn(date, weekEndsOn);
        expect(weekdayOf(end)).toBe(weekEndsOn);
        expect(daysOfWeek(end)).toContain(date);
        expect(weekEndingOn(end, weekEndsOn)).toBe(end);
      }),
    );
  });

  test('a begun week counts', () => {
    expect(weeksBetween('2026-11-09', '2026-11-09')).toBe(1);
    expect(weeksBetween('2026-11-09', '2026-11-15')).toBe(1);
    expect(weeksBetween('2026-11-09', '2026-11-16')).toBe(2);
    expect(weeksBetween('2026-12-01', '2027-05-31')).toBe(26);
    expect(weeksBetween('2026-11-09', '2026-11-01')).toBe(0);
  });
});

describe('the clock', () => {
  test('a day has 23 or 25 hours where the clock changes, and half of one on Lord Howe', () => {
    expect(minutesInDay('2026-03-08', 'America/Los_Angeles')).toBe(23 * 60);
    expect(minutesInDay('2026-11-01', 'America/Los_Angeles')).toBe(25 * 60);
    expect(minutesInDay('2026-11-01', 'America/Phoenix')).toBe(24 * 60);
    expect(minutesInDay('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5 * 60);
  });

  test('the same moment is two dates in two zones', () => {
    const moment = new Date('2026-11-15T05:30:00Z');
    expect(today(moment, 'America/New_York')).toBe('2026-11-15');
    expect(today(moment, 'America/Los_Angeles')).toBe('2026-11-14');
    expect(formatInstant(moment, 'America/New_York')).toBe('15 Nov 2026, 00:30');
    expect(formatInstant(moment, 'Asia/Kolkata')).toBe('15 Nov 2026, 11:00');
    expect(() => today(moment, 'Mars/Olympus')).toThrow(RangeError);
  });
});

test('dates as people of the program write them', () => {
  expect(formatDate('2026-11-15')).toBe('15 Nov 2026');
  expect(formatDate('2026-01-05')).toBe('5 Jan 2026');
  expect(formatDayShort('2026-11-09')).toBe('Mon 9');
  expect(monthOf('2026-11-15')).toBe('2026-11');
  expect(formatMonth('2026-11')).toBe('Nov 2026');
});
