import { expect, test } from 'vitest';
import { hours, money, percent, rate, stated, summed, type Operation, type Proof } from './proof.ts';
import { formula, ordinal, roundingOf, shareWords, valueText } from './words.ts';

const leaf = (value: Proof['value']) => stated('A part', value, 'as written');
const product = (operation: Operation, ...values: Proof['value'][]): Proof => ({
  ...{ label: 'A number', value: money(0), how: '', operation },
  parts: values.map(leaf),
});

test('hours that are no hundredths say their minutes, for those are what is priced', () => {
  expect(valueText(hours(2400))).toBe('40.00 h');
  expect(valueText(hours(607))).toBe('10.12 h (607 min)');
});

test('a formula says what was done to the parts, and a list of many parts says it better itself', () => {
  expect(formula(product({ kind: 'product' }, hours(2400), rate('87')))).toBe('40.00 h × 87.00');
  expect(formula(product({ kind: 'product', negative: true }, money(9535), percent('0.025')))).toBe(
    '−95.35 × 2.5 %',
  );
  expect(formula(product({ kind: 'product', negative: true }, money(-9535), percent('0.025')))).toBe(
    '−(−95.35 × 2.5 %)',
  );
  const parts = [leaf(money(1000)), leaf(money(-250))];
  expect(formula(summed('Total', money(750), parts))).toBe('10.00 − 2.50');
  expect(formula(summed('Total', money(1000), parts.slice(0, 1)))).toBeNull();
  expect(formula(stated('Total', money(1000), 'as written', { parts }))).toBeNull();
});

test('rounding is told where there was any, from the exact amount', () => {
  expect(roundingOf([leaf(hours(63)), leaf(rate('90.81'))], 'USD')).toBe(
    'Rounded once, half away from zero, from 95.3505',
  );
  expect(roundingOf([leaf(hours(607)), leaf(rate('42.80'))], 'USD')).toBe(
    'Rounded once, half away from zero, from 432.993333…',
  );
  expect(roundingOf([leaf(hours(2400)), leaf(rate('87'))], 'USD')).toBeUndefined();
});

test('a cent that was left over is told by its place', () => {
  expect(shareWords({ place: 1, leftOver: 0 }, '1.00', 'on the bill')).toMatch(
    /no cent was left over on the bill/,
  );
  expect(shareWords({ place: 2, leftOver: 3 }, '1.009', 'on the bill')).toMatch(
    /3 cents were .* the 2nd, so one came here/,
  );
  expect(shareWords({ place: 12, leftOver: 1 }, '1.001', 'on the bill')).toMatch(
    /1 cent was .* the 12th, so none came here/,
  );
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
    ...['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th'],
  ]);
});
