import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attachTo, isPostmaster, readPostmaster, type Running } from './embedded-attach.ts';
import { createOnce, readIfThere, takeLock } from './embedded-lock.ts';
import {
  chooseRunAs,
  findBinaries,
  handOver,
  run,
  runDetached,
  type Binaries,
  type RunAs,
} from './embedded-run-as.ts';

/** The zero-config database: a PostgreSQL that Muster brings along, starts itself and leaves running. */
export type EmbeddedDatabase = {
  url: string;
  port: number;
  /** The postmaster's process number. */
  pid: number;
  how: 'attached' | 'started';
  /** Shuts the server down, whoever started it. Open connections are cut, nothing committed is lost. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Holds the cluster, its password and its lock; made where it is missing. */
  dataDir: string;
  log?: (line: string) => void;
  /** Further settings for the server, as `['-c', 'fsync=off']`. They count when it is started, not on attaching. */
  flags?: string[];
};

const patienceMs = 90_000;
/** A process number that no system gives out (Linux ends at 2^22), for a postmaster that is no more. */
const nobodysPid = 2_147_483_647;
/** What may pass by itself: backends of a killed postmaster still ending, somebody taking the free port first. */
const worthAnotherTry = /shared memory block|could not bind|could not create any TCP\/IP sockets/;

type Places = { dataDir: string; cluster: string; password: string; lock: string };

/** Where this installation keeps its data: `MUSTER_DATA_DIR`, or `.data` under the current directory. */
export function dataDirectory(): string {
  return path.resolve(process.env['MUSTER_DATA_DIR'] || '.data');
}

/**
 * Attaches to the server of that data directory, or starts it; several processes may ask at the same time.
 * @throws with advice to the person, where PostgreSQL cannot be run here
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const places = placesIn(options.dataDir);
  try {
    mkdirSync(places.dataDir, { recursive: true });
    const { how, ...running } = await attachOrStart(places, options, Date.now() + patienceMs);
    options.log?.(`PostgreSQL ${how} on port ${running.port}`);
    return { ...running, how, stop: () => stop(places.cluster) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The built-in PostgreSQL could not be used in ${places.dataDir}: ${reason}\n` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or newer (postgres://user:password@host:5432/muster), ' +
        'or MUSTER_DATA_DIR to a directory that this user may write.',
      { cause },
    );
  }
}

/**
 * Stops the server of that data directory, where one runs.
 * @returns whether there was one to stop
 */
export async function stopEmbedded(dataDir: string): Promise<boolean> {
  const { cluster } = placesIn(dataDir);
  const found = readPostmaster(cluster);
  if (!found || !isPostmaster(found.pid)) return false;
  await stop(cluster);
  return true;
}

function placesIn(directory: string): Places {
  const dataDir = path.resolve(directory);
  const at = (name: string) => path.join(dataDir, name);
  return { dataDir, cluster: at('postgres'), password: at('postgres.password'), lock: at('postgres.lock') };
}

async function attachOrStart(
  places: Places,
  options: EmbeddedOptions,
  deadline: number,
): Promise<Running & { how: 'attached' | 'started' }> {
  const password = passwordOf(places);
  const attach = () => attachTo(places.cluster, password, deadline);

  const attached = await attach();
  if (attached) return { ...attached, how: 'attached' };
  const turn = await takeLock(places.lock, deadline, attach);
  if ('done' in turn) return { ...turn.done, how: 'attached' };
  try {
    const meanwhile = await attach();
    if (meanwhile) return { ...meanwhile, how: 'attached' };
    return { ...(await start(places, password, options, deadline)), how: 'started' };
  } finally {
    turn.release();
  }
}

function hasCluster(cluster: string): boolean {
  return readIfThere(path.join(cluster, 'PG_VERSION')) !== null;
}

function passwordOf({ cluster, password }: Places): string {
  if (readIfThere(password) === null) {
    if (hasCluster(cluster))
      throw new Error(`${password} is missing, and the database beside it opens with nothing else`);
    createOnce(password, randomBytes(24).toString('base64url'));
  }
  return readFileSync(password, 'utf8').trim();
}

// ── Starting ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function start(
  places: Places,
  password: string,
  { log, flags = [] }: EmbeddedOptions,
  deadline: number,
): Promise<Running> {
  const binaries = await findBinaries();
  const runAs = hasCluster(places.cluster)
    ? await chooseRunAs(binaries, places.cluster)
    : await createCluster(binaries, places, password, flags);
  log?.(`PostgreSQL runs as ${runAs.name}`);

  retireStalePostmaster(places.cluster);
  for (let attempt = 1; ; attempt++) {
    const report = await startServer(binaries, runAs, places.cluster, flags);
    const running = await attachTo(places.cluster, password, deadline);
    if (running) return running;
    if (attempt === 5 || !worthAnotherTry.test(report))
      throw new Error(`the server did not start\n${report}`);
    await sleep(attempt * 200);
  }
}

/** Made under another name and renamed when complete: a cluster that is there is a whole one, whatever was killed. */
async function createCluster(
  binaries: Binaries,
  { dataDir, cluster }: Places,
  password: string,
  flags: string[],
): Promise<RunAs> {
  for (const name of readdirSync(dataDir))
    if (name.startsWith('postgres.new-')) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  const draft = path.join(dataDir, `postgres.new-${randomBytes(4).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  const runAs = await chooseRunAs(binaries, draft);
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  handOver(runAs, passwordFile);
  try {
    const { code, output } = await run(runAs, binaries.initdb, [
      ...['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      // Never from the environment, where LANG=C would give a database that knows no accents.
      ...['--encoding=UTF8', '--locale-provider=builtin', ...localeOptions(), '--data-checksums'],
      ...(flags.includes('fsync=off') ? ['--no-sync'] : []),
    ]);
    if (code !== 0) throw new Error(`initdb failed\n${output}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
  return runAs;
}

/** C.UTF-8 is a locale of the C library on Linux only; elsewhere PostgreSQL's own of that name does the work alone. */
function localeOptions(): string[] {
  return process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--builtin-locale=C.UTF-8'];
}

/**
 * PostgreSQL believes a process number in postmaster.pid as long as any process has it. The number is replaced rather
 * than the file removed, because its last line lets the new server notice backends of the old one that still write.
 */
function retireStalePostmaster(cluster: string): void {
  const file = path.join(cluster, 'postmaster.pid');
  const content = readIfThere(file);
  if (content !== null) writeFileSync(file, content.replace(/^-?\d+/, String(nobodysPid)));
}

/** Runs `pg_ctl start` and waits for it. Gives back what the server wrote to its log meanwhile. */
async function startServer(
  binaries: Binaries,
  runAs: RunAs,
  cluster: string,
  flags: string[],
): Promise<string> {
  const logFile = path.join(cluster, 'server.log');
  const before = readIfThere(logFile)?.length ?? 0;
  const settings = [
    ...['-p', String(await freePort()), '-c', 'listen_addresses=127.0.0.1'],
    // No socket file: its path may not be longer than about a hundred letters, and ours is wherever the checkout is.
    ...['-c', 'unix_socket_directories=', '-c', 'max_connections=100', ...flags],
  ].join(' ');
  await runDetached(runAs, binaries.pgCtl, [
    ...['start', '-D', cluster, '-w', '-t', '60', '-l', logFile, '-o', settings],
  ]);
  return (readIfThere(logFile) ?? '').slice(before).slice(-1500);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => (port ? resolve(port) : reject(new Error('no free port on 127.0.0.1'))));
    });
    server.on('error', reject);
  });
}

// ── Stopping ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function stop(cluster: string): Promise<void> {
  const found = readPostmaster(cluster);
  if (!found || !isPostmaster(found.pid)) return;
  await requestShutdown(cluster, found.pid);
  for (const deadline = Date.now() + 30_000; isPostmaster(found.pid); await sleep(30))
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${found.pid}) does not stop`);
}

async function requestShutdown(cluster: string, pid: number): Promise<void> {
  if (process.platform !== 'win32') {
    // To a postmaster SIGINT means a fast shutdown: roll back what is open, write everything, end.
    process.kill(pid, 'SIGINT');
    return;
  }
  const { pgCtl } = await findBinaries();
  await run({ name: 'this user', wrap: (program, args) => [program, args] }, pgCtl, [
    ...['stop', '-D', cluster, '-m', 'fast'],
  ]);
}
