import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { billingRun } from '#db/schema/index.ts';
import { connect, type Database } from '#db/connection.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { previewRun } from '#app/invoices/commands/preview-run.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext, type Context } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import { actorNamed } from './actors.ts';
import { spentBy, spentByBackend } from './processes.ts';

export type Period = { startsOn: string; endsOn: string };
export const FIRST_YEAR: Period = { startsOn: '2025-01-01', endsOn: '2025-12-31' };
export const SECOND_YEAR: Period = { startsOn: '2026-01-01', endsOn: '2026-12-31' };

export type Billed = {
  seconds: number;
  lines: number;
  totalMinor: number;
  /** Of this process and of the server's that worked for it. */
  cpuSeconds: number;
  /** The most memory that this process, and the server's, ever had resident. */
  nodeMegabytes: number;
  serverMegabytes: number;
};

/** The bench's own clock: both years have passed. */
export const NOW = new Date('2027-01-04T12:00:00Z');

const root = path.resolve(import.meta.dirname, '../..');

/** Bills the previewed runs of a period in a process of its own, so that its memory can be told. */
export async function billThroughTheProduct(url: string, { startsOn }: Period): Promise<Billed> {
  const script = path.join(import.meta.dirname, 'bill.ts');
  const { stdout } = await promisify(execFile)(
    path.join(root, 'node_modules/.bin/tsx'),
    [script, url, startsOn],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
  return JSON.parse(stdout) as Billed;
}

/** Does something as somebody, in one transaction. Throws where it is refused. */
export async function does<T>(
  database: Database,
  actor: Actor,
  work: (ctx: Context) => Promise<Result<T>>,
): Promise<T> {
  const surroundings = { database, now: NOW, requestId: 'bench', baseUrl: 'http://localhost' };
  const result = await withContext(surroundings, actor, work);
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/**
 * Opens and previews the run of a period in every program. Once in each world, and not again in its copies. Throws where
 * a charge is parked or a run is held.
 * @returns seconds
 */
export async function previewRuns(url: string, period: Period): Promise<number> {
  const database = connect(url, { max: 1 });
  const started = performance.now();
  try {
    await previewEach(database, period);
    await database.sql.unsafe('vacuum analyze');
    return (performance.now() - started) / 1000;
  } finally {
    await database.close();
  }
}

async function previewEach(database: Database, { startsOn, endsOn }: Period): Promise<void> {
  const finance = await actorNamed(database, 'finance@bench.example');
  const programs = await database.sql<
    { client_id: string }[]
  >`select client_id from program order by client_id`;
  for (const { client_id: clientId } of programs) {
    const run = await does(database, finance, async (ctx) => {
      const [opened] = await ctx.db
        .insert(billingRun)
        .values({ clientId, startsOn, endsOn, createdBy: finance.accountId })
        .returning({ id: billingRun.id });
      return previewRun(ctx, opened?.id ?? '');
    });
    if (run.heldBecause) throw new Error(`A run is held: ${run.heldBecause}`);
  }
  const [parked] = await database.sql<{ n: number }[]>`select count(*)::int as n from parked_charge`;
  if (parked?.n !== 0)
    throw new Error(`${parked?.n ?? 'Some'} charges are parked, and there is nothing to park`);
}

/** The runs of a period that wait to be billed. */
export async function previewedRuns(database: Database, startsOn: string): Promise<string[]> {
  const rows = await database.sql<{ id: string }[]>`
    select id from billing_run where status = 'previewed' and starts_on = ${startsOn} order by client_id`;
  return rows.map(({ id }) => id);
}

/** What bill.ts does in its process. */
export async function billPreviewed(url: string, startsOn: string): Promise<Billed> {
  // One connection, so that one process of the server does all of it.
  const database = connect(url, { max: 1 });
  const cpuSeconds = async () =>
    spentBy(process.pid).cpuSeconds + (await spentByBackend(database.sql)).cpuSeconds;
  try {
    const finance = await actorNamed(database, 'finance@bench.example');
    const runs = await previewedRuns(database, startsOn);
    const cpuBefore = await cpuSeconds();
    const started = performance.now();
    let [lines, totalMinor] = [0, 0];
    for (const id of runs) {
      const billed = await does(database, finance, (ctx) => billRun(ctx, id));
      lines += billed.lines;
      totalMinor += billed.totalMinor;
    }
    const ended = performance.now();
    return {
      ...{ seconds: (ended - started) / 1000, lines, totalMinor },
      cpuSeconds: (await cpuSeconds()) - cpuBefore,
      nodeMegabytes: spentBy(process.pid).peakMegabytes,
      serverMegabytes: (await spentByBackend(database.sql)).peakMegabytes,
    };
  } finally {
    await database.close();
  }
}
