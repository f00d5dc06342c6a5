import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billRun } from '#app/invoices/bill.server.ts';
import {
  clientTotals,
  documentsOf,
  firstHalfOfMarch,
  previewedRun,
  supplierTotals,
} from '#test/factories/bills.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { statusOf } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const program = path.resolve(import.meta.dirname, 'bill-and-hang.ts');

/** Starts the run in a process of its own, waits until it stands in the middle, and kills it as a power cut would. */
async function killedIn(world: World, runId: string, step: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      program,
      world.database.url,
      JSON.stringify(world.actor('finance')),
      runId,
      step,
      world.now().toISOString(),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('standing still')) resolve();
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      child.on('close', () => reject(new Error(`it ended by itself: ${said}`)));
    });
    // The work of the run is there, in its open transaction, and nobody else sees it.
    const [open] = await sessionsOf(world, runId);
    expect(open?.state).toBe('idle in transaction');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  // The server notices that nobody is at the other end any more.
  while ((await sessionsOf(world, runId)).length > 0) await sleep(20);
}

const sessionsOf = async (world: World, runId: string): Promise<{ state: string }[]> => [
  ...(await world.database.sql<{ state: string }[]>`
    select state from pg_stat_activity where application_name = ${`hanging-${runId}`} and state = 'idle in transaction'`),
];

const traces = (world: World) =>
  world.rows(sql`
    select (select count(*)::int from invoice where client_id = ${world.clientId}) as documents,
           (select count(*)::int from invoice_line where client_id = ${world.clientId}) as lines,
           (select count(*)::int from charge where client_id = ${world.clientId} and billing_run_id is not null) as claimed,
           (select count(*)::int from ledger_entry where client_id = ${world.clientId}) as entries,
           (select count(*)::int from client_spend where client_id = ${world.clientId}) as spend,
           (select count(*)::int from timesheet where client_id = ${world.clientId} and status = 'invoiced') as invoiced`);

test.each(['Issuing documents', 'Marking timesheets', 'Keeping spend'])(
  'a process that dies while it is «%s» leaves nothing behind, and the run can be done again',
  async (step) => {
    const world = await aProgram({ fees: supplierFunded('2.5%') });
    await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-15' });
    world.on('2026-03-16');
    const { runId, totalMinor } = await previewedRun(world, firstHalfOfMarch);
    expect(totalMinor).toBe(78_300);

    await killedIn(world, runId, step);
    expect(await traces(world)).toEqual([
      { documents: 0, lines: 0, claimed: 0, entries: 0, spend: 0, invoiced: 0 },
    ]);
    expect(await statusOf(world, 'billing_run', runId)).toBe('previewed');
    await expectInvariantsHold(world);

    await world.does('finance', (ctx) => billRun(ctx, runId));
    expect(await clientTotals(world)).toEqual(['783.00']);
    expect(await supplierTotals(world)).toEqual(['763.42']); // 783.00 − 19.58 (19.575 rounds away from zero)
    expect(await statusOf(world, 'billing_run', runId)).toBe('finalized');
    await expectInvariantsHold(world);
  },
);

test('a run that is rolled back gives its numbers back: the next takes them, and none is missing', async () => {
  const world = await aProgram();
  await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-15' });
  world.on('2026-03-16');
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  let taken: string[] = [];
  await expect(
    world.act('finance', async (ctx) => {
      const billed = await billRun(ctx, runId);
      taken = billed.ok ? billed.value.documents.map(({ reference }) => reference) : [];
      throw new Error('the printer is on fire');
    }),
  ).rejects.toThrow('on fire');
  expect(taken).toHaveLength(2);
  expect(await documentsOf(world)).toEqual([]);
  await expectInvariantsHold(world);
  await world.does('finance', (ctx) => billRun(ctx, runId));
  expect((await documentsOf(world)).map(({ reference }) => reference).sort()).toEqual([...taken].sort());
  await expectInvariantsHold(world);
});
