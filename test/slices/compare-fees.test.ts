import { expect, test } from 'vitest';
import { compareFees } from '#app/spend/compare.server.ts';
import type { Alternative } from '#app/spend/compare.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import type { Person } from '#test/cast.ts';

const other = (given: Partial<Alternative>): Alternative => ({
  ...{ model: 'supplier', clientFraction: '0', supplierFraction: '0' },
  ...{ subscriptionMinor: 0, perWorkerMinor: 0, minimumMinor: 0, setUpMinor: 0, ...given },
});

/** 40 h at 67.55 and 4.75 h at 101.33: 2,702.00 and 481.32, with 3 % on top of each: 81.06 and 14.44. */
async function aBilledMarch(): Promise<World> {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'us-flsa' });
  const assigned = await fillPosition(world, { bill: '67.55', pay: '48.25' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 9, Tue: 9, Wed: 9, Thu: 9, Fri: '8:45' });
  await billedPeriod(world, firstHalfOfMarch);
  return world;
}

const compared = async (world: World, who: Person, alternative: Alternative) => {
  const comparison = await world.reads(who, (ctx) => compareFees(ctx, world.clientId, alternative));
  if (!comparison) throw new Error('there is no such program');
  return comparison;
};

test('another model re-prices each line with its own rounding, and leaves what was billed as it was', async () => {
  const world = await aBilledMarch();
  // 2.5 % of 2,702.00 is 67.55; of 481.32 it is 12.033 → 12.03.
  const { total, months } = await compared(world, 'finance', other({ supplierFraction: '0.025' }));
  expect(months.map(({ month, workers }) => [month, workers])).toEqual([['2026-03', 1]]);
  expect(total.now).toEqual({ clientPays: 327_882, supplierGets: 318_332, mspKeeps: 9_550 });
  expect(total.then).toEqual({ clientPays: 318_332, supplierGets: 310_374, mspKeeps: 7_958 });
});

test('today’s model under its own number changes nothing', async () => {
  const world = await aBilledMarch();
  const { total } = await compared(world, 'finance', other({ model: 'client', clientFraction: '0.03' }));
  expect(total.then).toEqual(total.now);
});

test('a flat model is the client’s alone, with its set-up, its worker and its minimum', async () => {
  const world = await aBilledMarch();
  const flat = other({
    model: 'flat',
    subscriptionMinor: 400_000,
    perWorkerMinor: 3_500,
    setUpMinor: 1_500_000,
  });
  const { total } = await compared(world, 'finance', flat);
  expect(total.then).toEqual({
    clientPays: 318_332 + 400_000 + 3_500 + 1_500_000,
    supplierGets: 318_332,
    mspKeeps: 1_903_500,
  });
  const least = await compared(world, 'finance', { ...flat, setUpMinor: 0, minimumMinor: 500_000 });
  expect(least.total.then.mspKeeps).toBe(500_000);
});

test('a client sees what it pays, a supplier what it gets, a rival nothing', async () => {
  const world = await aBilledMarch();
  const alternative = other({ model: 'hybrid', clientFraction: '0.01', supplierFraction: '0.025' });
  const client = await compared(world, 'ana', alternative);
  expect(client.total.now).toEqual({ clientPays: 327_882, supplierGets: null, mspKeeps: null });
  const supplier = await compared(world, 'supplierFinance', alternative);
  expect(supplier.total.now).toEqual({ clientPays: null, supplierGets: 318_332, mspKeeps: null });
  expect(supplier.total.then.supplierGets).toBe(310_374);
  expect((await compared(world, 'rivalRecruiter', alternative)).months).toEqual([]);
});
