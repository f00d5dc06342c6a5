import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessCsv } from '#app/audit/access-csv.server.ts';
import { accessPage, accessSums, lastReviews } from '#app/audit/access-list.server.ts';
import { chainsOf, lastAnchorings } from '#app/audit/chains.server.ts';
import { askForAnchor } from '#app/audit/commands/ask-anchor.server.ts';
import { reviewAccess } from '#app/audit/commands/review-access.server.ts';
import { deedsFound, rolesFound } from '#app/audit/duties.server.ts';
import { eventOf, sameRequest, sealOf } from '#app/audit/event.server.ts';
import { reviewForm, trailQuery, type TrailQuery } from '#app/audit/forms.ts';
import { keepCheck } from '#app/audit/jobs.server.ts';
import { sealTrail } from '#app/audit/seal.server.ts';
import { trailCsv } from '#app/audit/trail-csv.server.ts';
import { trailPage } from '#app/audit/trail.server.ts';
import { verifyTrail } from '#app/audit/verify.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { event } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { join, type Person } from '#test/cast.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { openNeed } from '#test/factories/story.ts';
import { separateTestDatabase } from '#test/setup/database.ts';

let world: World;
let requisitionId: string;

beforeAll(async () => {
  // A database of its own: other worlds hold seals that nobody made, which stop the sealing of what is here.
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('audit_pages')).url;
  world = await aProgram();
  world.on('2026-03-02');
  ({ requisitionId } = await openNeed(world));
});

const trail = (who: Person, query: TrailQuery, limit?: number) =>
  world.reads(who, (ctx) => trailPage(ctx, { client: world.clientId, ...query }, limit));
const kindsOf = async (who: Person, query: TrailQuery) =>
  (await trail(who, query)).rows.map(({ kind }) => kind);

const textOf = async (stream: Readable): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
};

/** The last line tells the rows and the hash of everything before it. */
function expectSealedFile(text: string, rows: number): void {
  const lines = text.trimEnd().split('\r\n');
  const last = lines.at(-1)?.split(',') ?? [];
  const before = text.slice(0, text.lastIndexOf('Rows,'));
  expect(last.slice(0, 4)).toEqual(['Rows', String(rows), 'complete', 'SHA-256']);
  expect(last[4]).toBe(createHash('sha256').update(before).digest('hex'));
}

describe('the trail', () => {
  test('is found by person, thing, group, words and days, each alone and together', async () => {
    const all = await kindsOf('auditor', {});
    expect(all).toEqual([
      'requisition.released',
      'requisition.approved',
      'requisition.submitted',
      'requisition.drafted',
    ]);
    const { accountId } = world.people.ana;
    expect(await kindsOf('auditor', { person: accountId })).toEqual([
      'requisition.submitted',
      'requisition.drafted',
    ]);
    expect(await kindsOf('auditor', { subject: requisitionId, group: 'work' })).toEqual(all);
    expect(await kindsOf('auditor', { group: 'money' })).toEqual([]);
    expect(await kindsOf('auditor', { text: 'RELEASED' })).toEqual(['requisition.released']);
    expect(await kindsOf('auditor', { text: '100%' })).toEqual([]);
    expect(await kindsOf('auditor', { from: '2026-03-02', to: '2026-03-02' })).toEqual(all);
    expect(await kindsOf('auditor', { from: '2026-03-03' })).toEqual([]);
    expect(await kindsOf('auditor', { to: '2026-03-01' })).toEqual([]);
  });

  test('of one group and no program takes the newest of every kind', async () => {
    const { rows } = await world.reads('auditor', (ctx) => trailPage(ctx, { group: 'work' }));
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ subjectKind }) => subjectKind))).toContain('requisition');
  });

  test('is cut by key: page after page holds each event once', async () => {
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const asked = trailQuery.parse(after ? { after } : {});
      const { rows, next } = await trail('auditor', asked, 1);
      expect(rows.length).toBeLessThanOrEqual(1);
      seen.push(...rows.map(({ id }) => id));
      after = next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
  });

  test('shows a client’s administrator their own program’s, and of another nothing', async () => {
    const elsewhere = await aProgram();
    const own = await world.reads('clientAdmin', (ctx) => trailPage(ctx, {}));
    expect(own.rows.length).toBeGreaterThan(0);
    expect(new Set(own.rows.map(({ clientId }) => clientId))).toEqual(new Set([world.clientId]));
    const foreign = await elsewhere.reads('clientAdmin', (ctx) => trailPage(ctx, { client: world.clientId }));
    expect(foreign.rows).toEqual([]);
    const [event] = own.rows;
    expect(await elsewhere.reads('clientAdmin', (ctx) => eventOf(ctx, event?.id ?? 0))).toBeNull();
    expect(await world.reads('clientAdmin', (ctx) => sealOf(ctx, event?.id ?? 0))).toBeNull();
  });

  test('is exported with who, when, which filter, how many rows and their hash', async () => {
    const preface = { by: '=Peter Lindholm', at: new Date('2026-03-02T12:00:00Z'), filter: 'Halden' };
    const text = await textOf(
      trailCsv(
        (work) => withContext(world.surroundings(), world.actor('auditor'), work, { readOnly: true }),
        { client: world.clientId },
        preface,
      ),
    );
    expect(text).toContain("Made by,'=Peter Lindholm");
    expect(text).toContain('Filter,Halden');
    expect(text.match(/requisition\.\w+,/g)).toHaveLength(4);
    expectSealedFile(text, 4);
  });
});

test('an event shows who, what else its request did, and its place in the chain once it is sealed', async () => {
  const { rows } = await trail('auditor', {});
  const id = rows.at(-1)?.id ?? 0;
  const event = await world.reads('auditor', (ctx) => eventOf(ctx, id));
  expect(event).toMatchObject({
    kind: 'requisition.drafted',
    roleLabel: 'Hiring manager',
    subjectId: requisitionId,
  });
  if (!event) throw new Error('no event');
  expect(await world.reads('auditor', (ctx) => sameRequest(ctx, event))).toEqual([]);
  expect(await world.reads('auditor', (ctx) => eventOf(ctx, 999_999_999))).toBeNull();

  expect(await world.reads('auditor', (ctx) => sealOf(ctx, id))).toBeNull();
  await sealTrail(world.surroundings());
  expect(await world.reads('auditor', (ctx) => sealOf(ctx, id))).toMatchObject({
    ...{ chain: world.clientId, chainName: world.clientName, position: 1, before: null },
    ...{ algorithm: 1, anchoredAt: null, after: rows.at(-2)?.id },
  });
});

test('the chains tell their heads, and what the last check found', async () => {
  await sealTrail(world.surroundings());
  const verified = await verifyTrail(world.database, { anchors: '/nowhere/anchors' });
  await keepCheck(world.surroundings(), verified);
  const chains = await world.reads('auditor', (ctx) => chainsOf(ctx));
  expect(chains.find(({ chain }) => chain === world.clientId)).toMatchObject({
    ...{ name: world.clientName, position: 4, anchoredAt: null, anchoredCheck: false, differences: 0 },
  });
  await expect(world.act('auditor', (ctx) => askForAnchor(ctx))).rejects.toThrow('not yours');
  const { by } = await world.does('admin', (ctx) => askForAnchor(ctx));
  expect(by).toContain('Margaret Osei');
  const jobs = await world.database.sql`select 1 from graphile_worker.jobs where key = 'anchor-heads'`;
  expect(jobs).toHaveLength(1);
  expect(await world.reads('auditor', (ctx) => lastAnchorings(ctx))).toBeInstanceOf(Array);
});

describe('who may do what', () => {
  const review = (over: Record<string, unknown>) =>
    reviewForm.parse({ id: randomUUID(), organizationId: world.clientId, reviewedOn: '2026-03-02', ...over });

  test('lists everybody with every role, and is exported whole', async () => {
    const { rows, next } = await world.reads('auditor', (ctx) =>
      accessPage(ctx, { organization: world.clientId }),
    );
    const sums = await world.reads('auditor', (ctx) => accessSums(ctx, world.clientId));
    expect(next).toBeNull();
    expect(rows).toHaveLength(sums.memberships);
    expect(rows.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['hiringManager', 'approver', 'clientFinance', 'clientAdmin']),
    );
    const one = await world.reads('auditor', (ctx) => accessPage(ctx, { organization: world.clientId }, 1));
    const two = await world.reads('auditor', (ctx) =>
      accessPage(ctx, { organization: world.clientId, after: one.next ?? '' }, 1),
    );
    expect([one.rows[0]?.membershipId, two.rows[0]?.membershipId]).toEqual(
      rows.slice(0, 2).map(({ membershipId }) => membershipId),
    );
    const text = await textOf(
      accessCsv(
        (work) => withContext(world.surroundings(), world.actor('auditor'), work, { readOnly: true }),
        world.clientId,
        { by: 'Peter', at: world.now(), filter: world.clientName },
      ),
    );
    expectSealedFile(text, sums.memberships);
  });

  test('is reviewed by an administrator, once, and only as it was seen', async () => {
    const { sha256, people, memberships } = await world.reads('admin', (ctx) =>
      accessSums(ctx, world.clientId),
    );
    const input = review({ listSha256: sha256, note: 'All as it should be' });
    await expect(world.act('auditor', (ctx) => reviewAccess(ctx, input))).rejects.toThrow('not yours');
    expect(await world.does('admin', (ctx) => reviewAccess(ctx, input))).toEqual({ people, memberships });
    expect(await world.does('admin', (ctx) => reviewAccess(ctx, input))).toEqual({ people, memberships });
    const done = (await world.reads('auditor', (ctx) => lastReviews(ctx))).filter(
      ({ id }) => id === input.id,
    );
    expect(done).toMatchObject([{ organizationName: world.clientName, people, memberships, sha256 }]);

    await walled(world.database, { side: 'msp' }, (db) =>
      join(db, { id: world.clientId, name: world.clientName }, { name: 'New Person', role: 'approver' }),
    );
    const late = await world.act('admin', (ctx) => reviewAccess(ctx, review({ listSha256: sha256 })));
    expect(late).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    const now = await world.reads('admin', (ctx) => accessSums(ctx, world.clientId));
    const early = review({ listSha256: now.sha256, reviewedOn: '2026-03-03' });
    expect(await world.act('admin', (ctx) => reviewAccess(ctx, early))).toMatchObject({
      refusal: { problems: [{ field: 'reviewedOn' }] },
    });
  });
});

describe('separation of duties', () => {
  const deed = async (key: string) =>
    (await world.reads('auditor', (ctx) => deedsFound(ctx))).find((one) => one.key === key);

  test('is looked for in what people hold', async () => {
    const before = await world.reads('auditor', (ctx) => rolesFound(ctx));
    expect(before.people).toBeGreaterThan(5);
    await walled(world.database, { side: 'msp' }, (db) =>
      db.execute(
        sql`insert into membership (account_id, organization_id, role) values (${world.people.ana.accountId}, ${world.clientId}, 'approver')`,
      ),
    );
    const after = await world.reads('auditor', (ctx) => rolesFound(ctx));
    const hers = after.rows.filter(({ accountId }) => accountId === world.people.ana.accountId);
    expect(hers.map(({ roles }) => roles)).toEqual([`Hiring manager and Approver at ${world.clientName}`]);
  });

  test('is looked for in what people did: nothing while the guards hold, and what was forged past them', async () => {
    const ours = async (key: string) =>
      (await deed(key))?.rows.filter(({ clientId }) => clientId === world.clientId) ?? [];
    const clean = await deed('ownApproval');
    expect(clean?.looked).toBeGreaterThan(0);
    for (const key of ['ownApproval', 'selfGranted', 'delegateOfRequester', 'enrollerPays'])
      expect(await ours(key), key).toEqual([]);

    // Commands refuse these; whoever writes past them leaves the same traces.
    const { ana, approver } = world.people;
    const about = {
      ...{ clientId: world.clientId, actorOrganization: world.clientName, audience: [] },
      ...{ at: world.now(), facts: {} },
    };
    const subject = { subjectKind: 'requisition', subjectId: randomUUID() };
    const her = { actorAccountId: ana.accountId, actorName: ana.name };
    await walled(world.database, { side: 'msp' }, (db) =>
      db.insert(event).values([
        {
          ...about,
          ...her,
          kind: 'membership.given',
          subjectKind: 'membership',
          subjectId: ana.membershipId,
          summary: 'gave Ana a role',
        },
        { ...about, ...her, ...subject, kind: 'requisition.submitted', summary: 'asked for approval' },
        {
          ...{ ...about, ...subject, kind: 'requisition.approved', summary: 'approved it' },
          ...{ actorAccountId: approver.accountId, actorName: approver.name },
          ...{ behalfAccountId: ana.accountId, behalfName: ana.name },
        },
      ]),
    );
    expect(await ours('selfGranted')).toMatchObject([
      { who: ana.name, id: ana.membershipId, kind: 'membership' },
    ]);
    expect(await ours('delegateOfRequester')).toMatchObject([{ who: approver.name, id: subject.subjectId }]);
  });
});
