import { expect, test } from 'vitest';
import { filesUnder, read } from './source-files.ts';

const theOneWriter = 'app/platform/lifecycle.server.ts';

// Drizzle: a `status` among the keys of what `.set({ … })` is given. SQL: `status =` between `set` and what ends it.
const drizzleWrite = /\.set\(\s*\{[^}]*?(?<![\w.])status\s*[:,}]/;
const sqlWrite =
  /\bupdate\b[^;`]*?\bset\s(?:(?!\b(?:where|from|returning)\b)[^;`])*?(?<![\w.])"?status"?\s*=/i;

function writesStatus(text: string): boolean {
  return drizzleWrite.test(text) || sqlWrite.test(text);
}

test('nothing but the lifecycle writes a status', () => {
  const writers = filesUnder(['app'], /\.(tsx?|sql)$/)
    .filter((file) => file !== theOneWriter && !/\.test\.tsx?$/.test(file))
    .map(read)
    .filter(({ text }) => writesStatus(text));
  expect(writers.map(({ path }) => path)).toEqual([]);
});

test.each([
  "tx.update(timesheet).set({ status: 'approved' })",
  'tx.update(timesheet).set({ approvedAt: now, status })',
  "update timesheet set status = 'approved' where id = 1",
  "UPDATE timesheet t\n  SET approved_at = now(),\n status = 'approved'",
  "on conflict (id) do update set status = 'approved'",
])('a write is noticed: %s', (text) => {
  expect(writesStatus(text)).toBe(true);
});

test.each([
  "tx.insert(timesheet).values({ status: 'draft' })",
  "tx.update(timesheet).set({ note }).where(eq(timesheet.status, 'draft'))",
  "update timesheet set note = 'x' where status = 'draft'",
  "update timesheet set note = 'x' from run where run.status = 'open'",
  'tx.update(mail).set({ deliveryStatus: 1 })',
])('what is no write is left alone: %s', (text) => {
  expect(writesStatus(text)).toBe(false);
});
