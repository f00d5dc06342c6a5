import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll } from 'vitest';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What a directory may say of an organization's people, and where this deployment goes to ask a provider. Each guard is
 * switched off, and somebody else's people are changed, or somewhere is asked that must not be.
 */

const OUTGOING = 'app/directory/outgoing.server.ts';
const DOOR = 'app/directory/scim-door.server.ts';
const PROVISION = 'app/directory/commands/provision-user.server.ts';
const END = 'app/directory/end-access.server.ts';

const guards = {
  'a domain where anybody gets an address is nobody’s': {
    ...{ in: 'app/directory/commands/claim-domain.server.ts', where: 'everybodys.has(domain)', off: 'false' },
  },
  'a provider is asked over https': { in: OUTGOING, where: "url.protocol !== 'https:'", off: 'false' },
  'a provider’s address carries no password': {
    ...{ in: OUTGOING, where: 'url.username || url.password', off: 'false' },
  },
  'no address of a private network is asked': {
    ...{ in: OUTGOING, where: 'isIP(literal) && !mayReach(literal, reach)', off: 'false' },
  },
  'no name leads into a private network': {
    ...{ in: OUTGOING, where: '!mayReach(address, reach)', off: 'false' },
  },
  'an answer has a megabyte at most': { in: OUTGOING, where: 'bytes > MOST_BYTES', off: 'false' },
  'the machine’s own credentials are never asked for': {
    ...{ in: 'app/directory/addresses.ts', where: "!address.startsWith('169.254.')", off: 'true' },
  },
  'a token is one organization’s': {
    ...{ in: DOOR, where: 'eq(sql`${directoryToken.organizationId}::text`, organizationId.toLowerCase())' },
    off: 'undefined',
  },
  'a token ends': {
    ...{
      in: DOOR,
      where: 'or(isNull(directoryToken.endsAt), gt(directoryToken.endsAt, now))',
      off: 'undefined',
    },
  },
  'a token asks so often a minute': { in: DOOR, where: 'counted.count > MOST_A_MINUTE', off: 'false' },
  'a directory speaks for its own domains': {
    ...{ in: PROVISION, where: '!(await domainsInForce(ctx.db, home.id)).includes(domain)', off: 'false' },
  },
  'a directory takes no account that was never its own': {
    ...{ in: PROVISION, where: 'known && !(await wasOurs(ctx, home, known.id))', off: 'false' },
  },
  'a directory leaves an administrator': {
    ...{ in: END, where: 'await isLastAdministrator(ctx, home, row.accountId)', off: 'false' },
  },
  'a directory disables nobody who acts elsewhere': {
    ...{ in: END, where: 'await actsElsewhere(ctx, home, accountId)', off: 'false' },
  },
};
switchable(guards);

const { account, directoryToken, membership } = await import('#db/schema/index.ts');
const { walled } = await import('#db/walled.ts');
const { mayReach } = await import('#app/directory/addresses.ts');
const { claimDomain } = await import('#app/directory/commands/claim-domain.server.ts');
const { endUser, makeUser } = await import('#app/directory/commands/provision-user.server.ts');
const { directoryActor } = await import('#app/directory/home.server.ts');
const { guardedFetch } = await import('#app/directory/outgoing.server.ts');
const { admit } = await import('#app/directory/scim-door.server.ts');
const { newDirectoryToken } = await import('#app/directory/token.server.ts');
const { inWords } = await import('#test/factories/acts.ts');
const { aDirectory, somebody } = await import('#test/factories/directory.ts');
const { aProgram } = await import('#test/factories/program.ts');
const world = await aProgram();
const { database } = world;
await aDirectory(world);

const large = createServer((_request, response) => response.end('x'.repeat(1_000_001)));
await new Promise<void>((resolve) => large.listen(0, '127.0.0.1', resolve));
afterAll(() => large.close());
const { port } = large.address() as AddressInfo;

const onlyTheInternet = { loopback: false, private: false };

/** What becomes of a request to an address that somebody typed: what comes back, or why nothing does. */
async function fetched(address: string, reach = onlyTheInternet): Promise<string> {
  try {
    return `${(await guardedFetch(address, {}, reach)).status}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'no';
  }
}

type Token = { endsAt?: Date; minuteCount?: number; of?: string };

/** Whom the door of directories lets in by a token. */
async function lets({ endsAt, minuteCount = 0, of = world.clientId }: Token): Promise<string> {
  const { token, tokenHash } = newDirectoryToken();
  const madeBy = world.actor('admin').accountId;
  await walled(database, { side: 'msp' }, (db) =>
    db.insert(directoryToken).values({
      ...{ organizationId: world.clientId, tokenHash, label: 'Test', madeBy, endsAt: endsAt ?? null },
      ...{ minuteCount, minuteStartedAt: new Date() },
    }),
  );
  const admitted = await admit({ database, now: new Date() }, of, `Bearer ${token}`);
  return typeof admitted === 'string' ? admitted : 'in';
}

/** A directory of a client of its own, and what it may do. */
async function aClient() {
  const own = await aProgram();
  const at = await aDirectory(own);
  const home = { id: at.organizationId, side: 'client' as const, name: own.clientName };
  type Work<T> = (ctx: Parameters<typeof makeUser>[0]) => Promise<T>;
  const provisions = <T>(work: Work<T>) =>
    walled(database, { side: 'directory', organizationId: home.id }, (db) =>
      work({ ...own.surroundings(), actor: directoryActor(home, 'provisioning'), db }),
    );
  return {
    ...{ ...at, own, home },
    /** Says that somebody is there. */
    makes: (email: string) =>
      provisions((ctx) =>
        makeUser(ctx, home, {
          ...{ userName: email, externalId: null, givenName: 'Noor', familyName: null, displayName: null },
          ...{ email, active: true },
        }),
      ),
    /** Says that somebody has left. */
    ends: (row: Awaited<ReturnType<typeof makeUser>>) => provisions((ctx) => endUser(ctx, home, row)),
  };
}

/** How something ends: `done`, or in the words of what refused it. */
const said = (work: () => Promise<unknown>) =>
  endOf(() =>
    work().then(
      () => 'done',
      (error: unknown) => {
        if (error instanceof Error && /Refusal|LastAdministrator/.test(error.constructor.name))
          return error.message;
        throw error;
      },
    ),
  );

const someAddress = (domain: string) => `noor.${randomUUID().slice(0, 8)}@${domain}`;

const cases: Record<keyof typeof guards, Case> = {
  'a domain where anybody gets an address is nobody’s': turns(/^invalid: domain/, 'ok', async () => {
    const own = await aProgram();
    const claimed = await own.act('clientAdmin', (ctx) =>
      claimDomain(ctx, own.clientId, { domain: 'gmail.com' }),
    );
    return claimed.ok ? 'ok' : inWords(claimed.refusal);
  }),
  'a provider is asked over https': turns(/must begin with https/, /private network/, () =>
    fetched(`http://127.0.0.1:${port}/`),
  ),
  'a provider’s address carries no password': turns(/must not carry/, /private network/, () =>
    fetched('https://name:password@127.0.0.1:1/'),
  ),
  'no address of a private network is asked': turns(/private network/, /ECONNREFUSED/, () =>
    fetched('https://127.0.0.1:1/'),
  ),
  'no name leads into a private network': turns(/private network/, /ECONNREFUSED/, () =>
    fetched('https://localhost:1/'),
  ),
  'an answer has a megabyte at most': turns(/larger than one megabyte/, '200', () =>
    fetched(`http://127.0.0.1:${port}/`, { loopback: true, private: false }),
  ),
  'the machine’s own credentials are never asked for': turns(false, true, () =>
    mayReach('169.254.169.254', { loopback: false, private: true }),
  ),
  'a token is one organization’s': turns('unknown', 'in', () => lets({ of: world.suppliers.cobalt })),
  'a token ends': turns('unknown', 'in', () => lets({ endsAt: new Date(Date.now() - 60_000) })),
  'a token asks so often a minute': turns('tooMany', 'in', () => lets({ minuteCount: 600 })),
  'a directory speaks for its own domains': turns(/not one of .* confirmed domains/, 'done', async () => {
    const at = await aClient();
    return said(() => at.makes(someAddress('elsewhere.example')));
  }),
  'a directory takes no account that was never its own': turns(/cannot be provisioned/, 'done', async () => {
    const at = await aClient();
    const email = someAddress(at.domain);
    await somebody(at.own, email, [{ organizationId: at.own.suppliers.cobalt, role: 'recruiter' }]);
    return said(() => at.makes(email));
  }),
  'a directory leaves an administrator': turns(
    /is the last administrator/,
    /^the database: the last administrator/,
    async () => {
      const at = await aClient();
      const email = someAddress(at.domain);
      await somebody(at.own, email, [{ organizationId: at.home.id, role: 'clientAdmin' }]);
      const row = await at.makes(email);
      const { membershipId } = at.own.actor('clientAdmin');
      await walled(database, { side: 'msp' }, (db) =>
        db.update(membership).set({ endedAt: new Date() }).where(eq(membership.id, membershipId)),
      );
      return said(() => at.ends(row));
    },
  ),
  'a directory disables nobody who acts elsewhere': turns('enabled', 'disabled', async () => {
    const at = await aClient();
    const email = someAddress(at.domain);
    await somebody(at.own, email, [
      { organizationId: at.home.id, role: 'approver' },
      { organizationId: at.own.suppliers.cobalt, role: 'recruiter' },
    ]);
    await at.ends(await at.makes(email));
    const [row] = await walled(database, { side: 'msp' }, (db) =>
      db.select().from(account).where(eq(account.email, email)),
    );
    return row?.disabledAt ? 'disabled' : 'enabled';
  }),
};
triesEach(cases);
