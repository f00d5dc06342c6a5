import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { walled } from '#db/walled.ts';
import { addFee } from '#app/programs/commands/add-fee.server.ts';
import { addFlatFee } from '#app/programs/commands/add-flat-fee.server.ts';
import { endFlatFee } from '#app/programs/commands/end-flat-fee.server.ts';
import { feeForm, flatFeeForm } from '#app/programs/fee-forms.ts';
import { flatFeesOfProgram } from '#app/programs/flat-fee-queries.server.ts';
import { feesOfProgram } from '#app/programs/queries.server.ts';
import { addDiscount } from '#app/suppliers/commands/add-discount.server.ts';
import { endDiscount } from '#app/suppliers/commands/end-discount.server.ts';
import { discountForm } from '#app/suppliers/discount-forms.ts';
import { discountsOf, standingsIn } from '#app/suppliers/discounts.server.ts';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';

const told = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));

/** A form as a browser posts it. */
function posted(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** The fields with problems, as a page shows them. */
function problemsOf(
  schema: typeof feeForm | typeof flatFeeForm | typeof discountForm,
  fields: Record<string, string>,
) {
  const parsed = parseForm(schema, posted(fields));
  return parsed.ok ? {} : parsed.answer.problems;
}

const fee = (fields: Record<string, string> = {}) => ({
  ...{ verb: 'add', id: randomUUID(), label: 'Program fee', funding: 'supplier', percent: '2.5' },
  ...{ startsOn: '2026-03-02', ...fields },
});

function addedFee(world: World, fields: Record<string, string> = {}) {
  const parsed = parseForm(feeForm, posted(fee(fields)));
  if (!parsed.ok || parsed.value.verb !== 'add') throw new Error('the form was not accepted');
  const input = parsed.value;
  return world.act('admin', (ctx) => addFee(ctx, world.clientId, input));
}

test('a fee over 100 %, five decimals and a day that is none are problems at their fields', () => {
  expect(problemsOf(feeForm, fee({ percent: '100.01' }))).toEqual({
    percent: ['That is over 100 %. Enter at most 100.'],
  });
  expect(Object.keys(problemsOf(feeForm, fee({ percent: '2.50001' })))).toEqual(['percent']);
  expect(Object.keys(problemsOf(feeForm, fee({ percent: '0' })))).toEqual(['percent']);
  expect(Object.keys(problemsOf(feeForm, fee({ capPerHour: '2.00001' })))).toEqual(['capPerHour']);
  expect(Object.keys(problemsOf(feeForm, fee({ startsOn: '2026-02-30' })))).toEqual(['startsOn']);
  expect(problemsOf(feeForm, fee({ percent: '100' }))).toEqual({});
});

test('suppliers never bear more than the whole, and overlapping days are told at the label', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%') });
  expect(told(await addedFee(world, { percent: '98' }))).toContain('invalid: percent: With the others');
  expect(told(await addedFee(world, { label: 'MSP fee' }))).toContain('invalid: label: “MSP fee”');
  expect(told(await addedFee(world, { capPerHour: '2', rounding: 'statement' }))).toContain('capPerHour');
  expect(told(await addedFee(world, { supplierId: randomUUID() }))).toContain('invalid: supplierId');
  const stored = await world.reads('admin', (ctx) => feesOfProgram(ctx, world.clientId));
  expect(stored).toHaveLength(1);
});

test('a fee for one supplier stands beside the same label for all, with its rounding and cap', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%') });
  const { cobalt } = world.suppliers;
  expect(
    told(await addedFee(world, { label: 'MSP fee', supplierId: cobalt, percent: '1', capPerHour: '1.25' })),
  ).toBe('ok');
  expect(told(await addedFee(world, { label: 'Audit fee', rounding: 'statement' }))).toBe('ok');
  const stored = await world.reads('admin', (ctx) => feesOfProgram(ctx, world.clientId));
  expect(stored.find(({ supplierId }) => supplierId === cobalt)).toMatchObject({
    ...{ label: 'MSP fee', capPerHour: '1.2500', rounding: 'line' },
    supplierName: world.actor('recruiter').organizationName,
  });
  expect(stored.find(({ label }) => label === 'Audit fee')?.rounding).toBe('statement');
  // A rival does not learn of it.
  const rivals = await world.reads('rivalRecruiter', (ctx) => feesOfProgram(ctx, world.clientId));
  expect(rivals.some(({ supplierId }) => supplierId === cobalt)).toBe(false);
});

const flat = (fields: Record<string, string> = {}) => ({
  ...{ verb: 'add', id: randomUUID(), label: 'Subscription', component: 'subscription' },
  ...{ amountMinor: '4,000.00', startsOn: '2026-03-02', ...fields },
});

function addedFlat(world: World, fields: Record<string, string> = {}) {
  const parsed = parseForm(flatFeeForm, posted(flat(fields)));
  if (!parsed.ok || parsed.value.verb !== 'add') throw new Error('the form was not accepted');
  const input = parsed.value;
  return world.act('admin', (ctx) => addFlatFee(ctx, world.clientId, input));
}

test('a flat fee is added once, does not overlap its own kind, and is ended by a day', async () => {
  const world = await aProgram();
  expect(Object.keys(problemsOf(flatFeeForm, flat({ amountMinor: '4000.005' })))).toEqual(['amountMinor']);
  expect(Object.keys(problemsOf(flatFeeForm, flat({ yearlyIndexation: '51' })))).toEqual([
    'yearlyIndexation',
  ]);
  const id = randomUUID();
  expect(told(await addedFlat(world, { id }))).toBe('ok');
  expect(told(await addedFlat(world, { id }))).toBe('ok');
  expect(told(await addedFlat(world))).toContain('invalid: label: “Subscription” of this kind is in force');
  expect(told(await addedFlat(world, { component: 'per_active_worker' }))).toContain('invalid: activeWorker');
  expect(told(await addedFlat(world, { component: 'minimum' }))).toBe('ok');
  const end = (lastDay: string) =>
    world.act('admin', (ctx) => endFlatFee(ctx, world.clientId, { feeId: id, lastDay }));
  expect(told(await end('2026-03-01'))).toContain('invalid: lastDay');
  expect(told(await end('2026-12-31'))).toBe('ok');
  expect(told(await end('2026-11-30'))).toContain('stale');
  expect(told(await addedFlat(world, { startsOn: '2027-01-01' }))).toBe('ok');
  const stored = await world.reads('clientFinance', (ctx) => flatFeesOfProgram(ctx, world.clientId));
  expect(stored).toHaveLength(3);
  expect(await world.reads('supplierAdmin', (ctx) => flatFeesOfProgram(ctx, world.clientId))).toEqual([]);
});

test('fees and discounts are the program administrator’s to agree', async () => {
  const world = await aProgram();
  const input = flatFeeForm.parse(flat());
  if (input.verb !== 'add') throw new Error('an addition was typed');
  await expect(world.act('finance', (ctx) => addFlatFee(ctx, world.clientId, input))).rejects.toThrow(
    NotAllowed,
  );
  await expect(world.act('clientAdmin', (ctx) => addFlatFee(ctx, world.clientId, input))).rejects.toThrow(
    NotAllowed,
  );
});

const volume = (fields: Record<string, string> = {}) => ({
  ...{ verb: 'add', id: randomUUID(), kind: 'volume', label: 'Volume discount', method: 'graduated' },
  ...{ spendWindow: 'year_to_date', 'tiers[0].fromMinor': '0', 'tiers[0].fraction': '0' },
  ...{ 'tiers[1].fromMinor': '250,000.00', 'tiers[1].fraction': '2', startsOn: '2026-01-01', ...fields },
});

function addedDiscount(world: World, fields: Record<string, string>) {
  const parsed = parseForm(discountForm, posted(fields));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.answer.problems));
  if (parsed.value.verb !== 'add') throw new Error('an addition was typed');
  const input = parsed.value;
  return world.act('admin', (ctx) => addDiscount(ctx, world.clientId, input));
}

test('a volume schedule tells where each supplier stands, and each supplier only itself', async () => {
  const world = await aProgram();
  world.on('2026-04-01');
  const { cobalt } = world.suppliers;
  const opening = { supplierId: cobalt, openingMinor: '240,000.00', openingOn: '2026-01-31' };
  expect(told(await addedDiscount(world, volume(opening)))).toBe('ok');
  expect(told(await addedDiscount(world, volume({ label: 'All' })))).toBe('ok');
  await walled(world.database, { side: 'msp' }, (db) =>
    db.execute(sql`insert into supplier_week_spend (client_id, supplier_id, week_ends_on, gross_minor) values
      (${world.clientId}, ${cobalt}, '2026-03-15', 800000), (${world.clientId}, ${cobalt}, '2025-12-28', 99900000)`),
  );
  const schedules = await world.reads('admin', (ctx) => discountsOf(ctx, world.clientId));
  const [own] = schedules.filter(({ supplierId }) => supplierId === cobalt);
  const [all] = schedules.filter(({ supplierId }) => supplierId === null);
  if (!own || !all) throw new Error('two schedules were added');
  // 240,000.00 before and 8,000.00 since January; last year's week is out of the window. 2,000.00 are missing.
  const standings = await world.reads('recruiter', (ctx) => standingsIn(ctx, own, '2026-04-01'));
  expect(standings).toMatchObject([
    { supplierId: cobalt, beforeMinor: 24_800_000, missingMinor: 200_000, nextGivesMinor: 16_000 },
  ]);
  // Whoever has a schedule of its own does not stand in the one for all.
  const others = await world.reads('admin', (ctx) => standingsIn(ctx, all, '2026-04-01'));
  expect(others.map(({ supplierId }) => supplierId).sort()).toEqual(
    [world.suppliers.juniper, world.suppliers.rival].sort(),
  );
  const juniper = await world.reads('juniperRecruiter', (ctx) => discountsOf(ctx, world.clientId));
  expect(juniper.map(({ label }) => label)).toEqual(['All']);
});

test('tiers that fall, overlapping days and what is missing are problems at their fields', async () => {
  const world = await aProgram();
  expect(told(await addedDiscount(world, volume({ 'tiers[1].fromMinor': '0' })))).toContain(
    'tiers[1].fromMinor',
  );
  expect(Object.keys(problemsOf(discountForm, volume({ 'tiers[2].fromMinor': '500,000' })))).toEqual([
    'tiers[2].fraction',
  ]);
  expect(told(await addedDiscount(world, volume({ method: '' })))).toContain('invalid: method');
  expect(told(await addedDiscount(world, volume()))).toBe('ok');
  expect(told(await addedDiscount(world, volume({ startsOn: '2026-06-01' })))).toContain('invalid: startsOn');
  const prompt = { ...volume(), kind: 'prompt_payment', id: randomUUID(), fraction: '2', withinDays: '10' };
  expect(told(await addedDiscount(world, { ...prompt, withinDays: '' }))).toContain('invalid: withinDays');
  expect(told(await addedDiscount(world, prompt))).toBe('ok');
  const [first] = await world.reads('admin', (ctx) => discountsOf(ctx, world.clientId));
  const scheduleId = first?.id ?? '';
  const end = () =>
    world.act('admin', (ctx) => endDiscount(ctx, world.clientId, { scheduleId, lastDay: '2026-12-31' }));
  expect(told(await end())).toBe('ok');
  expect(told(await end())).toContain('stale');
});
