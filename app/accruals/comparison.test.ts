import { expect, test } from 'vitest';
import { accrualClasses, classSureness, className } from './classes.ts';
import { accrualError } from './comparison.ts';

test('the error of an accrual is what it missed, as a share of what was billed', () => {
  expect(accrualError(515_200, 500_000)).toBe('+3 %');
  expect(accrualError(515_200, 515_200)).toBe('0 %');
  expect(accrualError(484_500, 500_000)).toBe('−3.1 %');
});

test('nothing is said while nothing is billed', () => {
  expect(accrualError(515_200, 0)).toBeNull();
});

test('every class has a name and says how sure it is', () => {
  expect(new Set(accrualClasses.map(className)).size).toBe(accrualClasses.length);
  for (const name of accrualClasses) expect(classSureness(name)).toMatch(/\.$/);
});
