import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { disableAccount } from '#app/people/commands/disable-account.server.ts';
import { enableAccount } from '#app/people/commands/enable-account.server.ts';
import { endMembership } from '#app/people/commands/end-membership.server.ts';
import { giveRole } from '#app/people/commands/give-role.server.ts';
import { invite } from '#app/people/commands/invite.server.ts';
import { resendInvitation } from '#app/people/commands/resend-invitation.server.ts';
import { withdrawInvitation } from '#app/people/commands/withdraw-invitation.server.ts';
import { openInvitations, peopleOf, personPage } from '#app/people/queries.server.ts';
import { acceptInvitation } from '#app/access/commands/accept-invitation.server.ts';
import { hashOfToken, newToken } from '#app/access/token.server.ts';
import { aBrowser } from '#test/factories/doorstep.ts';
import { openSession, readActor } from '#app/access/session.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { viewpointOf } from '#app/platform/context.server.ts';
import { walled } from '#db/walled.ts';
import type { Role } from '#app/values/roles.ts';
import type { Result } from '#app/values/result.ts';
import { join, type Person } from '#test/cast.ts';
import { BASE_URL, inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';

let world: World;
beforeAll(async () => {
  world = await aProgram();
});

const said = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const because = { reason: 'She left the company.' };
const asMsp = { side: 'msp' } as const;

const joins = (at: 'client' | 'cobalt' | 'msp', role: Role, name = 'Nadia Brandt') => {
  const id = at === 'client' ? world.clientId : at === 'msp' ? world.mspId : world.suppliers.cobalt;
  return walled(world.database, asMsp, (db) => join(db, { id, name: at }, { name, role }));
};
const ends = (who: Person | Actor, whom: Actor) =>
  world.act(who, (ctx) => endMembership(ctx, whom.membershipId, because));
const gives = (who: Person | Actor, whom: Actor, role: Role, organizationId: string) =>
  world.act(who, (ctx) => giveRole(ctx, whom.accountId, { organizationId, role }));
const invites = (who: Person | Actor, over: Partial<Parameters<typeof invite>[1]>) =>
  world.act(who, (ctx) =>
    invite(ctx, {
      id: randomUUID(),
      organizationId: world.clientId,
      name: 'Nora Feld',
      email: `nora.${randomUUID()}@people.example`,
      role: 'approver',
      ...over,
    }),
  );
const eventsOf = async (subjectId: string) =>
  (
    await world.rows<{ kind: string; reason: string | null }>(
      sql`select kind, reason from event where subject_id = ${subjectId} order by id`,
    )
  ).map(({ kind, reason }) => (reason ? `${kind}: ${reason}` : kind));
const cookieOf = async ({ accountId, membershipId }: Actor) =>
  (await openSession(world.database, BASE_URL, accountId, membershipId)).split(';')[0] ?? '';
const isIn = async (cookie: string) => (await readActor(world.database, BASE_URL, cookie)) !== null;

describe('an administrator of an organization', () => {
  test('gives its people a role, and they may act in it', async () => {
    const nadia = await joins('client', 'approver');
    expect(said(await gives('clientAdmin', nadia, 'clientFinance', world.clientId))).toBe('ok');
    expect(said(await gives('clientAdmin', nadia, 'clientFinance', world.clientId))).toBe(
      'invalid: role: Nadia Brandt is client finance at ' + world.clientName + ' already.',
    );
    const shown = await world.reads('clientAdmin', (ctx) => personPage(ctx, nadia.accountId));
    expect(shown?.memberships.map(({ role }) => role).sort()).toEqual(['approver', 'clientFinance']);
    const given = shown?.memberships.find(({ role }) => role === 'clientFinance');
    expect(await eventsOf(given?.membershipId ?? '')).toEqual(['membership.given']);
  });

  test('ends a membership with a reason, and signs the person out at once', async () => {
    const nadia = await joins('cobalt', 'recruiter');
    const cookie = await cookieOf(nadia);
    expect(await isIn(cookie)).toBe(true);
    expect(said(await ends('supplierAdmin', nadia))).toBe('ok');
    expect(await isIn(cookie)).toBe(false);
    expect(await eventsOf(nadia.membershipId)).toEqual(['membership.ended: She left the company.']);
    expect(said(await ends('supplierAdmin', nadia))).toBe(
      'stale: Nadia Brandt is recruiter no more already.',
    );
  });

  test('begins an ended membership anew', async () => {
    const nadia = await joins('client', 'approver');
    await ends('clientAdmin', nadia);
    expect(said(await gives('clientAdmin', nadia, 'approver', world.clientId))).toBe('ok');
    expect(await isIn(await cookieOf(nadia))).toBe(true);
  });

  test('gives no role of another side, and only roles that exist there', async () => {
    const nadia = await joins('client', 'approver');
    expect(said(await gives('clientAdmin', nadia, 'mspAdmin', world.clientId))).toMatch(/^invalid: role/);
    expect(said(await gives('clientAdmin', nadia, 'worker', world.clientId))).toMatch(/^invalid: role/);
  });

  test('reaches nobody of another organization', async () => {
    const stranger = world.actor('rivalRecruiter');
    expect(said(await ends('supplierAdmin', stranger))).toBe('missing');
    expect(said(await gives('supplierAdmin', stranger, 'recruiter', world.suppliers.cobalt))).toBe('missing');
    expect(said(await gives('supplierAdmin', stranger, 'recruiter', world.suppliers.rival))).toBe('missing');
    expect(said(await gives('clientAdmin', world.actor('ana'), 'mspAdmin', world.mspId))).toBe('missing');
    expect(await world.reads('supplierAdmin', (ctx) => personPage(ctx, stranger.accountId))).toBeNull();
    expect(
      await world.reads('supplierAdmin', (ctx) => personPage(ctx, world.actor('admin').accountId)),
    ).toBeNull();
    const { rows } = await world.reads('supplierAdmin', (ctx) => peopleOf(ctx, {}));
    expect(new Set(rows.map(({ organizationId }) => organizationId))).toEqual(
      new Set([world.suppliers.cobalt]),
    );
  });

  test('is the only one who may', async () => {
    for (const who of ['recruiter', 'supplierFinance'] as const)
      await expect(ends(who, world.actor('recruiter'))).rejects.toThrow(/not yours to do/);
    for (const who of ['ana', 'approver', 'coordinator', 'finance', 'auditor'] as const)
      await expect(gives(who, world.actor('secondApprover'), 'clientAdmin', world.clientId)).rejects.toThrow(
        /not yours to do/,
      );
    for (const who of ['clientAdmin', 'supplierAdmin', 'coordinator'] as const)
      await expect(
        world.act(who, (ctx) => disableAccount(ctx, ctx.actor.accountId, because)),
      ).rejects.toThrow(/not yours to do/);
  });
});

describe('nobody', () => {
  const admins = ['admin', 'clientAdmin', 'supplierAdmin'] as const;

  test.each(admins)('gives themselves a role or ends their own: %s', async (who) => {
    const self = world.actor(who);
    const roleHere = { admin: 'mspFinance', clientAdmin: 'approver', supplierAdmin: 'recruiter' } as const;
    await expect(gives(who, self, roleHere[who], self.organizationId)).rejects.toThrow(/not yours to do/);
    await expect(ends(who, self)).rejects.toThrow(/not yours to do/);
    const invited = await invites(who, {
      organizationId: self.organizationId,
      role: roleHere[who],
      email: self.email.toUpperCase(),
    });
    expect(said(invited)).toMatch(/^invalid: email: This is your own e-mail/);
  });

  test.each(admins)('does so behind the application’s back either: %s', async (who) => {
    const self = world.actor(who);
    const role = { admin: 'mspFinance', clientAdmin: 'approver', supplierAdmin: 'recruiter' }[who];
    const directly = (statement: ReturnType<typeof sql>) =>
      walled(world.database, viewpointOf(self), (db) => db.execute(statement));
    await expect(
      directly(sql`insert into membership (account_id, organization_id, role)
        values (${self.accountId}, ${self.organizationId}, ${role})`),
    ).rejects.toMatchObject({ cause: { message: 'nobody changes their own memberships' } });
    await expect(
      directly(sql`update membership set ended_at = now() where id = ${self.membershipId}`),
    ).rejects.toMatchObject({ cause: { message: 'nobody changes their own memberships' } });
    await expect(
      directly(sql`insert into invitation (organization_id, email, name, role, token_hash, expires_at)
        values (${self.organizationId}, ${self.email}, 'Me', ${role}, ${randomUUID()}, now())`),
    ).rejects.toMatchObject({ cause: { message: 'nobody invites themselves' } });
  });

  test('but an administrator writes memberships and invitations, whatever the code says', async () => {
    const directly = (who: Person, statement: ReturnType<typeof sql>) =>
      walled(world.database, viewpointOf(world.actor(who)), (db) => db.execute(statement));
    const approver = world.actor('secondApprover');
    const ending = sql`update membership set ended_at = now() where id = ${approver.membershipId} returning id`;
    expect(await directly('ana', ending)).toHaveLength(0);
    await expect(directly('coordinator', ending)).rejects.toMatchObject({
      cause: { message: 'only an administrator gives and ends memberships' },
    });
    const invitation = (
      at: string,
    ) => sql`insert into invitation (organization_id, email, name, role, token_hash, expires_at)
      values (${at}, 'x@people.example', 'X', 'approver', ${randomUUID()}, now())`;
    for (const who of ['ana', 'coordinator'] as const)
      await expect(directly(who, invitation(world.clientId))).rejects.toMatchObject({
        cause: { message: 'only an administrator invites' },
      });
  });
});

describe('the last administrator', () => {
  test('is ended by nobody, in words and in the database', async () => {
    const helen = world.actor('supplierAdmin');
    expect(said(await ends('admin', helen))).toMatch(
      /^refused: Helen Vark is the last administrator of Cobalt/,
    );
    expect(said(await world.act('admin', (ctx) => disableAccount(ctx, helen.accountId, because)))).toMatch(
      /^refused: Helen Vark is the last administrator/,
    );
    for (const statement of [
      sql`update membership set ended_at = now() where id = ${helen.membershipId}`,
      sql`update membership set role = 'recruiter' where id = ${helen.membershipId}`,
      sql`update account set disabled_at = now() where id = ${helen.accountId}`,
    ])
      await expect(walled(world.database, asMsp, (db) => db.execute(statement))).rejects.toMatchObject({
        cause: { message: 'the last administrator of an organization stays' },
      });
  });

  test('is not somebody whose account is disabled', async () => {
    const own = await aProgram();
    const second = await walled(own.database, asMsp, (db) =>
      join(db, { id: own.clientId, name: 'x' }, { name: 'Second', role: 'clientAdmin' }),
    );
    await own.does('admin', (ctx) => disableAccount(ctx, second.accountId, because));
    const ended = await own.act('admin', (ctx) =>
      endMembership(ctx, own.actor('clientAdmin').membershipId, because),
    );
    expect(said(ended)).toMatch(/^refused: Solange Bergeron is the last/);
  });

  test('remains of two who end each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const own = await aProgram();
      const home = { id: own.clientId, name: own.clientName };
      const second = await walled(own.database, asMsp, (db) =>
        join(db, home, { name: 'Second', role: 'clientAdmin' }),
      );
      const first = own.actor('clientAdmin');
      const results = await Promise.allSettled([
        own.act(first, (ctx) => endMembership(ctx, second.membershipId, because)),
        own.act(second, (ctx) => endMembership(ctx, first.membershipId, because)),
      ]);
      const won = results.filter((one) => one.status === 'fulfilled' && one.value.ok);
      expect(won).toHaveLength(1);
      const left = await own.rows(sql`select id from membership
        where organization_id = ${own.clientId} and role = 'clientAdmin' and ended_at is null`);
      expect(left).toHaveLength(1);
    }
  });

  test('remains of two who are ended and disabled at the same moment, behind the application’s back', async () => {
    const own = await aProgram();
    const second = await walled(own.database, asMsp, (db) =>
      join(db, { id: own.clientId, name: 'x' }, { name: 'Second', role: 'clientAdmin' }),
    );
    const first = own.actor('clientAdmin');
    const results = await Promise.allSettled([
      walled(own.database, asMsp, (db) =>
        db.execute(sql`update membership set ended_at = now() where id = ${first.membershipId}`),
      ),
      walled(own.database, asMsp, (db) =>
        db.execute(sql`update account set disabled_at = now() where id = ${second.accountId}`),
      ),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('a disabled account is out at once in every role, and in again once it is enabled', async () => {
  const nadia = await joins('cobalt', 'recruiter');
  const cookie = await cookieOf(nadia);
  expect(said(await world.act('admin', (ctx) => disableAccount(ctx, nadia.accountId, because)))).toBe('ok');
  expect(await isIn(cookie)).toBe(false);
  const { rows } = await world.reads('supplierAdmin', (ctx) => peopleOf(ctx, { status: 'disabled' }));
  expect(rows.map(({ accountId }) => accountId)).toContain(nadia.accountId);
  expect(said(await world.act('admin', (ctx) => disableAccount(ctx, nadia.accountId, because)))).toMatch(
    /^stale/,
  );
  expect(said(await world.act('admin', (ctx) => enableAccount(ctx, nadia.accountId)))).toBe('ok');
  expect(said(await world.act('admin', (ctx) => enableAccount(ctx, nadia.accountId)))).toMatch(/^stale/);
  expect(await isIn(await cookieOf(nadia))).toBe(true);
  expect(await eventsOf(nadia.accountId)).toEqual([
    'account.disabled: She left the company.',
    'account.enabled',
  ]);
});

describe('an invitation', () => {
  const tokenFor = async (id: string) => {
    const { token } = newToken();
    await walled(world.database, { side: 'door' }, (db) =>
      db.execute(
        sql`update invitation set token_hash = ${hashOfToken(token)}, expires_at = now() + interval '1 day' where id = ${id}`,
      ),
    );
    return token;
  };
  const accepts = (token: string) =>
    acceptInvitation(aBrowser(world.database).door(), token, {
      name: 'Nora Feld',
      password: 'a rather long sentence here',
    });

  test('is sent again with a new link; the old one works no more', async () => {
    const id = randomUUID();
    expect(said(await invites('clientAdmin', { id }))).toBe('ok');
    const old = await tokenFor(id);
    expect(said(await world.act('clientAdmin', (ctx) => resendInvitation(ctx, id)))).toBe('ok');
    expect(await accepts(old)).toMatchObject({ ok: false, problems: [{ field: '' }] });
    expect(await accepts(await tokenFor(id))).toMatchObject({ ok: true });
    expect(said(await world.act('clientAdmin', (ctx) => resendInvitation(ctx, id)))).toBe(
      'stale: Nora Feld has accepted the invitation already.',
    );
    expect(await eventsOf(id)).toEqual(['invitation.sent', 'invitation.resent', 'invitation.accepted']);
    const mails = await world.rows(sql`select 1 from mail where kind = 'invitation'
      and props ->> 'organizationName' = ${world.clientName}`);
    expect(mails.length).toBeGreaterThanOrEqual(2);
  });

  test('is taken back, and then accepted by nobody', async () => {
    const id = randomUUID();
    await invites('clientAdmin', { id });
    const token = await tokenFor(id);
    expect(said(await world.act('clientAdmin', (ctx) => withdrawInvitation(ctx, id)))).toBe('ok');
    expect(await accepts(token)).toMatchObject({ ok: false, problems: [{ field: '' }] });
    await expect(
      walled(world.database, { side: 'door' }, (db) =>
        db.execute(sql`update invitation set accepted_at = now() where id = ${id}`),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'invitation_is_withdrawn_or_accepted' } });
    const open = await world.reads('clientAdmin', (ctx) => openInvitations(ctx, {}));
    expect(open.map((one) => one.id)).not.toContain(id);
  });

  test('is another organization’s business for nobody', async () => {
    const id = randomUUID();
    await invites('clientAdmin', { id });
    expect(said(await world.act('supplierAdmin', (ctx) => withdrawInvitation(ctx, id)))).toBe('missing');
    expect(said(await world.act('supplierAdmin', (ctx) => resendInvitation(ctx, id)))).toBe('missing');
    await expect(world.act('ana', (ctx) => withdrawInvitation(ctx, id))).rejects.toThrow(/not yours to do/);
    expect(said(await invites('supplierAdmin', {}))).toBe('missing');
  });

  test('holds a role of the organization’s side, in the database too', async () => {
    expect(said(await invites('admin', { role: 'recruiter' }))).toMatch(/^invalid: role/);
    await expect(
      walled(world.database, asMsp, (db) =>
        db.execute(sql`insert into invitation (organization_id, email, name, role, token_hash, expires_at)
          values (${world.clientId}, 'x@people.example', 'X', 'recruiter', ${randomUUID()}, now())`),
      ),
    ).rejects.toMatchObject({ cause: { code: '23514' } });
    await expect(
      walled(world.database, asMsp, (db) =>
        db.execute(sql`insert into membership (account_id, organization_id, role)
          values (${world.actor('ana').accountId}, ${world.clientId}, 'mspAdmin')`),
      ),
    ).rejects.toMatchObject({ cause: { code: '23514' } });
  });
});

test('the list is searched, filtered and paged without a gap', async () => {
  const own = await aProgram();
  await walled(own.database, asMsp, async (db) => {
    for (let number = 0; number < 60; number += 1)
      await join(
        db,
        { id: own.clientId, name: 'x' },
        { name: `Paula Page ${number % 7}`, role: 'hiringManager' },
      );
  });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await own.reads('clientAdmin', (ctx) =>
      peopleOf(ctx, { q: 'paula page', role: 'hiringManager', ...(after ? { after } : {}) }),
    );
    seen.push(...rows.map(({ membershipId }) => membershipId));
    after = next ?? undefined;
  } while (after);
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
  const nobody = await own.reads('clientAdmin', (ctx) => peopleOf(ctx, { q: '%' }));
  expect(nobody.rows).toEqual([]);
});

test('whoever signs in leaves the time of it for the list', async () => {
  const nadia = await joins('client', 'approver');
  const before = await world.reads('clientAdmin', (ctx) => personPage(ctx, nadia.accountId));
  expect(before?.lastSignedInAt).toBeNull();
  await cookieOf(nadia);
  const after = await world.reads('clientAdmin', (ctx) => personPage(ctx, nadia.accountId));
  expect(after?.lastSignedInAt).toBeInstanceOf(Date);
});
