import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, groupNames, groupOf, inWords, subjectsOf } from './kinds.ts';

const app = path.resolve(import.meta.dirname, '..');

/** The kinds of things that any slice tells of, as their `events.ts` spell them. */
function subjectsTold(): string[] {
  const folders = [...readdirSync(app), path.join('platform', 'files')];
  const files = folders
    .map((folder) => path.join(app, folder, 'events.ts'))
    .filter((file) => existsSync(file));
  expect(files.length).toBeGreaterThan(10);
  const kinds = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/'([a-zA-Z]+)\.[a-zA-Z]+'/g),
  ]);
  return [...new Set(kinds.map(([, subject]) => String(subject)))].sort();
}

test('every kind of news belongs to one group of the trail', () => {
  const told = subjectsTold();
  expect(told).toEqual(expect.arrayContaining(['timesheet', 'export']));
  expect(told.filter((subject) => groupOf(subject) === null)).toEqual([]);
  const all = groupNames.flatMap((name) => [...subjectsOf(name)]);
  expect(new Set(all).size).toBe(all.length);
});

test('an event leads to the page of its thing, where there is one', () => {
  const subject = { subjectId: 'an-id', clientId: 'a-client' };
  expect(addressOf({ ...subject, subjectKind: 'timesheet' })).toBe('/timesheets/an-id');
  expect(addressOf({ ...subject, subjectKind: 'program' })).toBe('/programs/a-client');
  expect(addressOf({ ...subject, clientId: null, subjectKind: 'ledgerPeriod' })).toBe('/ledger/periods');
  expect(addressOf({ ...subject, subjectKind: 'something' })).toBeNull();
  expect(inWords('expenseSheet')).toBe('expense sheet');
});
