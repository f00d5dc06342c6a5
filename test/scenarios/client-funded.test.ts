import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billedPeriod, documentsOf, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Client-funded: the fee is added to what the client pays, and the supplier receives the whole agreed amount.
 * Federal overtime: over 40 h a week at one and a half, whatever the days.
 */
test('a client-funded fee is added to the client’s invoice, line by line', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'us-flsa' });
  const assigned = await fillPosition(world, { bill: '67.55', pay: '48.25', splits: ['62.5', '37.5'] });
  world.on('2026-03-16');
  // 44.75 h: 40 straight, 4.75 overtime. 67.55 × 1.5 = 101.325 stands on the contract as 101.33.
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 9, Tue: 9, Wed: 9, Thu: 9, Fri: '8:45' });
  await billedPeriod(world, firstHalfOfMarch);
  const lines = await world.rows(sql`
    select pay_code, sum(minutes)::int as minutes, sum(amount_minor)::int as amount, sum(fee_minor)::int as fee
    from invoice_line where client_id = ${world.clientId} and kind = 'client_invoice' group by pay_code order by pay_code desc`);
  expect(lines).toEqual([
    { pay_code: 'ST', minutes: 2400, amount: 270_200, fee: 8_106 }, // 40 × 67.55 = 2,702.00; 3 % = 81.06
    { pay_code: 'OT', minutes: 285, amount: 48_132, fee: 1_444 }, //   4.75 × 101.33 = 481.3175 → 481.32; 3 % = 14.4396 → 14.44
  ]);
  expect(await documentsOf(world)).toMatchObject([
    { kind: 'client_invoice', time: '3,183.32', fee: '95.50', total: '3,278.82' },
    { kind: 'self_bill', time: '3,183.32', fee: '0.00', total: '3,183.32' },
  ]);
  await expectInvariantsHold(world);
});

/** Hybrid: both sides bear a share of the one agreed amount, and neither fee is taken on the other. */
test('two fees on two sides share one base and do not compound', async () => {
  const world = await aProgram({
    fees: [...clientFunded('3%'), ...supplierFunded('2.5%')],
    overtime: 'none',
  });
  const assigned = await fillPosition(world, { bill: '99.99', pay: '70' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Wed: '0:07' });
  await billedPeriod(world, firstHalfOfMarch);
  // 487 min × 99.99 ÷ 60 = 811.5855 → 811.59. Client 3 % = 24.3477 → 24.35. Supplier 2.5 % = 20.28975 → 20.29.
  expect(await documentsOf(world)).toMatchObject([
    { kind: 'client_invoice', time: '811.59', fee: '24.35', total: '835.94' },
    { kind: 'self_bill', time: '811.59', fee: '−20.29', total: '791.30' },
  ]);
  await expectInvariantsHold(world);
});

test('a fee counts by the day of service: one that changes within a week is taken at both rates', async () => {
  const world = await aProgram({ fees: [], overtime: 'none' });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, effective) values
      (${world.clientId}, 'MSP fee', 'client', 0.02, '[2025-01-01,2026-03-11)'), (${world.clientId}, 'MSP fee', 'client', 0.05, '[2026-03-11,)')`;
  });
  const assigned = await fillPosition(world, { bill: '100', pay: '70' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 1 });
  await approvedWeek(world, assigned, '2026-03-15', { Tue: 1, Wed: 1 });
  await billedPeriod(world, firstHalfOfMarch);
  // 1 h × 100.00 each: 2 % until Tuesday the 10th, 5 % from Wednesday the 11th: 2.00 + 2.00 + 5.00.
  expect(await documentsOf(world)).toMatchObject([
    { time: '300.00', fee: '9.00', total: '309.00' },
    { total: '300.00' },
  ]);
  await expectInvariantsHold(world);
});
