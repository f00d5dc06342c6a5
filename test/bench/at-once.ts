import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect } from '#db/connection.ts';
import { requestFinalization } from '#app/invoices/commands/request-finalization.server.ts';
import { actorNamed } from './actors.ts';
import { byTurns, median } from './pairs.ts';
import { does, FIRST_YEAR, previewedRuns } from './product.ts';
import { sleep, whileUsersWork } from './users.ts';

export type AtOnce = {
  pairs: number;
  /** Of the runs with four jobs on each while users work, over one job on each and nobody else. */
  run: number;
  /** Of the 95th percentile of a submission meanwhile, over that before. */
  submit: number;
  weeks: number;
  /** Charges of the period that do not stand once on a client's invoice and once on a self-bill. */
  notOnce: number;
};

const IDLE_MS = 8_000;
const JOBS = 4;
const root = path.resolve(import.meta.dirname, '../..');

/** P9: four jobs finalize the same run at once, run after run, while 16 users submit and approve weeks. */
export async function measureAtOnce(freshCopy: () => Promise<string>, pairs: number): Promise<AtOnce> {
  const measured = await byTurns(
    pairs,
    async () => {
      const url = await requested(await freshCopy());
      const { p95 } = await whileUsersWork(url, () => sleep(IDLE_MS));
      return { p95, seconds: await finalize(url, 1) };
    },
    async () => {
      const url = await requested(await freshCopy());
      const { result, p95, weeks } = await whileUsersWork(url, () => finalize(url, JOBS));
      return { p95, seconds: result, weeks, notOnce: await chargesNotBilledOnce(url) };
    },
  );
  return {
    pairs: measured.length,
    run: median(measured.map(([alone, contested]) => contested.seconds / alone.seconds)),
    submit: median(measured.map(([idle, busy]) => busy.p95 / idle.p95)),
    weeks: measured.reduce((sum, [, { weeks }]) => sum + weeks, 0),
    notOnce: Math.max(...measured.map(([, contested]) => contested.notOnce)),
  };
}

async function requested(url: string): Promise<string> {
  const database = connect(url, { max: 2 });
  const finance = await actorNamed(database, 'finance@bench.example');
  for (const id of await previewedRuns(database, FIRST_YEAR.startsOn))
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
