import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enrollSupplier } from '#app/suppliers/commands/enroll-supplier.server.ts';
import { enrolledSuppliers } from '#app/suppliers/public.server.ts';
import { addFee } from '#app/programs/commands/add-fee.server.ts';
import { agreeTerms } from '#app/programs/commands/agree-terms.server.ts';
import { discardRateCard } from '#app/programs/commands/discard-rate-card.server.ts';
import { postRateCard } from '#app/programs/commands/post-rate-card.server.ts';
import { previewRateCard } from '#app/programs/commands/preview-rate-card.server.ts';
import { jobsOf, termsOn } from '#app/programs/public.server.ts';
import { feesOfProgram } from '#app/programs/queries.server.ts';
import { cardHistory, countChanges, refusalsOf } from '#app/programs/rate-card-queries.server.ts';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';

const told = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));

const head = 'Job title,Bill rate,Unit\n';

function preview(world: World, rows: string, effectiveFrom: string) {
  const input = {
    id: randomUUID(),
    file: new File([head, rows], 'rates.csv', { type: 'text/csv' }),
    basis: 'highest' as const,
    effectiveFrom,
  };
  return world.act('admin', (ctx) => previewRateCard(ctx, world.clientId, input));
}

async function posted(world: World, rows: string, effectiveFrom: string) {
  const previewed = await preview(world, rows, effectiveFrom);
  if (!previewed.ok) throw new Error(inWords(previewed.refusal));
  return world.does('admin', (ctx) => postRateCard(ctx, previewed.value.id));
}

const historyOf = (world: World, title: string) =>
  world.reads('admin', async (ctx) => {
    const [job] = await jobsOf(ctx, world.clientId, { search: title, on: '2030-01-01' });
    const history = job ? await cardHistory(ctx, world.clientId, job.id) : [];
    return history.map(({ startsOn, endsOn, maxBillRate }) => [startsOn, endsOn, maxBillRate]);
  });

test('a card that follows another ends what changes, leaves what stays and adds what is new', async () => {
  const world = await aProgram();
  await posted(world, 'Lab aide,40.00,Hour\nLab lead,60.00,Hour\n', '2026-01-01');
  const counts = await posted(
    world,
    'Lab aide,42.50,Hour\nLab lead,60,Hour\nLab chief,80,Hour\n',
    '2026-07-01',
  );
  expect(counts).toMatchObject({ new: 1, changed: 1, same: 1 });
  expect(await historyOf(world, 'Lab aide')).toEqual([
    ['2026-07-01', null, '42.5000'],
    ['2026-01-01', '2026-06-30', '40.0000'],
  ]);
  expect(await historyOf(world, 'Lab lead')).toEqual([['2026-01-01', null, '60.0000']]);
  expect(await historyOf(world, 'Lab chief')).toEqual([['2026-07-01', null, '80.0000']]);
});

test('a preview posts nothing, keeps what was refused and why, and tells afterwards what it changed', async () => {
  const world = await aProgram();
  const previewed = await preview(
    world,
    'Dock hand,20,Hour\nDock boss,cheap,Hour\nDock cook,300,Day\n',
    '2026-01-01',
  );
  if (!previewed.ok) throw new Error(inWords(previewed.refusal));
  const { id } = previewed.value;
  expect(await historyOf(world, 'Dock hand')).toEqual([]);
  const refused = await world.reads('admin', (ctx) => refusalsOf(ctx, id, 10));
  expect(refused.map(({ rowNumber, rowText }) => [rowNumber, rowText])).toEqual([
    [3, 'Dock boss'],
    [4, 'Dock cook'],
  ]);
  await world.does('admin', (ctx) => postRateCard(ctx, id));
  expect(await world.reads('admin', (ctx) => countChanges(ctx, id))).toMatchObject({
    new: 1,
    changed: 0,
    same: 0,
  });
});

test('a card cannot start on or before one that it would replace', async () => {
  const world = await aProgram();
  await posted(world, 'Crane pilot,50,Hour\n', '2026-03-01');
  expect(told(await preview(world, 'Crane pilot,55,Hour\n', '2026-03-01'))).toContain('1 Mar 2026');
  expect(told(await preview(world, 'Crane pilot,55,Hour\n', '2026-02-01'))).toContain(
    'Choose a day after that.',
  );
  expect((await preview(world, 'Crane pilot,50,Hour\n', '2026-03-01')).ok).toBe(true);
  expect(await historyOf(world, 'Crane pilot')).toEqual([['2026-03-01', null, '50.0000']]);
});

test('two posts of one preview post it once', async () => {
  const world = await aProgram();
  const previewed = await preview(world, 'Night porter,30,Hour\n', '2026-01-01');
  if (!previewed.ok) throw new Error(inWords(previewed.refusal));
  const { id } = previewed.value;
  const results = await Promise.all([1, 2].map(() => world.act('admin', (ctx) => postRateCard(ctx, id))));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await historyOf(world, 'Night porter')).toHaveLength(1);
  expect((await world.act('admin', (ctx) => discardRateCard(ctx, id))).ok).toBe(false);
});

test('nobody but the program administrator imports, and for a client an import is not there', async () => {
  const world = await aProgram();
  const previewed = await preview(world, 'Gardener,25,Hour\n', '2026-01-01');
  if (!previewed.ok) throw new Error(inWords(previewed.refusal));
  const { id } = previewed.value;
  await expect(world.act('coordinator', (ctx) => postRateCard(ctx, id))).rejects.toThrow(NotAllowed);
  const asClient = await world.act('clientAdmin', (ctx) => postRateCard(ctx, id));
  expect(asClient).toEqual({ ok: false, refusal: { kind: 'missing' } });
});

test('a fee of the same label ends the running one only where that was asked for', async () => {
  const world = await aProgram({ fees: [] });
  const fee = (startsOn: string, endRunning: boolean) => ({
    ...{
      verb: 'add' as const,
      rounding: 'line' as const,
      id: randomUUID(),
      label: 'Program fee',
      funding: 'client' as const,
    },
    ...{ percent: '0.03', startsOn, endRunning },
  });
  const add = (input: ReturnType<typeof fee>) =>
    world.act('admin', (ctx) => addFee(ctx, world.clientId, input));
  expect(told(await add(fee('2026-01-01', false)))).toBe('ok');
  expect(told(await add(fee('2026-07-01', false)))).toContain('without an end');
  expect(told(await add(fee('2026-07-01', true)))).toBe('ok');
  const fees = await world.reads('admin', (ctx) => feesOfProgram(ctx, world.clientId));
  expect(fees.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
    ['2026-07-01', null],
    ['2026-01-01', '2026-06-30'],
  ]);
});

test('new terms hold from their day and earlier days keep theirs', async () => {
  const world = await aProgram({ overtime: 'us-flsa' });
  const terms = {
    ...{
      id: randomUUID(),
      effectiveFrom: '2031-01-01',
      overtimeRule: 'us-ca' as const,
      paymentTermsDays: 45,
    },
    ...{ supplierTermsDays: 30, payWhenPaid: true, mspScreensSubmittals: true, submittalsPerSupplier: 3 },
    ...{ costBooking: 'split' as const, taxFlow: 'agent' as const, buyerType: 'hospital' as const },
  };
  const agree = () => world.act('admin', (ctx) => agreeTerms(ctx, world.clientId, terms));
  expect((await agree()).ok).toBe(true);
  expect((await agree()).ok).toBe(true);
  const rule = (date: string) =>
    world.reads('clientAdmin', async (ctx) => (await termsOn(ctx, world.clientId, date))?.overtimeRule);
  expect(await rule('2030-12-31')).toBe('us-flsa');
  expect(await rule('2031-01-01')).toBe('us-ca');
  const told = await world.rows<{ facts: { changed: Record<string, unknown> } }>(
    sql`select facts from event where client_id = ${world.clientId} and kind = 'program.termsAgreed'`,
  );
  expect(told).toHaveLength(1);
  expect(told[0]?.facts.changed).toMatchObject({ overtimeRule: ['us-flsa', 'us-ca'] });
  expect(told[0]?.facts.changed).not.toHaveProperty('id');
});

test('a supplier finds itself among the enrolled, a client all of them with their tiers', async () => {
  const world = await aProgram();
  const supplierId = world.suppliers.cobalt;
  const input = { supplierId, tier: 3, enrolledOn: '2026-01-01' };
  await world.does('admin', (ctx) => enrollSupplier(ctx, world.clientId, input));
  const seenBy = (person: 'clientAdmin' | 'recruiter') =>
    world.reads(person, (ctx) => enrolledSuppliers(ctx, world.clientId));
  expect((await seenBy('clientAdmin')).find((one) => one.supplierId === supplierId)?.tier).toBe(3);
  expect((await seenBy('recruiter')).map((one) => one.supplierId)).toEqual([supplierId]);
});
