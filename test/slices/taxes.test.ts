import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { addCertificate } from '#app/taxes/commands/add-certificate.server.ts';
import { addTaxRule } from '#app/taxes/commands/add-rule.server.ts';
import { endCertificate } from '#app/taxes/commands/end-certificate.server.ts';
import { endTaxRule } from '#app/taxes/commands/end-rule.server.ts';
import { loadStarterRules } from '#app/taxes/commands/load-starter-rules.server.ts';
import { certificateForm, taxQuery, taxRuleForm } from '#app/taxes/forms.ts';
import { certificateFile, certificatesOf, rulesPage } from '#app/taxes/queries.server.ts';
import { starterRules } from '#app/taxes/starter-rules.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';

const told = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));

function posted(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** A rule of a place that no other test knows: the rules are everybody's. */
const rule = (world: World, fields: Record<string, string> = {}) => ({
  ...{ id: randomUUID(), country: 'us', region: `Zone ${world.code}`, serviceClass: 'temporary_staffing' },
  ...{ leg: 'supply', base: 'full', rate: '6.35', jurisdiction: 'Zone', source: 'A statute' },
  ...{ sourcedOn: '2026-03-01', startsOn: '2026-01-01', ...fields },
});

function fieldsWithProblems(world: World, fields: Record<string, string>) {
  const parsed = parseForm(taxRuleForm, posted(rule(world, fields)));
  return parsed.ok ? [] : Object.keys(parsed.answer.problems);
}

function added(world: World, fields: Record<string, string> = {}) {
  const parsed = parseForm(taxRuleForm, posted(rule(world, fields)));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.answer.problems));
  const input = parsed.value;
  return world.act('finance', (ctx) => addTaxRule(ctx, input));
}

const rulesHere = (world: World, when: 'now' | 'all' = 'all') =>
  world.reads('supplierFinance', async (ctx) => {
    const query = taxQuery.parse({ region: `zone ${world.code}`, when });
    return (await rulesPage(ctx, query, '2026-03-02')).rows;
  });

test('what a rule lacks is told at its field', async () => {
  const world = await aProgram();
  expect(fieldsWithProblems(world, { rate: '6.35001' })).toEqual(['rate']);
  expect(fieldsWithProblems(world, { rate: '100' })).toEqual(['rate']);
  expect(fieldsWithProblems(world, { country: 'USA' })).toEqual(['country']);
  expect(fieldsWithProblems(world, { source: ' ' })).toEqual(['source']);
  expect(fieldsWithProblems(world, { sourcedOn: '' })).toEqual(['sourcedOn']);
  expect(told(await added(world, { rate: '' }))).toContain('invalid: rate');
  expect(told(await added(world, { base: 'none', rate: '' }))).toContain('invalid: reason');
  expect(told(await added(world, { sourcedOn: '2026-03-03' }))).toContain('invalid: sourcedOn');
  expect(told(await added(world, { endsOn: '2025-12-31' }))).toContain('invalid: endsOn');
  expect(await rulesHere(world)).toEqual([]);
});

test('two rules for the same never overlap; a new rate ends the old one the day before, where that was asked for', async () => {
  const world = await aProgram();
  expect(told(await added(world))).toBe('ok');
  expect(told(await added(world, { startsOn: '2026-07-01' }))).toContain(
    'invalid: startsOn: A rule for the same',
  );
  expect(
    told(await added(world, { buyerType: 'hospital', base: 'none', rate: '', reason: 'Excepted' })),
  ).toBe('ok');
  expect(told(await added(world, { startsOn: '2026-07-01', rate: '6.5', endRunning: 'on' }))).toBe('ok');
  const rows = await rulesHere(world);
  expect(
    rows.map(({ buyerType, rate, startsOn, endsOn }) => [buyerType, Number(rate), startsOn, endsOn]).sort(),
  ).toEqual([
    [null, 0.0635, '2026-01-01', '2026-06-30'],
    [null, 0.065, '2026-07-01', null],
    ['hospital', 0, '2026-01-01', null],
  ]);
  expect(await rulesHere(world, 'now')).toHaveLength(2);
});

test('a rule is ended once, and a client keeps none', async () => {
  const world = await aProgram();
  const id = randomUUID();
  expect(told(await added(world, { id }))).toBe('ok');
  expect(told(await added(world, { id }))).toBe('ok');
  expect(await rulesHere(world)).toHaveLength(1);
  const end = (lastDay: string) => world.act('finance', (ctx) => endTaxRule(ctx, id, { lastDay }));
  expect(told(await end('2025-12-31'))).toContain('invalid: lastDay');
  expect(told(await end('2026-12-31'))).toBe('ok');
  expect(told(await end('2026-11-30'))).toContain('stale');
  await expect(
    world.act('clientFinance', (ctx) => endTaxRule(ctx, id, { lastDay: '2026-12-31' })),
  ).rejects.toThrow(NotAllowed);
});

test('the starter set is loaded once, and again adds nothing', async () => {
  const world = await aProgram();
  const load = () => world.does('finance', (ctx) => loadStarterRules(ctx));
  // Other tests share this database, and may have loaded it before.
  const first = await load();
  expect(first.added + first.left).toBe(starterRules.length);
  expect(await load()).toEqual({ added: 0, left: starterRules.length });
  const { rows } = await world.reads('admin', (ctx) =>
    rulesPage(ctx, taxQuery.parse({ region: 'WA' }), '2026-03-02'),
  );
  expect(rows.map(({ buyerType, base }) => [buyerType, base]).sort()).toEqual([
    [null, 'full'],
    ['hospital', 'none'],
  ]);
});

const pdf = () => new File(['%PDF-1.7\n'], 'certificate.pdf', { type: 'application/pdf' });
const certificate = (fields: Record<string, string | File> = {}) => ({
  ...{ id: randomUUID(), country: 'US', region: 'CT', number: 'CT-4411', reason: 'Nonprofit hospital' },
  ...{ startsOn: '2026-01-01', ...fields },
});

function certified(world: World, fields: Record<string, string | File> = {}) {
  const parsed = parseForm(certificateForm, posted(certificate(fields)));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.answer.problems));
  const input = parsed.value;
  return world.act('finance', (ctx) => addCertificate(ctx, world.clientId, input));
}

test('a certificate is kept with its file, for its client and nobody else', async () => {
  const world = await aProgram();
  const script = new File(['<script>alert(1)</script>'], 'certificate.pdf', { type: 'application/pdf' });
  expect(told(await certified(world, { file: script }))).toContain('invalid: file');
  expect(told(await certified(world, { file: pdf() }))).toBe('ok');
  expect(told(await certified(world, { number: 'CT-5' }))).toContain(
    'invalid: startsOn: A certificate for CT',
  );
  const seen = await world.reads('clientFinance', (ctx) => certificatesOf(ctx, world.clientId));
  expect(seen).toMatchObject([{ number: 'CT-4411', fileName: 'certificate.pdf', endsOn: null }]);
  const id = seen[0]?.id ?? '';
  expect((await world.reads('clientFinance', (ctx) => certificateFile(ctx, id)))?.name).toBe(
    'certificate.pdf',
  );
  expect(await world.reads('supplierAdmin', (ctx) => certificatesOf(ctx, world.clientId))).toEqual([]);
  const other = await aProgram();
  expect(await other.reads('clientFinance', (ctx) => certificatesOf(ctx, world.clientId))).toEqual([]);

  const end = (lastDay: string) => world.act('finance', (ctx) => endCertificate(ctx, id, { lastDay }));
  expect(told(await end('2026-06-30'))).toBe('ok');
  expect(told(await end('2026-06-30'))).toContain('stale');
  expect(told(await certified(world, { startsOn: '2026-07-01' }))).toBe('ok');
});
