import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { walled } from '#db/walled.ts';
import { issueFeeInvoice } from '#app/invoices/commands/issue-fee-invoice.server.ts';
import { feeMonth, monthsToInvoice } from '#app/invoices/fee-invoice.server.ts';
import { itemsOf } from '#app/invoices/items.server.ts';
import { addFlatFee } from '#app/programs/commands/add-flat-fee.server.ts';
import { flatFeeForm } from '#app/programs/fee-forms.ts';
import { addTaxRule } from '#app/taxes/commands/add-rule.server.ts';
import { taxRuleForm } from '#app/taxes/forms.ts';
import { formatAmount } from '#app/values/money.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Field guide 3.12, example C: a program that pays no share of the hours starts on 10 June 2026. Set-up 15,000.00,
 * subscription 4,000.00 × 21 / 30 days = 2,800.00, 46 active workers × 35.00 = 1,610.00: 19,410.00 for June.
 */

const june = '2026-06';

function typed(fields: Record<string, string>) {
  const input = flatFeeForm.parse({ verb: 'add', id: randomUUID(), startsOn: '2026-06-10', ...fields });
  if (input.verb !== 'add') throw new Error('an addition was typed');
  return input;
}

async function exampleC(workers: number): Promise<World> {
  const world = await aProgram({ fees: [] });
  world.on('2026-06-10');
  const agreed: Record<string, string>[] = [
    { component: 'set_up', label: 'Set-up', amountMinor: '15,000.00' },
    { component: 'subscription', label: 'Program subscription', amountMinor: '4,000.00' },
    {
      component: 'per_active_worker',
      label: 'Active workers',
      amountMinor: '35.00',
      activeWorker: 'approved_time',
    },
  ];
  for (const fields of agreed)
    await world.does('admin', (ctx) => addFlatFee(ctx, world.clientId, typed(fields)));
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const placement = await placementInRows(world, { workerName: `Worker ${worker}` });
      await weekInRows(world, placement, { weekEndsOn: '2026-06-21', status: 'submitted' });
    }),
  );
  await approveEverything(world);
  return world;
}

/** As the manager's approval would: the weeks are approved, and what they cost is frozen. */
const approveEverything = (world: World) =>
  walled(world.database, { side: 'msp' }, async (db) => {
    await db.execute(sql`
      update timesheet set status = 'approved', approved_by = ${world.people.ana.accountId}, approved_by_name = 'Ana', approved_at = '2026-06-22T12:00Z'
      where client_id = ${world.clientId}`);
    await db.execute(sql`
      insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
        week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor)
      select l.client_id, l.supplier_id, t.id, a.id, a.worker_id, a.department_id, a.job_id, l.cost_center_id,
        t.week_ends_on, l.work_date, l.pay_code, l.minutes, r.id, r.bill_rate, app.line_amount_minor(l.minutes, r.bill_rate)
      from time_line l join timesheet t on t.id = l.timesheet_id join assignment a on a.id = l.assignment_id
      join assignment_rate r on r.assignment_id = a.id and r.pay_code = l.pay_code
      where l.client_id = ${world.clientId}`);
  });

const issue = (world: World, month = june) =>
  world.act('finance', (ctx) => issueFeeInvoice(ctx, { clientId: world.clientId, month }));

test('June of a program that starts on the tenth is invoiced 19,410.00', async () => {
  const world = await exampleC(46);
  // Not before the month is over.
  world.on('2026-06-30');
  const early = await issue(world);
  expect(!early.ok && inWords(early.refusal)).toContain('Jun 2026 is not over yet');

  world.on('2026-07-01');
  const seen = await world.reads('finance', (ctx) => feeMonth(ctx, world.clientId, june));
  expect(seen?.items.map(({ label, note, amountMinor }) => [label, note, formatAmount(amountMinor)])).toEqual(
    [
      ['Set-up', 'Once, in the month in which it starts', '15,000.00'],
      ['Program subscription', '21 of 30 days', '2,800.00'],
      ['Active workers', '46 active workers had approved time in Jun 2026', '1,610.00'],
    ],
  );
  expect(seen?.tax?.reason).toBe('No rule taxes MSP fees in CA');

  const issued = await issue(world);
  if (!issued.ok) throw new Error(inWords(issued.refusal));
  expect(formatAmount(issued.value.totalMinor)).toBe('19,410.00');
  const [document] = await world.rows<Record<string, unknown>>(sql`
    select kind, series, fee_month::text, starts_on::text, ends_on::text, due_on::text, line_count, fee_minor, tax_minor, total_minor, status
    from invoice where id = ${issued.value.id}`);
  expect(document).toEqual({
    ...{ kind: 'fee_invoice', series: 'FEE', status: 'issued', line_count: 3 },
    ...{ fee_month: '2026-06-01', starts_on: '2026-06-01', ends_on: '2026-06-30', due_on: '2026-08-15' },
    ...{ fee_minor: 1_941_000, tax_minor: 0, total_minor: 1_941_000 },
  });
  const entries = await world.rows<{ kind: string; amount_minor: number }>(sql`
    select a.kind, e.amount_minor from ledger_entry e join ledger_account a on a.id = e.account_id
    join ledger_transaction t on t.id = e.transaction_id where t.invoice_id = ${issued.value.id} order by a.kind`);
  expect(entries).toEqual([
    { kind: 'client_receivable', amount_minor: 1_941_000 },
    { kind: 'fee_income', amount_minor: -1_941_000 },
  ]);
  // The client's finance sees its items and was told; a supplier finds nothing of it.
  const items = await world.reads('clientFinance', (ctx) => itemsOf(ctx, issued.value.id));
  expect(items).toHaveLength(3);
  expect(await world.reads('supplierAdmin', (ctx) => itemsOf(ctx, issued.value.id))).toEqual([]);
  const mails = await world.rows(
    sql`select id from mail where props ->> 'number' = ${issued.value.reference}`,
  );
  expect(mails.length).toBeGreaterThan(0);
  await expectInvariantsHold(world);
});

test('of four who press at once one issues, and the others get the same document', async () => {
  const world = await exampleC(1);
  world.on('2026-07-02');
  const results = await Promise.all([issue(world), issue(world), issue(world), issue(world)]);
  const ids = results.map((result) => (result.ok ? result.value.id : inWords(result.refusal)));
  expect(new Set(ids).size).toBe(1);
  const again = await issue(world);
  expect(again.ok && again.value.id).toBe(ids[0]);
  const documents = await world.rows(sql`select id from invoice where client_id = ${world.clientId}`);
  expect(documents).toHaveLength(1);
  await expectInvariantsHold(world);
});

test('July has no set-up, each month has a document of its own, and a month without fees has none', async () => {
  const world = await exampleC(1);
  world.on('2026-08-01');
  const months = await world.reads('finance', (ctx) => monthsToInvoice(ctx, world.clientId));
  expect(months.map(({ month, invoiceId }) => [month, invoiceId])).toEqual([
    ['2026-07', null],
    ['2026-06', null],
  ]);
  const july = await issue(world, '2026-07');
  expect(july.ok && july.value.totalMinor).toBe(400_000); // nobody had approved time in July
  const may = await issue(world, '2026-05');
  expect(!may.ok && inWords(may.refusal)).toContain('No flat fee comes to anything in May 2026');
});

test('a rule taxes the fees, and each item bears its part to the cent', async () => {
  const world = await exampleC(1);
  // A place of its own, so that no other program of this database is taxed by the rule.
  const region = `Zone ${world.code}`;
  await walled(world.database, { side: 'msp' }, (db) =>
    db.execute(sql`update site set region = ${region} where client_id = ${world.clientId}`),
  );
  const rule = taxRuleForm.parse({
    ...{ id: randomUUID(), country: 'US', region, serviceClass: 'temporary_staffing', leg: 'client_fee' },
    ...{ base: 'full', rate: '6.35', jurisdiction: region, source: 'A statute', sourcedOn: '2026-06-01' },
    startsOn: '2026-01-01',
  });
  await world.does('finance', (ctx) => addTaxRule(ctx, rule));
  world.on('2026-07-01');
  const issued = await issue(world);
  if (!issued.ok) throw new Error(inWords(issued.refusal));
  // 15,000.00 + 2,800.00 + 35.00 = 17,835.00 × 6.35 % = 1,132.5225
  const items = await world.reads('finance', (ctx) => itemsOf(ctx, issued.value.id));
  expect(items.map(({ taxMinor }) => taxMinor).reduce((sum, tax) => sum + tax, 0)).toBe(113_252);
  expect(issued.value.totalMinor).toBe(1_783_500 + 113_252);
  const payable = await world.rows<{ amount: number }>(sql`
    select sum(e.amount_minor)::int as amount from ledger_entry e join ledger_account a on a.id = e.account_id
    where e.client_id = ${world.clientId} and a.kind = 'tax_payable'`);
  expect(payable).toEqual([{ amount: -113_252 }]);
  await expectInvariantsHold(world);
});
