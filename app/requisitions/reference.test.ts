import { expect, test } from 'vitest';
import { numberInReference, requisitionRef } from './reference.ts';

test('a requisition is called by R and its number', () => {
  expect(requisitionRef(1001)).toBe('R-1001');
});

test.each([
  ['R-1001', 1001],
  ['r1001', 1001],
  [' 1001 ', 1001],
  ['R - 7', 7],
])('%s is a reference', (typed, number) => {
  expect(numberInReference(typed)).toBe(number);
});

test.each(['RN 1001', 'Nurse', '', 'R-', '12345678901'])('«%s» is a word to search for', (typed) => {
  expect(numberInReference(typed)).toBeNull();
});
