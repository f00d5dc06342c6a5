import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { decideParked } from '#app/invoices/commands/decide-parked.server.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { clientTotals, firstHalfOfMarch, previewedRun } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * What a run does not post before somebody has looked (assurance M12). The rules of entry refuse most of this; here it
 * has come past them, as data from elsewhere would.
 */

const asOwner = (world: World, statement: string) =>
  world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx.unsafe(statement);
  });

const findings = async (world: World, runId: string): Promise<string[]> =>
  (
    await world.rows<{ finding: string }>(
      sql`select distinct finding from parked_charge where billing_run_id = ${runId} order by 1`,
    )
  ).map(({ finding }) => finding);

test('more hours than a day has, and a day outside of the assignment', async () => {
  const world = await aProgram({ fees: supplierFunded('2%') });
  const placement = await placementInRows(world);
  const { timesheetId } = await weekInRows(world, placement, { weekEndsOn: '2026-03-15' });
  world.on('2026-03-16');
  // 9 March is no day on which the clock changes; 25 hours do not fit.
  await asOwner(world, `update time_line set minutes = 1500 where timesheet_id = '${timesheetId}'`);
  const { runId, lines } = await previewedRun(world, firstHalfOfMarch);
  expect(lines).toBe(0);
  expect(await findings(world, runId)).toEqual(['over_24_hours']);
  await asOwner(world, `update time_line set minutes = 540 where timesheet_id = '${timesheetId}'`);
  await asOwner(world, `update assignment set ends_on = '2026-03-08' where id = '${placement.assignmentId}'`);
  const { previewRun } = await import('#app/invoices/commands/preview-run.server.ts');
  await world.does('finance', (ctx) => previewRun(ctx, runId));
  // The first is mended and gone; the other was found.
  expect(await findings(world, runId)).toEqual(['outside_assignment']);
});

test('a purchase order takes what fits; the rest waits until its funds are raised, and is never released past them', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '100.00', pay: '60.00' });
  const [order] = await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    const made = await tx<{ id: string }[]>`
      insert into purchase_order (client_id, number, funds_minor, tolerance_fraction, effective) values (${world.clientId}, '4711', 80000, 0.05, '[2026-01-01,)') returning id`;
    await tx`update assignment set purchase_order_id = ${made[0]?.id ?? ''} where id = ${assigned.assignmentId}`;
    return made;
  });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 8 }); // 800.00 + 24.00 = 824.00, within 800.00 + 5 %
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 1 }); // 103.00 does not fit any more
  const { runId, lines, totalMinor } = await previewedRun(world, firstHalfOfMarch);
  expect({ lines, totalMinor }).toEqual({ lines: 1, totalMinor: 82_400 });
  expect(await findings(world, runId)).toEqual(['purchase_order']);
  const charges = (
    await world.rows<{ charge_id: number }>(
      sql`select charge_id from parked_charge where billing_run_id = ${runId}`,
    )
  ).map(({ charge_id }) => charge_id);
  const released = await world.act('finance', (ctx) =>
    decideParked(ctx, runId, { charges, decision: 'released', reason: 'The client said yes' }),
  );
  expect(released).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  await world.does('finance', (ctx) =>
    decideParked(ctx, runId, { charges, decision: 'excluded', reason: 'Until the order is raised' }),
  );
  await world.does('finance', (ctx) => billRun(ctx, runId));
  expect(await clientTotals(world)).toEqual(['824.00']);
  const [consumed] = await world.rows(
    sql`select consumed_minor from purchase_order where id = ${order?.id ?? ''}`,
  );
  expect(consumed).toEqual({ consumed_minor: 82_400 });
  // The database is the second lock.
  await expect(
    world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      await tx`update purchase_order set consumed_minor = 84001 where id = ${order?.id ?? ''}`;
    }),
  ).rejects.toThrow(/purchase_orders_are_not_overdrawn/);
  await expectInvariantsHold(world);
});

test('a supplier whose work is taxed on its behalf needs a self-billing agreement', async () => {
  const world = await aProgram({ fees: [], overtime: 'none' });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${`A-${world.code}`} where client_id = ${world.clientId}`;
    await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
      values ('US', ${`A-${world.code}`}, 'temporary_staffing', 'supply', 'full', 0.05, 'US-A', 'A test', '2026-01-01', '[2025-01-01,)')`;
    await tx`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, tax_flow)
      values (${world.clientId}, '2025-06-01', 'none', 30, 30, 'agent')`;
  });
  const assigned = await fillPosition(world, { bill: '100.00', pay: '60.00' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8 });
  const { runId, lines } = await previewedRun(world, firstHalfOfMarch);
  expect(lines).toBe(0);
  expect(await findings(world, runId)).toEqual(['no_self_billing_agreement']);
});
