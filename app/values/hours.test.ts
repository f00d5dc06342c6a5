import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatHours, formatHoursShort, parseHours } from './hours.ts';

test.each([
  ['', 0],
  ['   ', 0],
  ['0', 0],
  ['8', 480],
  ['8.5', 510],
  ['8,25', 495],
  ['8:30', 510],
  ['08:05', 485],
  [' 8 h ', 480],
  ['8.', 480],
  ['.5', 30],
  ['8.33', 500],
  ['24', 1440],
  ['24:00', 1440],
])('%j is %s minutes', (text, minutes) => expect(parseHours(text)).toBe(minutes));

test.each([
  '24.01',
  '24:01',
  '25',
  '-1',
  '−1',
  '8:60',
  '8:5',
  '.',
  ',',
  ':30',
  'h',
  'eight',
  '8.5.5',
  '1e1',
  '100',
])('%j is not a day’s hours', (text) => expect(parseHours(text)).toBeNull());

test('hours have two places, and a true minus when they are taken back', () => {
  expect(formatHours(480)).toBe('8.00');
  expect(formatHours(-120)).toBe('−2.00');
  expect(formatHours(0)).toBe('0.00');
  expect(formatHours(500)).toBe('8.33');
  expect(formatHours(74400)).toBe('1,240.00');
});

test('short hours drop only what says nothing', () => {
  expect(formatHoursShort(480)).toBe('8');
  expect(formatHoursShort(510)).toBe('8.5');
  expect(formatHoursShort(495)).toBe('8.25');
  expect(formatHoursShort(600)).toBe('10');
  expect(formatHoursShort(0)).toBe('0');
});

test('every minute of a day survives being shown and typed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
      expect(parseHours(formatHours(minutes))).toBe(minutes);
      expect(parseHours(formatHoursShort(minutes))).toBe(minutes);
    }),
  );
});
