import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import {
  addAuthenticator,
  addPasskey,
  removeAuthenticator,
  removePasskey,
  renamePasskey,
  renewRecoveryCodes,
} from '#app/access/commands/account/keep-factors.server.ts';
import { endOtherSessions, endOwnSession } from '#app/access/commands/account/end-sessions.server.ts';
import { proveAgain } from '#app/access/commands/account/prove-again.server.ts';
import { renameMyself } from '#app/access/commands/account/rename.server.ts';
import { resetFactors } from '#app/access/commands/reset-factors.server.ts';
import { sessionsOf } from '#app/access/account/queries.server.ts';
import { sweepDoors } from '#app/access/jobs.server.ts';
import { openSession, readActor } from '#app/access/session.server.ts';
import { factorsOf, offerTotp, sealTotp, takeCode } from '#app/factors/public.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import { join, type Person } from '#test/cast.ts';
import { BASE_URL, inWords } from '#test/factories/acts.ts';
import { aBrowser } from '#test/factories/doorstep.ts';
import { aProgram, type World } from '#test/factories/program.ts';

let world: World;
beforeAll(async () => {
  world = await aProgram();
});

const said = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const atDoor = <T>(work: (db: Db) => Promise<T>) => walled(world.database, { side: 'door' }, work);
const cookieOf = async ({ accountId, membershipId }: Actor) =>
  (await openSession(world.database, BASE_URL, accountId, membershipId)).split(';')[0] ?? '';

/** Somebody who signed in just now, in a session of theirs. */
async function signedIn(at: 'client' | 'msp' = 'client'): Promise<Actor> {
  const home = { id: at === 'msp' ? world.mspId : world.clientId, name: at };
  const person = await walled(world.database, { side: 'msp' }, (db) =>
    join(db, home, { name: 'Nadia Brandt', role: at === 'msp' ? 'mspFinance' : 'approver' }),
  );
  const actor = await readActor(world.database, BASE_URL, await cookieOf(person));
  if (!actor) throw new Error('nobody is in');
  return actor;
}

const codeOf = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
const later = (actor: Actor): Actor =>
  actor.session
    ? { ...actor, session: { ...actor.session, provenAt: new Date(world.now().getTime() - 11 * 60_000) } }
    : actor;
const setUp = (actor: Actor) =>
  world.act(actor, (ctx) => {
    const offer = offerTotp(ctx.actor.accountId, ctx.actor.email, ctx.now);
    return addAuthenticator(ctx, { offer: offer.sealed, code: codeOf(offer.secret, ctx.now) });
  });
const factors = ({ accountId }: Actor) => atDoor((db) => factorsOf(db, accountId));
const mailsTo = async ({ accountId }: Actor) =>
  (
    await world.rows<{ what: string }>(
      sql`select props ->> 'what' as what from mail where to_account_id = ${accountId} order by queued_at, id`,
    )
  ).map(({ what }) => what);

describe('an authenticator', () => {
  test('is set up with its first code; recovery codes come with it, and its owner is told', async () => {
    const actor = await signedIn();
    const result = await setUp(actor);
    expect(result.ok && result.value.codes).toHaveLength(10);
    expect(await factors(actor)).toMatchObject({
      totpSince: expect.any(Date) as Date,
      recoveryCodesLeft: 10,
    });
    expect(said(await setUp(actor))).toMatch(/^stale/);
    expect(await mailsTo(actor)).toEqual(['authenticatorAdded']);
  });

  test('is kept sealed, and in no other row opens', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    await setUp(one);
    const [row] = await atDoor((db) =>
      db.execute<{ secret: string }>(sql`select secret from totp_factor where account_id = ${one.accountId}`),
    );
    expect(row?.secret).toMatch(/^v1\.test\./);
    await atDoor((db) =>
      db.execute(sql`insert into totp_factor (account_id, secret, last_step)
        values (${other.accountId}, ${row?.secret ?? ''}, 0)`),
    );
    await expect(atDoor((db) => takeCode(db, other.accountId, '123456', new Date()))).rejects.toThrow();
  });

  test('is not set up with somebody else’s secret, an old one, or a wrong code', async () => {
    const [actor, other] = [await signedIn(), await signedIn()];
    const tryWith = (make: (ctx: { now: Date }) => { offer: string; code: string }) =>
      world.act(actor, (ctx) => addAuthenticator(ctx, make(ctx)));
    const offered = (whose: Actor, now: Date, at: Date) => {
      const { sealed, secret } = offerTotp(whose.accountId, whose.email, at);
      return { offer: sealed, code: codeOf(secret, now) };
    };
    expect(said(await tryWith(({ now }) => offered(other, now, now)))).toMatch(/too old/);
    const hourAgo = (now: Date) => new Date(now.getTime() - 3_600_000);
    expect(said(await tryWith(({ now }) => offered(actor, now, hourAgo(now))))).toMatch(/too old/);
    expect(said(await tryWith(({ now }) => ({ ...offered(actor, now, now), code: '000000' })))).toMatch(
      /not the code/,
    );
    expect((await factors(actor)).totpSince).toBeNull();
  });

  test('asks once more who it is after ten minutes, for everything that opens the door', async () => {
    const actor = later(await signedIn());
    const again = /^stale: Some time has passed/;
    expect(said(await setUp(actor))).toMatch(again);
    for (const command of [
      removeAuthenticator,
      renewRecoveryCodes,
      (ctx: Parameters<typeof addPasskey>[0]) => addPasskey(ctx, { credential: '{}', name: 'A key' }),
    ])
      expect(said(await world.act(actor, (ctx) => command(ctx)))).toMatch(again);
  });

  test('is turned off by whoever may do without one, and its codes are void', async () => {
    const [client, office] = [await signedIn(), await signedIn('msp')];
    for (const actor of [client, office]) await setUp(actor);
    expect(said(await world.act(client, removeAuthenticator))).toBe('ok');
    expect(await factors(client)).toEqual({ totpSince: null, passkeys: 0, recoveryCodesLeft: 0 });
    expect(said(await world.act(office, removeAuthenticator))).toMatch(
      /^refused: Whoever acts for the program office/,
    );
    expect(await mailsTo(client)).toEqual(['authenticatorAdded', 'authenticatorRemoved']);
  });

  test('proves who one is, where a password alone does not', async () => {
    const actor = await signedIn();
    await setUp(actor);
    const browser = aBrowser(world.database);
    const old = later(actor);
    expect(await proveAgain(browser.door(), old, { password: 'whatever this is', to: '/' })).toMatchObject({
      ok: false,
    });
    const [code = ''] = await world
      .act(actor, renewRecoveryCodes)
      .then((result) => (result.ok ? result.value.codes : []));
    await atDoor((db) =>
      db.execute(
        sql`update session set proven_at = now() - interval '1 hour' where id = ${actor.session?.id ?? ''}`,
      ),
    );
    expect(await proveAgain(browser.door(), old, { code, to: '/' })).toEqual({ ok: true, value: null });
    expect(await proveAgain(browser.door(), old, { code, to: '/' })).toMatchObject({ ok: false });
    const [row] = await atDoor((db) =>
      db.execute<{ fresh: boolean; way: string }>(
        sql`select proven_at > now() - interval '1 minute' as fresh, second_factor as way from session where id = ${actor.session?.id ?? ''}`,
      ),
    );
    expect(row).toEqual({ fresh: true, way: 'recovery' });
  });

  test('is sealed again with the newest key by the sweep', async () => {
    const { accountId } = await signedIn();
    // Other worlds of this database hold secrets that nothing opens.
    await atDoor((db) => db.execute(sql`delete from totp_factor where account_id <> ${accountId}`));
    const old = sealTotp(accountId, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
    const renamed = old.replace('v1.test.', 'v1.older.');
    await atDoor((db) =>
      db.execute(
        sql`insert into totp_factor (account_id, secret, last_step) values (${accountId}, ${renamed}, 0)`,
      ),
    );
    const sweep = () =>
      sweepDoors.run(
        {
          ...{ database: world.database, now: new Date(), requestId: 'test', baseUrl: BASE_URL },
          config: readConfig({ NODE_ENV: 'test' }),
        },
        {},
      );
    // A key that is gone stops the sweep, and says which.
    await expect(sweep()).rejects.toThrow(/«older» is not known/);
    await atDoor((db) => db.execute(sql`delete from totp_factor where account_id = ${accountId}`));
    await expect(sweep()).resolves.toBeUndefined();
  });
});

describe('a passkey', () => {
  const withPasskey = async (at: 'client' | 'msp' = 'client') => {
    const actor = await signedIn(at);
    const id = randomUUID();
    await atDoor((db) =>
      db.execute(sql`insert into passkey (id, account_id, credential_id, public_key, counter, name)
        values (${id}, ${actor.accountId}, ${id}, 'k', 0, 'A key')`),
    );
    return { actor, id };
  };

  test('that nobody asked for is not kept', async () => {
    const actor = await signedIn();
    for (const credential of ['', '{}', 'null', '[1]', '{"id":"x","response":{}}'])
      expect(said(await world.act(actor, (ctx) => addPasskey(ctx, { credential, name: 'A key' })))).toMatch(
        /could not be checked/,
      );
    expect((await factors(actor)).passkeys).toBe(0);
  });

  test('is renamed and removed by its owner alone', async () => {
    const { actor, id } = await withPasskey();
    const other = await signedIn();
    for (const command of [
      (ctx: Parameters<typeof removePasskey>[0]) => removePasskey(ctx, id),
      (ctx: Parameters<typeof removePasskey>[0]) => renamePasskey(ctx, id, { name: 'Mine' }),
    ])
      expect(said(await world.act(other, command))).toBe('missing');
    expect(said(await world.act(actor, (ctx) => renamePasskey(ctx, id, { name: 'The office key' })))).toBe(
      'ok',
    );
    const removed = await world.act(actor, (ctx) => removePasskey(ctx, id));
    expect(removed).toEqual({ ok: true, value: { name: 'The office key' } });
  });

  test('that is the last second factor of the program office stays', async () => {
    const { actor, id } = await withPasskey('msp');
    expect(said(await world.act(actor, (ctx) => removePasskey(ctx, id)))).toMatch(/^refused/);
    await setUp(actor);
    expect(said(await world.act(actor, (ctx) => removePasskey(ctx, id)))).toBe('ok');
  });
});

describe('sessions', () => {
  test('are listed and ended by their owner alone', async () => {
    const actor = await signedIn();
    const elsewhere = await cookieOf(actor);
    const stranger = await signedIn();
    const listed = await world.reads(actor, sessionsOf);
    expect(listed.map(({ isThis }) => isThis).sort()).toEqual([false, true]);
    const other = listed.find(({ isThis }) => !isThis);
    expect(said(await world.act(stranger, (ctx) => endOwnSession(ctx, other?.id ?? '')))).toBe('missing');
    expect(await readActor(world.database, BASE_URL, elsewhere)).not.toBeNull();
    expect(await world.act(actor, (ctx) => endOwnSession(ctx, other?.id ?? ''))).toEqual({
      ok: true,
      value: { wasThis: false },
    });
    expect(await readActor(world.database, BASE_URL, elsewhere)).toBeNull();
  });

  test('of everywhere else end at once', async () => {
    const actor = await signedIn();
    const elsewhere = await Promise.all([cookieOf(actor), cookieOf(actor)]);
    expect(await world.act(actor, endOtherSessions)).toEqual({ ok: true, value: { ended: 2 } });
    for (const cookie of elsewhere) expect(await readActor(world.database, BASE_URL, cookie)).toBeNull();
    expect(await world.reads(actor, sessionsOf)).toHaveLength(1);
  });
});

describe('a second factor that was lost', () => {
  test('is taken away by another administrator of the program office, and by nobody else', async () => {
    const owner = await signedIn();
    await setUp(owner);
    const cookie = await cookieOf(owner);
    const resets = (who: Person | Actor, whom: Actor) =>
      world.act(who, (ctx) => resetFactors(ctx, whom.accountId));
    for (const who of ['coordinator', 'finance', 'auditor', 'clientAdmin'] as const)
      await expect(resets(who, owner)).rejects.toThrow(/not yours to do/);
    await expect(resets('admin', world.people.admin)).rejects.toThrow(/not yours to do/);
    expect(said(await resets('admin', owner))).toBe('ok');
    expect(await factors(owner)).toEqual({ totpSince: null, passkeys: 0, recoveryCodesLeft: 0 });
    expect(await readActor(world.database, BASE_URL, cookie)).toBeNull();
    expect(await mailsTo(owner)).toEqual(['authenticatorAdded', 'factorsReset']);
  });

  test('is nobody’s to take in the database either, but the program office’s', async () => {
    const { accountId } = await signedIn();
    const takes = (who: Actor) =>
      walled(world.database, viewpointOf(who), (db) =>
        db.execute(sql`select app.remove_factors(${accountId}::uuid)`),
      );
    for (const who of [world.people.clientAdmin, world.people.supplierAdmin])
      await expect(takes(who)).rejects.toMatchObject({ cause: { code: '42501' } });
    const { admin } = world.people;
    await expect(
      walled(world.database, viewpointOf(admin), (db) =>
        db.execute(sql`select app.remove_factors(${admin.accountId}::uuid)`),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
    await takes(admin);
  });
});

test('news of an account are read by its owner, the program office and their administrator; not by colleagues', async () => {
  const owner = await signedIn();
  await renameMyself(aBrowser(world.database).door(), owner, { name: 'Nadia Brandt-Feld' });
  const seenBy = (who: Actor) =>
    walled(world.database, viewpointOf(who), async (db) =>
      (
        await db.execute<{ kind: string }>(sql`select kind from event where subject_id = ${owner.accountId}`)
      ).map(({ kind }) => kind),
    );
  const { people } = world;
  for (const who of [owner, people.coordinator, people.clientAdmin])
    expect(await seenBy(who)).toEqual(['account.renamed']);
  for (const who of [people.ana, people.approver, people.recruiter, people.supplierAdmin])
    expect(await seenBy(who)).toEqual([]);
});

test('secrets stand in no news and in no mail but the one that carries the link', async () => {
  const actor = await signedIn();
  const result = await setUp(actor);
  const codes = result.ok ? (result.value.codes ?? []) : [];
  const [row] = await world.rows<{ text: string }>(sql`
    select string_agg(t, ' ') as text from (
      select to_jsonb(e)::text from event e where e.subject_id = ${actor.accountId}
      union all select to_jsonb(m)::text from mail m where m.to_account_id = ${actor.accountId}) x (t)`);
  expect(row?.text).toContain('account.factorAdded');
  for (const code of codes) expect(row?.text).not.toContain(code);
});
