import postgres from 'postgres';
import { inject } from 'vitest';

let mine: Promise<{ url: string }> | undefined;

/**
 * This file's database: a clone of the migrated template, made on first use. It is no other file's, because the process of the
 * one before may still be on its way out, with jobs of its own.
 * Nothing is cleaned up between tests. A test makes a program of its own and looks at nothing else.
 * @returns the URL of its owner; the application role is reached as in production
 */
export function testDatabase(): Promise<{ url: string }> {
  // A test that stops its server has one of its own.
  const own = process.env['MUSTER_TEST_URL'];
  if (own) return Promise.resolve({ url: own });
  mine ??= cloneTemplate(`file${process.pid}`);
  return mine;
}

/**
 * A database of its own for a test that leaves a mess behind: migrations, kills, changed settings.
 * @param name lower case letters, digits and underscores; unique among the tests
 */
export function separateTestDatabase(name: string): Promise<{ url: string }> {
  return cloneTemplate(`own_${name}`);
}

async function cloneTemplate(suffix: string): Promise<{ url: string }> {
  const server = inject('testServer');
  const run = inject('testRun');
  const name = `${run}_${suffix}`;
  const sql = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    // A worker that is on its way out and the one that takes its place may both find none.
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const [existing] = await sql`select from pg_database where datname = ${name}`;
    // wal_log copies without the two checkpoints of the other strategy: 0.1 s instead of up to 0.9 s.
    if (!existing)
      await sql`create database ${sql(name)} template ${sql(`${run}_template`)} strategy wal_log`;
  } finally {
    await sql.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href };
}
