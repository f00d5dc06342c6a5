import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect } from '#db/connection.ts';
import { requestFinalization } from '#app/invoices/commands/request-finalization.server.ts';
import { actorNamed } from './actors.ts';
import { does, FIRST_YEAR, previewRuns } from './product.ts';
import { sleep, whileUsersWork } from './users.ts';

export type AtOnce = {
  /** Seconds of the runs with one job each and nobody else, and with four jobs on each while users work. */
  alone: number;
  contested: number;
  /** Milliseconds of a submission. */
  idleP95: number;
  busyP95: number;
  weeks: number;
  /** Charges of the period that do not stand once on a client's invoice and once on a self-bill. */
  notOnce: number;
};

const IDLE_MS = 8_000;
const JOBS = 4;
const root = path.resolve(import.meta.dirname, '../..');

/** P9: four jobs finalize the same run at once, run after run, while 16 users submit and approve weeks. */
export async function measureAtOnce(freshCopy: () => Promise<string>): Promise<AtOnce> {
  const first = await requested(await freshCopy());
  const idle = await whileUsersWork(first, () => sleep(IDLE_MS));
  const alone = await finalize(first, 1);
  const second = await requested(await freshCopy());
  const busy = await whileUsersWork(second, () => finalize(second, JOBS));
  const notOnce = await chargesNotBilledOnce(second);
  return { alone, contested: busy.result, idleP95: idle.p95, busyP95: busy.p95, weeks: busy.weeks, notOnce };
}

async function requested(url: string): Promise<string> {
  const database = connect(url, { max: 2 });
  const finance = await actorNamed(database, 'finance@bench.example');
  for (const id of await previewRuns(database, FIRST_YEAR))
    await does(database, finance, (ctx) => requestFinalization(ctx, id));
  await database.close();
  return url;
}

async function finalize(url: string, jobs: number): Promise<number> {
  const tsx = path.join(root, 'node_modules/.bin/tsx');
  const script = path.join(import.meta.dirname, 'finalize.ts');
  const { stdout } = await promisify(execFile)(tsx, [script, url, String(jobs)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return Number(stdout);
}

async function chargesNotBilledOnce(url: string): Promise<number> {
  const { sql, close } = connect(url, { max: 1 });
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from charge c
    join lateral (select count(*) filter (where side = 'client') as client, count(*) filter (where side = 'supplier') as supplier from invoice_line l where l.charge_id = c.id) l on true
    where c.week_ends_on <= ${FIRST_YEAR.endsOn} and (c.billing_run_id is null or l.client <> 1 or l.supplier <> 1)`;
  await close();
  return row?.n ?? -1;
}
