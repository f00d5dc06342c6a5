import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billedPeriod } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * A graduated volume discount of 10 % above 1,000.00 whose window rolls. Each week is 8 h × 100.00 = 800.00. What is in
 * the window is told by the weeks, not by when they were billed: the two old ones are approved and billed late.
 */

async function withWindow(window: string): Promise<World> {
  const world = await aProgram({ fees: [], overtime: 'none', cadence: 'monthly' });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, effective)
      values (${world.clientId}, 'Volume', 'volume', 'graduated', ${window}, '[2025-01-01,)') returning id`;
    await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction)
      values (${schedule?.id ?? ''}, ${world.clientId}, 0, 0), (${schedule?.id ?? ''}, ${world.clientId}, 100000, 0.1)`;
  });
  return world;
}

async function billedWeeks(world: World, oldWeeks: [string, string]) {
  const plan = {
    bill: '100.00',
    pay: '60.00',
    on: '2025-01-06',
    startsOn: '2025-01-06',
    endsOn: '2026-12-31',
  };
  const assigned = await fillPosition(world, plan);
  const week = (weekEndsOn: string) => approvedWeek(world, assigned, weekEndsOn, { Mon: 8 });
  world.on('2026-02-01');
  for (const old of oldWeeks) await week(old);
  await billedPeriod(world, { startsOn: '2026-01-01', endsOn: '2026-01-31' });
  world.on('2026-03-01');
  await week('2026-02-15');
  await billedPeriod(world, { startsOn: '2026-02-01', endsOn: '2026-02-28' });
  world.on('2026-04-01');
  await week('2026-03-15');
  await billedPeriod(world, { startsOn: '2026-03-01', endsOn: '2026-03-31' });
  const given = await world.rows<{ before: number; discount: number }>(sql`
    select d.before_minor::int as before, d.discount_minor::int as discount from posted_discount d join billing_run r on r.id = d.billing_run_id
    where d.client_id = ${world.clientId} order by r.starts_on`);
  await expectInvariantsHold(world);
  return given.map(({ before, discount }) => [before, discount]);
}

// January: nothing before, 1,600.00 at once: 10 % of 600.00. February: of the two old weeks one is left in the window.
// March: both are gone, and only February's is in it. Counted without a window it would be 80.00 each time.
const expected = [
  [0, 6_000],
  [80_000, 6_000],
  [80_000, 6_000],
];

test('52 weeks: the week that ended on 2 March 2025 counts on 28 February 2026, the one before does not', async () => {
  const world = await withWindow('rolling_52_weeks');
  expect(await billedWeeks(world, ['2025-02-23', '2025-03-02'])).toEqual(expected);
});

test('13 weeks: the week that ended on 30 November 2025 counts on 28 February 2026, the one before does not', async () => {
  const world = await withWindow('rolling_13_weeks');
  expect(await billedWeeks(world, ['2025-11-23', '2025-11-30'])).toEqual(expected);
});
