import { createHash, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { chosenOf, programsWithYears } from '#app/audit/book-programs.server.ts';
import { bookTables } from '#app/audit/book-tables.server.ts';
import { booksZip, rowsInBooks } from '#app/audit/books-package.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext } from '#app/platform/context.server.ts';
import { site } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { separateTestDatabase } from '#test/setup/database.ts';
import { aPopulatedProgram, type PopulatedWorld } from '#test/walls/populated.ts';

let world: PopulatedWorld;
let elsewhere: PopulatedWorld;
beforeAll(async () => {
  // A database of its own: tax rules are of the whole deployment, and others may add theirs while these are counted.
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('books')).url;
  [world, elsewhere] = [await aPopulatedProgram(), await aPopulatedProgram()];
});

type Described = {
  resources: {
    path: string;
    hash: string;
    rowCount: number;
    schema: {
      fields: { name: string; type: string }[];
      primaryKey: string[];
      foreignKeys: { fields: string[]; reference: { resource: string; fields: string[] } }[];
    };
  }[];
};

/** The files of a package by name, as an auditor unpacks them. */
async function packed(
  year: number,
  { clientId, clientName, code } = world,
  who: Actor = world.people.auditor,
) {
  const about = {
    ...{ clientId, client: clientName, program: code, currency: 'USD', year },
    ...{ madeBy: who.name, madeAt: world.now() },
  };
  const zip = booksZip(
    (work) => withContext(world.surroundings(), who, work, { readOnly: true, oneMoment: true }),
    about,
  );
  const files = unzipSync(new Uint8Array(await new Response(zip).arrayBuffer()));
  const described = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array())) as Described;
  const rows = (name: string) =>
    parse<Record<string, string>>(Buffer.from(files[name] ?? []), { columns: true });
  return { files, described, rows };
}

test('holds every row of the program and of no other, and says how many', async () => {
  const { described, rows } = await packed(2026);
  const counted: string[] = [];
  for (const one of bookTables) {
    const { table } = one;
    const all = rows(`${table}.csv`);
    const [stored] = await world.rows<{ many: number }>(sql`
      select count(*)::int as many from ${sql.identifier(table)} t where ${rowsInBooks(one, world.clientId, 2026)}`);
    const said = described.resources.find(({ path }) => path === `${table}.csv`)?.rowCount;
    if (all.length !== stored?.many || said !== stored.many)
      counted.push(`${table}: ${all.length} in the file, ${said} said, ${stored?.many} stored`);
    const foreign = JSON.stringify(all);
    if (foreign.includes(elsewhere.clientId)) counted.push(`${table}: another program's rows`);
  }
  expect(counted).toEqual([]);
  expect(described.resources.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBeGreaterThan(100);
});

test('adds up by itself: entries to nothing, documents to their lines', async () => {
  const { rows } = await packed(2026);
  const sum = (of: Record<string, string>[], column: string) =>
    of.reduce((total, row) => total + Number(row[column]), 0);
  const entries = rows('ledger_entry.csv');
  expect(entries.length).toBeGreaterThan(0);
  expect(sum(entries, 'amount_minor')).toBe(0);
  const lines = rows('invoice_line.csv');
  const run = rows('invoice.csv').filter((one) => one['kind'] === 'client_invoice');
  expect(run.length).toBeGreaterThan(0);
  for (const { id, line_count } of run)
    expect(lines.filter((line) => line['invoice_id'] === id)).toHaveLength(Number(line_count));
  // What is nothing is an empty cell.
  expect(run.map((one) => one['supplier_id'])).toEqual(run.map(() => ''));
});

test('each file has its hash, its columns and its keys in the description, and refers only to what is there', async () => {
  const { files, described, rows } = await packed(2026);
  for (const { path, hash, schema } of described.resources) {
    expect(hash).toBe(
      `sha256:${createHash('sha256')
        .update(files[path] ?? new Uint8Array())
        .digest('hex')}`,
    );
    const [first] = rows(path);
    if (first) expect(Object.keys(first)).toEqual(schema.fields.map(({ name }) => name));
    expect(schema.primaryKey.length).toBeGreaterThan(0);
    for (const { reference } of schema.foreignKeys)
      expect(['', ...described.resources.map((one) => one.path.replace('.csv', ''))]).toContain(
        reference.resource,
      );
  }
  // What was entered twice would be a row twice.
  for (const { path, schema } of described.resources) {
    const keys = rows(path).map((row) => schema.primaryKey.map((name) => row[name]).join(' '));
    expect(new Set(keys).size, path).toBe(keys.length);
  }
  const text = strFromU8(files['README.txt'] ?? new Uint8Array());
  expect(text).toContain(`Made by   ${world.people.auditor.name}`);
  expect(Object.keys(files)).toHaveLength(described.resources.length + 2);
});

/** Books of which nobody reads the words. */
const someBooks = () => ({
  ...{ clientId: world.clientId, client: 'C', program: 'P', currency: 'USD', year: 2026 },
  ...{ madeBy: 'A', madeAt: world.now() },
});

test('whoever stops reading holds nothing up for longer than a minute', async () => {
  let patience = '';
  const zip = booksZip(
    (work) =>
      withContext(
        world.surroundings(),
        world.people.auditor,
        async (ctx) => {
          const done = await work(ctx);
          const [row] = await ctx.db.execute<{ set: string }>(
            sql`select current_setting('idle_in_transaction_session_timeout') as set`,
          );
          patience = row?.set ?? '';
          return done;
        },
        { readOnly: true, oneMoment: true },
      ),
    someBooks(),
  );
  await new Response(zip).arrayBuffer();
  expect(patience).toBe('1min');
});

test('every row is of one year, and what a file says it refers to is there', async () => {
  // Over all years each row stands once: none is left out because its year is another's.
  const years = await Promise.all([2024, 2025, 2026, 2027].map((year) => packed(year)));
  const lost: string[] = [];
  for (const { table, ofYear, ofProgram } of bookTables) {
    const all = years.flatMap(({ rows }) => rows(`${table}.csv`)).length;
    const own = ofProgram?.(world.clientId) ?? sql`t.client_id = ${world.clientId}`;
    const [stored] = await world.rows<{ many: number }>(
      sql`select count(*)::int as many from ${sql.identifier(table)} t where ${own}`,
    );
    if (all !== (stored?.many ?? 0) * (ofYear ? 1 : years.length))
      lost.push(`${table}: ${all} of ${stored?.many}`);
  }
  expect(lost).toEqual([]);

  let looked = 0;
  for (const { described, rows } of years)
    for (const { path, schema } of described.resources)
      for (const { fields, reference } of schema.foreignKeys) {
        const target = rows(reference.resource ? `${reference.resource}.csv` : path);
        const known = new Set(target.map((row) => reference.fields.map((field) => row[field]).join(' ')));
        for (const row of rows(path)) {
          const key = fields.map((field) => row[field]);
          // A key of which a part is nothing refers to nothing.
          if (key.includes('')) continue;
          looked += 1;
          expect([...known], `${path} ${fields.join()}`).toContain(key.join(' '));
        }
      }
  expect(looked).toBeGreaterThan(100);
});

/** Of a program, and no part of its books; each with its reason. */
const noBooks: Record<string, string> = {
  billing_run_progress: 'how far a run has come',
  card_upload: 'a file as it came; what was made of it is there',
  client_spend: 'sums that are made of the lines',
  supplier_spend: 'sums that are made of the lines',
  supplier_week_spend: 'sums that are made of the lines',
  rate_card_import: 'a file as it came; what was made of it is there',
  rate_card_import_job: 'a file as it came; what was made of it is there',
  rate_card_import_refusal: 'a file as it came; what was made of it is there',
  release: 'who was asked, which is no money',
  requisition_budget: 'an estimate of the moment',
  stored_file: 'files, which are handed out one by one',
  submittal: 'candidates, of whom those who were hired are there as assignments',
};

test('no table of a program is forgotten', async () => {
  const tables = await world.rows<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'client_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`);
  const inBooks = new Set(bookTables.map(({ table }) => table));
  expect(tables.map(({ name }) => name).filter((name) => !inBooks.has(name))).toEqual(
    Object.keys(noBooks).sort(),
  );
});

test('whoever goes away in the middle holds no transaction open', async () => {
  let ended: Promise<unknown> = Promise.resolve('not begun');
  const zip = booksZip((work) => {
    const whole = withContext(world.surroundings(), world.people.auditor, work, {
      readOnly: true,
      oneMoment: true,
    });
    ended = whole.then(
      () => 'read to its end',
      () => 'given up',
    );
    return whole;
  }, someBooks());
  const reader = zip.getReader();
  await reader.read();
  await reader.cancel();
  expect(await ended).toBe('given up');
});

test('a program or a year that is not there is not answered with another', async () => {
  const programs = await world.reads('auditor', programsWithYears);
  const own = programs.find(({ clientId }) => clientId === world.clientId);
  if (!own) throw new Error('The program is not among those whose books may be copied.');
  expect(chosenOf(programs, { program: world.clientId, year: own.firstYear })).toMatchObject({
    year: own.firstYear,
  });
  expect(chosenOf(programs, { program: world.clientId, year: own.firstYear - 1 })).toBeNull();
  expect(chosenOf(programs, { program: randomUUID() })).toBeNull();
});

test('another year holds its own documents, and the same master data', async () => {
  const { rows } = await packed(2024);
  expect(rows('invoice.csv')).toEqual([]);
  expect(rows('charge.csv')).toEqual([]);
  expect(rows('site.csv')).toHaveLength(1);
});

test('text that a spreadsheet would run is text, and secrets are in no file', async () => {
  await walled(world.database, { side: 'msp' }, (db) =>
    db.update(site).set({ name: '=2+5' }).where(eq(site.clientId, world.clientId)),
  );
  const { files, rows } = await packed(2026);
  expect(rows('site.csv')[0]?.['name']).toBe("'=2+5");
  const all = Object.entries(files).map(([name, content]) => [name, strFromU8(content)] as const);
  const secret = all.filter(([, text]) => /v1\.[A-Za-z0-9_-]{8,}|password_hash|secret/.test(text));
  expect(secret.map(([name]) => name)).toEqual([]);
});

test('behind the wall of a client nothing of another stands, whatever was asked for', async () => {
  const { rows } = await packed(2026, elsewhere, world.people.clientAdmin);
  expect(bookTables.flatMap(({ table }) => rows(`${table}.csv`)).filter((row) => row['client_id'])).toEqual(
    [],
  );
});
