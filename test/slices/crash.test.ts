import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { receiptForm } from '#app/payments/forms.ts';
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
import { billedWeek, submittedCorrection, approvedPayments } from '#test/factories/money.ts';
import { killedIn } from './hanging.ts';

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

    await killedIn(world, { by: 'finance', what: `run:${step}`, subject: runId });
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

test('a process that dies with a correction, a receipt or a payment written leaves nothing of it, and each can be done again', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%', '0.9%') });
  await billedWeek(world);
  const before = (await documentsOf(world)).length;

  const correctionId = await submittedCorrection(world, '33.33');
  await killedIn(world, { by: 'admin', what: 'correction', subject: correctionId });
  expect(await documentsOf(world)).toHaveLength(before);
  await expectInvariantsHold(world);
  await world.does('admin', (ctx) => issueCorrection(ctx, correctionId));
  expect(await documentsOf(world)).toHaveLength(before + 2);
  await expectInvariantsHold(world);

  const [open] = await world.rows<{ id: string }>(
    sql`select id from invoice where client_id = ${world.clientId} and kind = 'client_invoice'`,
  );
  const receipt = receiptForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, receivedOn: world.now().toISOString().slice(0, 10) },
    ...{
      amount: '100.00',
      bankReference: randomUUID(),
      matches: [{ invoiceId: open?.id, amount: '100.00' }],
    },
  });
  await killedIn(world, { by: 'finance', what: 'receipt', subject: JSON.stringify(receipt) });
  expect(await world.rows(sql`select 1 from receipt where client_id = ${world.clientId}`)).toEqual([]);
  await expectInvariantsHold(world);
  await world.does('finance', (ctx) => recordReceipt(ctx, receipt));
  await expectInvariantsHold(world);

  const paymentRunId = await approvedPayments(world);
  await killedIn(world, { by: 'admin', what: 'payment', subject: paymentRunId });
  expect(
    await world.rows(
      sql`select 1 from settlement where client_id = ${world.clientId} and payment_id is not null`,
    ),
  ).toEqual([]);
  await expectInvariantsHold(world);
  await world.does('admin', (ctx) => sendRun(ctx, paymentRunId));
  expect(
    await world.rows(
      sql`select 1 from settlement where client_id = ${world.clientId} and payment_id is not null`,
    ),
  ).not.toEqual([]);
  await expectInvariantsHold(world);
});
