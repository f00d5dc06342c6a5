import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's URL of the server that the tests run on; its path names no particular database. */
    testServer: string;
  }
}

export const templateName = 'muster_test_template';

/** Nothing in these databases is worth surviving a power cut. */
const fastAndForgetful = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Gets a server and builds the one migrated template that every worker clones. */
export default async function setup(project: TestProject): Promise<void> {
  const server = process.env['DATABASE_URL'] ?? (await startTestServer());
  await buildTemplate(server);
  project.provide('testServer', server);
}

/** Left running, so that the next run of the tests has it at once; `.data-test` may be deleted at any time. */
async function startTestServer(): Promise<string> {
  const { url } = await startEmbedded({
    dataDir: path.resolve('.data-test'),
    flags: fastAndForgetful.flatMap((setting) => ['-c', setting]),
  });
  return url;
}

async function buildTemplate(server: string): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    // Clones of an older template go first: a worker would take one of them for its own.
    const old = await sql<{ name: string }[]>`
      select datname as name from pg_database where datname ~ '^muster_test_'`;
    for (const { name } of old) await sql`drop database ${sql(name)} with (force)`;
    await sql`create database ${sql(templateName)}`;
  } finally {
    await sql.end();
  }
  const template = new URL(server);
  template.pathname = `/${templateName}`;
  await migrate(template.href);
}
