import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, formatMoney, minorDigits, parseAmount, plainAmount, sum } from './money.ts';

const currencies = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const amounts = fc.maxSafeInteger();

test('money is grouped, carries a true minus, and names its currency only when asked', () => {
  expect(formatMoney(482850)).toBe('4,828.50');
  expect(formatMoney(-17400)).toBe('−174.00');
  expect(formatMoney(0)).toBe('0.00');
  expect(formatMoney(-0)).toBe('0.00');
  expect(formatMoney(5)).toBe('0.05');
  expect(formatMoney(123456789012)).toBe('1,234,567,890.12');
  expect(formatMoney(482850, 'USD')).toBe('USD 4,828.50');
  expect(formatMoney(-17400, 'USD')).toBe('USD −174.00');
  expect(formatMoney(4828, 'JPY')).toBe('JPY 4,828');
  expect(formatAmount(4828505, 'KWD')).toBe('4,828.505');
});

test('for other programs there is neither grouping nor a typographic minus', () => {
  expect(plainAmount(482850)).toBe('4828.50');
  expect(plainAmount(-17400)).toBe('-174.00');
  expect(plainAmount(-0)).toBe('0.00');
  expect(plainAmount(-4828, 'JPY')).toBe('-4828');
});

test('minor units follow ISO 4217', () => {
  expect(minorDigits('JPY')).toBe(0);
  expect(minorDigits('KWD')).toBe(3);
  expect(minorDigits('USD')).toBe(2);
});

test.each([
  ['4,828.50', 'USD', 482850],
  ['$1,200.5', 'USD', 120050],
  ['−174.00', 'USD', -17400],
  ['0', 'USD', 0],
  ['1,200', 'JPY', 1200],
  ['1.234', 'KWD', 1234],
  ['0.005', 'USD', null],
  ['1200.5', 'JPY', null],
  ['', 'USD', null],
  ['ten', 'USD', null],
  ['99999999999999999', 'USD', null],
])('%j in %s is %s minor units', (text, currency, minor) => expect(parseAmount(text, currency)).toBe(minor));

test('an amount shown to a person or a program reads back to the same amount', () => {
  fc.assert(
    fc.property(amounts, currencies, (amount, currency) => {
      expect(parseAmount(formatAmount(amount, currency), currency)).toBe(amount);
      expect(parseAmount(plainAmount(amount, currency), currency)).toBe(amount);
    }),
  );
});

test('sums are exact, or refused', () => {
  expect(sum([])).toBe(0);
  expect(sum([348000, 117450, 17400])).toBe(482850);
  expect(() => sum([0.1, 0.2])).toThrow(RangeError);
  expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  expect(() => formatMoney(12.5)).toThrow(RangeError);
  fc.assert(
    fc.property(fc.array(fc.integer()), (list) => {
      expect(BigInt(sum(list))).toBe(list.reduce((total, amount) => total + BigInt(amount), 0n));
    }),
  );
});
