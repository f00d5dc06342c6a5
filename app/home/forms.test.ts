import { expect, test } from 'vitest';
import { mailboxQuery } from './forms.ts';

const id = '01a200c5-a327-7f24-8f14-377bcf06130f';

test('a cursor is a moment as the database writes it, and an id', () => {
  const at = '2026-11-22 00:43:00.123456+00';
  expect(mailboxQuery.parse({ after: `${at}_${id}` }).after).toEqual({ at, id });
  expect(mailboxQuery.parse({ after: `2026-11-22 00:43:00+00_${id}` }).after?.id).toBe(id);
});

test('anything else is the first page, and never a question that the database refuses', () => {
  for (const after of [
    'x',
    `2026-02-30 00:00:00+00_${id}`,
    `2026-11-22 24:00:00+00_${id}`,
    '2026-11-22 00:43:00+00_1',
    `infinity_${id}`,
  ])
    expect(mailboxQuery.parse({ after }).after).toBeUndefined();
});
