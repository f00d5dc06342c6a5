import { createHash, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { account, accountPassword, membership, mail } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { acceptInvitation } from '#app/access/commands/accept-invitation.server.ts';
import { proveSecondFactor } from '#app/access/commands/prove-second-factor.server.ts';
import { requestReset } from '#app/access/commands/request-reset.server.ts';
import { resetPassword } from '#app/access/commands/reset-password.server.ts';
import { signIn } from '#app/access/commands/sign-in.server.ts';
import { signOut } from '#app/access/commands/sign-out.server.ts';
import { switchMembership } from '#app/access/commands/switch-membership.server.ts';
import { changePassword } from '#app/access/commands/account/change-password.server.ts';
import { hashPassword, hashesAtWork, isWeak } from '#app/access/password.server.ts';
import { openSession, readActor, sweepSessions } from '#app/access/session.server.ts';
import { newToken } from '#app/access/token.server.ts';
import { makeRecoveryCodes, sealTotp } from '#app/factors/public.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { BASE_URL } from '#test/factories/acts.ts';
import { join } from '#test/cast.ts';
import { aBrowser, type TestBrowser } from '#test/factories/doorstep.ts';
import { aProgram, type World } from '#test/factories/program.ts';

const PASSWORD = 'tall green kettle walks';
const NEW_PASSWORD = 'seven quiet boats return';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SESSION = 'muster_session';

let world: World;
let passwordHash: string;
beforeAll(async () => {
  world = await aProgram();
  passwordHash = await hashPassword(PASSWORD);
});

const atDoor = <T>(work: (db: Db) => Promise<T>) => walled(world.database, { side: 'door' }, work);

/** Somebody new with a password, and with an authenticator where asked for. */
async function somebody(at: 'client' | 'msp' = 'client', { totp = false } = {}): Promise<Actor> {
  const home =
    at === 'client' ? { id: world.clientId, name: world.clientName } : { id: world.mspId, name: 'Northgate' };
  const actor = await walled(world.database, { side: 'msp' }, (db) =>
    join(db, home, { name: 'Nadia Brandt', role: at === 'client' ? 'approver' : 'mspAdmin' }),
  );
  await atDoor(async (db) => {
    const { accountId } = actor;
    await db.insert(accountPassword).values({ accountId, passwordHash });
    if (totp)
      await db.execute(sql`insert into totp_factor (account_id, secret, last_step)
        values (${accountId}, ${sealTotp(accountId, SECRET)}, 0)`);
  });
  return actor;
}

const codeAt = (at: Date) =>
  new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: at.getTime() });
const wrongCode = (at: Date) => String((Number(codeAt(at)) + 1) % 1_000_000).padStart(6, '0');

const tries = (browser: TestBrowser, email: string, password = PASSWORD) =>
  signIn(browser.door(), { email, password, to: '/' });

/** Signs in with the password alone, where that is all that is asked for. */
async function inWithPassword(browser: TestBrowser, { email }: Actor, password = PASSWORD) {
  const answer = await tries(browser, email, password);
  if (answer.ok) browser.take(answer.value.cookies);
  return answer;
}

const actorOf = (browser: TestBrowser) =>
  readActor(world.database, BASE_URL_OF_BROWSERS, browser.door().cookie);
const BASE_URL_OF_BROWSERS = 'http://localhost:3000';

const newsOf = async (accountId: string) =>
  (
    await world.rows<{ kind: string }>(
      sql`select kind from event where subject_id = ${accountId} order by id`,
    )
  ).map(({ kind }) => kind);

describe('a session', () => {
  test('is opened by the right password, under an id that nobody could have set before', async () => {
    const person = await somebody();
    const browser = aBrowser(world.database);
    browser.take([`${SESSION}=chosen-by-somebody-else; Path=/`]);
    expect(await inWithPassword(browser, person)).toMatchObject({ ok: true, value: { to: '/' } });
    const id = browser.cookie(SESSION) ?? '';
    expect(id).not.toBe('chosen-by-somebody-else');
    expect(await actorOf(browser)).toMatchObject({ accountId: person.accountId });
    // Signing in again ends it and opens another.
    const before = browser.door().cookie;
    await inWithPassword(browser, person);
    expect(browser.cookie(SESSION)).not.toBe(id);
    expect(await readActor(world.database, BASE_URL_OF_BROWSERS, before)).toBeNull();
    expect(await newsOf(person.accountId)).toEqual(['account.signedIn', 'account.signedIn']);
  });

  test('is over after signing out, for whoever kept the cookie', async () => {
    const browser = aBrowser(world.database);
    await inWithPassword(browser, await somebody());
    const kept = browser.door().cookie;
    browser.take(await signOut(browser.door(), await actorOf(browser)));
    expect(browser.cookie(SESSION)).toBeFalsy();
    expect(await readActor(world.database, BASE_URL_OF_BROWSERS, kept)).toBeNull();
  });

  test('is stored by its hash, with the network and not the address', async () => {
    const person = await somebody();
    const browser = aBrowser(world.database, { ip: '198.51.100.77' });
    await inWithPassword(browser, person);
    const [row] = await atDoor((db) =>
      db.execute<{ id_hash: string; ip_prefix: string; user_agent: string }>(
        sql`select * from session where account_id = ${person.accountId}`,
      ),
    );
    const hash = createHash('sha256')
      .update(browser.cookie(SESSION) ?? '')
      .digest('hex');
    expect(row).toMatchObject({
      id_hash: hash,
      ip_prefix: '198.51.100.0/24',
      user_agent: 'Firefox on Linux',
    });
  });

  const aged = async (age: { lastSeen?: string; opened?: string }) => {
    const { accountId, membershipId } = world.people.ana;
    const cookie = (await openSession(world.database, BASE_URL, accountId, membershipId)).split(';')[0] ?? '';
    const hash = createHash('sha256')
      .update(cookie.split('=')[1] ?? '')
      .digest('hex');
    const opened = age.opened ?? '0 minutes';
    // As its owner, because the application may neither move the beginning of a session nor its end.
    await world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'door', true)`;
      await tx`update session set created_at = created_at - ${opened}::interval, expires_at = expires_at - ${opened}::interval,
        last_seen_at = last_seen_at - ${age.lastSeen ?? '0 minutes'}::interval where id_hash = ${hash}`;
    });
    return { cookie, hash };
  };

  test.each([
    [{ lastSeen: '29 minutes' }, true],
    [{ lastSeen: '31 minutes' }, false],
    [{ opened: '11 hours 59 minutes' }, true],
    [{ opened: '12 hours 1 minute' }, false],
  ])('that is %o old lives: %s', async (age, lives) => {
    const { cookie } = await aged(age);
    expect((await readActor(world.database, BASE_URL, cookie)) !== null).toBe(lives);
  });

  test('slides while it is used, with one write a minute, and never past its end', async () => {
    const { cookie, hash } = await aged({ lastSeen: '20 minutes', opened: '11 hours' });
    const row = async () => {
      const [found] = await atDoor((db) =>
        db.execute<{ seen: string; expires: string; version: string }>(sql`
          select extract(epoch from now() - last_seen_at) as seen, expires_at::text as expires, xmin::text as version
          from session where id_hash = ${hash}`),
      );
      return found;
    };
    const before = await row();
    expect(await readActor(world.database, BASE_URL, cookie)).not.toBeNull();
    const once = await row();
    expect(Number(once?.seen)).toBeLessThan(30);
    for (let again = 0; again < 3; again += 1) await readActor(world.database, BASE_URL, cookie);
    expect((await row())?.version).toBe(once?.version);
    expect(once?.expires).toBe(before?.expires);
  });

  test('that sleeps is not woken, and none is lent, lengthened or made for a day: the database refuses', async () => {
    const { hash } = await aged({ lastSeen: '31 minutes' });
    const refuses = (statement: ReturnType<typeof sql>) =>
      expect(atDoor((db) => db.execute(statement))).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/^(23514|42501)$/) as string },
      });
    await refuses(sql`update session set last_seen_at = now() where id_hash = ${hash}`);
    await refuses(sql`update session set expires_at = now() + interval '1 hour' where id_hash = ${hash}`);
    await refuses(
      sql`update session set account_id = ${world.people.admin.accountId} where id_hash = ${hash}`,
    );
    const { accountId, membershipId } = world.people.ana;
    await refuses(sql`insert into session (id_hash, account_id, membership_id, expires_at)
      values (${randomUUID()}, ${accountId}, ${membershipId}, now() + interval '13 hours')`);
  });

  test('that is over is swept, and the others stay', async () => {
    const idle = await aged({ lastSeen: '31 minutes' });
    const fresh = await aged({});
    await sweepSessions(world.database);
    const left = await atDoor((db) =>
      db.execute<{ id_hash: string }>(
        sql`select id_hash from session where id_hash in (${idle.hash}, ${fresh.hash})`,
      ),
    );
    expect(left.map(({ id_hash }) => id_hash)).toEqual([fresh.hash]);
  });

  test('changes its id when somebody goes on as another of theirs', async () => {
    const person = await somebody();
    const second = randomUUID();
    await walled(world.database, { side: 'msp' }, (db) =>
      db.insert(membership).values({
        id: second,
        accountId: person.accountId,
        organizationId: world.clientId,
        role: 'hiringManager',
      }),
    );
    const browser = aBrowser(world.database);
    await inWithPassword(browser, person);
    const before = browser.door().cookie;
    const actor = await actorOf(browser);
    if (!actor) throw new Error('nobody is in');
    const switched = await switchMembership(browser.door(), actor, second);
    browser.take(switched?.way.cookies ?? []);
    expect(await actorOf(browser)).toMatchObject({ membershipId: second, role: 'hiringManager' });
    expect(await readActor(world.database, BASE_URL_OF_BROWSERS, before)).toBeNull();
    expect(await switchMembership(browser.door(), actor, world.people.admin.membershipId)).toBeNull();
  });
});

describe('the second factor', () => {
  test('is owed by the program office, and nobody is in before it', async () => {
    const person = await somebody('msp', { totp: true });
    const browser = aBrowser(world.database);
    expect(await inWithPassword(browser, person)).toMatchObject({
      ok: true,
      value: { to: '/sign-in/second-factor' },
    });
    expect(await actorOf(browser)).toBeNull();
    const door = browser.door();
    expect(await proveSecondFactor(door, { code: wrongCode(door.now), to: '/' })).toMatchObject({
      ok: false,
    });
    const answer = await proveSecondFactor(door, { code: codeAt(door.now), to: '/billing' });
    expect(answer).toMatchObject({ ok: true, value: { to: '/billing' } });
    if (answer.ok) browser.take(answer.value.cookies);
    expect(await actorOf(browser)).toMatchObject({ role: 'mspAdmin', session: { secondFactor: 'totp' } });
  });

  test('must be set up by whoever of the program office has none', async () => {
    const browser = aBrowser(world.database);
    const answer = await inWithPassword(browser, await somebody('msp'));
    expect(answer).toMatchObject({ ok: true, value: { to: '/sign-in/enrolment' } });
    expect(await actorOf(browser)).toBeNull();
    expect(await proveSecondFactor(browser.door(), { code: '123456', to: '/' })).toMatchObject({ ok: false });
  });

  /** Somebody whose password was right, in as many browsers as asked for. */
  const halfIn = async (browsers: number, person: Actor) => {
    const all = Array.from({ length: browsers }, (_, index) =>
      aBrowser(world.database, { ip: `203.0.${index}.5` }),
    );
    for (const browser of all) await inWithPassword(browser, person);
    return all;
  };

  test('takes a code once: of five who bring it at the same moment one is in', async () => {
    const person = await somebody('msp', { totp: true });
    const browsers = await halfIn(5, person);
    const now = new Date();
    const answers = await Promise.all(
      browsers.map((browser) => proveSecondFactor(browser.door({ now }), { code: codeAt(now), to: '/' })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [late] = await halfIn(1, person);
    expect(await proveSecondFactor(late!.door({ now }), { code: codeAt(now), to: '/' })).toMatchObject({
      ok: false,
    });
  });

  test('counts half a minute early and late, no more, and never an older one than was taken', async () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 10, 29, 12, 0, 15) + seconds * 1000);
    const lets = async (person: Actor, seconds: number) => {
      const [browser] = await halfIn(1, person);
      return (await proveSecondFactor(browser!.door({ now: at(0) }), { code: codeAt(at(seconds)), to: '/' }))
        .ok;
    };
    for (const [seconds, right] of [
      [-60, false],
      [-30, true],
      [0, true],
      [30, true],
      [60, false],
    ] as const)
      expect(await lets(await somebody('msp', { totp: true }), seconds), `${seconds} s`).toBe(right);
    const person = await somebody('msp', { totp: true });
    expect(await lets(person, 0)).toBe(true);
    expect(await lets(person, -30)).toBe(false);
    expect(await lets(person, 30)).toBe(true);
  });

  test('a recovery code stands in for it, once, and its owner is told', async () => {
    const person = await somebody('msp', { totp: true });
    const [code = ''] = await atDoor((db) => makeRecoveryCodes(db, person.accountId, new Date()));
    const browsers = await halfIn(4, person);
    const answers = await Promise.all(
      browsers.map((browser) => proveSecondFactor(browser.door(), { code: code.toUpperCase(), to: '/' })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const told = await walled(world.database, { side: 'msp' }, (db) =>
      db.select().from(mail).where(eq(mail.toAccountId, person.accountId)),
    );
    expect(told.map(({ props }) => (props as { what?: string }).what)).toEqual(['recoveryCodeUsed']);
  });

  test('the database takes no code twice either', async () => {
    const { accountId } = await somebody('msp', { totp: true });
    const take = (step: number) =>
      atDoor((db) =>
        db.execute(
          sql`update totp_factor set last_step = ${step}, last_used_at = clock_timestamp() where account_id = ${accountId}`,
        ),
      );
    await take(100);
    for (const step of [100, 99])
      await expect(take(step)).rejects.toMatchObject({ cause: { code: '23514' } });
    await take(101);
  });

  test('whoever comes in as a client without one proves it before going on for the program office', async () => {
    const person = await somebody();
    const inOffice = randomUUID();
    await walled(world.database, { side: 'msp' }, (db) =>
      db.insert(membership).values({
        id: inOffice,
        accountId: person.accountId,
        organizationId: world.mspId,
        role: 'mspCoordinator',
      }),
    );
    const browser = aBrowser(world.database);
    await inWithPassword(browser, person);
    const actor = await actorOf(browser);
    const switched = actor && (await switchMembership(browser.door(), actor, inOffice));
    expect(switched?.way.to).toBe('/sign-in/enrolment');
    browser.take(switched?.way.cookies ?? []);
    expect(await actorOf(browser)).toBeNull();
  });
});

describe('links', () => {
  /** The links that were sent to somebody, oldest first. */
  const linksOf = async ({ accountId }: Actor) => {
    const rows = await world.rows<{ link: string }>(
      sql`select props ->> 'link' as link from mail where to_account_id = ${accountId} and kind = 'passwordReset' order by queued_at, id`,
    );
    return rows.map(({ link }) => link.split('/').at(-1) ?? '');
  };

  test('to a new password work once; a newer one ends the ones before; every session ends', async () => {
    const person = await somebody();
    const browser = aBrowser(world.database);
    await inWithPassword(browser, person);
    const stranger = aBrowser(world.database, { ip: '203.0.113.7' });
    await requestReset(stranger.door(), person.email.toUpperCase());
    await requestReset(stranger.door(), person.email);
    const [old = '', newest = ''] = await linksOf(person);
    expect(await resetPassword(stranger.door(), old, NEW_PASSWORD)).toMatchObject({ ok: false });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => resetPassword(stranger.door(), newest, NEW_PASSWORD)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await actorOf(browser)).toBeNull();
    expect(await tries(aBrowser(world.database), person.email)).toMatchObject({ ok: false });
    expect(await tries(aBrowser(world.database), person.email, NEW_PASSWORD)).toMatchObject({ ok: true });
    expect(await newsOf(person.accountId)).toEqual([
      'account.signedIn',
      'account.resetRequested',
      'account.resetRequested',
      'account.passwordChanged',
      'account.signedIn',
    ]);
  });

  test('to a new password are stored hashed, last an hour, and do not replace a second factor', async () => {
    const person = await somebody('msp', { totp: true });
    await requestReset(aBrowser(world.database, { ip: '203.0.114.7' }).door(), person.email);
    const [token = ''] = await linksOf(person);
    const [row] = await atDoor((db) =>
      db.execute<{ token_hash: string; minutes: number }>(sql`select token_hash,
        extract(epoch from expires_at - created_at)::int / 60 as minutes from password_reset where account_id = ${person.accountId}`),
    );
    expect(row).toEqual({ token_hash: createHash('sha256').update(token).digest('hex'), minutes: 60 });
    const browser = aBrowser(world.database);
    expect(await resetPassword(browser.door(), token, 'northgate-2026')).toMatchObject({
      ok: false,
      problems: [{ field: 'password' }],
    });
    expect(await resetPassword(browser.door(), token, NEW_PASSWORD)).toMatchObject({ ok: true });
    expect(await inWithPassword(browser, person, NEW_PASSWORD)).toMatchObject({
      value: { to: '/sign-in/second-factor' },
    });
  });

  test('are not sent to nobody, to the disabled and to whoever asked three times, and all get the same answer', async () => {
    const person = await somebody();
    const gone = await somebody();
    await atDoor((db) =>
      db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, gone.accountId)),
    );
    const door = aBrowser(world.database, { ip: '203.0.115.7' }).door();
    const emails = [
      person.email,
      person.email,
      person.email,
      person.email,
      gone.email,
      'nobody@people.example',
    ];
    for (const email of emails) expect(await requestReset(door, email)).toEqual({ ok: true, value: null });
    expect(await linksOf(person)).toHaveLength(3);
    expect(await linksOf(gone)).toEqual([]);
  });

  test('of invitations are redeemed by one of four who press at once, with a password that holds', async () => {
    const { token, tokenHash } = newToken();
    const email = `new.${randomUUID()}@people.example`;
    await walled(world.database, { side: 'msp' }, (db) =>
      db.execute(sql`insert into invitation (organization_id, email, name, role, token_hash, expires_at)
        values (${world.clientId}, ${email}, 'Nora Feld', 'approver', ${tokenHash}, now() + interval '1 day')`),
    );
    const accept = (password: string) =>
      acceptInvitation(aBrowser(world.database).door(), token, { name: 'Nora Feld', password });
    for (const weak of ['short', 'nora-feld-2026', 'password1234'])
      expect(await accept(weak)).toMatchObject({ ok: false, problems: [{ field: 'password' }] });
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => accept(PASSWORD)));
    expect(answers.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(1);
    expect(await accept(PASSWORD)).toMatchObject({ ok: false, problems: [{ field: '' }] });
  });
});

describe('tries', () => {
  const guessUntilSlowed = async (browser: TestBrowser, email: string, most = 40) => {
    for (let count = 0; count < most; count += 1) {
      const answer = await tries(browser, email, `wrong guess number ${count}`);
      if (!answer.ok && answer.waitSeconds) return { count, wait: answer.waitSeconds };
    }
    throw new Error('nobody was slowed down');
  };

  test('are five, then one every three minutes, said in words, and right ones are none', async () => {
    const person = await somebody();
    const browser = aBrowser(world.database, { ip: '198.18.1.1' });
    for (let count = 0; count < 8; count += 1) expect((await tries(browser, person.email)).ok).toBe(true);
    const { count, wait } = await guessUntilSlowed(browser, person.email);
    expect(count).toBe(5);
    expect(wait).toBeGreaterThan(60);
    expect(wait).toBeLessThanOrEqual(180);
    expect(await tries(browser, person.email)).toMatchObject({
      problems: [{ field: 'password', message: 'Too many tries. Wait 3 minutes, then try again.' }],
    });
    expect(await newsOf(person.accountId)).toContain('account.guessed');
    // Whoever waits has the next turn.
    await atDoor((db) => db.execute(sql`update throttle set busy_until = busy_until - interval '3 minutes'`));
    expect((await tries(browser, person.email)).ok).toBe(true);
  });

  test('on nobody’s account are slowed down the same', async () => {
    const browser = aBrowser(world.database, { ip: '198.18.2.1' });
    expect((await guessUntilSlowed(browser, `nobody.${randomUUID()}@people.example`)).count).toBe(5);
  });

  test('of strangers never stand in the way of somebody who comes back to where they were', async () => {
    const person = await somebody();
    const phone = aBrowser(world.database, { ip: '198.18.3.1' });
    await inWithPassword(phone, person);
    // A hundred strangers, each from a network of their own, until the account's lane for strangers is full.
    let slowed = 0;
    for (let stranger = 0; stranger < 30; stranger += 1) {
      const answer = await tries(
        aBrowser(world.database, { ip: `198.19.${stranger}.1` }),
        person.email,
        'a wrong one',
      );
      if (!answer.ok && answer.waitSeconds) slowed += 1;
    }
    expect(slowed).toBeGreaterThan(5);
    const elsewhere = aBrowser(world.database, { ip: '198.19.77.1' });
    expect(await tries(elsewhere, person.email)).toMatchObject({ ok: false });
    // From the same network with a new browser, and with the same browser on the way.
    expect((await tries(aBrowser(world.database, { ip: '198.18.3.9' }), person.email)).ok).toBe(true);
    const onTheWay = aBrowser(world.database, { ip: '198.19.78.1' });
    onTheWay.take([`muster_device=${phone.cookie('muster_device')}; Path=/`]);
    expect((await tries(onTheWay, person.email)).ok).toBe(true);
    // A cookie that somebody made up is worth nothing.
    const forger = aBrowser(world.database, { ip: '198.19.79.1' });
    forger.take([
      `muster_device=${Buffer.from(JSON.stringify(`x.${person.accountId}.k.mac`)).toString('base64')}; Path=/`,
    ]);
    expect((await tries(forger, person.email)).ok).toBe(false);
  });

  test('of codes are slowed down too, and do not give away the account', async () => {
    const person = await somebody('msp', { totp: true });
    const browser = aBrowser(world.database, { ip: '198.18.4.1' });
    await inWithPassword(browser, person);
    let waited = 0;
    for (let count = 0; count < 8; count += 1) {
      const door = browser.door();
      const answer = await proveSecondFactor(door, { code: wrongCode(door.now), to: '/' });
      if (!answer.ok && answer.waitSeconds) waited += 1;
    }
    expect(waited).toBe(3);
    const door = browser.door();
    expect(await proveSecondFactor(door, { code: codeAt(door.now), to: '/' })).toMatchObject({
      waitSeconds: expect.any(Number) as number,
    });
  });

  test('that come at once are counted one by one', async () => {
    const person = await somebody();
    const browser = aBrowser(world.database, { ip: '198.18.5.1' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => tries(browser, person.email, `wrong guess ${index}`)),
    );
    expect(answers.filter((answer) => !answer.ok && !answer.waitSeconds)).toHaveLength(5);
  });
});

describe('a password', () => {
  test('is changed by whoever knows it; everything that it opened ends, and they are told', async () => {
    const person = await somebody();
    const [here, elsewhere] = [aBrowser(world.database), aBrowser(world.database, { ip: '203.0.116.1' })];
    await inWithPassword(here, person);
    await inWithPassword(elsewhere, person);
    const before = here.door().cookie;
    const actor = await actorOf(here);
    if (!actor) throw new Error('nobody is in');
    const change = (currentPassword: string, password: string) =>
      changePassword(here.door(), actor, { currentPassword, password });
    expect(await change('not this one at all', NEW_PASSWORD)).toMatchObject({
      problems: [{ field: 'currentPassword' }],
    });
    expect(await change(PASSWORD, 'nadia.brandt.2026')).toMatchObject({ problems: [{ field: 'password' }] });
    const answer = await change(PASSWORD, NEW_PASSWORD);
    if (!answer.ok) throw new Error('it was not changed');
    here.take(answer.value.cookies);
    expect(await actorOf(here)).toMatchObject({ accountId: person.accountId });
    expect(await actorOf(elsewhere)).toBeNull();
    expect(await readActor(world.database, BASE_URL_OF_BROWSERS, before)).toBeNull();
    expect(await newsOf(person.accountId)).toContain('account.passwordChanged');
  });

  test('that was hashed with less work is hashed anew at the next sign-in', async () => {
    const person = await somebody();
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    expect(isWeak(weak)).toBe(true);
    const stored = () =>
      atDoor((db) =>
        db.select().from(accountPassword).where(eq(accountPassword.accountId, person.accountId)),
      );
    await atDoor((db) =>
      db
        .update(accountPassword)
        .set({ passwordHash: weak })
        .where(eq(accountPassword.accountId, person.accountId)),
    );
    expect((await tries(aBrowser(world.database), person.email)).ok).toBe(true);
    const [row] = await stored();
    expect(isWeak(row?.passwordHash ?? '')).toBe(false);
    expect((await tries(aBrowser(world.database), person.email)).ok).toBe(true);
  });

  test('is hashed by four at a time, whoever knocks', async () => {
    const all = Array.from({ length: 12 }, (_, index) => hashPassword(`sentence number ${index}`));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, hashesAtWork())), 1);
    await Promise.all(all);
    clearInterval(watch);
    expect(most).toBe(4);
    expect(hashesAtWork()).toBe(0);
  });

  test('takes as long to refuse for nobody as for somebody', { timeout: 120_000 }, async () => {
    const PAIRS = 200;
    const person = await somebody();
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const median = (values: number[]) =>
      [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const measure = async (who: 'known' | 'unknown', pair: number) => {
      const email = who === 'known' ? person.email : `nobody.${pair}@people.example`;
      // Each from a network of its own, so that nobody is slowed down; the account's lane for strangers is emptied.
      const browser = aBrowser(world.database, { ip: `10.${pair >> 8}.${pair & 255}.1` });
      const began = performance.now();
      const answer = await tries(browser, email, 'a wrong password');
      times[who].push(performance.now() - began);
      if (answer.ok || answer.waitSeconds) throw new Error('this measures something else');
    };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      await atDoor((db) =>
        db.execute(sql`delete from throttle where purpose in ('password account', 'password pair')`),
      );
      const order = pair % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
      for (const who of order) await measure(who, pair);
    }
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(5);
  });
});
