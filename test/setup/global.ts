import { randomInt } from 'node:crypto';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The owner's URL of the server that the tests run on; its path names no particular database. */
    testServer: string;
    /** What the names of this run's databases begin with; several runs may share one server. */
    testRun: string;
  }
}

/** Nothing in these databases is worth surviving a power cut. */
const fastAndForgetful = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** The class of the advisory locks that tell which runs are alive. */
const aliveClass = 7_240;
/** Held while migrating: roles belong to the whole server, so two runs must not create them at once. */
const migratingClass = 7_241;

/** Gets a server and builds the one migrated template that every worker clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['DATABASE_URL'] ?? (await startTestServer());
  // One connection for the whole run: the lock it holds says that the run's databases are in use.
  const sql = postgres(server, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => undefined });
  const number = randomInt(1, 2 ** 31 - 1);
  const run = `muster_test_${number}`;
  await sql`select pg_advisory_lock(${aliveClass}, ${number})`;
  await dropDatabasesOfDeadRuns(sql, run);
  await buildTemplate(sql, server, `${run}_template`);
  project.provide('testServer', server);
  project.provide('testRun', run);
  return async () => {
    for (const { name } of await databasesOfRuns(sql)) if (name.startsWith(`${run}_`)) await drop(sql, name);
    await sql.end({ timeout: 1 });
  };
}

/**
 * Left running, so that the next run has it at once, and because another run may be using it.
 * `MUSTER_DATA_DIR=.data-test npm run db:stop` ends it; `.data-test` may then be deleted.
 */
async function startTestServer(): Promise<string> {
  const { url } = await startEmbedded({
    dataDir: path.resolve('.data-test'),
    flags: fastAndForgetful.flatMap((setting) => ['-c', setting]),
  });
  return url;
}

function databasesOfRuns(sql: postgres.Sql): Promise<{ name: string; run: number }[]> {
  return sql<{ name: string; run: number }[]>`
    select datname as name, substring(datname from '^muster_test_(\\d+)_')::int as run
    from pg_database where datname ~ '^muster_test_\\d+_'`;
}

async function drop(sql: postgres.Sql, name: string): Promise<void> {
  await sql`drop database if exists ${sql(name)} with (force)`;
}

/** What a killed run left behind. A run whose lock can be had is dead. */
async function dropDatabasesOfDeadRuns(sql: postgres.Sql, own: string): Promise<void> {
  for (const { name, run } of await databasesOfRuns(sql)) {
    if (name.startsWith(`${own}_`)) continue;
    const [lock] = await sql<{ free: boolean }[]>`select pg_try_advisory_lock(${aliveClass}, ${run}) as free`;
    if (!lock?.free) continue;
    await drop(sql, name);
    await sql`select pg_advisory_unlock(${aliveClass}, ${run})`;
  }
}

async function buildTemplate(sql: postgres.Sql, server: string, name: string): Promise<void> {
  await sql`select pg_advisory_lock(${migratingClass}, 0)`;
  try {
    await sql`create database ${sql(name)}`;
    const template = new URL(server);
    template.pathname = `/${name}`;
    await migrate(template.href);
  } finally {
    await sql`select pg_advisory_unlock(${migratingClass}, 0)`;
  }
}
