import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '#db/connection.ts';
import { cancelRun } from '#app/payments/commands/cancel-run.server.ts';
import { decideAccount } from '#app/payments/commands/decide-account.server.ts';
import { proposeAccount } from '#app/payments/commands/propose-account.server.ts';
import { returnPayment } from '#app/payments/commands/return-payment.server.ts';
import { settleRun } from '#app/payments/commands/settle-run.server.ts';
import { bankForm } from '#app/payments/forms.ts';
import { replaceOldAccounts } from '#app/payments/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { addCostCenter } from '#app/programs/commands/add-cost-center.server.ts';
import { addDepartment } from '#app/programs/commands/add-department.server.ts';
import { costCenterForm, departmentForm } from '#app/programs/forms.ts';
import { rejectTimesheet } from '#app/timesheets/commands/reject-timesheet.server.ts';
import { sql } from 'drizzle-orm';
import { billedWeek, openAccounts } from '#test/factories/money.ts';
import { draftedRun, paidIn, released, sentRun } from '#test/factories/payments.ts';
import { aProgram } from '#test/factories/program.ts';
import { installRecording, untold } from '#test/factories/recording.ts';
import { fillPosition } from '#test/factories/story.ts';
import { agreed } from '#test/factories/terms.ts';
import { submittedWeek } from '#test/factories/weeks.ts';
import { moneyLives } from '#test/model/money-life.ts';
import { openDatabase } from '#test/setup/connection.ts';
import { separateTestDatabase } from '#test/setup/database.ts';

/*
 * Each change of money, approval, access and configuration is told of exactly once, in its own transaction. Stories are
 * played in a database of their own, in which triggers write down what changed and what was told.
 */

let database: Database;

beforeAll(async () => {
  // Before anybody opens the database of this worker: the stories below then play in this one.
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('audit_complete')).url;
  database = await openDatabase();
  await installRecording(database.sql);
});

const recorded = async () => {
  const [row] = await database.sql<{ moves: number; writes: number; told: number }[]>`
    select (select count(*)::int from recording.move) as moves, (select count(*)::int from recording.write) as writes,
      (select count(*)::int from recording.told) as told`;
  return row ?? { moves: 0, writes: 0, told: 0 };
};

test('what happens to money in generated lives is told, each thing once', { timeout: 240_000 }, async () => {
  await moneyLives({ seed: 20_261_122, sequences: 2, commands: 40 });
  const { moves, told } = await recorded();
  expect(moves).toBeGreaterThan(50);
  expect(told).toBeGreaterThan(50);
  expect(await untold(database.sql)).toEqual([]);
});

test(
  'payments that are cancelled, settled and returned, and accounts that are replaced',
  { timeout: 120_000 },
  async () => {
    const world = await aProgram();
    await billedWeek(world);
    await openAccounts(world);
    world.on('2026-03-20');
    await paidIn(world, { on: '2026-03-20', amount: '100.00' });
    world.on('2026-06-01');
    await released(world);
    const first = await draftedRun(world, '2026-06-02');
    await world.does('admin', (ctx) => cancelRun(ctx, first, { reason: 'Too early' }));
    const second = await sentRun(world, '2026-06-02');
    const [payment] = await world.rows<{ id: string }>(
      sql`select id from payment where payment_run_id = ${second}`,
    );
    await world.does('finance', (ctx) => returnPayment(ctx, payment?.id ?? '', { reason: 'Account closed' }));
    const third = await sentRun(world, '2026-06-03');
    await world.does('admin', (ctx) => settleRun(ctx, third, { bankTrace: 'T-1' }));

    const account = bankForm.parse({
      ...{ id: randomUUID(), holder: 'Cobalt', bankCodeKind: 'USABA', bankCode: '021000021' },
      ...{ accountNumber: '1234567890', country: 'US' },
    });
    await world.does('supplierFinance', (ctx) => proposeAccount(ctx, account));
    await world.does('supplierAdmin', (ctx) => decideAccount(ctx, account.id, 'confirm'));
    world.on('2026-06-10');
    await asSystem(world.surroundings(), replaceOldAccounts);
    const { moves } = await recorded();
    expect(moves).toBeGreaterThan(20);
    expect(await untold(database.sql)).toEqual([]);
  },
);

test('configuration, and a week that goes back', { timeout: 120_000 }, async () => {
  const world = await aProgram();
  const place = { id: randomUUID(), code: 'NEW', name: 'New place' };
  await world.does('admin', (ctx) => addDepartment(ctx, world.clientId, departmentForm.parse(place)));
  const center = costCenterForm.parse({ ...place, id: randomUUID(), departmentId: place.id });
  await world.does('admin', (ctx) => addCostCenter(ctx, world.clientId, center));
  await agreed(world, 'cobalt');
  const assigned = await fillPosition(world);
  const { timesheetId } = await submittedWeek(world, assigned, '2026-03-08', { Mon: 8 });
  await world.does('ana', (ctx) => rejectTimesheet(ctx, timesheetId, { reason: 'Not worked' }));
  const { writes } = await recorded();
  expect(writes).toBeGreaterThanOrEqual(3);
  expect(await untold(database.sql)).toEqual([]);
});

test('what is told of nothing, or twice, is found', async () => {
  const world = await aProgram();
  await world.act('admin', async (ctx) => {
    await ctx.db.execute(sql`update site set name = 'Elsewhere' where id = ${world.siteId}`);
    await ctx.db.execute(
      sql`insert into department (client_id, code, name) values (${world.clientId}, 'SLY', 'Told to nobody')`,
    );
    return { ok: true, value: null };
  });
  expect(await untold(database.sql)).toEqual([
    'department (insert): nothing was told of it, 1 times',
    'site (update): nothing was told of it, 1 times',
  ]);
});
