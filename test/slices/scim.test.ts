import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, isNull } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, directoryToken, event, membership } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { openSession, readActor } from '#app/access/session.server.ts';
import { scimRoutes } from '#app/directory/scim-routes.server.ts';
import { newDirectoryToken } from '#app/directory/token.server.ts';
import { aDirectory, somebody, type DirectoryOptions } from '#test/factories/directory.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { openDatabase } from '#test/setup/connection.ts';

const baseUrl = 'http://localhost:4998';
let server: Server;
let address: string;

beforeAll(async () => {
  const database = await openDatabase();
  const app = express();
  app.use('/scim/v2', scimRoutes({ database, baseUrl, now: () => new Date() }));
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve());
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Body = Record<string, unknown>;
type Answer = { status: number; headers: Headers; body: Body; text: string };

async function ask(
  organizationId: string,
  token: string | null,
  path: string,
  {
    method = 'GET',
    body,
    headers = {},
  }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${address}/${organizationId}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? (JSON.parse(text) as Body) : {},
  };
}

async function aTokenFor(world: World, organizationId: string, endsAt: Date | null = null): Promise<string> {
  const { token, tokenHash } = newDirectoryToken();
  await walled(world.database, { side: 'msp' }, (db) =>
    db.insert(directoryToken).values({
      organizationId,
      tokenHash,
      label: 'Test',
      madeBy: world.actor('admin').accountId,
      endsAt,
    }),
  );
  return token;
}

const groupRoles = { Buyers: 'hiringManager', Signers: 'approver', Admins: 'clientAdmin' } as const;

/** A client with a directory of its own that provisions. */
async function aClient(options: DirectoryOptions = {}) {
  const world = await aProgram();
  const at = await aDirectory(world, { groupRoles, ...options });
  const token = await aTokenFor(world, at.organizationId);
  const call = (method: string) => (path: string, body?: unknown, headers?: Record<string, string>) =>
    ask(at.organizationId, token, path, { method, body, headers });
  return {
    ...at,
    world,
    token,
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    remove: call('DELETE'),
  };
}
type Client = Awaited<ReturnType<typeof aClient>>;

const userOf = (at: Client, name: string, more: Body = {}): Body => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: `${name}@${at.domain}`,
  externalId: `ext-${name}`,
  name: { givenName: 'Noor', familyName: 'Halvorsen' },
  active: true,
  ...more,
});

const patchOf = (...Operations: Body[]): Body => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

async function aUser(at: Client, name = `noor-${randomUUID().slice(0, 6)}`, more: Body = {}) {
  const { status, body } = await at.post('/Users', userOf(at, name, more));
  expect(status).toBe(201);
  return { id: body['id'] as string, email: `${name}@${at.domain}` };
}

async function aGroup(at: Client, displayName: string, members: string[] = []) {
  const { status, body } = await at.post('/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName,
    members: members.map((value) => ({ value })),
  });
  expect(status).toBe(201);
  return body['id'] as string;
}

const accountOf = (at: Client, email: string) =>
  walled(at.world.database, { side: 'msp' }, async (db) => {
    const [row] = await db.select().from(account).where(eq(account.email, email));
    return row ?? null;
  });

const rolesOf = (at: Client, email: string) =>
  walled(at.world.database, { side: 'msp' }, async (db) => {
    const rows = await db
      .select({ role: membership.role, id: membership.id, organizationId: membership.organizationId })
      .from(membership)
      .innerJoin(account, eq(account.id, membership.accountId))
      .where(and(eq(account.email, email), isNull(membership.endedAt)))
      .orderBy(membership.role);
    return rows;
  });
const roleNames = async (at: Client, email: string) => (await rolesOf(at, email)).map(({ role }) => role);

/** Somebody who is signed in: what their next request would be told. */
async function signedIn(at: Client, email: string) {
  const [held] = await rolesOf(at, email);
  const who = await accountOf(at, email);
  const cookie = await openSession(at.world.database, baseUrl, who?.id ?? '', held?.id ?? '');
  return () => readActor(at.world.database, baseUrl, cookie.split(';')[0]);
}

const newsOf = (at: Client, kind: string) =>
  walled(at.world.database, { side: 'msp' }, (db) =>
    db
      .select({ summary: event.summary, actorName: event.actorName, facts: event.facts })
      .from(event)
      .where(and(eq(event.clientId, at.organizationId), eq(event.kind, kind))),
  );

describe('a person', () => {
  test('is made, told, found, replaced and removed in SCIM’s own shapes', async () => {
    const at = await aClient();
    const made = await at.post('/Users', userOf(at, 'ana'));
    expect(made.status).toBe(201);
    expect(made.headers.get('content-type')).toContain('application/scim+json');
    const id = made.body['id'] as string;
    const location = `${baseUrl}/scim/v2/${at.organizationId}/Users/${id}`;
    expect(made.headers.get('location')).toBe(location);
    expect(made.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `ana@${at.domain}`,
      externalId: 'ext-ana',
      displayName: 'Noor Halvorsen',
      active: true,
      emails: [{ value: `ana@${at.domain}`, primary: true }],
      meta: { resourceType: 'User', location, version: 'W/"1"' },
    });
    expect(await accountOf(at, `ana@${at.domain}`)).toMatchObject({ name: 'Noor Halvorsen' });
    const read = await at.get(`/Users/${id}`);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toBe('W/"1"');

    const replaced = await at.put(`/Users/${id}`, userOf(at, 'ana', { name: { givenName: 'Nora' } }));
    expect(replaced.body).toMatchObject({ displayName: 'Nora', meta: { version: 'W/"2"' } });
    expect(await accountOf(at, `ana@${at.domain}`)).toMatchObject({ name: 'Nora' });

    expect((await at.remove(`/Users/${id}`)).status).toBe(204);
    expect((await at.get(`/Users/${id}`)).status).toBe(404);
    expect((await at.remove(`/Users/${id}`)).status).toBe(404);
  });

  test('is not written over by who has not seen the last change', async () => {
    const at = await aClient();
    const { id } = await aUser(at, 'ana');
    await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'One' }));
    const stale = { 'If-Match': 'W/"1"' };
    const late = await at.patch(
      `/Users/${id}`,
      patchOf({ op: 'replace', path: 'active', value: false }),
      stale,
    );
    expect(late.status).toBe(412);
    expect((await at.remove(`/Users/${id}`, undefined, stale)).status).toBe(412);
    expect((await at.remove(`/Users/${id}`, undefined, { 'If-Match': 'W/"2"' })).status).toBe(204);
  });

  test('is found by the filters that directories use, and by others', async () => {
    const at = await aClient();
    const { id } = await aUser(at, 'ana');
    await aUser(at, 'bea', { active: false });
    const found = async (filter: string) => {
      const { status, body } = await at.get(`/Users?filter=${encodeURIComponent(filter)}`);
      expect(status, filter).toBe(200);
      return (body['Resources'] as Body[]).map(({ userName }) => (userName as string).split('@')[0]);
    };
    expect(await found(`userName eq "ANA@${at.domain}"`)).toEqual(['ana']);
    expect(await found(`externalId eq "ext-bea"`)).toEqual(['bea']);
    expect(await found(`id eq "${id}"`)).toEqual(['ana']);
    expect(await found(`emails.value eq "bea@${at.domain}"`)).toEqual(['bea']);
    expect(await found(`userName sw "be"`)).toEqual(['bea']);
    expect(await found(`active eq true`)).toEqual(['ana']);
    expect(await found(`userName eq "ana@${at.domain}" and active eq false`)).toEqual([]);
    expect(await found(`userName eq "nobody"`)).toEqual([]);
    const wrong = await at.get(`/Users?filter=${encodeURIComponent('userName eq')}`);
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ status: '400', scimType: 'invalidFilter' });
  });

  test('is on one page of a list that says how long it is, with the attributes that were asked for', async () => {
    const at = await aClient();
    for (const name of ['a', 'b', 'c']) await aUser(at, name);
    const page = await at.get('/Users?startIndex=2&count=1&attributes=userName');
    expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect(Object.keys((page.body['Resources'] as Body[])[0] ?? {}).sort()).toEqual(
      expect.arrayContaining(['id', 'schemas', 'userName']),
    );
    expect((page.body['Resources'] as Body[])[0]).not.toHaveProperty('emails');
    expect((await at.get('/Users?count=0')).body).toMatchObject({ totalResults: 3, itemsPerPage: 0 });
    expect((await at.get('/Users?count=99999&startIndex=-4')).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 3,
    });
  });

  test('may come with what we do not keep', async () => {
    const at = await aClient();
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const made = await at.post(
      '/Users',
      userOf(at, 'ana', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
        [enterprise]: { department: 'IT' },
        title: 'Buyer',
        password: 'never kept',
      }),
    );
    expect(made.status).toBe(201);
    expect(made.text).not.toContain('never kept');
  });

  test('needs an address in a domain of the organization, and one that nobody has', async () => {
    const at = await aClient();
    const outside = await at.post('/Users', userOf(at, 'x', { userName: 'ceo@elsewhere.example' }));
    expect(outside.status).toBe(400);
    expect(outside.body).toMatchObject({ scimType: 'invalidValue' });
    expect((await at.post('/Users', { userName: '' })).status).toBe(400);
    expect((await at.post('/Users', userOf(at, 'x', { userName: 'no-address', emails: [] }))).status).toBe(
      400,
    );
    await aUser(at, 'ana');
    const again = await at.post('/Users', userOf(at, 'ana'));
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ scimType: 'uniqueness' });
    await somebody(at.world, `taken@${at.domain}`, [
      { organizationId: at.world.suppliers.cobalt, role: 'recruiter' },
    ]);
    expect((await at.post('/Users', userOf(at, 'taken'))).status).toBe(409);
    expect(await roleNames(at, `taken@${at.domain}`)).toEqual(['recruiter']);
  });

  test('who is here already is taken over', async () => {
    const at = await aClient();
    const known = await somebody(at.world, `old@${at.domain}`, [
      { organizationId: at.organizationId, role: 'clientFinance' },
    ]);
    await aUser(at, 'old');
    expect((await accountOf(at, `old@${at.domain}`))?.id).toBe(known.accountId);
    expect(await roleNames(at, `old@${at.domain}`)).toEqual(['clientFinance']);
  });
});

describe('who leaves', () => {
  // The dialects that directories speak: Okta's, Microsoft Entra ID's old and new one, and the standard's own.
  const dialects: [string, (at: Client, id: string, name: string) => Promise<Answer>][] = [
    [
      'a replaced value',
      (at, id) => at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false })),
    ],
    [
      'a value without a path',
      (at, id) => at.patch(`/Users/${id}`, patchOf({ op: 'replace', value: { active: false } })),
    ],
    [
      'a text for a truth',
      (at, id) => at.patch(`/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' })),
    ],
    [
      'a text without a path',
      (at, id) => at.patch(`/Users/${id}`, patchOf({ op: 'Replace', value: { active: 'False' } })),
    ],
    [
      'an added value',
      (at, id) => at.patch(`/Users/${id}`, patchOf({ op: 'Add', path: 'active', value: 'False' })),
    ],
    ['a replacement', (at, id, name) => at.put(`/Users/${id}`, userOf(at, name, { active: false }))],
    ['removal', (at, id) => at.remove(`/Users/${id}`)],
  ];

  test.each(dialects)('by %s is out at the next request', async (_how, leave) => {
    const at = await aClient();
    const { id, email } = await aUser(at, 'ana');
    await aGroup(at, 'Buyers', [id]);
    const next = await signedIn(at, email);
    expect(await next()).toMatchObject({ role: 'hiringManager' });
    const answer = await leave(at, id, 'ana');
    expect([200, 204]).toContain(answer.status);
    expect(await next()).toBeNull();
    expect(await roleNames(at, email)).toEqual([]);
    expect((await accountOf(at, email))?.disabledAt).not.toBeNull();
    expect(await newsOf(at, 'account.deprovisioned')).toEqual([
      {
        summary: 'ended Noor Halvorsen’s access',
        actorName: 'Provisioning',
        facts: { name: 'Noor Halvorsen', rolesEnded: 1, sessionsEnded: 1, accountDisabled: true },
      },
    ]);
  });

  test('loses also what was given by hand, and keeps what other organizations gave', async () => {
    const at = await aClient();
    const email = `both@${at.domain}`;
    await somebody(at.world, email, [
      { organizationId: at.organizationId, role: 'clientFinance' },
      { organizationId: at.world.suppliers.cobalt, role: 'recruiter' },
    ]);
    const { id } = await aUser(at, 'both');
    await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    expect(await roleNames(at, email)).toEqual(['recruiter']);
    expect((await accountOf(at, email))?.disabledAt).toBeNull();
    // Their name is not this organization's to change either.
    await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'Somebody Else' }));
    expect((await accountOf(at, email))?.name).toBe('Noor Halvorsen');
  });

  test('may come back, and is what the groups say; who was disabled by hand stays out', async () => {
    const at = await aClient();
    const { id, email } = await aUser(at, 'ana');
    await aGroup(at, 'Buyers', [id]);
    const active = (value: boolean) =>
      at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'active', value }));
    await active(false);
    await active(true);
    expect(await roleNames(at, email)).toEqual(['hiringManager']);
    expect((await accountOf(at, email))?.disabledAt).toBeNull();
    await walled(at.world.database, { side: 'msp' }, (db) =>
      db.update(account).set({ disabledAt: new Date() }).where(eq(account.email, email)),
    );
    await active(false);
    await active(true);
    expect((await accountOf(at, email))?.disabledAt).not.toBeNull();
  });

  test('after removal may be made anew, and is the same person', async () => {
    const at = await aClient();
    const { id, email } = await aUser(at, 'ana');
    const before = await accountOf(at, email);
    await at.remove(`/Users/${id}`);
    await aUser(at, 'ana');
    expect(await accountOf(at, email)).toMatchObject({ id: before?.id, disabledAt: null });
  });

  test('is not the last administrator', async () => {
    const at = await aClient();
    const { id, email } = await aUser(at, 'boss');
    const group = await aGroup(at, 'Admins', [id]);
    await walled(at.world.database, { side: 'msp' }, (db) =>
      db
        .update(membership)
        .set({ endedAt: new Date() })
        .where(eq(membership.id, at.world.actor('clientAdmin').membershipId)),
    );
    const next = await signedIn(at, email);
    const answers = [
      await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false })),
      await at.remove(`/Users/${id}`),
      await at.patch(`/Groups/${group}`, patchOf({ op: 'remove', path: 'members' })),
      await at.remove(`/Groups/${group}`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(409);
      expect(answer.body['detail']).toMatch(/is the last administrator of Halden/);
    }
    expect(await next()).toMatchObject({ role: 'clientAdmin' });
    expect((await at.get(`/Users/${id}`)).body).toMatchObject({ active: true });
  });
});

describe('a group', () => {
  test('gives and takes its role with its members, whatever the dialect', async () => {
    const at = await aClient();
    const [ana, bea] = [await aUser(at, 'ana'), await aUser(at, 'bea')];
    const id = await aGroup(at, 'buyers');
    const roles = async () => [await roleNames(at, ana.email), await roleNames(at, bea.email)];
    await at.patch(`/Groups/${id}`, patchOf({ op: 'Add', path: 'members', value: [{ value: ana.id }] }));
    expect(await roles()).toEqual([['hiringManager'], []]);
    await at.patch(`/Groups/${id}`, patchOf({ op: 'add', value: { members: [{ value: bea.id }] } }));
    expect(await roles()).toEqual([['hiringManager'], ['hiringManager']]);
    await at.patch(`/Groups/${id}`, patchOf({ op: 'remove', path: `members[value eq "${ana.id}"]` }));
    expect(await roles()).toEqual([[], ['hiringManager']]);
    await at.patch(`/Groups/${id}`, patchOf({ op: 'Remove', path: 'members', value: [{ value: bea.id }] }));
    expect(await roles()).toEqual([[], []]);
    await at.patch(`/Groups/${id}`, patchOf({ op: 'replace', path: 'members', value: [{ value: bea.id }] }));
    expect(await roles()).toEqual([[], ['hiringManager']]);
    await at.patch(`/Groups/${id}`, patchOf({ op: 'replace', value: { displayName: 'Signers' } }));
    expect(await roles()).toEqual([[], ['approver']]);
    await at.remove(`/Groups/${id}`);
    expect(await roles()).toEqual([[], []]);
  });

  test('ends sessions of whom it takes a role from, and of nobody else', async () => {
    const at = await aClient();
    const [ana, bea] = [await aUser(at, 'ana'), await aUser(at, 'bea')];
    const id = await aGroup(at, 'Buyers', [ana.id, bea.id]);
    const [next, nextOfBea] = [await signedIn(at, ana.email), await signedIn(at, bea.email)];
    await at.put(`/Groups/${id}`, { displayName: 'Buyers', members: [{ value: bea.id }] });
    expect(await next()).toBeNull();
    expect(await nextOfBea()).not.toBeNull();
  });

  test('is told with its members, on request without them, and each person with their groups', async () => {
    const at = await aClient();
    const ana = await aUser(at, 'ana');
    const id = await aGroup(at, 'Buyers', [ana.id]);
    const { body } = await at.get(`/Groups/${id}`);
    expect(body).toMatchObject({
      displayName: 'Buyers',
      members: [{ value: ana.id, $ref: `${baseUrl}/scim/v2/${at.organizationId}/Users/${ana.id}` }],
      meta: { location: `${baseUrl}/scim/v2/${at.organizationId}/Groups/${id}` },
    });
    expect((await at.get(`/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty('members');
    expect((await at.get(`/Users/${ana.id}`)).body).toMatchObject({
      groups: [{ value: id, display: 'Buyers' }],
    });
    const found = await at.get(`/Groups?filter=${encodeURIComponent('displayName eq "BUYERS"')}`);
    expect(found.body).toMatchObject({ totalResults: 1 });
    expect((await at.post('/Groups', { displayName: 'buyers' })).status).toBe(409);
  });

  test('takes in nobody who is not provisioned', async () => {
    const [at, other] = [await aClient(), await aClient()];
    const theirs = await aUser(other, 'ana');
    for (const value of [theirs.id, randomUUID(), 'not-an-id']) {
      const answer = await at.post('/Groups', { displayName: 'Buyers', members: [{ value }] });
      expect(answer.status).toBe(400);
    }
    expect((await at.get('/Groups')).body).toMatchObject({ totalResults: 0 });
  });
});

describe('the door', () => {
  test('is shut for every token but a live one of this very organization, and tells none apart', async () => {
    const [at, other] = [await aClient(), await aClient()];
    const ended = await aTokenFor(at.world, at.organizationId, new Date(Date.now() - 1000));
    const tries: [string, string | null][] = [
      [at.organizationId, other.token],
      [at.organizationId, ended],
      [at.organizationId, 'made-up-token-that-never-was'],
      [at.organizationId, null],
      [randomUUID(), at.token],
      ['not-an-id', at.token],
    ];
    const answers = await Promise.all(tries.map(([id, token]) => ask(id, token, '/Users')));
    expect(answers.map(({ status }) => status)).toEqual(tries.map(() => 401));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await at.get('/Users')).status).toBe(200);
  });

  test('shows to one organization nothing of another’s, by no id and no filter', async () => {
    const [at, other] = [await aClient(), await aClient()];
    const { id, email } = await aUser(other, 'ana');
    const group = await aGroup(other, 'Buyers', [id]);
    const random = randomUUID();
    for (const [path, method, body] of [
      ['/Users/', 'GET', undefined],
      ['/Users/', 'DELETE', undefined],
      ['/Users/', 'PUT', userOf(at, 'x')],
      ['/Users/', 'PATCH', patchOf({ op: 'replace', path: 'active', value: false })],
    ] as const) {
      const [foreign, none] = await Promise.all(
        [id, random].map((one) => ask(at.organizationId, at.token, `${path}${one}`, { method, body })),
      );
      expect(foreign?.status).toBe(404);
      expect(foreign?.text).toBe(none?.text);
    }
    expect((await at.get(`/Groups/${group}`)).status).toBe(404);
    for (const filter of [`userName eq "${email}"`, `id eq "${id}"`, 'active eq true'])
      expect((await at.get(`/Users?filter=${encodeURIComponent(filter)}`)).body).toMatchObject({
        totalResults: 0,
      });
    expect(await roleNames(other, email)).toEqual(['hiringManager']);
  });

  test('answers what it cannot read with a sentence in SCIM’s form', async () => {
    const malformed = 'not-an-id';
    const at = await aClient();
    const { id } = await aUser(at, 'ana');
    const bad: [number, Answer][] = [
      [400, await at.post('/Users', '{"userName":')],
      [400, await at.post('/Users', '[]')],
      [400, await at.post('/Users', userOf(at, 'x', { userName: 7 }))],
      [400, await at.post('/Users', userOf(at, 'x', { active: 'perhaps' }))],
      [400, await at.post('/Users', userOf(at, 'x', { displayName: 'x'.repeat(300) }))],
      [413, await at.post('/Users', userOf(at, 'x', { title: 'x'.repeat(1_100_000) }))],
      [400, await at.patch(`/Users/${id}`, { Operations: [] })],
      [400, await at.patch(`/Users/${id}`, patchOf({ op: 'drop', path: 'active' }))],
      [400, await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: 'nothing.of.this', value: 1 }))],
      [400, await at.patch(`/Users/${id}`, patchOf({ op: 'replace', path: '__proto__.x', value: 1 }))],
      [404, await at.get(`/Users/${malformed}`)],
      [404, await at.get('/Bulk')],
    ];
    for (const [status, answer] of bad) {
      expect([answer.status, answer.body['status']], answer.text).toEqual([status, String(status)]);
      expect(answer.body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
    }
  });

  test('says what it can do', async () => {
    const at = await aClient();
    expect((await at.get('/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      etag: { supported: true },
    });
    const types = await at.get('/ResourceTypes');
    expect((types.body['Resources'] as Body[]).map(({ name }) => name)).toEqual(['User', 'Group']);
    const schemas = await at.get('/Schemas');
    expect((schemas.body['Resources'] as Body[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['User', 'Group']),
    );
    expect((await at.get('/Schemas/urn:ietf:params:scim:schemas:core:2.0:User')).status).toBe(200);
    expect((await at.get('/Schemas/urn:nothing')).status).toBe(404);
  });

  test('has a token wait that asks too much', async () => {
    const at = await aClient();
    await walled(at.world.database, { side: 'msp' }, (db) =>
      db
        .update(directoryToken)
        .set({ minuteCount: 599, minuteStartedAt: new Date() })
        .where(eq(directoryToken.organizationId, at.organizationId)),
    );
    expect((await at.get('/Users')).status).toBe(200);
    const more = await at.get('/Users');
    expect([more.status, more.headers.get('retry-after')]).toEqual([429, '60']);
  });
});

test('many of one organization at the same moment make each person once', async () => {
  const at = await aClient();
  const answers = await Promise.all(Array.from({ length: 6 }, () => at.post('/Users', userOf(at, 'ana'))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});
