import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { fillWorld } from './world.ts';

/** A PostgreSQL server of the bench's own, or the one that `BENCH_DATABASE_URL` names. */
export async function benchServer(): Promise<string> {
  if (process.env.BENCH_DATABASE_URL) return process.env.BENCH_DATABASE_URL;
  const { url } = await startEmbedded({ dataDir: path.resolve('.data-bench') });
  return url;
}

export const addressOf = (serverUrl: string, name: string) => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
};

/** A connection to a database of the bench, for as long as `work` takes. */
export async function connected<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export type World = { database: string; lines: number };

/** An empty, migrated database filled with as many lines. It is only copied from then on. */
export async function makeWorld(serverUrl: string, wanted: number): Promise<World> {
  const database = `muster_bench_${wanted}`;
  await drop(serverUrl, database);
  await connected(serverUrl, (sql) => sql`create database ${sql(database)}`);
  await migrate(addressOf(serverUrl, database));
  const lines = await connected(addressOf(serverUrl, database), (sql) => fillWorld(sql, { lines: wanted }));
  return { database, lines };
}

/** A fresh copy of a database, and nothing left to write from making it. @returns its address */
export async function copyOf(
  serverUrl: string,
  { database }: { database: string },
  name = 'muster_bench_copy',
): Promise<string> {
  await drop(serverUrl, name);
  await connected(serverUrl, async (sql) => {
    await sql.unsafe(`create database ${name} template ${database} strategy file_copy`);
    await sql`checkpoint`;
  });
  return addressOf(serverUrl, name);
}

export async function drop(serverUrl: string, name: string): Promise<void> {
  await connected(serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
}
