import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { codeOf, readIfThere } from './embedded-lock.ts';

const databaseName = 'muster';

/** A server that answers, with the URL of our database on it. */
export type Running = { url: string; port: number; pid: number };

/** What the postmaster wrote about itself: its process, its data directory, when it began, its port. */
export function readPostmaster(cluster: string): { pid: number; port: number } | null {
  const [pid, directory, , port] = readIfThere(path.join(cluster, 'postmaster.pid'))?.split('\n') ?? [];
  // A copied data directory carries the file of the server that ran on the original.
  if (!directory || !isSameDirectory(directory, cluster)) return null;
  return { pid: Number(pid), port: Number(port ?? 0) };
}

function isSameDirectory(one: string, other: string): boolean {
  return existsSync(one) && realpathSync(one) === realpathSync(other);
}

/**
 * Whether that process is a PostgreSQL server. The number alone does not tell: it may have gone to another program,
 * and in a container whose first process reaps nobody a killed postmaster stays as a zombie, without a command line.
 */
export function isPostmaster(pid: number): boolean {
  if (process.platform === 'linux') return /(^|\/)postgres\0/.test(readIfThere(`/proc/${pid}/cmdline`) ?? '');
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The running server of this cluster, waiting for one that is still coming up; null where none runs. */
export async function attachTo(cluster: string, password: string, deadline: number): Promise<Running | null> {
  for (;;) {
    const found = readPostmaster(cluster);
    if (!found || !isPostmaster(found.pid)) return null;
    const server = `postgres://postgres:${password}@127.0.0.1:${found.port}`;
    const answer = found.port > 0 ? await ask(server, cluster) : 'not yet';
    if (answer === 'ours') return { ...found, url: `${server}/${databaseName}` };
    if (answer === 'another') return null;
    if (Date.now() > deadline) throw new Error(`the server (process ${found.pid}) runs but does not answer`);
    await sleep(30);
  }
}

async function ask(server: string, cluster: string): Promise<'ours' | 'another' | 'not yet'> {
  const sql = postgres(`${server}/postgres`, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [row] = await sql<{ directory: string; present: boolean }[]>`
      select current_setting('data_directory') as directory,
             exists (select from pg_database where datname = ${databaseName}) as present`;
    if (!row || !isSameDirectory(row.directory, cluster)) return 'another';
    if (!row.present) await createDatabase(sql);
    return 'ours';
  } catch (error) {
    if (codeOf(error) === '28P01')
      throw new Error('its password file does not hold its password', { cause: error });
    return 'not yet';
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function createDatabase(sql: postgres.Sql): Promise<void> {
  try {
    await sql.unsafe(`create database ${databaseName}`);
  } catch (error) {
    // 42P04 and 23505: another process made it at the same moment.
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw error;
  }
}
