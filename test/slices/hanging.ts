import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { World } from '#test/factories/program.ts';

const program = path.resolve(import.meta.dirname, 'act-and-hang.ts');

type Hanging = { child: ChildProcess; ended: Promise<void> };

/** Starts an act in a process of its own and waits until it stands still, with its work in an open transaction. */
export async function hanging(
  url: string,
  { actor, what, subject, now }: { actor: Actor; what: string; subject: string; now: Date },
): Promise<Hanging> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, url, JSON.stringify(actor), what, subject, now.toISOString()],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('standing still')) resolve();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('close', () => reject(new Error(`it ended by itself: ${said}`)));
  });
  return { child, ended };
}

/** … and kills it as a power cut would. The server notices that nobody is at the other end any more. */
export async function killedIn(
  world: World,
  act: { by: Parameters<World['actor']>[0]; what: string; subject: string },
): Promise<void> {
  const { by, what, subject } = act;
  const { child, ended } = await hanging(world.database.url, {
    ...{ actor: world.actor(by), what, subject, now: world.now() },
  });
  const open = await sessionsOf(world, what);
  child.kill('SIGKILL');
  await ended;
  if (open === 0) throw new Error('it stood still without an open transaction');
  while ((await sessionsOf(world, what)) > 0) await sleep(20);
}

async function sessionsOf(world: World, what: string): Promise<number> {
  // The server cuts names of applications at 63 bytes.
  const name = `hanging-${what}`.slice(0, 63);
  const [row] = await world.database.sql<{ open: number }[]>`
    select count(*)::int as open from pg_stat_activity where application_name = ${name} and state = 'idle in transaction' and datname = current_database()`;
  return row?.open ?? 0;
}
