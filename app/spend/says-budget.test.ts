import { expect, test } from 'vitest';
import { saysBudget } from './says-budget.ts';

const center = (code: string, spentMinor: number, budgetMinor: number) => ({
  ...{ code, name: 'Care', spentMinor, budgetMinor },
});

test('the use of all budgets, and the cost center that has used most of its own', () => {
  expect(saysBudget(2026, [center('A', 400_000, 1_000_000), center('B', 480_000, 500_000)], 'USD')).toBe(
    '59 % of the 2026 budget of USD 15,000.00 is used. B Care has used most of its own, 96 %.',
  );
});

test('what is over its budget is counted', () => {
  expect(saysBudget(2026, [center('A', 1_100_000, 1_000_000), center('B', 0, 500_000)], 'USD')).toBe(
    '73 % of the 2026 budget of USD 15,000.00 is used. A Care has used most of its own, 110 %; 1 of 2 cost centers is over.',
  );
});

test('one budget says only itself', () => {
  expect(saysBudget(2026, [center('A', 100, 1_000)], 'USD')).toBe(
    '10 % of the 2026 budget of USD 10.00 is used.',
  );
});
