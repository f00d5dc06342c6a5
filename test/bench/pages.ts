import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import path from 'node:path';
import { connect } from '#db/connection.ts';
import { openSession } from '#app/access/session.server.ts';

const root = path.resolve(import.meta.dirname, '../..');
const tsx = path.join(root, 'node_modules/.bin/tsx');

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export type Serving = { base: string; cookie?: string; stop: () => Promise<void> };

const stopped = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

async function until(ready: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server did not start');
}

/** The built product in a process of its own, with a finance person of the MSP signed in. */
export async function serveProduct(url: string): Promise<Serving> {
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    DATABASE_URL: url,
    PORT: String(port),
    HOST: '127.0.0.1',
    MUSTER_JOBS: '0',
    MUSTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  };
  const child = spawn(tsx, ['app/server.ts'], { cwd: root, env, stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${base}/readyz`)).ok);
  const database = connect(url, { max: 1 });
  const [person] = await database.sql<{ account: string; membership: string }[]>`
    select a.id as account, m.id as membership from account a join membership m on m.account_id = a.id where a.email = 'finance@bench.example'`;
  const cookie = await openSession(database, base, person?.account ?? '', person?.membership ?? '');
  await database.close();
  return { base, cookie: cookie.split(';')[0], stop: () => stopped(child) };
}

/** Express with nothing around it, in a process of its own. */
export async function serveBare(url: string): Promise<Serving> {
  const port = await freePort();
  const child = spawn(tsx, ['test/bench/bare-express.ts', url, String(port)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'ignore',
  });
  const base = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(base)).ok);
  return { base, stop: () => stopped(child) };
}
