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
  /** Of finalizing alone; what previewing took is told beside it. */
  seconds: number;
  previewSeconds: number;
  lines: number;
  totalMinor: number;
  /** Of this process and of the server's that worked for it, of finalizing alone. */
  cpuSeconds: number;
  /** The most memory that this process, and the server's, ever had resident. */
  nodeMegabytes: number;
  serverMegabytes: number;
};

/** The bench's own clock: both years have passed. */
export const NOW = new Date('2027-01-04T12:00:00Z');

const root = path.resolve(import.meta.dirname, '../..');

/** Bills one period of every program in a process of its own, so that its memory can be told. */
export async function billThroughTheProduct(url: string, { startsOn, endsOn }: Period): Promise<Billed> {
  const script = path.join(import.meta.dirname, 'bill.ts');
  const { stdout } = await promisify(execFile)(
    path.join(root, 'node_modules/.bin/tsx'),
    [script, url, startsOn, endsOn],
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

/** Opens and previews the run of a period in every program. Throws where a charge is parked or a run is held. */
export async function previewRuns(database: Database, { startsOn, endsOn }: Period): Promise<string[]> {
  const finance = await actorNamed(database, 'finance@bench.example');
  const programs = await database.sql<
    { client_id: string }[]
  >`select client_id from program order by client_id`;
  const runs: string[] = [];
  for (const { client_id: clientId } of programs) {
    const run = await does(database, finance, async (ctx) => {
      const [opened] = await ctx.db
        .insert(billingRun)
        .values({ clientId, startsOn, endsOn, createdBy: finance.accountId })
        .returning({ id: billingRun.id });
      return previewRun(ctx, opened?.id ?? '');
    });
    if (run.heldBecause) throw new Error(`A run is held: ${run.heldBecause}`);
    runs.push(run.id);
  }
  const [parked] = await database.sql<{ n: number }[]>`select count(*)::int as n from parked_charge`;
  if (parked?.n !== 0)
    throw new Error(`${parked?.n ?? 'Some'} charges are parked, and there is nothing to park`);
  return runs;
}

/** What bill.ts does in its process. */
export async function previewAndBill(url: string, period: Period): Promise<Billed> {
  // One connection, so that one process of the server does all of it.
  const database = connect(url, { max: 1 });
  const cpuSeconds = async () =>
    spentBy(process.pid).cpuSeconds + (await spentByBackend(database.sql)).cpuSeconds;
  try {
    const finance = await actorNamed(database, 'finance@bench.example');
    const begun = performance.now();
    const runs = await previewRuns(database, period);
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
      ...{ seconds: (ended - started) / 1000, previewSeconds: (started - begun) / 1000, lines, totalMinor },
      cpuSeconds: (await cpuSeconds()) - cpuBefore,
      nodeMegabytes: spentBy(process.pid).peakMegabytes,
      serverMegabytes: (await spentByBackend(database.sql)).peakMegabytes,
    };
  } finally {
    await database.close();
  }
}
