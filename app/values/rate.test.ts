import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billRateFrom, compareRates, formatRate, markupOf, parseRate, timesFactor } from './rate.ts';

const tenThousandths = fc.integer({ min: 1, max: 9_999_999_999 });
const asRate = (units: number) => `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`;

test.each([
  ['67.55', '67.55'],
  ['$67.55 ', '67.55'],
  ['1,200.5', '1200.5'],
  ['87.0000', '87'],
  ['0', '0'],
  ['0.0001', '0.0001'],
  ['999,999.9999', '999999.9999'],
  ['67.12345', null],
  ['-5', null],
  ['−5', null],
  ['NaN', null],
  ['', null],
  ['call us', null],
  ['1000000', null],
])('%j is the rate %s', (text, rate) => expect(parseRate(text)).toBe(rate));

test('a rate has two places, and four where it needs them', () => {
  expect(formatRate('87')).toBe('87.00');
  expect(formatRate('87.5000')).toBe('87.50');
  expect(formatRate('87.125')).toBe('87.1250');
  expect(formatRate('2242.8')).toBe('2,242.80');
});

test('a rate shown reads back as the same rate', () => {
  fc.assert(
    fc.property(tenThousandths, (units) => {
      expect(compareRates(parseRate(formatRate(asRate(units))) ?? '0', asRate(units))).toBe(0);
    }),
  );
});

test('rates compare as numbers, not as text', () => {
  expect(compareRates('9.5', '10')).toBe(-1);
  expect(compareRates('87', '87.0000')).toBe(0);
  expect(compareRates('87.0001', '87')).toBe(1);
  fc.assert(
    fc.property(tenThousandths, tenThousandths, (a, b) => {
      expect(compareRates(asRate(a), asRate(b))).toBe(Math.sign(a - b));
    }),
  );
});

describe('premium rates and markups', () => {
  test('the field guide’s example A: pay 60.00 at 45 % bills 87.00, then 130.50 and 174.00', () => {
    expect(billRateFrom('60.00', '0.45')).toBe('87.00');
    expect(timesFactor('87', '1.5')).toBe('130.50');
    expect(timesFactor('87', '2')).toBe('174.00');
    expect(markupOf('87.00', '60.00')).toBe('0.450000');
  });

  test('half a cent rounds up', () => {
    expect(timesFactor('67.55', '1.5')).toBe('101.33'); // 101.325
    expect(timesFactor('67.55', '1.5', 4)).toBe('101.3250');
    expect(billRateFrom('33.35', '0.30')).toBe('43.36'); // 43.355
  });

  test('a bill below the pay is a negative markup, and on no pay there is none', () => {
    expect(markupOf('54', '60')).toBe('-0.100000');
    expect(() => markupOf('87', '0.00')).toThrow(RangeError);
  });

  test('the markup of a bill rate leads back to that bill rate', () => {
    // Six places of markup hold a cent on any pay rate under 10,000.
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 999_999 }),
        fc.integer({ min: 0, max: 300 }),
        (payCents, percent) => {
          const pay = asRate(payCents * 100);
          const bill = billRateFrom(pay, String(percent / 100));
          expect(billRateFrom(pay, markupOf(bill, pay))).toBe(bill);
        },
      ),
    );
  });
});
