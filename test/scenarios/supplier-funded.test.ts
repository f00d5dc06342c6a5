import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  billedPeriod,
  clientTotals,
  documentsOf,
  firstHalfOfMarch,
  supplierTotals,
} from '#test/factories/bills.ts';
import { aProgram, supplierFunded } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek, statusOf } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * A whole life in a supplier-funded program: two fees, 2.5 % and 0.9 %, come out of what the supplier receives.
 * Pay 60.00, markup 45 %, so the bill rate is 87.00; overtime at 130.50, double time at 174.00.
 */
test('a California week reaches client and supplier to the cent', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%', '0.9%'), overtime: 'us-ca' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  expect(await statusOf(world, 'requisition', assigned.requisitionId)).toBe('filled');
  expect(await statusOf(world, 'assignment', assigned.assignmentId)).toBe('active');

  // By the day: over 8 h is overtime, over 12 h double time: ST 8+8+8+8+8+4 = 44, OT 1+4 = 5, DT 1.
  // By the week: 44 straight hours are 4 over 40, so Saturday's 4 are overtime: ST 40, OT 9, DT 1.
  world.on('2026-03-16');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-15', {
    Mon: 9,
    Tue: 8,
    Wed: 13,
    Thu: 8,
    Fri: 8,
    Sat: 4,
  });
  const hours = await world.rows(sql`
    select pay_code, sum(minutes)::int as minutes, bill_rate::text, sum(amount_minor)::int as amount
    from charge where timesheet_id = ${timesheetId} group by pay_code, bill_rate order by pay_code desc`);
  expect(hours).toEqual([
    { pay_code: 'ST', minutes: 2400, bill_rate: '87.0000', amount: 348_000 }, // 40 × 87.00
    { pay_code: 'OT', minutes: 540, bill_rate: '130.5000', amount: 117_450 }, //  9 × 130.50
    { pay_code: 'DT', minutes: 60, bill_rate: '174.0000', amount: 17_400 }, //   1 × 174.00
  ]);

  const { lines, totalMinor } = await billedPeriod(world, firstHalfOfMarch);
  expect({ lines, totalMinor }).toEqual({ lines: 3, totalMinor: 482_850 });
  // The client pays what was worked: 3,480.00 + 1,174.50 + 174.00.
  expect(await clientTotals(world)).toEqual(['4,828.50']);
  // Each fee is rounded on each line: 2.5 % → 87.00 + 29.36 + 4.35 = 120.71; 0.9 % → 31.32 + 10.57 + 1.57 = 43.46.
  const fees = await world.rows(sql`
    select s.label, sum(f.fee_minor)::int as fee from invoice_line_fee f join fee_schedule s on s.id = f.fee_schedule_id
    where f.client_id = ${world.clientId} group by s.label order by s.label`);
  expect(fees).toEqual([
    { label: 'MSP fee', fee: 12_071 },
    { label: 'VMS fee', fee: 4_346 },
  ]);
  // 4,828.50 − 120.71 − 43.46.
  expect(await supplierTotals(world)).toEqual(['4,664.33']);
  expect(await statusOf(world, 'timesheet', timesheetId)).toBe('invoiced');
  await expectInvariantsHold(world);
});

test('a later period bills what was approved late, once, and two suppliers each get their own', async () => {
  const world = await aProgram({ fees: supplierFunded('2%'), overtime: 'none' });
  const one = await fillPosition(world, { bill: '80.00', pay: '50.00' });
  const other = await fillPosition(world, {
    bill: '95.50',
    pay: '70.00',
    name: 'Grace Obi',
    releasedTo: ['juniper'],
    by: 'juniperRecruiter',
  });
  world.on('2026-03-16');
  await approvedWeek(world, one, '2026-03-08', { Mon: 8, Tue: 8 }); //    16 × 80.00 = 1,280.00
  await approvedWeek(world, other, '2026-03-15', { Mon: 7.5 }); //        7.5 × 95.50 =   716.25
  await billedPeriod(world, firstHalfOfMarch);
  expect(await clientTotals(world)).toEqual(['1,996.25']);
  // 1,280.00 − 25.60, and 716.25 − 14.33 (14.325 rounds away from zero).
  expect((await supplierTotals(world)).sort()).toEqual(['1,254.40', '701.92']);

  // A week of the first period, handed in after it was billed, goes on the next invoice and leaves the first alone.
  world.on('2026-04-02');
  await approvedWeek(world, one, '2026-03-15', { Fri: '8:20' }); // 500 min × 80.00 ÷ 60 = 666.666… → 666.67
  await billedPeriod(world, { startsOn: '2026-03-16', endsOn: '2026-03-31' });
  expect(await clientTotals(world)).toEqual(['1,996.25', '666.67']);
  expect(
    (await documentsOf(world))
      .filter(({ supplier_id }) => supplier_id === world.suppliers.cobalt)
      .map(({ total }) => total),
  ).toEqual([
    '1,254.40',
    '653.34', // 666.67 − 13.33 (13.3334)
  ]);
  await expectInvariantsHold(world);
});
