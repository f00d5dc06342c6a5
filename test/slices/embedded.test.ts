import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { startEmbedded, stopEmbedded, type EmbeddedDatabase } from '#db/embedded.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-embedded-'));

afterAll(async () => {
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

// Starts the database as separate processes do: in a program of its own that ends right after.
const starterProgram = `
  const { startEmbedded } = await import(process.argv[1]);
  const { how, pid } = await startEmbedded({ dataDir: process.argv[2] });
  console.log(JSON.stringify({ how, pid }));
`;

function startFromAnotherProcess(): Promise<{ how: string; pid: number }> {
  const program = path.resolve('db/embedded.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', starterProgram, program, dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', () => {
      try {
        resolve(JSON.parse(output) as { how: string; pid: number });
      } catch (cause) {
        reject(new Error(`the starter said: ${output}`, { cause }));
      }
    });
  });
}

async function withConnection<T>(
  database: EmbeddedDatabase,
  use: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test('of four programs that start it at once, after one that died doing so, one starts it and three attach', async () => {
  // Process numbers end far below this, so the lock's owner is certainly dead.
  writeFileSync(path.join(dataDir, 'postgres.lock'), '2147483647 1 dead');
  const starts = await Promise.all(Array.from({ length: 4 }, startFromAnotherProcess));
  expect(starts.map(({ how }) => how).sort()).toEqual(['attached', 'attached', 'attached', 'started']);
  expect(new Set(starts.map(({ pid }) => pid)).size).toBe(1);
});

test('it outlives the program that started it, and speaks UTF-8 whatever the environment', async () => {
  const database = await startEmbedded({ dataDir });
  expect(database.how).toBe('attached');
  const [row] = await withConnection(
    database,
    (sql) => sql<
      { encoding: string; upper: string; checksums: string; sockets: string; addresses: string }[]
    >`
      select current_setting('server_encoding') as encoding, upper('ä') as upper,
             current_setting('data_checksums') as checksums,
             current_setting('unix_socket_directories') as sockets,
             current_setting('listen_addresses') as addresses`,
  );
  expect(row).toEqual({
    encoding: 'UTF8',
    upper: 'Ä',
    checksums: 'on',
    sockets: '',
    addresses: '127.0.0.1',
  });
});

test('after kill -9 of the server the next start brings it back with every committed row', async () => {
  const first = await startEmbedded({ dataDir });
  await withConnection(first, (sql) => sql`create table kept as select generate_series(1, 1000) as row`);
  process.kill(first.pid, 'SIGKILL');

  const second = await startEmbedded({ dataDir });
  expect(second.how).toBe('started');
  expect(second.pid).not.toBe(first.pid);
  const [row] = await withConnection(second, (sql) => sql`select count(*)::int as rows from kept`);
  expect(row).toEqual({ rows: 1000 });
});

test('a stopped server starts again, and stopping twice is no error', async () => {
  const database = await startEmbedded({ dataDir });
  await database.stop();
  await database.stop();
  expect(await stopEmbedded(dataDir)).toBe(false);
  expect((await startEmbedded({ dataDir })).how).toBe('started');
});

test('where it cannot be used, the error says what to do instead', async () => {
  const notADirectory = path.join(dataDir, 'a-file');
  writeFileSync(notADirectory, '');
  await expect(startEmbedded({ dataDir: notADirectory })).rejects.toThrow(/DATABASE_URL/);
});
