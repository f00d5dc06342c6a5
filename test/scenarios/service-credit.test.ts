import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { walled } from '#db/walled.ts';
import { issueFeeInvoice } from '#app/invoices/commands/issue-fee-invoice.server.ts';
import { feeMonth, monthsToInvoice } from '#app/invoices/fee-invoice.server.ts';
import { itemsOf } from '#app/invoices/items.server.ts';
import { addFlatFee } from '#app/programs/commands/add-flat-fee.server.ts';
import { flatFeeForm } from '#app/programs/fee-forms.ts';
import { freezeScorecard } from '#app/scorecards/commands/freeze-scorecard.server.ts';
import { levelsOfScorecard, scorecardOf } from '#app/scorecards/queries.server.ts';
import { formatAmount } from '#app/values/money.ts';
import { inWords } from '#test/factories/acts.ts';
import { billedPeriod } from '#test/factories/bills.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';
import {
  acceptedByTheClient,
  addsServiceLevel,
  agreesOnServiceTerms,
  frozen,
  reviewed,
} from '#test/factories/service-levels.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Field guide 6.3: a fee of 42,000, 10 % of it at risk: 4,200. Time to submit (30 %) 88 % against 95/90 misses all:
 * 1,260.00. Fill rate (25 %) 91 % against 92/88 misses half: 525.00. The others are met. Credit 1,785.00.
 */

const levels = [
  { name: 'Time to submit', weightPercent: '30', expected: '95', minimum: '90' },
  { name: 'Fill rate', weightPercent: '25', expected: '92', minimum: '88' },
  { name: 'Invoice accuracy', weightPercent: '25', expected: '98', minimum: '95' },
  { name: 'Timesheet approval', weightPercent: '10', expected: '95', minimum: '90' },
  { name: 'Rate compliance', weightPercent: '10', expected: '95', minimum: '90' },
];
const june = {
  ...{ 'Time to submit': '88', 'Fill rate': '91', 'Invoice accuracy': '99.2' },
  ...{ 'Timesheet approval': '97', 'Rate compliance': '100' },
};
const met = { ...june, 'Time to submit': '96', 'Fill rate': '95' };

async function agreed(world: World, over: Record<string, string> = {}, ofLevel: Record<string, string> = {}) {
  world.on('2026-05-20');
  const terms = await agreesOnServiceTerms(world, over);
  if (!terms.ok) throw new Error(inWords(terms.refusal));
  for (const level of levels) {
    const added = await addsServiceLevel(world, { ...level, ...ofLevel });
    if (!added.ok) throw new Error(inWords(added.refusal));
  }
}

/** A program that pays 42,000 a month and nothing by the hour. */
async function withSubscription(over: Record<string, string> = {}, ofLevel: Record<string, string> = {}) {
  const world = await aProgram({ fees: [] });
  await agreed(world, over, ofLevel);
  const input = flatFeeForm.parse({
    ...{ verb: 'add', id: randomUUID(), component: 'subscription', label: 'Program subscription' },
    ...{ amountMinor: '42,000.00', startsOn: '2026-06-01' },
  });
  if (input.verb !== 'add') throw new Error('an addition was typed');
  await world.does('admin', (ctx) => addFlatFee(ctx, world.clientId, input));
  return world;
}

const issue = (world: World, month: string) =>
  world.does('finance', (ctx) => issueFeeInvoice(ctx, { clientId: world.clientId, month }));

const balances = (world: World) =>
  world.rows<{ kind: string; amount: number }>(sql`
    select a.kind, sum(e.amount_minor)::bigint as amount from ledger_entry e join ledger_account a on a.id = e.account_id
    where e.client_id = ${world.clientId} group by a.kind having sum(e.amount_minor) <> 0 order by a.kind`);

async function expectLevels(world: World, id: string, credits: string[]) {
  const rows = await world.reads('clientFinance', (ctx) => levelsOfScorecard(ctx, id));
  expect(rows.map(({ creditMinor }) => formatAmount(creditMinor))).toEqual(credits);
}

test('client-funded: −1,785.00 stands on the next fee invoice and names the frozen scorecard', async () => {
  const world = await withSubscription();
  world.on('2026-07-03');
  const id = await reviewed(world, '2026-06', june);
  // The client does not see it while it is under review, and a supplier never does.
  expect(await world.reads('clientFinance', (ctx) => scorecardOf(ctx, id))).toBeNull();
  await acceptedByTheClient(world, id);
  expect(await world.reads('supplierAdmin', (ctx) => scorecardOf(ctx, id))).toBeNull();
  world.on('2026-07-08');
  const card = await world.does('finance', (ctx) => freezeScorecard(ctx, id));
  expect(card).toMatchObject({ status: 'frozen', outcome: 'accepted', feeMinor: 4_200_000 });
  expect(formatAmount(card.atRiskMinor)).toBe('4,200.00');
  expect(formatAmount(card.creditMinor)).toBe('1,785.00');
  await expectLevels(world, id, ['1,260.00', '525.00', '0.00', '0.00', '0.00']);

  const seen = await world.reads('finance', (ctx) => feeMonth(ctx, world.clientId, '2026-06'));
  expect(seen && formatAmount(seen.totalMinor)).toBe('40,215.00');
  const issued = await issue(world, '2026-06');
  expect(formatAmount(issued.totalMinor)).toBe('40,215.00');
  const items = await world.reads('clientFinance', (ctx) => itemsOf(ctx, issued.id));
  expect(items.map(({ label, totalMinor }) => [label, formatAmount(totalMinor)])).toEqual([
    ['Program subscription', '42,000.00'],
    ['Service credit, Jun 2026', '−1,785.00'],
  ]);
  const [refers] = await world.rows(sql`
    select c.scorecard_id, c.invoice_id from invoice_item i join service_credit c on c.id = i.service_credit_id where i.invoice_id = ${issued.id}`);
  expect(refers).toEqual({ scorecard_id: id, invoice_id: issued.id });
  expect(await balances(world)).toEqual([
    { kind: 'client_receivable', amount: 4_021_500 },
    { kind: 'fee_income', amount: -4_021_500 },
  ]);
  // July's invoice does not give it once more.
  world.on('2026-08-03');
  expect(formatAmount((await issue(world, '2026-07')).totalMinor)).toBe('42,000.00');
  await expectInvariantsHold(world);
});

test('supplier-funded: the next billing run issues a credit note that the MSP bears, and no supplier pays for', async () => {
  // 80 h × 1,050.00 = 84,000.00, of which suppliers leave half to the MSP: 42,000.00.
  const world = await aProgram({
    ...{ fees: supplierFunded('50%'), overtime: 'none', cadence: 'monthly', maxBillRate: '1100.0000' },
  });
  await agreed(world, { settledBy: 'credit_note' });
  const assigned = await fillPosition(world, {
    bill: '1050.00',
    pay: '60.00',
    maxRate: '1100',
    on: '2026-06-01',
    startsOn: '2026-06-01',
  });
  const week = { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 };
  world.on('2026-06-22');
  await approvedWeek(world, assigned, '2026-06-14', week);
  await approvedWeek(world, assigned, '2026-06-21', week);
  world.on('2026-07-02');
  await billedPeriod(world, { startsOn: '2026-06-01', endsOn: '2026-06-30' });
  world.on('2026-07-03');
  const card = await frozen(world, '2026-06', june);
  expect([card.feeMinor, card.creditMinor].map((minor) => formatAmount(minor))).toEqual([
    '42,000.00',
    '1,785.00',
  ]);
  // It waits for the next run; no fee invoice takes it.
  expect(await world.reads('finance', (ctx) => monthsToInvoice(ctx, world.clientId))).toEqual([]);

  world.on('2026-07-13');
  await approvedWeek(world, assigned, '2026-07-12', { Mon: 8 });
  world.on('2026-08-03');
  await billedPeriod(world, { startsOn: '2026-07-01', endsOn: '2026-07-31' });
  const documents = await world.rows<{ kind: string; supplier: boolean; total: number }>(sql`
    select kind, supplier_id is not null as supplier, total_minor as total from invoice
    where client_id = ${world.clientId} and issued_on = '2026-08-03' order by kind`);
  expect(documents).toEqual([
    { kind: 'client_credit', supplier: false, total: -178_500 },
    { kind: 'client_invoice', supplier: false, total: 840_000 },
    { kind: 'self_bill', supplier: true, total: 420_000 },
  ]);
  const income = (await balances(world)).find(({ kind }) => kind === 'fee_income');
  // 42,000.00 of June and 4,200.00 of July, less the credit.
  expect(income?.amount).toBe(-(4_200_000 + 420_000 - 178_500));
  const seen = await world.reads('supplierFinance', (ctx) =>
    ctx.db.execute(
      sql`select id from service_credit union all select id from scorecard union all select invoice_id from invoice_item`,
    ),
  );
  expect([...seen]).toEqual([]);
  await expectInvariantsHold(world);
});

test('missed again, it costs half as much more, then twice; and never more than what is at risk', async () => {
  const world = await withSubscription();
  world.on('2026-07-03');
  expect((await frozen(world, '2026-06', june)).creditMinor).toBe(178_500);
  world.on('2026-08-03');
  // (1,260.00 + 525.00) × 1.5.
  expect((await frozen(world, '2026-07', june)).creditMinor).toBe(267_750);
  world.on('2026-09-03');
  // (1,260.00 + 525.00) × 2 = 3,570.00, and all of invoice accuracy for the first time: 1,050.00. 4,200.00 is the most.
  const third = await frozen(world, '2026-08', { ...june, 'Invoice accuracy': '90' });
  expect(formatAmount(third.creditMinor)).toBe('4,200.00');
  expect(Number(third.exactMinor)).toBe(462_000);
  // 2,520 : 1,050 : 1,050 of 4,620, laid on 4,200.00 to the cent.
  await expectLevels(world, third.id, ['2,290.91', '954.55', '954.54', '0.00', '0.00']);
  // One month in which it is met breaks the row.
  world.on('2026-10-02');
  expect((await frozen(world, '2026-09', met)).creditMinor).toBe(0);
  world.on('2026-11-03');
  expect((await frozen(world, '2026-10', june)).creditMinor).toBe(178_500);
  await expectInvariantsHold(world);
});

test('linear: what is missing of the way; and two good months earn the credit back on a fee invoice', async () => {
  const world = await withSubscription({ missRule: 'linear' }, { earnBackMonths: '2' });
  world.on('2026-07-03');
  // 30 % × (95 − 94) / 5 × 4,200.00 = 252.00.
  const first = await frozen(world, '2026-06', { ...met, 'Time to submit': '94' });
  expect(formatAmount(first.creditMinor)).toBe('252.00');
  expect(formatAmount((await issue(world, '2026-06')).totalMinor)).toBe('41,748.00');
  world.on('2026-08-03');
  expect((await frozen(world, '2026-07', met)).earnBackMinor).toBe(0);
  await issue(world, '2026-07');
  world.on('2026-09-03');
  expect((await frozen(world, '2026-08', met)).earnBackMinor).toBe(25_200);
  expect(formatAmount((await issue(world, '2026-08')).totalMinor)).toBe('42,252.00');
  await expectInvariantsHold(world);
});

/** By a constraint or a trigger: at once, or when the transaction ends. */
const isRefused = (error: Error & { code?: string }) =>
  (error.code ?? (error.cause as { code?: string }).code) === '23514';

let database: World['database'];
beforeAll(async () => {
  ({ database } = await aProgram());
});

test('the database refuses what does not add up, and what is frozen', async () => {
  const world = await withSubscription();
  world.on('2026-07-03');
  const id = await reviewed(world, '2026-06', june);
  const asMsp = (query: ReturnType<typeof sql>) =>
    walled(database, { side: 'msp' }, (db) => db.execute(query));
  const send = sql`status = 'with_client', sent_at = now()`;
  // Another miss than the value says, another credit than the levels make, another fee than its parts.
  const forged = [
    sql`with l as (update scorecard_level set miss = 0.5, exact_minor = weight * 0.5 * multiplier * at_risk_minor where scorecard_id = ${id} and name = 'Time to submit' returning 1)
      update scorecard set ${send} from l where id = ${id}`,
    sql`update scorecard set ${send}, exact_minor = 178400, credit_minor = 178400 where id = ${id}`,
    sql`with f as (update scorecard_fee set amount_minor = 1 where scorecard_id = ${id} returning 1) update scorecard set ${send} from f where id = ${id}`,
    sql`update scorecard set credit_minor = 178400 where id = ${id}`,
    sql`update scorecard set at_risk_minor = 1 where id = ${id}`,
  ];
  for (const query of forged) await expect(asMsp(query)).rejects.toSatisfy(isRefused);
  await acceptedByTheClient(world, id);
  await world.does('finance', (ctx) => freezeScorecard(ctx, id));
  const late = [
    sql`update scorecard_level set note = 'x' where scorecard_id = ${id}`,
    sql`update scorecard set fee_minor = fee_minor where id = ${id}`,
    sql`delete from scorecard_fee where scorecard_id = ${id}`,
    sql`update service_credit set amount_minor = -1 where scorecard_id = ${id}`,
  ];
  for (const query of late) await expect(asMsp(query)).rejects.toSatisfy(isRefused);
  const weights = await addsServiceLevel(world, { name: 'One more', weightPercent: '0.01' });
  expect(!weights.ok && inWords(weights.refusal)).toContain('The weights would make 100.01 %');
});
