import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { comparisonOf } from '#app/accruals/actual.server.ts';
import { postAccrual } from '#app/accruals/commands/post-accrual.server.ts';
import { computationOf, linesOf } from '#app/accruals/compute.server.ts';
import { accrualOf, linesPage, summaryOf } from '#app/accruals/queries.server.ts';
import { entriesCsv } from '#app/ledger/entries-csv.server.ts';
import { trialBalance } from '#app/ledger/public.server.ts';
import { formatAmount } from '#app/values/money.ts';
import { billedPeriod } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek, submittedWeek } from '#test/factories/weeks.ts';
import { issueFeeInvoice } from '#app/invoices/commands/issue-fee-invoice.server.ts';
import { freezeScorecard } from '#app/scorecards/commands/freeze-scorecard.server.ts';
import {
  acceptedByTheClient,
  addsServiceLevel,
  agreesOnServiceTerms,
  reviewed,
} from '#test/factories/service-levels.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Field guide 3.11 and example C of 3.12. June 2026 ends on a Tuesday; weeks end on Sundays, so that the week of 29 June
 * has two of its days in June and three working days in July.
 */

const june = '2026-06-01';
const fullWeek = { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 };

const preview = (world: World, month = june) =>
  world.reads('finance', async (ctx) => {
    const computation = await computationOf(ctx, world.clientId, month);
    if (!computation) throw new Error('no such program');
    return summaryOf(ctx, linesOf(computation));
  });

const posted = (world: World, month = june) =>
  world.does('finance', (ctx) => postAccrual(ctx, { client: world.clientId, month }));

const byClass = async (world: World) =>
  Object.fromEntries((await preview(world)).byClass.map((row) => [row.class, formatAmount(row.clientMinor)]));

const balances = async (world: World, asOf?: string) =>
  Object.fromEntries(
    (await world.reads('finance', (ctx) => trialBalance(ctx, { clientId: world.clientId, asOf })))
      .filter(({ balanceMinor }) => balanceMinor !== 0)
      .map((account) => [account.kind, formatAmount(account.balanceMinor)]),
  );

const atNinetyTwo = { bill: '92', pay: '60', on: '2026-06-22', startsOn: '2026-06-22' };

test('example C: a week approved and not invoiced, and two days worked of the next', async () => {
  const world = await aProgram({ fees: [], overtime: 'none' });
  const assigned = await fillPosition(world, atNinetyTwo);
  world.on('2026-06-29');
  await approvedWeek(world, assigned, '2026-06-28', fullWeek);
  world.on('2026-06-30');
  // 40 h × 92.00 = 3,680.00. Mon and Tue, 2 × 8.00 h × 92.00 = 1,472.00, at the mean of the one week handed in.
  expect(await byClass(world)).toEqual({ approved: '3,680.00', estimated: '1,472.00' });

  const accrual = await posted(world);
  expect(formatAmount(accrual.clientMinor)).toBe('5,152.00');
  expect(await balances(world, '2026-06-30')).toEqual({
    accrued_receivable: '5,152.00',
    accrued_payable: '−5,152.00',
  });
  expect(await balances(world, '2026-07-01')).toEqual({}); // taken back by itself
  const { rows } = await world.reads('finance', (ctx) => linesPage(ctx, accrual.id, {}));
  expect(rows.map(({ method }) => method)).toEqual([
    'Week to 28 Jun 2026, approved and not billed',
    'Week to 5 Jul 2026, no sheet: 2 working days × 8.00 h, the mean of the last week handed in',
  ]);
  const twice = await world.act('finance', (ctx) =>
    postAccrual(ctx, { client: world.clientId, month: june }),
  );
  expect(twice).toMatchObject({ ok: false, refusal: { kind: 'stale' } });

  const csv = await text(
    entriesCsv((work) => world.reads('finance', work), { client: world.clientId, month: '2026-06' }),
  );
  expect(csv.trim().split('\r\n')).toHaveLength(3); // head and the two entries of June, without what takes them back
  expect(csv).toContain(',Accrued receivable,accrued_receivable,,USD,5152.00,,5152.00,');
  await expectInvariantsHold(world);
});

test('a straddling week is split by the day of the work, and what was billed later is compared with it', async () => {
  const world = await aProgram({ fees: [], overtime: 'none', cadence: 'monthly' });
  const assigned = await fillPosition(world, atNinetyTwo);
  world.on('2026-06-29');
  await approvedWeek(world, assigned, '2026-06-28', fullWeek);
  world.on('2026-07-01');
  await posted(world); // 5,152.00, two days of it estimated at 8 h
  world.on('2026-07-06');
  // 9 h on Monday, 6 h on Tuesday: 15 h × 92.00 = 1,380.00 of the 39 h belong to June.
  await approvedWeek(world, assigned, '2026-07-05', { Mon: 9, Tue: 6, Wed: 8, Thu: 8, Fri: 8 });
  expect(await byClass(world)).toEqual({ approved: '5,060.00' });
  world.on('2026-08-03');
  await billedPeriod(world, { startsOn: '2026-06-01', endsOn: '2026-06-30' });
  await billedPeriod(world, { startsOn: '2026-07-01', endsOn: '2026-07-31' });
  // The month as it would be accrued today is what stood open then, however much was billed since.
  expect(await byClass(world)).toEqual({ approved: '5,060.00' });

  const [row] = await world.rows<{ id: string }>(
    sql`select id from accrual where client_id = ${world.clientId}`,
  );
  const comparison = await world.reads('finance', async (ctx) => {
    const accrual = await accrualOf(ctx, row?.id ?? '');
    if (!accrual) throw new Error('the accrual is gone');
    return comparisonOf(ctx, accrual);
  });
  expect(comparison.billedMinor).toBe(506_000); // 3,680.00 + 1,380.00
  expect(comparison.differences).toMatchObject([{ accruedMinor: 515_200, billedMinor: 506_000 }]);
  await expectInvariantsHold(world);
});

test('submitted weeks count with their hours, fees by who bears them, and cost centers by their share', async () => {
  const world = await aProgram({ fees: [...clientFunded('3%'), ...supplierFunded('2%')], overtime: 'none' });
  const assigned = await fillPosition(world, { ...atNinetyTwo, splits: ['62.5', '37.5'] });
  world.on('2026-06-29');
  await submittedWeek(world, assigned, '2026-06-28', fullWeek);
  world.on('2026-07-01');
  const { total, byClass: classes, byCostCenter } = await preview(world);
  expect(classes.map((one) => [one.class, one.amountMinor])).toEqual([
    ['submitted', 368_000],
    ['estimated', 147_200],
  ]);
  // Client 3 %: 110.40 + 44.16. Supplier 2 %: 73.60 + 29.44.
  expect(total).toMatchObject({
    clientMinor: 530_656,
    feeMinor: 25_760,
    supplierMinor: 504_896,
    taxMinor: 0,
  });
  expect(byCostCenter.reduce((sum, one) => sum + one.clientMinor, 0)).toBe(530_656);
  // The estimate follows the split of the assignment: 37.5 % of 1,472.00 and of its fee of 44.16.
  expect(byCostCenter.map(({ clientMinor }) => clientMinor)).toContain(55_200 + 1_656);
  await posted(world);
  expect(await balances(world, '2026-06-30')).toEqual({
    accrued_receivable: '5,306.56',
    accrued_payable: '−5,048.96',
    accrued_fee: '−257.60',
  });
  await expectInvariantsHold(world);
});

test('tax is accrued by the rule of the worksite, and flat fees that no invoice holds', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
      select 'US', ${world.code}, 'temporary_staffing', leg, 'full', 0.0635, 'Test', 'a test', '2026-01-01', '[2025-01-01,)'
      from (values ('supply'), ('client_fee')) v (leg)`;
    await tx`update site set region = ${world.code} where id = ${world.siteId}`;
    await tx`insert into flat_fee (client_id, label, component, amount_minor, effective)
      values (${world.clientId}, 'Platform', 'subscription', 400000, '[2026-06-10,)')`;
  });
  const assigned = await fillPosition(world, atNinetyTwo);
  world.on('2026-06-29');
  await approvedWeek(world, assigned, '2026-06-28', fullWeek);
  world.on('2026-07-01');
  const { byClass: classes } = await preview(world);
  const of = (name: string) => classes.find((one) => one.class === name);
  // 3,680.00 × 6.35 % = 233.68, fee 110.40 × 6.35 % = 7.0104 → 7.01.
  expect(of('approved')).toMatchObject({ feeMinor: 11_040, taxMinor: 24_069, clientMinor: 403_109 });
  // 4,000.00 × 21/30 = 2,800.00, and 6.35 % of it.
  expect(of('flat_fee')).toMatchObject({ amountMinor: 0, feeMinor: 280_000, taxMinor: 17_780 });
  await posted(world);
  // The estimate: 1,472.00 × 6.35 % = 93.472 → 93.47, its fee 44.16 × 6.35 % = 2.80416 → 2.80.
  const owed = await balances(world, '2026-06-30');
  expect(owed['accrued_tax']).toBe(`−${formatAmount(24_069 + 9_627 + 17_780)}`);
  await expectInvariantsHold(world);
});

test('volume discounts and expected credits are foreseen, and compared with what came', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none', cadence: 'monthly' });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, effective)
      values (${world.clientId}, 'Volume', 'volume', 'graduated', 'year_to_date', '[2025-01-01,)') returning id`;
    await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction)
      values (${schedule?.id ?? ''}, ${world.clientId}, 0, 0), (${schedule?.id ?? ''}, ${world.clientId}, 100000, 0.02)`;
    await tx`insert into flat_fee (client_id, label, component, amount_minor, effective)
      values (${world.clientId}, 'Platform', 'subscription', 100000, '[2026-05-01,2026-06-01)')`;
  });
  world.on('2026-05-02');
  await agreesOnServiceTerms(world, { startsOn: '2026-05-01' });
  await addsServiceLevel(world, { name: 'Quality', weightPercent: '100', startsOn: '2026-05-01' });
  const assigned = await fillPosition(world, atNinetyTwo);
  // May misses its one level: all of 10 % of 1,000.00.
  world.on('2026-06-23');
  const card = await reviewed(world, '2026-05', { Quality: '80' });
  world.on('2026-06-29');
  await approvedWeek(world, assigned, '2026-06-28', fullWeek);
  world.on('2026-07-01');
  const { byClass: classes } = await preview(world);
  const of = (name: string) => classes.find((one) => one.class === name);
  // 5,152.00 of hours, 2 % above 1,000.00: 83.04; its fee of 3 %: 2.49 of 154.56.
  expect(of('discount')).toMatchObject({ amountMinor: -8_304, feeMinor: -249, clientMinor: -8_553 });
  expect(of('credit')).toMatchObject({ amountMinor: 0, feeMinor: -10_000, clientMinor: -10_000 });
  const accrual = await posted(world);
  // 5,152.00 + 154.56 − 83.04 − 2.49 − 100.00.
  expect(formatAmount(accrual.clientMinor)).toBe('5,121.03');
  // What came: three more days of the week after, billed with their discount; May's fee invoice with its credit.
  await acceptedByTheClient(world, card);
  await world.does('finance', (ctx) => freezeScorecard(ctx, card));
  await world.does('finance', (ctx) => issueFeeInvoice(ctx, { clientId: world.clientId, month: '2026-05' }));
  await billedPeriod(world, { startsOn: '2026-06-01', endsOn: '2026-06-30' });
  const { billedMinor } = await world.reads('finance', (ctx) => comparisonOf(ctx, accrual));
  // 3,680.00 less 2 % of 2,680.00 (53.60), with 3 % of what is left (108.79); and the credit.
  expect(billedMinor).toBe(368_000 - 5_360 + 10_879 - 10_000);
  await expectInvariantsHold(world);
});

test('a month is accrued from its last day on, and only into open books', async () => {
  const world = await aProgram({ fees: [], overtime: 'none' });
  world.on('2026-06-29');
  const answer = () =>
    world.act('finance', (ctx) => postAccrual(ctx, { client: world.clientId, month: june }));
  expect(await answer()).toMatchObject({
    refusal: {
      kind: 'invalid',
      problems: [{ message: expect.stringMatching(/from its last day on/) as string }],
    },
  });
  world.on('2026-06-30');
  expect(await answer()).toMatchObject({
    refusal: {
      problems: [{ message: expect.stringMatching(/^Nothing of Jun 2026 is left to accrue/) as string }],
    },
  });
});
