import path from 'node:path';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '#db/connection.ts';
import { diagramOf, transitionsOf, type Lifecycle } from '#app/values/lifecycle.ts';
import { openDatabase } from '#test/setup/connection.ts';
import { filesUnder, read } from './source-files.ts';

/*
 * A lifecycle stands in three places: the slice's table in TypeScript, the database's table that a trigger obeys, and
 * the picture in the slice's README. They say the same, or this fails.
 */

let database: Database;
let lifecycles: { slice: string; lifecycle: Lifecycle }[];

beforeAll(async () => {
  database = await openDatabase();
  const files = filesUnder(['app'], /^app\/[^/]+\/lifecycle\.ts$/);
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>;
      return Object.values(exported)
        .filter(isLifecycle)
        .map((lifecycle) => ({ slice: path.posix.dirname(file), lifecycle }));
    }),
  );
  lifecycles = found.flat();
});

const isLifecycle = (value: unknown): value is Lifecycle =>
  typeof value === 'object' && value !== null && 'thing' in value && 'moves' in value;

const asLine = (thing: string, from: string, verb: string, to: string) => `${thing}: ${from} –${verb}→ ${to}`;

test('every move that TypeScript knows the database allows, and no other', async () => {
  const rows = await database.sql<{ thing: string; from_status: string; verb: string; to_status: string }[]>`
    select thing, from_status, verb, to_status from app.lifecycle_transition`;
  const allowed = rows.map((row) => asLine(row.thing, row.from_status, row.verb, row.to_status));
  const known = lifecycles.flatMap(({ lifecycle }) =>
    transitionsOf(lifecycle).map(({ from, verb, to }) => asLine(lifecycle.thing, from, verb, to)),
  );
  expect(known.sort()).toEqual(allowed.sort());
});

test('no thing has two lifecycles', () => {
  const things = lifecycles.map(({ lifecycle }) => lifecycle.thing);
  expect([...new Set(things)]).toEqual(things);
});

test('every status of a lifecycle is one that the column takes', async () => {
  for (const { lifecycle } of lifecycles) {
    const [check] = await database.sql<{ definition: string }[]>`
      select pg_get_constraintdef(oid) as definition from pg_constraint
      where contype = 'c' and conrelid = ${lifecycle.table}::regclass
        and pg_get_constraintdef(oid) like 'CHECK ((status = ANY (ARRAY[%'`;
    const taken = [...(check?.definition ?? '').matchAll(/'([^']*)'/g)].map(([, status]) => status);
    expect(taken, lifecycle.thing).toEqual(expect.arrayContaining(Object.keys(lifecycle.moves)));
  }
});

test('every table with a status has the trigger that guards it', async () => {
  const unguarded = await database.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'status'
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'guard_lifecycle' and t.tgenabled <> 'D')`;
  // An enrollment is active or suspended and may go either way: a switch, not a lifecycle.
  expect(unguarded.map(({ name }) => name)).toEqual(['enrollment']);
});

/** What stands in the README, as it should. */
const block = (lifecycle: Lifecycle) =>
  [
    `<!-- lifecycle:${lifecycle.thing} -->`,
    '```mermaid',
    diagramOf(lifecycle),
    '```',
    '<!-- /lifecycle -->',
  ].join('\n');

/** Blank lines and indentation around the picture are prettier's business. */
const squeezed = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');

test('every slice draws its lifecycles in its README, as they are today', () => {
  expect(lifecycles.length).toBeGreaterThan(5);
  const stale = lifecycles
    .filter(({ slice, lifecycle }) => {
      const readme = `${slice}/README.md`;
      return !existsSync(readme) || !squeezed(read(readme).text).includes(squeezed(block(lifecycle)));
    })
    .map(({ slice, lifecycle }) => `${slice}/README.md should hold:\n${block(lifecycle)}`);
  expect(stale.join('\n\n')).toBe('');
});
