import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import postgres from 'postgres';

// Any number; every starter of this product must use the same one.
const MIGRATION_LOCK = 7_239_114;

const folder = path.resolve(import.meta.dirname, '../migrations');

type Migration = { name: string; text: string; sha256: string };

async function migrationsOnDisk(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings a database up to date: our SQL files in order, each in its own transaction, then the job queue's tables.
 * Several processes may call it at once; one works, the others wait and find nothing to do.
 * Throws when a file that was already applied has been changed since.
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const applied: string[] = [];
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await sql`create table if not exists public.schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
    const done = await sql<
      { name: string; sha256: string }[]
    >`select name, sha256 from public.schema_migration`;
    const before = new Map(done.map(({ name, sha256 }) => [name, sha256]));
    for (const { name, text, sha256 } of await migrationsOnDisk()) {
      const known = before.get(name);
      if (known === sha256) continue;
      if (known)
        throw new Error(`migrations/${name} was changed after it had been applied; add a new file instead`);
      await sql.begin(async (tx) => {
        await tx.unsafe(text);
        await tx`insert into public.schema_migration (name, sha256) values (${name}, ${sha256})`;
      });
      applied.push(name);
    }
    // Walls that these files put up, or put up anew, are asked in the way that can be planned (0021).
    if (applied.length > 0) await sql`select app.ask_sides_once()`;
    await runMigrations({ connectionString: url });
  } finally {
    await sql.end({ timeout: 5 });
  }
  return { applied };
}

/** Whether the database holds every migration of this version of the program; `GET /readyz` asks. */
export async function migrationsAreCurrent(sql: postgres.Sql): Promise<boolean> {
  const done = await sql<{ name: string }[]>`select name from public.schema_migration`;
  const names = new Set(done.map(({ name }) => name));
  return (await migrationsOnDisk()).every(({ name }) => names.has(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { databaseUrl } = await import('./server.ts');
  const { applied } = await migrate(await databaseUrl());
  console.log(applied.length ? `Applied ${applied.join(', ')}` : 'The database is up to date.');
}
