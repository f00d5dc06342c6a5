import { is } from 'drizzle-orm';
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';
import * as schema from '#db/schema/index.ts';
import type { Database } from '#db/connection.ts';
import { openDatabase } from '#test/setup/connection.ts';

/*
 * The migrations are the law; db/schema/ is what TypeScript knows of it. The two are compared column by column, both
 * ways, so that neither can drift.
 */

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Types as PostgreSQL spells them out. */
const spelledOut = (type: string) =>
  type
    .replace('timestamp with time zone', 'timestamptz')
    .replace(/^(numeric)\((\d+), ?(\d+)\)$/, '$1($2,$3)');

function described(name: string, type: string, required: boolean, hasDefault: boolean): string {
  return [name, spelledOut(type), required ? 'required' : 'optional', hasDefault ? 'has a default' : '']
    .join(' ')
    .trimEnd();
}

const typeOf = (column: PgColumn) => column.getSQLType();

/** The schema also exports types of its own, which are no tables. */
function allTables(): PgTable[] {
  const exported: unknown[] = Object.values(schema);
  return exported.filter((value): value is PgTable => is(value, PgTable));
}

function declaredTables(): Record<string, string[]> {
  const tables = allTables();
  return Object.fromEntries(
    tables.map((table) => {
      const { name, columns } = getTableConfig(table);
      const lines = columns.map((column) =>
        described(
          `${name}.${column.keyAsName ? snake(column.name) : column.name}`,
          typeOf(column),
          column.notNull,
          column.hasDefault || column.generatedIdentity !== undefined || column.generated !== undefined,
        ),
      );
      return [name, lines.sort()];
    }),
  );
}

async function tablesInTheDatabase(): Promise<Record<string, string[]>> {
  const rows = await database.sql<
    { table: string; column: string; type: string; required: boolean; hasDefault: boolean }[]
  >`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
           a.attnotnull as required, (a.atthasdef or a.attidentity <> '') as "hasDefault"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and c.relname <> 'schema_migration'`;
  const tables: Record<string, string[]> = {};
  for (const { table, column, type, required, hasDefault } of rows)
    (tables[table] ??= []).push(described(`${table}.${column}`, type, required, hasDefault));
  for (const lines of Object.values(tables)) lines.sort();
  return tables;
}

test('the tables that TypeScript knows are those of the database, column by column', async () => {
  const declared = declaredTables();
  const migrated = await tablesInTheDatabase();
  expect(Object.keys(declared).sort()).toEqual(Object.keys(migrated).sort());
  for (const table of Object.keys(migrated)) expect(declared[table]).toEqual(migrated[table]);
});

test('what TypeScript lists as possible values of a column, its check allows, and nothing else', async () => {
  const checks = await database.sql<{ table: string; definition: string }[]>`
    select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`;
  const lists = allTables().flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns
      .filter((column) => column.enumValues !== undefined && column.enumValues.length > 0)
      .map((column) => ({
        table: name,
        column: column.keyAsName ? snake(column.name) : column.name,
        values: column.enumValues ?? [],
      }));
  });
  expect(lists.length).toBeGreaterThan(20);
  for (const { table, column, values } of lists) {
    // `CHECK ((status = ANY (ARRAY['open'::text, …])))`, and not one that looks at several columns at once.
    const own = checks.find(
      (check) => check.table === table && check.definition.startsWith(`CHECK ((${column} = ANY (ARRAY[`),
    );
    if (table === 'approval_step' || (table === 'approval' && column === 'subject_kind')) continue;
    expect(own, `${table}.${column} has no check`).toBeDefined();
    const allowed = [...(own?.definition ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '');
    expect({ column: `${table}.${column}`, values: [...values].sort() }).toEqual({
      column: `${table}.${column}`,
      values: allowed.sort(),
    });
  }
});
