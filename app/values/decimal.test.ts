import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, formatDecimal, parseDecimal, toSafeInteger } from './decimal.ts';

test.each([
  ['67.55', '67.55'],
  ['$67.55 ', '67.55'],
  ['USD 67.55', '67.55'],
  ['67.55 EUR', '67.55'],
  ['1,200.5', '1200.5'],
  ['1,234,567', '1234567'],
  ['67,55', '67.55'],
  ['1.200,50', '1200.5'],
  ['.5', '0.5'],
  ['8.', '8'],
  ['007', '7'],
  ['67.550000', '67.55'],
  ['−174.00', '-174'],
  ['-$5.25', '-5.25'],
  ['$-5.25', '-5.25'],
  ['-0.00', '0'],
  ['\u00a067.55\u00a0', '67.55'],
])('%j reads as %s', (text, expected) => expect(parseDecimal(text, 4)).toBe(expected));

test.each([
  '',
  ' ',
  '.',
  ',',
  '-',
  '$',
  'NaN',
  'Infinity',
  '1e5',
  '0x10',
  '1,20,0',
  '12,3456',
  '1.2.3',
  '--5',
  '-$-5',
  '67.12345',
  'abc',
  '1'.repeat(41),
])('%j is no number of four places', (text) => expect(parseDecimal(text, 4)).toBeNull());

test('what is formatted reads back as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (units) => {
      const value = new Decimal(units).div(10_000);
      expect(parseDecimal(formatDecimal(value, 4), 4)).toBe(value.toFixed().replace(/^-0$/, '0'));
    }),
  );
});

test('nothing that rounds to zero is shown as minus zero', () => {
  expect(formatDecimal(new Decimal('-0.004'), 2)).toBe('0.00');
  expect(formatDecimal(new Decimal('-0.005'), 2)).toBe('−0.01');
});

test('an integer beyond exactness is refused rather than bent', () => {
  expect(toSafeInteger(new Decimal('9007199254740991'))).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => toSafeInteger(new Decimal('9007199254740992'))).toThrow(RangeError);
});
