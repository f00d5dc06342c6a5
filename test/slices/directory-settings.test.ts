import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { directory } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { claimDomain } from '#app/directory/commands/claim-domain.server.ts';
import { configureProvider } from '#app/directory/commands/configure-provider.server.ts';
import { confirmDomain } from '#app/directory/commands/confirm-domain.server.ts';
import { makeToken } from '#app/directory/commands/make-token.server.ts';
import { mapRole } from '#app/directory/commands/map-role.server.ts';
import type { ProviderInput } from '#app/directory/forms.ts';
import { changesOf, domainsOf } from '#app/directory/queries.server.ts';
import { withContext, type Context } from '#app/platform/context.server.ts';
import type { Person } from '#test/cast.ts';
import { aProgram, type World } from '#test/factories/program.ts';

const as = <T>(world: World, person: Person, work: (ctx: Context) => Promise<T>): Promise<T> =>
  withContext(
    { database: world.database, now: new Date(), requestId: 'test', baseUrl: 'http://localhost:3000' },
    world.actor(person),
    work,
  );

const provider: ProviderInput = {
  issuer: 'https://idp.example',
  registeredAs: 'muster',
  secret: 'a client secret',
  vouchesForAddresses: false,
  switchedOn: false,
  passwordsRefused: false,
};

const fieldsOf = (result: { ok: boolean; refusal?: unknown }) =>
  ((result.refusal as { problems?: { field: string }[] } | undefined)?.problems ?? []).map(
    ({ field }) => field,
  );

test('an organization sets its own directory up, and the MSP’s word puts a domain in force', async () => {
  const world = await aProgram();
  const domain = `${world.code.toLowerCase()}.example`;
  const save = (input: Partial<ProviderInput> = {}) =>
    as(world, 'clientAdmin', (ctx) => configureProvider(ctx, world.clientId, { ...provider, ...input }));
  expect(fieldsOf(await save({ switchedOn: true }))).toEqual(['switchedOn']);
  expect(fieldsOf(await save({ secret: undefined }))).toEqual(['secret']);
  expect(fieldsOf(await save({ issuer: 'http://idp.example' }))).toEqual(['issuer']);
  expect(fieldsOf(await save({ passwordsRefused: true }))).toEqual(['passwordsRefused']);
  expect(fieldsOf(await save({ defaultRole: 'recruiter' }))).toEqual(['defaultRole']);
  expect((await save()).ok).toBe(true);
  const claimed = await as(world, 'clientAdmin', (ctx) => claimDomain(ctx, world.clientId, { domain }));
  expect(claimed.ok).toBe(true);
  const [row] = await as(world, 'clientAdmin', (ctx) => domainsOf(ctx, world.clientId));
  await expect(
    as(world, 'clientAdmin', (ctx) => confirmDomain(ctx, world.clientId, row?.id ?? '')),
  ).rejects.toThrow('not yours');
  expect((await as(world, 'admin', (ctx) => confirmDomain(ctx, world.clientId, row?.id ?? ''))).ok).toBe(
    true,
  );
  expect((await save({ secret: undefined, switchedOn: true, passwordsRefused: true })).ok).toBe(true);
  // A secret goes only to the provider that it was entered for.
  expect(fieldsOf(await save({ secret: undefined, issuer: 'https://other.example' }))).toEqual(['secret']);
  const [kept] = await walled(world.database, { side: 'msp' }, (db) =>
    db.select().from(directory).where(eq(directory.organizationId, world.clientId)),
  );
  expect(kept?.secretSealed).toMatch(/^v1\./);
  const news = await as(world, 'clientAdmin', (ctx) => changesOf(ctx, world.clientId));
  expect(news.map(({ text }) => text)).toEqual([
    'set single sign-on up with https://idp.example, without passwords',
    `confirmed the domain ${domain}`,
    `claimed the domain ${domain}`,
    'set single sign-on up, and left it switched off',
  ]);
  expect(JSON.stringify(news)).not.toContain('a client secret');
});

test('a domain is one organization’s, and a claim tells nothing of another’s', async () => {
  const [one, two] = [await aProgram(), await aProgram()];
  const domain = `${one.code.toLowerCase()}-both.example`;
  for (const world of [one, two])
    expect((await as(world, 'clientAdmin', (ctx) => claimDomain(ctx, world.clientId, { domain }))).ok).toBe(
      true,
    );
  const confirm = async (world: World) => {
    const [row] = await as(world, 'admin', (ctx) => domainsOf(ctx, world.clientId));
    return as(world, 'admin', (ctx) => confirmDomain(ctx, world.clientId, row?.id ?? ''));
  };
  expect((await confirm(one)).ok).toBe(true);
  expect(await confirm(two)).toMatchObject({ ok: false, refusal: { kind: 'stale' } });
  const gmail = await as(one, 'clientAdmin', (ctx) =>
    claimDomain(ctx, one.clientId, { domain: 'gmail.com' }),
  );
  expect(fieldsOf(gmail)).toEqual(['domain']);
});

test('a directory gives roles of its own side, never a worker’s, and is nobody else’s to set up', async () => {
  const world = await aProgram();
  const map = (
    person: Person,
    organizationId: string,
    role: 'worker' | 'recruiter' | 'mspAdmin' | 'approver',
  ) =>
    as(world, person, (ctx) =>
      mapRole(ctx, organizationId, { source: 'claim', claim: 'groups', value: 'x', role }),
    );
  const { cobalt } = world.suppliers;
  expect(fieldsOf(await map('supplierAdmin', cobalt, 'worker'))).toEqual(['role']);
  expect(fieldsOf(await map('supplierAdmin', cobalt, 'mspAdmin'))).toEqual(['role']);
  expect((await map('supplierAdmin', cobalt, 'recruiter')).ok).toBe(true);
  expect((await map('clientAdmin', world.clientId, 'approver')).ok).toBe(true);
  for (const foreign of [world.clientId, world.suppliers.juniper, world.mspId, randomUUID()])
    expect(await map('supplierAdmin', foreign, 'recruiter')).toMatchObject({ refusal: { kind: 'missing' } });
  await expect(map('ana', world.clientId, 'approver')).rejects.toThrow('not yours');
});

test('eight tokens asked for at once are five', async () => {
  const world = await aProgram();
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      world.act('clientAdmin', (ctx) =>
        makeToken(ctx, world.clientId, { id: randomUUID(), label: `Token ${at}`, endsOthers: false }),
      ),
    ),
  );
  expect(made.filter(({ ok }) => ok)).toHaveLength(5);
});
