import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { connect, type Database } from '#db/connection.ts';
import { startEmbedded, stopEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import type { World } from '#test/factories/program.ts';
import { hanging } from './hanging.ts';

/*
 * The database stops at once, as in a power cut, while a run, a correction and a payment are written and not committed.
 * It recovers from its log; nothing of them may be there, and everything before them must.
 */

const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-power-cut-'));
const opened: Database[] = [];
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close().catch(() => undefined)));
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

async function powerOn(): Promise<{ url: string; pid: number }> {
  const { url, pid } = await startEmbedded({ dataDir });
  await migrate(url);
  return { url, pid };
}

/** SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, no goodbye. */
async function powerOff(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT');
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(50);
  }
}

test('after the database stopped at once, nothing is half done and everything can be done again', async () => {
  let power = await powerOn();
  process.env['MUSTER_TEST_URL'] = power.url;
  const { aProgram, supplierFunded } = await import('#test/factories/program.ts');
  const { actsIn } = await import('#test/factories/acts.ts');
  const { documentsOf, previewedRun, firstHalfOfMarch } = await import('#test/factories/bills.ts');
  const { approvedPayments, submittedCorrection } = await import('#test/factories/money.ts');
  const { placementInRows, weekInRows } = await import('#test/factories/rows.ts');
  const { expectInvariantsHold } = await import('#test/invariants.ts');

  let world: World = await aProgram({ fees: supplierFunded('2.5%') });
  await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-15' });
  let day = '2026-03-16';
  world.on(day);

  /** Stops the server while somebody acts, starts it again, and goes on with the same people in the same program. */
  const cutWhile = async (by: 'finance' | 'admin', what: string, subject: string) => {
    const { child, ended } = await hanging(world.database.url, {
      actor: world.actor(by),
      what,
      subject,
      now: world.now(),
    });
    await powerOff(power.pid);
    child.kill('SIGKILL');
    await ended;
    await world.database.close().catch(() => undefined);
    power = await powerOn();
    const database = connect(power.url, { max: 5, name: 'muster-test' });
    opened.push(database);
    world = { ...world, ...actsIn(database, world.people) };
    world.on(day);
    await expectInvariantsHold(world);
  };

  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await cutWhile('finance', 'run:Keeping spend', runId);
  expect(await documentsOf(world)).toEqual([]);
  await world.does('finance', (ctx) => billRun(ctx, runId));
  expect(await documentsOf(world)).toHaveLength(2);

  const correctionId = await submittedCorrection(world, '50');
  await cutWhile('admin', 'correction', correctionId);
  expect(await documentsOf(world)).toHaveLength(2);
  await world.does('admin', (ctx) => issueCorrection(ctx, correctionId));
  expect(await documentsOf(world)).toHaveLength(4);

  const paymentRunId = await approvedPayments(world);
  day = world.now().toISOString().slice(0, 10);
  await cutWhile('admin', 'payment', paymentRunId);
  expect(await world.rows(sql`select 1 from settlement where payment_id is not null`)).toEqual([]);
  await world.does('admin', (ctx) => sendRun(ctx, paymentRunId));
  await expectInvariantsHold(world);
});
