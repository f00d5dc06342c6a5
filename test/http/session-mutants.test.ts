import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { TestBrowser } from '#test/factories/doorstep.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * Who is in, and for how long. Each guard of a session is switched off, and somebody is in who must not be.
 */

const SESSION = 'app/access/session.server.ts';
const ADMIT = 'app/access/admit.server.ts';
const SWITCH = 'app/access/commands/switch-membership.server.ts';
const ACCOUNT = 'app/access/commands/account';
const closesTheOneBefore = 'closeSessionIn(db, door.baseUrl, door.cookie)';

const guards = {
  'half an hour away ends it': {
    ...{ in: SESSION, after: 'const isAwake', off: 'undefined' },
    where: 'gt(session.lastSeenAt, sql`now() - make_interval(mins => ${IDLE_MINUTES})`)',
  },
  // The library looks at the end once more.
  'half a day ends it': [
    { in: SESSION, after: 'const isAwake', where: 'gt(session.expiresAt, sql`now()`)', off: 'undefined' },
    {
      in: SESSION,
      where: '{ id, userId: row.account.id, expiresAt, attributes: { membershipId } }',
      off: "{ id, userId: row.account.id, expiresAt: new Date('2999-12-31'), attributes: { membershipId } }",
    },
  ],
  'a membership that ended ends it': { in: SESSION, where: 'isNull(membership.endedAt)', off: 'undefined' },
  'an account that was disabled ends it': {
    ...{ in: SESSION, where: 'isNull(account.disabledAt)', off: 'undefined' },
  },
  'signing out ends it for whoever kept the cookie': {
    ...{ in: SESSION, where: 'lucia.invalidateSession(id)', off: 'undefined' },
  },
  'a new password ends all of them': {
    ...{ in: 'app/access/commands/reset-password.server.ts', off: 'undefined' },
    where: 'endSessionsIn(db, accountId)',
  },
  'the table holds nothing that opens it': {
    ...{ in: SESSION, where: "createHash('sha256').update(id).digest('hex')", off: 'id' },
  },
  'its cookie travels over https alone': {
    ...{ in: SESSION, where: "baseUrl.startsWith('https:')", off: 'false' },
  },
  'a sign-in ends the one that the browser brought': {
    ...{ in: ADMIT, after: 'export async function letIn', where: closesTheOneBefore, off: 'undefined' },
  },
  'half a sign-in ends the one that the browser brought': {
    ...{ in: ADMIT, after: 'export async function admit', where: closesTheOneBefore, off: "''" },
  },
  'nobody goes on as somebody else': {
    ...{ in: SWITCH, where: 'person?.accountId !== actor.accountId', off: '!person' },
  },
  'nobody goes on for the program office without a second factor': {
    ...{ in: SWITCH, where: "person.side === 'msp' && actor.side !== 'msp' && !secondFactor", off: 'false' },
  },
  'what opens the door is changed by whoever proved lately who they are': {
    ...{ in: 'app/access/account/own.server.ts', after: 'export const unlessFresh' },
    ...{ where: 'isFresh(ctx.actor.session, ctx.now)', off: 'true' },
  },
  'a password does not prove again who has a second factor': {
    ...{ in: `${ACCOUNT}/prove-again.server.ts`, where: '!hasFactor(await factorsOf(db, accountId))' },
    off: 'true',
  },
  'a guessed password proves nobody again': {
    ...{ in: `${ACCOUNT}/prove-again.server.ts`, off: 'true' },
    where: 'await verifyPassword(hash, password)',
  },
  'a password is changed by whoever knows it': {
    ...{ in: `${ACCOUNT}/change-password.server.ts`, off: 'true' },
    where: 'await verifyPassword(stored, currentPassword)',
  },
  'the last second factor of the program office stays': {
    ...{ in: `${ACCOUNT}/keep-factors.server.ts`, after: 'export async function removeAuthenticator' },
    ...{ where: 'await isTheLastNeeded(ctx)', off: 'false' },
  },
};
switchable(guards);

const { membership } = await import('#db/schema/index.ts');
const { openSession, readActor } = await import('#app/access/session.server.ts');
const { signOut } = await import('#app/access/commands/sign-out.server.ts');
const { switchMembership } = await import('#app/access/commands/switch-membership.server.ts');
const { replacePassword } = await import('#app/access/commands/reset-password.server.ts');
const { changePassword } = await import('#app/access/commands/account/change-password.server.ts');
const { proveAgain } = await import('#app/access/commands/account/prove-again.server.ts');
const { removeAuthenticator, renewRecoveryCodes } =
  await import('#app/access/commands/account/keep-factors.server.ts');
const { inWords } = await import('#test/factories/acts.ts');
const { aBrowser } = await import('#test/factories/doorstep.ts');
const door = await import('./at-the-door.ts');
const { asMsp, atDoor, baseUrl, browserOf, disable, known, leaves } = door;
const { moved, PASSWORD, passwordHash, somebody, tries, world } = door;

type Inside = { browser: TestBrowser; cookie: string | null; actor: Awaited<ReturnType<typeof known>> };

/** Somebody who came in with a password. */
async function inside(): Promise<Inside> {
  const browser = await browserOf(await somebody());
  const { cookie } = browser.door();
  return { browser, cookie, actor: await known(cookie) };
}

/** Somebody in a session, however they came into it. */
async function inSession(person: Actor): Promise<Inside> {
  const browser = aBrowser(world.database);
  browser.take([await openSession(world.database, baseUrl, person.accountId, person.membershipId)]);
  const { cookie } = browser.door();
  return { browser, cookie, actor: await known(cookie) };
}

/** Whether a cookie that was good once still is, after what happened. */
const after = (happens: (at: Inside) => Promise<unknown>) => async () => {
  const at = await inside();
  await happens(at);
  return endOf(async () => ((await readActor(world.database, baseUrl, at.cookie)) ? 'in' : 'out'));
};

const cases: Record<keyof typeof guards, Case> = {
  // The database does not wake it either.
  'half an hour away ends it': turns(
    'out',
    'the database: this session is over',
    after(({ actor: { session } }) =>
      moved(sql`update session set last_seen_at = now() - interval '31 minutes' where id = ${session.id}`),
    ),
  ),
  'half a day ends it': turns(
    'out',
    'in',
    after(({ actor: { session } }) =>
      moved(sql`update session set created_at = created_at - interval '13 hours',
        expires_at = expires_at - interval '13 hours' where id = ${session.id}`),
    ),
  ),
  'a membership that ended ends it': turns(
    'out',
    'in',
    after(({ actor }) => leaves(actor)),
  ),
  'an account that was disabled ends it': turns(
    'out',
    'in',
    after(({ actor }) => disable(actor)),
  ),
  'signing out ends it for whoever kept the cookie': turns(
    'out',
    'in',
    after(({ browser, actor }) => signOut(browser.door(), actor)),
  ),
  'a new password ends all of them': turns(
    'out',
    'in',
    after(({ browser, actor }) =>
      atDoor((db) => replacePassword(browser.door(), db, actor, passwordHash, 'form')),
    ),
  ),
  'a sign-in ends the one that the browser brought': turns(
    'out',
    'in',
    after(({ browser, actor }) => tries(browser, actor)),
  ),
  'half a sign-in ends the one that the browser brought': turns(
    'out',
    'in',
    after(async ({ browser }) => tries(browser, await somebody('msp'))),
  ),
  'the table holds nothing that opens it': turns('a hash', 'the key', async () => {
    const { cookie, actor } = await inside();
    const [row] = await atDoor((db) =>
      db.execute<{ kept: string }>(sql`select id_hash as kept from session where id = ${actor.session.id}`),
    );
    return cookie?.includes(row?.kept ?? '') ? 'the key' : 'a hash';
  }),
  'its cookie travels over https alone': turns([true, true], [false, false], async () => {
    const { accountId, membershipId } = world.people.ana;
    const cookie = await openSession(world.database, 'https://muster.test', accountId, membershipId);
    return [cookie.startsWith('__Host-'), cookie.includes('Secure')];
  }),
  'nobody goes on as somebody else': turns('no', '/', async () => {
    const { browser, actor } = await inside();
    const way = await switchMembership(browser.door(), actor, world.people.clientAdmin.membershipId);
    return way?.way.to ?? 'no';
  }),
  'nobody goes on for the program office without a second factor': turns(
    '/sign-in/enrolment',
    '/',
    async () => {
      const { browser, actor } = await inside();
      const [id, { accountId }] = [randomUUID(), actor];
      await asMsp((db) =>
        db.insert(membership).values({ id, accountId, organizationId: world.mspId, role: 'mspCoordinator' }),
      );
      return (await switchMembership(browser.door(), actor, id))?.way.to;
    },
  ),
  'what opens the door is changed by whoever proved lately who they are': turns(
    'stale: Some time has passed. Say once more who you are, then do it.',
    'refused: Recovery codes stand in for a second factor, and there is none yet.',
    async () => {
      const { actor } = await inside();
      const provenAt = new Date(world.now().getTime() - 11 * 60_000);
      const later = { ...actor, session: { ...actor.session, provenAt } };
      const answer = await world.act(later, renewRecoveryCodes);
      return answer.ok || inWords(answer.refusal);
    },
  ),
  'a password does not prove again who has a second factor': turns(false, true, async () => {
    const { browser, actor } = await inSession(await somebody('client', { totp: true }));
    return (await proveAgain(browser.door(), actor, { password: PASSWORD, to: '/' })).ok;
  }),
  'a guessed password proves nobody again': turns(false, true, async () => {
    const { browser, actor } = await inside();
    return (await proveAgain(browser.door(), actor, { password: 'not this one at all', to: '/' })).ok;
  }),
  'a password is changed by whoever knows it': turns('This is not your password.', 'changed', async () => {
    const { browser, actor } = await inside();
    const input = { currentPassword: 'not this one at all', password: 'seven quiet boats return' };
    const answer = await changePassword(browser.door(), actor, input);
    return answer.ok ? 'changed' : answer.problems[0]?.message;
  }),
  'the last second factor of the program office stays': turns('refused', true, async () => {
    const { actor } = await inSession(await somebody('msp'));
    const fresh = { ...actor, session: { ...actor.session, provenAt: world.now() } };
    const answer = await world.act(fresh, removeAuthenticator);
    return answer.ok || answer.refusal.kind;
  }),
};
triesEach(cases);
