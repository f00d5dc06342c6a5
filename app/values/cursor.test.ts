import { expect, test } from 'vitest';
import { isCountedCursor, isCursor, readCursor } from './cursor.ts';

const id = '0b5e0000-0000-4000-8000-000000000004';

test('a day or a moment, and the id of the row before', () => {
  expect(readCursor(`2026-11-20_${id}`)).toEqual({ at: '2026-11-20', id });
  for (const at of ['2026-11-20T14:02:11.123456Z', '2026-11-20T14:02:11.123Z', '2026-11-20 00:43:00+00'])
    expect(readCursor(`${at}_${id}`)).toEqual({ at, id });
  expect(isCountedCursor('2026-11-20T14:02:11.123456Z_77')).toBe(true);
});

test.each([
  '',
  '2026-11-20',
  `2026-02-30_${id}`,
  `2026-13-01_${id}`,
  `2026-11-20T24:00:00Z_${id}`,
  `2026-11-20T10:61:00Z_${id}`,
  '2026-11-20_0b5e0000',
  '2026-11-20_77',
  `2026-11-20_${id}_1`,
  `2026-11-20_${id}'`,
])('no page of ours gave «%s»', (text) => {
  expect(isCursor(text)).toBe(false);
});

test('an id is no number, and a number has its limit', () => {
  expect(isCountedCursor(`2026-11-20_${id}`)).toBe(false);
  expect(isCountedCursor('2026-11-20_1234567890123456')).toBe(false);
});
