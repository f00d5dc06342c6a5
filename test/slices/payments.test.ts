import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { discountSchedule } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { applyCredit } from '#app/payments/commands/apply-credit.server.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { cancelRun } from '#app/payments/commands/cancel-run.server.ts';
import { consentToSelfBilling } from '#app/payments/commands/consent-self-billing.server.ts';
import { decideAccount } from '#app/payments/commands/decide-account.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { proposeAccount } from '#app/payments/commands/propose-account.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { returnPayment } from '#app/payments/commands/return-payment.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { settleRun } from '#app/payments/commands/settle-run.server.ts';
import { bankForm, consentForm } from '#app/payments/forms.ts';
import { replaceOldAccounts } from '#app/payments/jobs.server.ts';
import { pain001 } from '#app/payments/pain001.ts';
import { messageOf } from '#app/payments/payment-message.server.ts';
import { allLines, remittanceCsv, remittanceJson } from '#app/payments/remittance-files.server.ts';
import { remittancePdf } from '#app/payments/remittance-pdf.server.ts';
import { remittanceOf, remittancesPage } from '#app/payments/remittances.server.ts';
import { planFor, runOf } from '#app/payments/runs.server.ts';
import { expectedPage, fundedLines, predictionsOf } from '#app/payments/standing.server.ts';
import { waitingPayments } from '#app/payments/public.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import {
  bankInRows,
  booked,
  draftedRun,
  paidIn,
  receiptTyped,
  released,
  sentRun,
} from '#test/factories/payments.ts';
import {
  aProgram,
  clientFunded,
  supplierFunded,
  type ProgramOptions,
  type World,
} from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';
import { inWords } from '#test/factories/acts.ts';

type Billed = {
  world: World;
  invoiceId: string;
  selfBillId: string;
  totalMinor: number;
  selfBillMinor: number;
};

/** Two weeks of one worker of Cobalt, 783.00 each, billed on 16 March: 1,566.00 to pay, less 2.5 % to the supplier. */
async function billed(options: ProgramOptions = {}): Promise<Billed> {
  const world = await aProgram({ fees: supplierFunded('2.5%'), ...options });
  const placement = await placementInRows(world);
  await weekInRows(world, placement, { weekEndsOn: '2026-03-08' });
  await weekInRows(world, placement, { weekEndsOn: '2026-03-15' });
  world.on('2026-03-16');
  const { documents } = await billedPeriod(world, firstHalfOfMarch);
  const of = (kind: string) => documents.find((one) => one.kind === kind);
  return {
    world,
    invoiceId: of('client_invoice')?.id ?? '',
    selfBillId: of('self_bill')?.id ?? '',
    totalMinor: of('client_invoice')?.totalMinor ?? 0,
    selfBillMinor: of('self_bill')?.totalMinor ?? 0,
  };
}

const statusOf = async (world: World, id: string) => {
  const [row] = await world.rows<{ status: string }>(sql`select status from invoice where id = ${id}`);
  return row?.status;
};
const settledOf = async (world: World, id: string) => {
  const [row] = await world.rows<{ settled: number }>(
    sql`select settled_minor as settled from invoice_balance where invoice_id = ${id}`,
  );
  return Number(row?.settled);
};
const timesheets = async (world: World) =>
  (
    await world.rows<{ status: string }>(
      sql`select status from timesheet where client_id = ${world.clientId} order by week_ends_on`,
    )
  ).map(({ status }) => status);

/** What must be true of a program's money after anything: each query finds what breaks it. */
async function expectMoneyAddsUp(world: World): Promise<void> {
  const id = world.clientId;
  const broken = await world.rows(sql`
    select 'settlements make the balance' as law, b.invoice_id::text as what from invoice_balance b
    where b.client_id = ${id} and b.settled_minor <> (select coalesce(sum(s.amount_minor), 0) from settlement s where s.invoice_id = b.invoice_id)
    union all
    select 'transactions balance', t.id::text from ledger_transaction t
    where t.client_id = ${id} and (select sum(e.amount_minor) from ledger_entry e where e.transaction_id = t.id) <> 0
    union all
    select 'the client owes what is open', x.amount::text from (
      select coalesce(sum(e.amount_minor), 0) - (select coalesce(sum(b.total_minor - b.settled_minor), 0) from invoice_balance b
        where b.client_id = ${id} and b.side = 'client') as amount
      from ledger_account a join ledger_entry e on e.account_id = a.id where a.client_id = ${id} and a.kind = 'client_receivable') x
    where x.amount <> 0
    union all
    select 'suppliers are owed what is open', x.amount::text from (
      select coalesce(sum(e.amount_minor), 0) + (select coalesce(sum(b.total_minor - b.settled_minor), 0) from invoice_balance b
        where b.client_id = ${id} and b.side = 'supplier') as amount
      from ledger_account a join ledger_entry e on e.account_id = a.id where a.client_id = ${id} and a.kind = 'supplier_payable') x
    where x.amount <> 0
    union all
    select 'a payment pays its items', p.id::text from payment p
    where p.client_id = ${id} and p.amount_minor <> (select sum(i.amount_minor) from payment_item i where i.payment_id = p.id)`);
  expect([...broken]).toEqual([]);
}

test('a receipt settles an invoice, funds its lines, makes the statement payable, and the week is paid', async () => {
  const { world, invoiceId, selfBillId, totalMinor } = await billed({ payWhenPaid: true });
  expect(totalMinor).toBe(156_600);
  // Days between the client's money and the supplier's, as the program's terms say.
  await paidIn(world, { on: '2026-03-16', amount: '1566.00', matches: [{ invoiceId, amount: '1566.00' }] });
  expect(await statusOf(world, invoiceId)).toBe('paid');
  expect(await timesheets(world)).toEqual(['paid', 'paid']);
  expect(await statusOf(world, selfBillId)).toBe('issued');
  const day = '2026-03-20';
  const before = (await world.reads('supplierFinance', (ctx) => predictionsOf(ctx, [selfBillId], day))).get(
    selfBillId,
  );
  expect(before?.why).toMatch(/^The client paid on 16 Mar 2026, then \d+ days\.$/);
  world.on(before?.on ?? day);
  expect(await released(world)).toBe(1);
  expect(await statusOf(world, selfBillId)).toBe('payable');
  expect(await booked(world, 'bank')).toBe(156_600);
  expect(await booked(world, 'client_receivable')).toBe(0);
  await expectMoneyAddsUp(world);
});

test('a part payment funds the oldest lines, as far as it reaches', async () => {
  const { world, invoiceId, selfBillId } = await billed({ payWhenPaid: true });
  await paidIn(world, { on: '2026-03-16', amount: '1000.00', matches: [{ invoiceId, amount: '1000.00' }] });
  expect(await statusOf(world, invoiceId)).toBe('partially_paid');
  const lines = await world.reads('supplierFinance', (ctx) => fundedLines(ctx, selfBillId));
  expect(lines.rows.map(({ weekEndsOn, fundedOn }) => [weekEndsOn, fundedOn])).toEqual([
    ['2026-03-08', '2026-03-16'],
    ['2026-03-15', null],
  ]);
  expect(await timesheets(world)).toEqual(['invoiced', 'invoiced']);
  const expected = await world.reads('supplierFinance', (ctx) => expectedPage(ctx, {}));
  expect(expected.rows[0]?.expected.why).toMatch(/^The client’s invoice INV-\d{4}-\d{5} is due /);
  await paidIn(world, { on: '2026-03-16', amount: '566.00', matches: [{ invoiceId, amount: '566.00' }] });
  expect(await statusOf(world, invoiceId)).toBe('paid');
  await expectMoneyAddsUp(world);
});

test('what is left over is a document of its own, and can be used later', async () => {
  const { world, invoiceId } = await billed();
  const receipt = await paidIn(world, { on: '2026-03-16', amount: '200.00' });
  expect(receipt.leftMinor).toBe(20_000);
  const [over] = await world.rows<{ id: string; reference: string; total_minor: number }>(
    sql`select id, reference, total_minor from invoice where client_id = ${world.clientId} and kind = 'overpayment'`,
  );
  expect(over?.reference).toMatch(/^OP-2026-\d{5}$/);
  expect(Number(over?.total_minor)).toBe(-20_000);
  const waiting = await world.reads('finance', (ctx) => waitingPayments(ctx));
  expect(waiting.filter(({ title }) => title.startsWith(over?.reference ?? 'none'))).toHaveLength(1);

  const tooMuch = await world.act('finance', (ctx) =>
    applyCredit(ctx, over?.id ?? '', { invoiceId, amount: 20_001 }),
  );
  expect(tooMuch.ok ? 'done' : inWords(tooMuch.refusal)).toContain('At most USD 200.00');
  await world.does('finance', (ctx) => applyCredit(ctx, over?.id ?? '', { invoiceId, amount: 15_000 }));
  await world.does('finance', (ctx) => applyCredit(ctx, over?.id ?? '', { invoiceId, amount: 5_000 }));
  expect(await statusOf(world, over?.id ?? '')).toBe('applied');
  expect(await settledOf(world, invoiceId)).toBe(20_000);
  const again = await world.act('finance', (ctx) =>
    applyCredit(ctx, over?.id ?? '', { invoiceId, amount: 1 }),
  );
  expect(again.ok ? 'done' : again.refusal.kind).toBe('stale');
  await expectMoneyAddsUp(world);
});

test('prompt payment: 2 % off within ten days is a credit memo that the MSP bears', async () => {
  const { world, invoiceId } = await billed();
  await walled(world.database, { side: 'msp' }, (db) =>
    db.insert(discountSchedule).values({
      clientId: world.clientId,
      label: '2 % ten days',
      kind: 'prompt_payment',
      fraction: '0.02',
      withinDays: 10,
      effective: '[2026-01-01,)',
    }),
  );
  const fees = await booked(world, 'fee_income');
  world.on('2026-03-20');
  // 1,566.00 × 2 % = 31.32
  await paidIn(world, { on: '2026-03-20', amount: '1534.68', matches: [{ invoiceId, amount: '1534.68' }] });
  expect(await statusOf(world, invoiceId)).toBe('paid');
  const [memo] = await world.rows(
    sql`select reference ~ '^CM-2026-' as named, total_minor::int as total, fee_minor::int as fee, status, refers_to from invoice
        where client_id = ${world.clientId} and kind = 'client_credit'`,
  );
  expect(memo).toEqual({ named: true, total: -3_132, fee: -3_132, status: 'applied', refers_to: invoiceId });
  expect((await booked(world, 'fee_income')) - fees).toBe(3_132);
  expect(await booked(world, 'client_receivable')).toBe(0);
  await expectMoneyAddsUp(world);
});

test('prompt payment of a taxed invoice takes its share of the tax back, by the same rule', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const region = `Zone ${world.code}`;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${region} where client_id = ${world.clientId}`;
    for (const leg of ['supply', 'client_fee'])
      await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
        values ('US', ${region}, 'temporary_staffing', ${leg}, 'full', 0.0635, 'US-CT', 'A statute', '2026-01-01', '[2025-01-01,)')`;
    await tx`insert into discount_schedule (client_id, label, kind, fraction, within_days, effective)
      values (${world.clientId}, '2 % ten days', 'prompt_payment', 0.02, 10, '[2026-01-01,)')`;
  });
  const assigned = await fillPosition(world, { bill: '100.00', pay: '60.00' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 2 });
  const { documents } = await billedPeriod(world, firstHalfOfMarch);
  const paid = documents.find(({ kind }) => kind === 'client_invoice');
  // 1,000.00 + 30.00 of fee, and 6.35 % of each: 63.50 and 1.91.
  expect(paid?.totalMinor).toBe(109_541);
  world.on('2026-03-20');
  // 2 % of 1,095.41 is 21.91: bases of 20.00 and 0.60, tax of 1.27 and 0.04, and 20.60 out of the fee.
  const invoiceId = paid?.id ?? '';
  await paidIn(world, { on: '2026-03-20', amount: '1073.50', matches: [{ invoiceId, amount: '1073.50' }] });
  const [memo] = await world.rows(sql`
    select fee_minor::int as fee, tax_minor::int as tax, total_minor::int as total from invoice
    where client_id = ${world.clientId} and kind = 'client_credit'`);
  expect(memo).toEqual({ fee: -2_060, tax: -131, total: -2_191 });
  const taxes = await world.rows(sql`
    select t.leg, t.base_minor::int as base, t.tax_minor::int as tax from invoice_tax t join invoice i on i.id = t.invoice_id
    where i.client_id = ${world.clientId} and i.kind = 'client_credit' order by t.leg desc`);
  expect(taxes).toEqual([
    { leg: 'supply', base: -2_000, tax: -127 },
    { leg: 'client_fee', base: -60, tax: -4 },
  ]);
  expect(await booked(world, 'tax_payable')).toBe(-(6_350 + 191 - 131));
  expect(await booked(world, 'client_receivable')).toBe(0);
  await expectMoneyAddsUp(world);
  await expectInvariantsHold(world);
});

test('a receipt is refused with a reason, and nothing is left behind', async () => {
  const { world, invoiceId } = await billed();
  const says = async (plan: Parameters<typeof receiptTyped>[1]) => {
    const result = await world.act('finance', (ctx) => recordReceipt(ctx, receiptTyped(world, plan)));
    return result.ok ? 'recorded' : inWords(result.refusal);
  };
  expect(await says({ on: '2026-03-17', amount: '1.00' })).toContain('receivedOn');
  expect(
    await says({ on: '2026-03-16', amount: '2000', matches: [{ invoiceId, amount: '1566.01' }] }),
  ).toContain('matches[0].amount');
  expect(await says({ on: '2026-03-16', amount: '10', matches: [{ invoiceId, amount: '11' }] })).toContain(
    'only USD 10.00 came',
  );
  const twice = { on: '2026-03-16', amount: '10', bankReference: 'TRN 1' };
  expect(await says(twice)).toBe('recorded');
  expect(await says(twice)).toContain('recorded already');
  const typed = { ...receiptTyped(world, { on: '2026-03-16', amount: '5' }), seenLeftMinor: 0 };
  const unseen = await world.act('finance', (ctx) => recordReceipt(ctx, typed));
  expect(unseen.ok ? 'recorded' : inWords(unseen.refusal)).toContain('Look again');
  expect(await world.rows(sql`select 1 from receipt where client_id = ${world.clientId}`)).toHaveLength(1);
  await expectMoneyAddsUp(world);
});

test('the same receipt pressed twice is one', async () => {
  const { world, invoiceId } = await billed();
  const typed = receiptTyped(world, {
    on: '2026-03-16',
    amount: '1566',
    matches: [{ invoiceId, amount: '1566' }],
  });
  const results = await Promise.all(
    [1, 2, 3].map(() => world.act('finance', (ctx) => recordReceipt(ctx, typed))),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
  expect(await world.rows(sql`select 1 from receipt where client_id = ${world.clientId}`)).toHaveLength(1);
  await expectMoneyAddsUp(world);
});

test('of ten receipts that race for one invoice, as many settle it as fit', async () => {
  const { world, invoiceId } = await billed();
  // A third each: three fit, and seven are told that it is settled.
  const results = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.act('finance', (ctx) =>
        recordReceipt(
          ctx,
          receiptTyped(world, { on: '2026-03-16', amount: '522', matches: [{ invoiceId, amount: '522' }] }),
        ),
      ),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
  expect(results.flatMap((result) => (result.ok ? [] : [result.refusal.kind]))).toEqual(
    Array(7).fill('invalid'),
  );
  expect(await settledOf(world, invoiceId)).toBe(156_600);
  await expectMoneyAddsUp(world);
});

/** Billed on terms, payable, with accounts on both ends. */
async function payable(): Promise<Billed> {
  const story = await billed();
  await bankInRows(story.world);
  await bankInRows(story.world, 'msp');
  story.world.on('2026-06-01');
  expect(await released(story.world)).toBe(1);
  return story;
}

test('a run is drafted, approved by somebody else, sent, and settled', async () => {
  const { world, invoiceId, selfBillId, selfBillMinor } = await payable();
  await paidIn(world, { on: '2026-06-01', amount: '1566.00', matches: [{ invoiceId, amount: '1566.00' }] });
  const id = await draftedRun(world, '2026-06-02');
  expect(await statusOf(world, selfBillId)).toBe('scheduled');
  await expect(world.act('admin', (ctx) => approveRun(ctx, id))).rejects.toThrow('not yours');
  const early = await world.act('admin', (ctx) => sendRun(ctx, id));
  expect(early.ok ? 'sent' : early.refusal.kind).toBe('stale');
  await world.does('finance', (ctx) => approveRun(ctx, id));
  await world.does('admin', (ctx) => sendRun(ctx, id));
  expect(await statusOf(world, selfBillId)).toBe('remitted');
  expect(await timesheets(world)).toEqual(['complete', 'complete']);
  expect(await booked(world, 'supplier_payable')).toBe(0);
  // What is left in the bank is what the MSP earned: 2.5 % of 1,566.00.
  expect(await booked(world, 'bank')).toBe(156_600 - selfBillMinor);
  await world.does('finance', (ctx) => settleRun(ctx, id, { bankTrace: 'STMT 88' }));

  const { rows } = await world.reads('supplierFinance', (ctx) => remittancesPage(ctx, {}));
  expect(rows.map(({ status, amountMinor, bankTrace }) => [status, amountMinor, bankTrace])).toEqual([
    ['settled', selfBillMinor, 'STMT 88'],
  ]);
  expect((await world.reads('rivalRecruiter', (ctx) => remittancesPage(ctx, {}))).rows).toEqual([]);
  await expectMoneyAddsUp(world);
});

test('the file for the bank and the advice for the supplier say the same', async () => {
  const { world, selfBillMinor } = await payable();
  const id = await sentRun(world, '2026-06-02');
  const { xml, again } = await world.reads('finance', async (ctx) => {
    const run = await runOf(ctx, id);
    const message = run && (await messageOf(ctx, run));
    if (!message) throw new Error('no message');
    return { xml: pain001(message), again: pain001((run && (await messageOf(ctx, run))) ?? message) };
  });
  const amount = (selfBillMinor / 100).toFixed(2);
  expect(xml).toContain(`<InstdAmt Ccy="USD">${amount}</InstdAmt>`);
  expect(xml).toContain(`<CtrlSum>${amount}</CtrlSum>`);
  expect(again).toBe(xml);

  const [payment] = await world.rows<{ id: string }>(
    sql`select id from payment where payment_run_id = ${id}`,
  );
  const paymentId = payment?.id ?? '';
  const advice = await world.reads('supplierFinance', async (ctx) => {
    const remittance = await remittanceOf(ctx, paymentId);
    if (!remittance) throw new Error('no remittance');
    return { remittance, lines: await allLines(ctx, paymentId) };
  });
  expect(advice.remittance.grossMinor).toBe(156_600);
  expect(advice.remittance.deductions).toEqual([{ label: 'MSP fee', amountMinor: selfBillMinor - 156_600 }]);
  expect(advice.lines).toHaveLength(2);
  const parsed = JSON.parse(remittanceJson(advice.remittance, advice.lines).content) as {
    net: string;
    lines: unknown[];
  };
  expect(parsed.net).toBe(amount);
  expect(remittanceCsv(advice.remittance, advice.lines).content.trim().split('\r\n')).toHaveLength(3);
  const pdf = await remittancePdf(advice.remittance, advice.lines);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await world.reads('rivalRecruiter', (ctx) => remittanceOf(ctx, paymentId))).toBeNull();
  const mails = await world.rows(
    sql`select 1 from mail where kind = 'remittanceSent' and props ->> 'clientName' = ${world.clientName}`,
  );
  expect(mails).toHaveLength(1);
});

test('a payment that comes back is open and payable again, and can be paid by another run', async () => {
  const { world, invoiceId, selfBillId, selfBillMinor } = await payable();
  await paidIn(world, { on: '2026-06-01', amount: '1566.00', matches: [{ invoiceId, amount: '1566.00' }] });
  const id = await sentRun(world, '2026-06-02');
  const [first] = await world.rows<{ id: string }>(sql`select id from payment where payment_run_id = ${id}`);
  const before = await timesheets(world);
  expect(before.length).toBeGreaterThan(0);
  expect(new Set(before)).toEqual(new Set(['complete']));
  await world.does('finance', (ctx) => returnPayment(ctx, first?.id ?? '', { reason: 'AC04 closed' }));
  expect(await statusOf(world, selfBillId)).toBe('payable');
  // The client has paid, the supplier is not: the weeks say so, and the supplier reads why on each.
  expect(new Set(await timesheets(world))).toEqual(new Set(['paid']));
  const told = await world.reads('supplierFinance', (ctx) =>
    ctx.db.execute<{ reason: string }>(
      sql`select reason from event where kind = 'timesheet.paymentReturned' and client_id = ${world.clientId}`,
    ),
  );
  expect([...told].map(({ reason }) => reason)).toEqual(before.map(() => 'AC04 closed'));
  expect(await booked(world, 'supplier_payable')).toBe(-selfBillMinor);
  const twice = await world.act('finance', (ctx) => returnPayment(ctx, first?.id ?? '', { reason: 'again' }));
  expect(twice.ok ? 'done' : twice.refusal.kind).toBe('stale');
  const [run] = await world.rows(sql`select status from payment_run where id = ${id}`);
  expect(run).toEqual({ status: 'returned' });
  await sentRun(world, '2026-06-03');
  expect(await statusOf(world, selfBillId)).toBe('remitted');
  expect(await settledOf(world, selfBillId)).toBe(selfBillMinor);
  expect(new Set(await timesheets(world))).toEqual(new Set(['complete']));
  await expectMoneyAddsUp(world);
});

test('whoever let a supplier in does not release its payments, and the database refuses it too', async () => {
  const { world } = await payable();
  const { accountId } = world.people.finance;
  const letIn = sql`update enrollment set enrolled_by = ${accountId}, enrolled_by_name = 'F' where client_id = ${world.clientId}`;
  await walled(world.database, { side: 'msp' }, (db) => db.execute(letIn));
  const id = await draftedRun(world, '2026-06-02');
  const [run] = await world.rows<{ createdBy: string }>(
    sql`select created_by as "createdBy" from payment_run where id = ${id}`,
  );
  expect(run?.createdBy).not.toBe(accountId);
  const own = await world.act('finance', (ctx) => approveRun(ctx, id));
  expect(own.ok ? 'done' : inWords(own.refusal)).toMatch(/You let Cobalt Staffing .* into the program/);
  const past = sql`update payment_run set status = 'approved', approved_by = ${accountId}, approved_by_name = 'F', approved_at = now() where id = ${id}`;
  await expect(walled(world.database, { side: 'msp' }, (db) => db.execute(past))).rejects.toMatchObject({
    cause: { constraint_name: 'nobody_pays_whom_they_let_in' },
  });
  const other = { ...world.people.finance, accountId: world.people.auditor.accountId };
  expect((await world.act(other, (ctx) => approveRun(ctx, id))).ok).toBe(true);
});

test('a cancelled run gives back what it would have paid', async () => {
  const { world, selfBillId } = await payable();
  const id = await draftedRun(world, '2026-06-02');
  await world.does('admin', (ctx) => cancelRun(ctx, id, { reason: 'wrong day' }));
  expect(await statusOf(world, selfBillId)).toBe('payable');
  await sentRun(world, '2026-06-02');
  await expectMoneyAddsUp(world);
});

test('of two runs that are drafted at once one pays', async () => {
  const { world, selfBillId, selfBillMinor } = await payable();
  const plan = await world.reads('admin', (ctx) => planFor(ctx, world.clientId, 'USD'));
  const draft = (who: 'admin' | 'finance') =>
    world.act(who, (ctx) =>
      draftRun(ctx, {
        id: randomUUID(),
        clientId: world.clientId,
        payOn: '2026-06-02',
        seenTotalMinor: plan.totalMinor,
      }),
    );
  const results = await Promise.all([draft('admin'), draft('finance'), draft('admin'), draft('finance')]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const items = await world.rows<{ amount: number }>(
    sql`select amount_minor as amount from payment_item where invoice_id = ${selfBillId} and released_at is null`,
  );
  expect(items.map(({ amount }) => Number(amount))).toEqual([selfBillMinor]);
  // Only one run exists, and its number is the first: a refusal gives the number back.
  expect(await world.rows(sql`select number from payment_run where client_id = ${world.clientId}`)).toEqual([
    { number: 1 },
  ]);
});

test('one run that is sent twice at once is sent once', async () => {
  const { world, selfBillMinor } = await payable();
  const id = await draftedRun(world, '2026-06-02');
  await world.does('finance', (ctx) => approveRun(ctx, id));
  const results = await Promise.all([
    world.act('admin', (ctx) => sendRun(ctx, id)),
    world.act('finance', (ctx) => sendRun(ctx, id)),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await booked(world, 'bank')).toBe(-selfBillMinor);
  await expectMoneyAddsUp(world);
});

const usAccount = (accountNumber: string, bankCode = '021000021') =>
  bankForm.parse({
    id: randomUUID(),
    holder: 'Cobalt Staffing',
    bankCodeKind: 'USABA',
    bankCode,
    accountNumber,
    country: 'us',
  });

test('bank details take a second person and a day, and the old account stays until then', async () => {
  const { world } = await billed();
  const old = await bankInRows(world);
  world.on('2026-06-01');
  await released(world);
  const wrong = await world.act('supplierFinance', (ctx) =>
    proposeAccount(ctx, usAccount('12345678', '021000022')),
  );
  expect(wrong.ok ? 'proposed' : inWords(wrong.refusal)).toContain('bankCode');
  const { id } = await world.does('supplierFinance', (ctx) => proposeAccount(ctx, usAccount('1234-5678 90')));
  const second = await world.act('supplierAdmin', (ctx) => proposeAccount(ctx, usAccount('555555555')));
  expect(second.ok ? 'proposed' : second.refusal.kind).toBe('invalid');
  await expect(world.act('supplierFinance', (ctx) => decideAccount(ctx, id, 'confirm'))).rejects.toThrow(
    'not yours',
  );
  expect(await world.act('rivalRecruiter', (ctx) => decideAccount(ctx, id, 'confirm'))).toMatchObject({
    ok: false,
  });
  await world.does('supplierAdmin', (ctx) => decideAccount(ctx, id, 'confirm'));

  const accountOfPlan = async () => {
    const plan = await world.reads('finance', (ctx) => planFor(ctx, world.clientId, 'USD'));
    return plan.payments[0]?.bankAccountId;
  };
  expect(await accountOfPlan()).toBe(old);
  world.on('2026-06-03');
  expect(await accountOfPlan()).toBe(id);
  await asSystem(world.surroundings(), replaceOldAccounts);
  expect(await world.rows(sql`select status from bank_account where id = ${old}`)).toEqual([
    { status: 'replaced' },
  ]);
  const mails = await world.rows<{ step: string }>(
    sql`select props ->> 'step' as step from mail where kind = 'bankDetailsChanging' and props ->> 'organizationName' like ${`%${world.code}`} order by 1`,
  );
  expect(mails.map(({ step }) => step)).toEqual(['confirmed', 'proposed']);
});

test('whoever confirmed an account does not approve the run that fills it', async () => {
  const { world } = await billed();
  await bankInRows(world, 'msp');
  const { id: accountId } = await world.does('supplierFinance', (ctx) =>
    proposeAccount(ctx, usAccount('123456789')),
  );
  await world.does('finance', (ctx) => decideAccount(ctx, accountId, 'confirm'));
  world.on('2026-06-01');
  await released(world);
  const id = await draftedRun(world, '2026-06-02');
  const own = await world.act('finance', (ctx) => approveRun(ctx, id));
  expect(own.ok ? 'approved' : own.refusal.kind).toBe('refused');
});

test('a supplier without an account is left out, and said so', async () => {
  const { world } = await billed();
  world.on('2026-06-01');
  await released(world);
  const plan = await world.reads('finance', (ctx) => planFor(ctx, world.clientId, 'USD'));
  expect(plan.payments).toEqual([]);
  expect(plan.leftOut[0]?.why).toContain('bank account');
  const result = await world.act('finance', (ctx) =>
    draftRun(ctx, { id: randomUUID(), clientId: world.clientId, payOn: '2026-06-02', seenTotalMinor: 0 }),
  );
  expect(result.ok ? 'drafted' : inWords(result.refusal)).toContain('left out');
});

test('a supplier agrees to self-billing for twelve months, and renews without a gap', async () => {
  const world = await aProgram();
  world.on('2026-03-02');
  const consent = () => consentForm.parse({ id: randomUUID(), taxNumber: '12-3456789', agreed: 'on' });
  const first = await world.does('supplierFinance', (ctx) =>
    consentToSelfBilling(ctx, world.clientId, consent()),
  );
  expect(first).toMatchObject({ startsOn: '2026-03-02', endsOn: '2027-03-01' });
  const early = await world.act('supplierAdmin', (ctx) =>
    consentToSelfBilling(ctx, world.clientId, consent()),
  );
  expect(early.ok ? 'agreed' : early.refusal.kind).toBe('invalid');
  world.on('2027-02-01');
  const next = await world.does('supplierAdmin', (ctx) =>
    consentToSelfBilling(ctx, world.clientId, consent()),
  );
  expect(next).toMatchObject({ startsOn: '2027-03-02', endsOn: '2028-03-01' });
});
