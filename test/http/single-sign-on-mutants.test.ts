import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll } from 'vitest';
import type { AtProvider } from '#test/factories/provider.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * Organizations that let their people in by a provider of their own. Each guard of the way there and back is switched
 * off, and somebody is let in who must not be.
 */

const ATTEMPTS = 'app/directory/attempts.server.ts';
const FINISH = 'app/directory/commands/finish-sign-in.server.ts';
const LET_IN = 'app/directory/let-in.server.ts';
const CONNECTIONS = 'app/directory/connections.server.ts';

const guards = {
  'the way back is good in the browser that began': {
    ...{ in: ATTEMPTS, where: '!browser || known.browserHash !== sha256(browser)', off: 'false' },
  },
  'the way back is good once': {
    ...{ in: ATTEMPTS, where: 'isNull(directoryAttempt.usedAt)', off: 'undefined' },
  },
  'the way back is good for ten minutes': {
    ...{ in: ATTEMPTS, where: 'known.expiresAt <= now', off: 'false' },
  },
  'an answer is one to our question': {
    ...{ in: FINISH, after: 'expectedNonce: ', where: 'nonce', off: 'undefined' },
  },
  'an answer is signed by the provider': {
    ...{ in: 'app/directory/provider.server.ts', off: 'undefined' },
    where: 'openid.enableNonRepudiationChecks(configuration)',
  },
  'an address is of the organization’s domains': {
    ...{ in: FINISH, where: '!connection.domains.includes(domain)', off: 'false' },
  },
  'an address is verified': {
    ...{ in: FINISH, where: '!isVerified(claims, connection.vouchesForAddresses)', off: 'false' },
  },
  'a domain is in force once it is confirmed': {
    ...{ in: CONNECTIONS, after: 'export async function domainsInForce' },
    ...{ where: 'isNotNull(directoryDomain.confirmedAt)', off: 'undefined' },
  },
  'a provider that is switched off lets nobody in': {
    ...{
      in: CONNECTIONS,
      after: 'eq(directory.id, id), ',
      where: 'eq(directory.switchedOn, true)',
      off: 'undefined',
    },
  },
  'an account of somebody who acts elsewhere is not taken over': {
    ...{ in: LET_IN, where: '!isOurs || (await actsElsewhere(ctx, home, same.id))', off: 'false' },
  },
  'an address that went to somebody new takes no account along': {
    ...{ in: LET_IN, after: 'does not go with it.\n  if (', where: 'other', off: 'false' },
  },
  'a disabled account stays out': { in: LET_IN, where: 'bound.account.disabledAt', off: 'null' },
  'whom provisioning suspended stays out': {
    ...{ in: LET_IN, where: 'await isSuspended(ctx, home, person)', off: 'false' },
  },
  'a password opens nothing where single sign-on alone does': {
    ...{ in: 'app/access/single-sign-on.server.ts', where: 'row?.only ?? false', off: 'false' },
  },
};
switchable(guards);

const { account, directory, directoryDomain, directoryUser } = await import('#db/schema/index.ts');
const { walled } = await import('#db/walled.ts');
const { onlyBySingleSignOn } = await import('#app/access/single-sign-on.server.ts');
const { finishSignIn } = await import('#app/directory/commands/finish-sign-in.server.ts');
const { startSignIn } = await import('#app/directory/commands/start-sign-in.server.ts');
const { aDirectory, somebody } = await import('#test/factories/directory.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { anotherKey, aProvider, partsOf } = await import('#test/factories/provider.ts');

const baseUrl = 'http://localhost:4997';
const provider = await aProvider(`${baseUrl}/sign-in/sso/callback`);
afterAll(() => provider.stop());

type Token = Parameters<typeof provider.signAnew>[0];

/** A client of its own whose provider makes hiring managers of buyers. */
async function aClient(options: Parameters<typeof aDirectory>[1] = {}) {
  const world = await aProgram();
  const at = await aDirectory(world, { claimRoles: { buyers: 'hiringManager' }, provider, ...options });
  return {
    ...at,
    world,
    asMsp: <T>(work: Parameters<typeof walled<T>>[2]) => walled(world.database, { side: 'msp' }, work),
  };
}
type Client = Awaited<ReturnType<typeof aClient>>;

/** Somebody whom the provider knows. */
function person({ domain }: { domain: string }, claims: AtProvider = {}) {
  const subject = randomUUID();
  const email = `noor.${subject.slice(0, 8)}@${domain}`;
  provider.people.set(subject, { email, email_verified: true, name: 'Noor', groups: ['buyers'], ...claims });
  return { subject, email };
}

const surroundings = ({ world }: Client, now = new Date()) => ({ ...world.surroundings(), baseUrl, now });

/** Goes to the provider and comes back as far as its address. */
async function there(at: Client, subject: string) {
  const way = await startSignIn(surroundings(at), at.id, { returnTo: '/', cookieHeader: null });
  if (!way.ok) throw new Error(`not started: ${way.problem}`);
  const back = await provider.walk(way.to, subject);
  return { back: back.searchParams, cookie: way.cookie.split(';')[0] ?? '' };
}

/** How the way back ends: `in`, or with which problem. */
async function comesBack(
  at: Client,
  back: URLSearchParams,
  cookie: string | null,
  now?: Date,
): Promise<string> {
  const finished = await finishSignIn(surroundings(at, now), back, cookie);
  return finished.ok ? 'in' : finished.problem;
}

/** The whole way of somebody. */
async function comesIn(at: Client, { subject }: { subject: string }): Promise<string> {
  const { back, cookie } = await there(at, subject);
  return comesBack(at, back, cookie);
}

/** The whole way, where the provider's token is another on its way. */
async function withToken(changed: (token: Token) => string): Promise<string> {
  const at = await aClient();
  provider.tamper = (token) => changed(partsOf(token));
  try {
    return await comesIn(at, person(at));
  } finally {
    provider.tamper = null;
  }
}

const cases: Record<keyof typeof guards, Case> = {
  'the way back is good in the browser that began': turns('otherBrowser', 'in', async () => {
    const at = await aClient();
    const { back } = await there(at, person(at).subject);
    return comesBack(at, back, null);
  }),
  // What was kept of it is gone, so the library refuses it then.
  'the way back is good once': turns('replayed', 'notTrusted', async () => {
    const at = await aClient();
    const { back, cookie } = await there(at, person(at).subject);
    await comesBack(at, back, cookie);
    return endOf(() => comesBack(at, back, cookie));
  }),
  'the way back is good for ten minutes': turns('expired', 'in', async () => {
    const at = await aClient();
    const { back, cookie } = await there(at, person(at).subject);
    return comesBack(at, back, cookie, new Date(Date.now() + 11 * 60_000));
  }),
  'an answer is one to our question': turns('notTrusted', 'in', () =>
    withToken(({ header, payload }) =>
      provider.signAnew({ header, payload: { ...payload, nonce: undefined } }),
    ),
  ),
  'an answer is signed by the provider': turns('notTrusted', 'in', () =>
    withToken((token) => provider.signAnew(token, anotherKey())),
  ),
  'an address is of the organization’s domains': turns('wrongDomain', 'in', async () =>
    comesIn(await aClient(), person({ domain: `elsewhere-${randomUUID()}.example` })),
  ),
  'an address is verified': turns('unverified', 'in', async () => {
    const at = await aClient();
    return comesIn(at, person(at, { email_verified: false }));
  }),
  'a domain is in force once it is confirmed': turns('wrongDomain', 'in', async () => {
    const at = await aClient({ domains: [] });
    const domain = `${randomUUID()}.example`;
    const claimedBy = at.world.actor('admin').accountId;
    await at.asMsp((db) =>
      db.insert(directoryDomain).values({ organizationId: at.organizationId, domain, claimedBy }),
    );
    return comesIn(at, person({ domain }));
  }),
  'a provider that is switched off lets nobody in': turns('off', 'in', async () => {
    const at = await aClient();
    const { back, cookie } = await there(at, person(at).subject);
    await at.asMsp((db) => db.update(directory).set({ switchedOn: false }).where(eq(directory.id, at.id)));
    return comesBack(at, back, cookie);
  }),
  'an account of somebody who acts elsewhere is not taken over': turns('elsewhere', 'in', async () => {
    const at = await aClient();
    const who = person(at);
    await somebody(at.world, who.email, [
      { organizationId: at.organizationId, role: 'clientFinance' },
      { organizationId: at.world.suppliers.cobalt, role: 'recruiter' },
    ]);
    return comesIn(at, who);
  }),
  'an address that went to somebody new takes no account along': turns(
    'taken',
    /^the database: .*identity/,
    async () => {
      const at = await aClient();
      const before = person(at);
      await comesIn(at, before);
      return endOf(() => comesIn(at, person(at, { email: before.email })));
    },
  ),
  'a disabled account stays out': turns('disabled', 'in', async () => {
    const at = await aClient();
    const who = person(at);
    await comesIn(at, who);
    await at.asMsp((db) =>
      db.update(account).set({ disabledAt: new Date() }).where(eq(account.email, who.email)),
    );
    return comesIn(at, who);
  }),
  'whom provisioning suspended stays out': turns('disabled', 'in', async () => {
    const at = await aClient();
    const { organizationId } = at;
    const { subject, email } = person(at);
    const { accountId } = await somebody(at.world, email, [{ organizationId, role: 'clientFinance' }]);
    await at.asMsp((db) =>
      db.insert(directoryUser).values({ organizationId, accountId, userName: email, email, active: false }),
    );
    return comesIn(at, { subject });
  }),
  'a password opens nothing where single sign-on alone does': turns(true, false, async () => {
    const at = await aClient({ passwordsAllowed: false });
    const { accountId } = await somebody(at.world, person(at).email, [
      { organizationId: at.organizationId, role: 'clientFinance' },
    ]);
    return walled(at.world.database, { side: 'door' }, (db) => onlyBySingleSignOn(db, accountId));
  }),
};
triesEach(cases);
