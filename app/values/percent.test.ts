import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPercent, parsePercent, percentsSumToOne } from './percent.ts';

test.each([
  ['2.5', '0.025'],
  ['2.5 %', '0.025'],
  ['2,5%', '0.025'],
  ['0.9', '0.009'],
  ['100', '1'],
  ['0', '0'],
  ['33.3333', '0.333333'],
  ['145', '1.45'],
  ['1,000', '10'],
  ['1000.0001', null],
  ['33.33333', null],
  ['-1', null],
  ['', null],
  ['%', null],
  ['2.5 % %', null],
  ['half', null],
])('%j is the fraction %s', (text, fraction) => expect(parsePercent(text)).toBe(fraction));

test('a fraction is shown as people say it', () => {
  expect(formatPercent('0.025')).toBe('2.5 %');
  expect(formatPercent('0.009000')).toBe('0.9 %');
  expect(formatPercent('1')).toBe('100 %');
  expect(formatPercent('0')).toBe('0 %');
  expect(formatPercent('-0.03')).toBe('−3 %');
  expect(formatPercent('0.3333333')).toBe('33.3333 %');
});

test('a percentage shown reads back as the same fraction', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (millionths) => {
      const fraction = parsePercent(formatPercent(`${millionths}e-6`));
      expect(Math.round(Number(fraction) * 1e6)).toBe(millionths);
    }),
  );
});

test('shares are one whole exactly, or not at all', () => {
  expect(percentsSumToOne(['0.6', '0.4'])).toBe(true);
  expect(percentsSumToOne(['0.1', '0.2', '0.7'])).toBe(true); // where floats would say 0.9999999999999999
  expect(percentsSumToOne(['0.333', '0.333', '0.333'])).toBe(false);
  expect(percentsSumToOne(['0.6', '0.400001'])).toBe(false);
  expect(percentsSumToOne([])).toBe(false);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
      expect(percentsSumToOne([`${millionths}e-6`, `${1_000_000 - millionths}e-6`])).toBe(true);
      expect(percentsSumToOne([`${millionths}e-6`, `${1_000_001 - millionths}e-6`])).toBe(false);
    }),
  );
});
