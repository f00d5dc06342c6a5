import { eq, sql, type SQL } from 'drizzle-orm';
import { account, accountPassword, membership } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { proveSecondFactor } from '#app/access/commands/prove-second-factor.server.ts';
import { signIn } from '#app/access/commands/sign-in.server.ts';
import type { NotIn } from '#app/access/doorstep.server.ts';
import { hashPassword } from '#app/access/password.server.ts';
import { readActor } from '#app/access/session.server.ts';
import { makeRecoveryCodes, sealTotp } from '#app/factors/public.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { join } from '#test/cast.ts';
import { aBrowser, type TestBrowser } from '#test/factories/doorstep.ts';
import { aProgram } from '#test/factories/program.ts';

/* People in front of the door, for the tests that take its guards away. Import it once those have their switches. */

export const PASSWORD = 'tall green kettle walks';
export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const baseUrl = 'http://localhost:3000';

export const world = await aProgram();
export const passwordHash = await hashPassword(PASSWORD);

export const atDoor = <T>(work: (db: Db) => Promise<T>) => walled(world.database, { side: 'door' }, work);
export const asMsp = <T>(work: (db: Db) => Promise<T>) => walled(world.database, { side: 'msp' }, work);

/** As the owner of the tables: the application may not move the times of what opens the door. */
export const moved = (statement: SQL) =>
  atDoor(async (db) => {
    await db.execute(sql`reset role`);
    await db.execute(statement);
  });

/** Somebody new with a password; with an authenticator too, whoever acts for the program office. */
export async function somebody(
  at: 'client' | 'msp' = 'client',
  { totp = at === 'msp' } = {},
): Promise<Actor> {
  const home = { id: at === 'msp' ? world.mspId : world.clientId, name: at };
  const role = at === 'msp' ? 'mspFinance' : 'approver';
  const person = await asMsp((db) => join(db, home, { name: 'Nadia Brandt', role }));
  const { accountId } = person;
  await atDoor(async (db) => {
    await db.insert(accountPassword).values({ accountId, passwordHash });
    if (totp)
      await db.execute(sql`insert into totp_factor (account_id, secret, last_step)
        values (${accountId}, ${sealTotp(accountId, SECRET)}, 0)`);
  });
  return person;
}

export const disable = ({ accountId }: Actor) =>
  atDoor((db) => db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, accountId)));
export const leaves = ({ membershipId }: Actor) =>
  asMsp((db) => db.update(membership).set({ endedAt: new Date() }).where(eq(membership.id, membershipId)));
export const recoveryCodes = ({ accountId }: Actor) =>
  atDoor((db) => makeRecoveryCodes(db, accountId, new Date()));

/** What the door says: where it leads, or its first sentence. */
export const saysOf = (answer: { ok: true; value: { to: string } } | NotIn): string =>
  answer.ok ? answer.value.to : (answer.problems[0]?.message ?? '');

/** Tries a password, and keeps what the browser is given. */
export async function tries(browser: TestBrowser, { email }: Actor, password = PASSWORD): Promise<string> {
  const answer = await signIn(browser.door(), { email, password, to: '/' });
  if (answer.ok) browser.take(answer.value.cookies);
  return saysOf(answer);
}

/** Whether a code lets somebody in whose password was right. */
export const proves = async (browser: TestBrowser, code = '', now = new Date()): Promise<string> =>
  (await proveSecondFactor(browser.door({ now }), { code, to: '/' })).ok ? 'in' : 'out';

/** Who stands behind a cookie. @throws where nobody does */
export async function known(cookie: string | null) {
  const actor = await readActor(world.database, baseUrl, cookie);
  if (!actor?.session) throw new Error('nobody is in');
  return { ...actor, session: actor.session };
}

/** Somebody in a browser where their password was taken. */
export async function browserOf(person: Actor, ip?: string): Promise<TestBrowser> {
  const browser = aBrowser(world.database, ip ? { ip } : {});
  await tries(browser, person);
  return browser;
}
