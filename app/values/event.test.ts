import { expect, test } from 'vitest';
import { changedFields } from './event.ts';

test('only what is other than before is told, with both', () => {
  const before = { name: 'Halden', days: 30, lines: ['a'], taxId: null, left: 'out' };
  expect(changedFields(before, { name: 'Halden', days: 45, lines: ['a', 'b'], taxId: undefined })).toEqual({
    days: [30, 45],
    lines: [['a'], ['a', 'b']],
  });
  expect(changedFields(before, { taxId: '00-1' })).toEqual({ taxId: [null, '00-1'] });
});

test('where nothing stood before, nothing changed', () => {
  expect(changedFields(null, { days: 45 })).toEqual({});
});
