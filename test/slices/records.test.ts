import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { recordTables } from '#app/audit/record-tables.server.ts';
import { recordsZip } from '#app/audit/records-package.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext } from '#app/platform/context.server.ts';
import { site } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { aPopulatedProgram, type PopulatedWorld } from '#test/walls/populated.ts';

let world: PopulatedWorld;
let elsewhere: PopulatedWorld;
beforeAll(async () => {
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
  const zip = recordsZip(
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
  for (const { table, day, ofProgram } of recordTables) {
    const all = rows(`${table}.csv`);
    const own = ofProgram?.(world.clientId) ?? sql`t.client_id = ${world.clientId}`;
    const [stored] = await world.rows<{ many: number; others: number }>(sql`
      select count(*)::int as many from ${sql.identifier(table)} t where ${own} ${day ? sql`and extract(year from ${day}) = 2026` : sql``}`);
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

test('whoever stops reading holds nothing up for longer than a minute', async () => {
  const about = {
    ...world,
    client: 'C',
    program: 'P',
    currency: 'USD',
    year: 2026,
    madeBy: 'A',
    madeAt: world.now(),
  };
  let patience = '';
  const zip = recordsZip(
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
    about,
  );
  await new Response(zip).arrayBuffer();
  expect(patience).toBe('1min');
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
  expect(recordTables.flatMap(({ table }) => rows(`${table}.csv`)).filter((row) => row['client_id'])).toEqual(
    [],
  );
});
