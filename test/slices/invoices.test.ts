import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { chargeSplit } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { approveInvoice } from '#app/invoices/commands/approve-invoice.server.ts';
import { decideParked } from '#app/invoices/commands/decide-parked.server.ts';
import { discardRun } from '#app/invoices/commands/discard-run.server.ts';
import { openRun } from '#app/invoices/commands/open-run.server.ts';
import { previewRun } from '#app/invoices/commands/preview-run.server.ts';
import { releaseRun } from '#app/invoices/commands/release-run.server.ts';
import { requestFinalization } from '#app/invoices/commands/request-finalization.server.ts';
import { documentCsv } from '#app/invoices/document-csv.server.ts';
import { linesOf, loadDocument, makeDocument } from '#app/invoices/documents.server.ts';
import { linesPage } from '#app/invoices/document-lines.server.ts';
import { invoicePage } from '#app/invoices/invoice-page.server.ts';
import { invoiceOf } from '#app/invoices/invoices.server.ts';
import { finalizeBillingRun, makeDocuments, resumeBillingRuns } from '#app/invoices/jobs.server.ts';
import { trialBalance } from '#app/ledger/public.server.ts';
import type { Preview } from '#app/invoices/preview.server.ts';
import { waitingInvoices } from '#app/invoices/public.server.ts';
import { runPage } from '#app/invoices/run-page.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import type { JobSurroundings } from '#app/platform/jobs/jobs.server.ts';
import { inWords } from '#test/factories/acts.ts';
import {
  billedPeriod,
  clientTotals,
  documentsOf,
  firstHalfOfMarch,
  previewedRun,
  secondHalfOfMarch,
} from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { statusOf } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const asJob = (world: World): JobSurroundings => ({
  ...world.surroundings(),
  config: readConfig({ NODE_ENV: 'test' }),
});

async function aProgramWithAWeek(fees = supplierFunded('2.5%', '0.9%')): Promise<World> {
  const world = await aProgram({ fees });
  await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-15' });
  world.on('2026-03-16');
  return world;
}

async function finalized(world: World, runId: string): Promise<void> {
  await world.does('finance', (ctx) => requestFinalization(ctx, runId));
  await finalizeBillingRun.run(asJob(world), { runId });
}

const runRow = async (world: World, runId: string) => {
  const [row] = await world.rows<{ status: string; last_problem: string | null; asked: boolean }>(
    sql`select status, last_problem, finalize_requested_at is not null as asked from billing_run where id = ${runId}`,
  );
  return row;
};

const idOf = async (world: World, kind: 'client_invoice' | 'self_bill'): Promise<string> => {
  const [row] = await world.rows<{ id: string }>(
    sql`select id from invoice where client_id = ${world.clientId} and kind = ${kind}`,
  );
  if (!row) throw new Error(`no ${kind}`);
  return row.id;
};

test.each([
  ['supplier-funded', supplierFunded('2.5%', '0.9%')],
  ['client-funded', clientFunded('3%')],
])('the preview of a %s program is what is billed, to the cent and from every side', async (_name, fees) => {
  const world = await aProgramWithAWeek(fees);
  const { runId, totalMinor } = await previewedRun(world, firstHalfOfMarch);
  const [seen] = await world.rows<{ preview: Preview }>(
    sql`select preview from billing_run where id = ${runId}`,
  );
  if (!seen) throw new Error('no run');
  const { preview } = seen;
  expect(preview.totalMinor).toBe(totalMinor);
  for (const side of [preview.bySupplier, preview.byCostCenter, preview.byWorker])
    expect(side.reduce((total, row) => total + row.totalMinor, 0)).toBe(totalMinor);
  await finalized(world, runId);
  const [invoice] = await world.rows<{ total_minor: number; supplier_minor: number }>(sql`
    select sum(total_minor) filter (where kind = 'client_invoice')::bigint as total_minor,
           sum(total_minor) filter (where kind = 'self_bill')::bigint as supplier_minor
    from invoice where client_id = ${world.clientId}`);
  expect(invoice?.total_minor).toBe(totalMinor);
  expect(invoice?.supplier_minor).toBe(preview.timeMinor - preview.supplierFeeMinor);
  await expectInvariantsHold(world);
});

test('a finalized run tells finance on both sides and has its PDFs made', async () => {
  const world = await aProgramWithAWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await finalized(world, runId);
  expect(await runRow(world, runId)).toEqual({ status: 'finalized', last_problem: null, asked: true });
  const mails = await world.rows<{ number: string; roles: string[] }>(sql`
    select m.props ->> 'number' as number, m.to_roles as roles from mail m
    where m.kind = 'invoiceIssued' and m.props ->> 'clientName' = ${world.clientName} order by 1`);
  const references = (await documentsOf(world)).map(({ reference }) => reference);
  expect(mails.map(({ number }) => number)).toEqual([...references].sort());
  await makeDocuments.run(asJob(world), { runId });
  const made = await world.rows<{ sha256: string; content: Buffer }>(sql`
    select d.sha256, d.content from invoice_document d where d.client_id = ${world.clientId}`);
  expect(made).toHaveLength(2);
  for (const { sha256, content } of made) {
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  }
});

test('a second press says that it is under way, and a second job bills nothing', async () => {
  const world = await aProgramWithAWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await world.does('finance', (ctx) => requestFinalization(ctx, runId));
  const again = await world.act('admin', (ctx) => requestFinalization(ctx, runId));
  expect(again.ok ? '' : inWords(again.refusal)).toContain('being finalized already');
  const discard = await world.act('finance', (ctx) => discardRun(ctx, runId));
  expect(discard.ok ? '' : inWords(discard.refusal)).toContain('cannot be discarded any more');
  await Promise.all([
    finalizeBillingRun.run(asJob(world), { runId }),
    finalizeBillingRun.run(asJob(world), { runId }),
  ]);
  await finalizeBillingRun.run(asJob(world), { runId });
  expect(await runRow(world, runId)).toMatchObject({ status: 'finalized', last_problem: null });
  expect(await documentsOf(world)).toHaveLength(2);
  await expectInvariantsHold(world);
});

test('time approved after the preview is not billed unseen: the run says so and can be previewed again', async () => {
  const world = await aProgramWithAWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await world.does('finance', (ctx) => requestFinalization(ctx, runId));
  await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-08' });
  await finalizeBillingRun.run(asJob(world), { runId });
  expect(await runRow(world, runId)).toEqual({
    status: 'previewed',
    last_problem: 'Something else would be billed now than the preview showed. Preview it again.',
    asked: false,
  });
  expect(await documentsOf(world)).toEqual([]);
  const page = await world.reads('finance', (ctx) => runPage(ctx, runId));
  expect(page?.view).toMatchObject({ stage: 'preview', isAsSeen: false });
  const waiting = await world.reads('finance', waitingInvoices);
  expect(waiting.find(({ key }) => key === `billingRun:${runId}`)?.unusual).toHaveLength(1);
  await world.does('finance', (ctx) => previewRun(ctx, runId));
  await finalized(world, runId);
  expect(await statusOf(world, 'billing_run', runId)).toBe('finalized');
  await expectInvariantsHold(world);
});

test('a run whose worker died is queued again', async () => {
  const world = await aProgramWithAWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await world.does('finance', (ctx) => requestFinalization(ctx, runId));
  const { sql: owner } = world.database;
  const jobs = () =>
    owner<{ id: string }[]>`select id from graphile_worker.jobs where key = ${`run:${runId}`}`;
  await owner`delete from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
  const lastHeardOf = (ago: string) =>
    owner.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      await tx`update billing_run set finalize_requested_at = now() - ${ago}::interval where id = ${runId}`;
      await tx`update billing_run_progress set updated_at = now() - ${ago}::interval where run_id = ${runId}`;
    });
  await lastHeardOf('30 s');
  await resumeBillingRuns.run(asJob(world), {});
  expect(await jobs()).toHaveLength(0);
  await lastHeardOf('61 s');
  await resumeBillingRuns.run(asJob(world), {});
  expect(await jobs()).toHaveLength(1);
});

test('page, CSV and ledger say the same, and lines come in the order of the document', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%', '0.9%') });
  for (const weekEndsOn of ['2026-03-08', '2026-03-15'])
    await weekInRows(world, await placementInRows(world), { weekEndsOn });
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  for (const [kind, who] of [
    ['client_invoice', 'clientFinance'],
    ['self_bill', 'supplierFinance'],
  ] as const) {
    const id = await idOf(world, kind);
    const document = await world.reads(who, (ctx) => loadDocument(ctx, id));
    const page = await world.reads(who, (ctx) => linesPage(ctx, id, {}));
    if (!document) throw new Error('no document');
    const csv = await text(
      documentCsv(
        document,
        linesOf((work) => world.reads(who, work), id, 'UTC'),
      ),
    );
    const rows = csv.trim().split('\r\n').slice(1);
    expect(rows).toHaveLength(document.totals.lineCount);
    expect(page.rows.reduce((total, line) => total + line.totalMinor, 0)).toBe(document.totals.totalMinor);
    expect(document.fees.reduce((total, fee) => total + fee.feeMinor, 0)).toBe(document.totals.feeMinor);
    expect(document.byCostCenter.reduce((total, row) => total + row.totalMinor, 0)).toBe(
      document.totals.totalMinor,
    );
    const accounts = await world.reads('finance', trialBalance);
    const account = kind === 'client_invoice' ? 'client_receivable' : 'supplier_payable';
    const mine = accounts.filter((one) => one.clientId === world.clientId);
    const sign = kind === 'client_invoice' ? 1 : -1;
    expect(mine.find((one) => one.kind === account)?.balanceMinor).toBe(sign * document.totals.totalMinor);
    expect(mine.reduce((total, one) => total + one.balanceMinor, 0)).toBe(0);
  }
});

test('a document made twice is the one that was made first', async () => {
  const world = await aProgramWithAWeek();
  await billedPeriod(world, firstHalfOfMarch);
  const id = await idOf(world, 'self_bill');
  const [first, second] = await Promise.all([
    makeDocument(world.database, id),
    makeDocument(world.database, id),
  ]);
  expect(first?.sha256).toBeTruthy();
  expect(second?.sha256).toBe(first?.sha256);
  expect(await makeDocument(world.database, randomUUID())).toBeNull();
});

test('each side sees its own document and no other', async () => {
  const world = await aProgramWithAWeek();
  await billedPeriod(world, firstHalfOfMarch);
  const invoice = await idOf(world, 'client_invoice');
  const selfBill = await idOf(world, 'self_bill');
  const sees = async (who: Parameters<World['reads']>[0], id: string) =>
    (await world.reads(who, (ctx) => invoiceOf(ctx, id))) !== null;
  expect(await sees('clientFinance', invoice)).toBe(true);
  expect(await sees('clientFinance', selfBill)).toBe(false);
  expect(await sees('supplierFinance', selfBill)).toBe(true);
  expect(await sees('supplierFinance', invoice)).toBe(false);
  expect(await sees('juniperRecruiter', selfBill)).toBe(false);
});

test('the client’s finance approves an invoice once; a supplier’s statement is nothing to them', async () => {
  const world = await aProgramWithAWeek();
  await billedPeriod(world, firstHalfOfMarch);
  const id = await idOf(world, 'client_invoice');
  const before = await world.reads('clientFinance', waitingInvoices);
  expect(before.map(({ key }) => key)).toEqual([`invoice:${id}`]);
  await world.does('clientFinance', (ctx) => approveInvoice(ctx, id));
  const again = await world.act('clientAdmin', (ctx) => approveInvoice(ctx, id));
  expect(again.ok ? '' : inWords(again.refusal)).toBe('stale: This is approved already.');
  expect(await world.reads('clientFinance', waitingInvoices)).toEqual([]);
  const selfBill = await idOf(world, 'self_bill');
  const statement = await world.act('clientFinance', (ctx) => approveInvoice(ctx, selfBill));
  expect(statement.ok ? '' : inWords(statement.refusal)).toBe('missing');
  await expect(world.act('ana', (ctx) => approveInvoice(ctx, id))).rejects.toThrow('not yours');
});

test('periods follow one another, one at a time, and a discarded one may be opened again', async () => {
  const world = await aProgramWithAWeek();
  const open = (period: typeof firstHalfOfMarch, id = randomUUID()) =>
    world.act('finance', (ctx) => openRun(ctx, { id, clientId: world.clientId, ...period }));
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  const second = await open(secondHalfOfMarch);
  expect(second.ok ? '' : inWords(second.refusal)).toContain('1–15 Mar 2026 is not finalized yet');
  await world.does('finance', (ctx) => discardRun(ctx, runId));
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-04-02');
  const gap = await open({ startsOn: '2026-03-17', endsOn: '2026-03-31' });
  expect(gap.ok ? '' : inWords(gap.refusal)).toContain('startsOn: The period starts on 16 Mar 2026');
  const id = randomUUID();
  expect((await open(secondHalfOfMarch, id)).ok).toBe(true);
  expect((await open(secondHalfOfMarch, id)).ok).toBe(true);
  // Nothing was approved in it; it is closed all the same, so that the next one follows.
  await world.does('finance', (ctx) => previewRun(ctx, id));
  await finalized(world, id);
  expect(await runRow(world, id)).toMatchObject({ status: 'finalized' });
  expect(await documentsOf(world)).toHaveLength(2);
});

type ParkedRow = { charge_id: number; finding: string; decision: string | null };
const parkedIn = (world: World, runId: string) =>
  world.rows<ParkedRow>(
    sql`select charge_id, finding, decision from parked_charge where billing_run_id = ${runId} order by charge_id`,
  );

/** One week in order, and one at a rate that the card does not allow. */
async function aProgramWithAnOddWeek() {
  const world = await aProgramWithAWeek();
  const odd = await weekInRows(world, await placementInRows(world), {
    weekEndsOn: '2026-03-15',
    charges: [{ minutes: 540, rate: '150.00' }],
  });
  return { world, odd };
}

test('what is above the card is parked; the run waits until it is decided on, and released it is billed', async () => {
  const { world, odd } = await aProgramWithAnOddWeek();
  const { runId, lines, totalMinor } = await previewedRun(world, firstHalfOfMarch);
  expect([lines, totalMinor]).toEqual([1, 78_300]);
  expect(await parkedIn(world, runId)).toEqual([
    { charge_id: odd.chargeIds[0], finding: 'above_card', decision: null },
  ]);
  const early = await world.act('finance', (ctx) => requestFinalization(ctx, runId));
  expect(early.ok ? '' : inWords(early.refusal)).toContain('Some charges are parked');
  const page = await world.reads('finance', (ctx) => runPage(ctx, runId));
  expect(page?.view.stage === 'preview' ? page.view.parked : []).toMatchObject([
    { amountMinor: 135_000, decision: null, findings: [{ finding: 'above_card' }] },
  ]);
  const decision = { charges: odd.chargeIds, decision: 'released', reason: 'Agreed by phone' } as const;
  const run = await world.does('finance', (ctx) => decideParked(ctx, runId, decision));
  expect([run.previewedLines, run.previewedMinor]).toEqual([2, 213_300]);
  // Somebody else looked at the same page and decides a moment later.
  const again = await world.act('admin', (ctx) =>
    decideParked(ctx, runId, { ...decision, decision: 'excluded' }),
  );
  expect(again.ok ? '' : inWords(again.refusal)).toContain('decided on meanwhile');
  await expect(
    world.act('clientFinance', (ctx) => decideParked(ctx, runId, decision)),
  ).resolves.toMatchObject({
    ok: false,
  });
  await finalized(world, runId);
  expect(await clientTotals(world)).toEqual(['2,133.00']);
  await expectInvariantsHold(world);
});

test('an excluded charge is not billed, and the next run finds it again', async () => {
  const { world, odd } = await aProgramWithAnOddWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  await world.does('finance', (ctx) =>
    decideParked(ctx, runId, { charges: odd.chargeIds, decision: 'excluded', reason: 'Rate to be mended' }),
  );
  await finalized(world, runId);
  expect(await clientTotals(world)).toEqual(['783.00']);
  world.on('2026-04-02');
  const next = await previewedRun(world, secondHalfOfMarch);
  expect(next.lines).toBe(0);
  expect(await parkedIn(world, next.runId)).toEqual([
    { charge_id: odd.chargeIds[0], finding: 'above_card', decision: null },
  ]);
  await expectInvariantsHold(world);
});

test('a run with an unusual total is held until somebody says why it is right', async () => {
  const world = await aProgramWithAWeek();
  const { runId } = await previewedRun(world, firstHalfOfMarch);
  const idle = await world.act('finance', (ctx) => releaseRun(ctx, runId, { reason: 'No need' }));
  expect(idle.ok ? '' : inWords(idle.refusal)).toContain('not held');
  // What a look at three earlier runs would have found.
  await walled(world.database, { side: 'msp' }, (db) =>
    db.execute(sql`update billing_run set held_because = 'The total is unusual.' where id = ${runId}`),
  );
  const early = await world.act('finance', (ctx) => requestFinalization(ctx, runId));
  expect(early.ok ? '' : inWords(early.refusal)).toContain('Release it first');
  await world.does('finance', (ctx) => releaseRun(ctx, runId, { reason: 'Two more teams started' }));
  await finalized(world, runId);
  expect(await runRow(world, runId)).toMatchObject({ status: 'finalized', last_problem: null });
});

test('a document says its taxes with their reasons, its parts by cost center, and what is open', async () => {
  const world = await aProgram({ fees: clientFunded('3%') });
  const placement = await placementInRows(world);
  const { chargeIds } = await weekInRows(world, placement, { weekEndsOn: '2026-03-15' });
  const [first, second] = world.costCenterIds;
  const { clientId } = world;
  const [chargeId = 0] = chargeIds;
  await walled(world.database, { side: 'msp' }, (db) =>
    db.insert(chargeSplit).values([
      { chargeId, clientId, costCenterId: first, percent: '60' },
      { chargeId, clientId, costCenterId: second, percent: '40' },
    ]),
  );
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  const id = await idOf(world, 'client_invoice');
  const document = await world.reads('clientFinance', (ctx) => loadDocument(ctx, id));
  const tax = document?.taxes.map(({ taxMinor, reason }) => ({ taxMinor, reason }));
  expect(tax).toEqual([{ taxMinor: 0, reason: 'No rule in use here taxes work in CA' }]);
  // 540 minutes, 783.00 and 23.49 at 60 and 40 %.
  expect(
    document?.byCostCenter.map(({ minutes, timeMinor, feeMinor }) => [minutes, timeMinor, feeMinor]),
  ).toEqual([
    [324, 46_980, 1_409],
    [216, 31_320, 940],
  ]);
  const invoice = await world.reads('clientFinance', (ctx) => invoiceOf(ctx, id));
  if (!invoice) throw new Error('no invoice');
  const page = await world.reads('clientFinance', (ctx) => invoicePage(ctx, invoice, {}));
  expect(page.balance).toMatchObject({ totalMinor: 80_649, openMinor: 80_649, steps: [], funding: null });
  expect(page.lines[0]?.splits.map(({ totalMinor }) => totalMinor)).toEqual([48_389, 32_260]);
  const bySecond = await world.reads('clientFinance', (ctx) => linesPage(ctx, id, { costCenter: second }));
  expect(bySecond.rows).toHaveLength(1);
  const selfBill = await idOf(world, 'self_bill');
  const statement = await world.reads('supplierFinance', (ctx) => loadDocument(ctx, selfBill));
  // How the client parts its cost is nothing to a supplier.
  expect(statement?.byCostCenter).toHaveLength(1);
});
