import { expect, test } from 'vitest';
import { next, statusesBefore } from '#app/values/lifecycle.ts';
import { expenseSheet, isDecidable, isEditable, miscCharge } from './lifecycle.ts';

test('a sheet is decided only while it is submitted, and edited only as a draft', () => {
  expect(statusesBefore(expenseSheet, 'approve')).toEqual(['submitted']);
  expect(next(expenseSheet, 'submitted', 'reject')).toBe('draft');
  expect(next(expenseSheet, 'approved', 'recall')).toBeUndefined();
  expect([isEditable('draft'), isEditable('submitted')]).toEqual([true, false]);
  expect([isDecidable('submitted'), isDecidable('approved')]).toEqual([true, false]);
});

test('a refused charge stays refused', () => {
  expect(miscCharge.moves.rejected).toEqual({});
  expect(next(miscCharge, 'approved', 'end')).toBe('ended');
});
