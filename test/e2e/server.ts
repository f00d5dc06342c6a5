import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopEmbedded } from '#db/embedded.ts';

const dataDir = path.resolve('.data-e2e');
const patienceMs = 240_000;
const port = process.env['E2E_PORT'] ?? '4517';
const address = `http://localhost:${port}`;

/**
 * Serves a small demo for the browser tests, on a database of its own that starts over each time.
 * @returns what Playwright calls at the end
 */
export default async function serveDemo(): Promise<() => Promise<void>> {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'db/seed/demo.ts', '--small', '--reset'], {
    env: demoEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [demo.stdout, demo.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    await untilReady(demo);
  } catch (cause) {
    await end(demo);
    throw new Error(`The demo did not start.\n${output.slice(-4000)}`, { cause });
  }
  return () => end(demo);
}

function demoEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', PORT: port, PUBLIC_URL: address };
  env['MUSTER_DATA_DIR'] = dataDir;
  // The provider of single-sign-on.spec.ts is on this machine, which only a demo may ask.
  env['MUSTER_DEMO'] = '1';
  // The demo starts over; it must never do so in the database that DATABASE_URL happens to name.
  delete env['DATABASE_URL'];
  if (process.env['E2E_DATABASE_URL']) env['DATABASE_URL'] = process.env['E2E_DATABASE_URL'];
  return env;
}

async function untilReady(demo: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(200)) {
    if (demo.exitCode !== null) throw new Error(`it ended with exit code ${demo.exitCode}`);
    if (Date.now() > deadline) throw new Error(`${address}/readyz did not answer in ${patienceMs / 1000} s`);
    if (await isReady()) return;
  }
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function end(demo: ChildProcess): Promise<void> {
  if (demo.exitCode === null) {
    const ended = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill('SIGTERM');
    await Promise.race([ended, sleep(15_000)]);
    if (demo.exitCode === null) demo.kill('SIGKILL');
  }
  await stopEmbedded(dataDir);
}
