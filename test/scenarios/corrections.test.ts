import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import { formatAmount } from '#app/values/money.ts';
import { billedPeriod, documentsOf, firstHalfOfMarch, secondHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek, correctedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const chargesOf = async (world: World): Promise<string[]> =>
  (
    await world.rows<{ id: number }>(
      sql`select id from charge where client_id = ${world.clientId} and credits_charge_id is null and correction_id is null order by id`,
    )
  ).map(({ id }) => String(id));

/*
 * Field guide 3.12, example C: three weeks of 40 h billed at 95.00 should have been 92.00; supplier-funded 2 %.
 *           original     credit      rebill       net
 * client   11,400.00  −11,400.00  11,040.00   −360.00
 * fee         228.00     −228.00     220.80     −7.20
 * supplier 11,172.00  −11,172.00  10,819.20   −352.80
 */
test('a wrong rate found after payment is credited and billed anew on both sides', async () => {
  const world = await aProgram({ fees: supplierFunded('2%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '95.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-04-01');
  for (const week of ['2026-03-08', '2026-03-15', '2026-03-22'])
    await approvedWeek(world, assigned, week, { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  await billedPeriod(world, { startsOn: '2026-03-01', endsOn: '2026-03-31' });
  expect((await documentsOf(world)).map(({ total }) => total)).toEqual(['11,400.00', '11,172.00']);

  world.on('2026-04-20');
  const typed = correctionForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, charges: await chargesOf(world) },
    ...{ how: 'rate', rate: '92.00', reasonCode: 'rate', reason: 'The offer said 92.00' },
  });
  const drafted = await world.does('finance', (ctx) => draftCorrection(ctx, typed));
  // Seen before it is made, and not made yet.
  expect(drafted.preview).toMatchObject({
    client: { creditMinor: -1_140_000, rebillMinor: 1_104_000, netMinor: -36_000 },
    msp: { creditMinor: -22_800, rebillMinor: 22_080, netMinor: -720 },
    supplier: { creditMinor: -1_117_200, rebillMinor: 1_081_920, netMinor: -35_280 },
  });
  expect(await documentsOf(world)).toHaveLength(2);
  expect(await world.act('finance', (ctx) => draftCorrection(ctx, typed))).toMatchObject({ ok: true });

  await world.does('finance', (ctx) => submitCorrection(ctx, drafted.id));
  // Whoever drafted it may not approve it.
  await expect(world.act('finance', (ctx) => issueCorrection(ctx, drafted.id))).rejects.toThrow();
  await world.does('admin', (ctx) => issueCorrection(ctx, drafted.id));
  const issued = await world.rows<{ kind: string; total_minor: number }>(sql`
    select kind, total_minor from invoice where client_id = ${world.clientId} and correction_id = ${drafted.id} order by kind`);
  expect(issued.map(({ kind, total_minor }) => [kind, formatAmount(total_minor)])).toEqual([
    ['client_credit', '−11,400.00'],
    ['client_invoice', '11,040.00'],
    ['self_bill', '10,819.20'],
    ['supplier_credit', '−11,172.00'],
  ]);
  expect(await world.act('admin', (ctx) => issueCorrection(ctx, drafted.id))).toMatchObject({ ok: false });
  await expectInvariantsHold(world);
});

test('hours corrected after the invoice reach both sides as signed lines of the next one', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-03-16');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-15', {
    Mon: 8,
    Tue: 8,
    Wed: 8,
    Thu: 8,
    Fri: 8,
  });
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-20');
  const corrected = await correctedWeek(world, assigned, timesheetId, {
    Mon: 8,
    Tue: 8,
    Wed: 8,
    Thu: 8,
    Fri: 6,
  });
  expect(corrected.timesheetId).not.toBe(timesheetId);
  world.on('2026-04-01');
  await billedPeriod(world, secondHalfOfMarch);
  // 40 h × 87.00 billed; then −3,480.00 + 3,306.00 = −174.00. Less 2.5 %: 3,393.00 and −169.65.
  expect((await documentsOf(world)).map(({ total }) => total)).toEqual([
    '3,480.00',
    '3,393.00',
    '−174.00',
    '−169.65',
  ]);
  await expectInvariantsHold(world);
});

test('hours corrected before they are billed are billed as corrected, once', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-03-16');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-15', { Mon: 8 });
  await correctedWeek(world, assigned, timesheetId, { Mon: 7 });
  await billedPeriod(world, firstHalfOfMarch);
  expect((await documentsOf(world)).map(({ total }) => total)).toEqual(['609.00', '593.77']); // 7 × 87.00, less 15.23
  await expectInvariantsHold(world);
});

test('ten credits of a third each, approved at once, take back exactly three', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%', '0.9%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  await billedPeriod(world, firstHalfOfMarch);
  const charges = await chargesOf(world);
  const drafts = [];
  for (let nth = 0; nth < 10; nth += 1) {
    const typed = correctionForm.parse({
      ...{ id: randomUUID(), clientId: world.clientId, charges, how: 'share', sharePercent: '33.3333' },
      ...{ reasonCode: 'dispute', reason: `A third, ${nth}` },
    });
    const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed));
    await world.does('finance', (ctx) => submitCorrection(ctx, id));
    drafts.push(id);
  }
  const outcomes = await Promise.all(
    drafts.map((id) => world.act('admin', (ctx) => issueCorrection(ctx, id))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
  const [left] = await world.rows<{ amount: number }>(
    sql`select sum(amount_minor)::bigint as amount from charge where client_id = ${world.clientId}`,
  );
  expect(left?.amount).toBe(348_000 - 3 * 116_000 + 3 * 0); // 33.3333 % of 3,480.00 is 1,160.00 to the cent
  await expectInvariantsHold(world);
});
