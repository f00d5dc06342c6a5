import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Database, Db } from '#db/connection.ts';
import { account, membership, organization, session } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { findActor, toActor } from './actor.server.ts';
import { lookingAs } from './view-as.server.ts';

export type SecondFactor = 'totp' | 'passkey' | 'recovery' | 'sso';

/** What is known of the browser that a session is opened for. */
export type OpenedBy = {
  userAgent?: string | null;
  ipPrefix?: string | null;
  secondFactor?: SecondFactor | null;
  /** When the person proved who they are, where that was before. */
  provenAt?: Date;
};

type Attributes = { membershipId: string } & OpenedBy;

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof doorkeeper>;
    DatabaseSessionAttributes: Attributes;
    DatabaseUserAttributes: { actor: Actor };
  }
}

/** However busy somebody is, they sign in again after half a day. */
const LONGEST = new TimeSpan(12, 'h');
/** Whoever was away for longer signs in again. The database refuses to wake such a session, with the same figure. */
const IDLE_MINUTES = 30;
/** A session is written at most so often, not with each page. */
const SEEN_EVERY_SECONDS = 60;

/** Whoever reads the table must not hold a session: only the hash of what stands in the cookie is kept. */
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

const membershipsOfAccount = sql<number>`(select count(*)::int from membership m where m.account_id = ${account.id} and m.ended_at is null)`;

/** Sessions that are not over by themselves. */
const isAwake = () =>
  and(
    gt(session.expiresAt, sql`now()`),
    gt(session.lastSeenAt, sql`now() - make_interval(mins => ${IDLE_MINUTES})`),
  );

/** How the adapter reaches the tables: in a transaction of its own, or inside somebody's. */
type AtTheDoor = <T>(work: (db: Db) => Promise<T>) => Promise<T>;
const inItsOwn =
  (database: Database): AtTheDoor =>
  (work) =>
    walled(database, { side: 'door' }, work);

/** Reads a session with whom it is for, and writes down that it was seen where that was some time ago. */
async function find(db: Db, id: string) {
  const idHash = hashOf(id);
  // Ended memberships and disabled accounts find no row: leaving ends access at the next request.
  const [row] = await db
    .select({
      session,
      account,
      membership,
      organization,
      memberships: membershipsOfAccount,
      isDue: sql<boolean>`${session.lastSeenAt} < now() - make_interval(secs => ${SEEN_EVERY_SECONDS})`,
    })
    .from(session)
    .innerJoin(membership, eq(membership.id, session.membershipId))
    .innerJoin(account, eq(account.id, session.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(
      and(eq(session.idHash, idHash), isAwake(), isNull(membership.endedAt), isNull(account.disabledAt)),
    );
  if (row?.isDue)
    await db
      .update(session)
      .set({ lastSeenAt: sql`now()` })
      .where(and(eq(session.idHash, idHash), isAwake()));
  return row;
}

/** Lucia's view of our tables. Ids go in hashed and come out as they were asked for. */
function adapterFor(atTheDoor: AtTheDoor): Adapter {
  return {
    getSessionAndUser: (id) =>
      atTheDoor(async (db) => {
        const row = await find(db, id);
        if (!row) return [null, null];
        const { expiresAt, membershipId, provenAt, secondFactor } = row.session;
        const known = { id, userId: row.account.id, expiresAt, attributes: { membershipId } };
        const self: Actor = {
          ...toActor(row),
          hasOtherMemberships: row.memberships > 1,
          session: { id: row.session.id, provenAt, secondFactor },
        };
        const actor = await lookingAs(db, id, self, findActor);
        return [known, { id: row.account.id, attributes: { actor } }];
      }),
    getUserSessions: (accountId) =>
      atTheDoor(async (db) => {
        const rows = await db.select().from(session).where(eq(session.accountId, accountId)).limit(100);
        return rows.map(({ idHash, expiresAt, membershipId }) => ({
          id: idHash,
          userId: accountId,
          expiresAt,
          attributes: { membershipId },
        }));
      }),
    setSession: ({ id, userId, expiresAt, attributes }) =>
      atTheDoor(async (db) => {
        const { membershipId, userAgent, ipPrefix, secondFactor = null, provenAt } = attributes;
        const openedAt = new Date(expiresAt.getTime() - LONGEST.milliseconds());
        await db.insert(session).values({
          idHash: hashOf(id),
          accountId: userId,
          membershipId,
          createdAt: openedAt,
          expiresAt,
          lastSeenAt: openedAt,
          provenAt: provenAt ?? openedAt,
          userAgent: userAgent?.slice(0, 120) ?? null,
          ipPrefix: ipPrefix?.slice(0, 60) ?? null,
          secondFactor,
        });
      }),
    // The end after half a day stands: the library would move it. That a session is used is written when it is read.
    updateSessionExpiration: () => Promise.resolve(),
    deleteSession: (id) =>
      atTheDoor(async (db) => {
        await db.delete(session).where(eq(session.idHash, hashOf(id)));
      }),
    deleteUserSessions: (accountId) =>
      atTheDoor(async (db) => {
        await db.delete(session).where(eq(session.accountId, accountId));
      }),
    deleteExpiredSessions: () =>
      atTheDoor(async (db) => {
        await db
          .delete(session)
          .where(
            or(
              lte(session.expiresAt, sql`now()`),
              lte(session.lastSeenAt, sql`now() - make_interval(mins => ${IDLE_MINUTES})`),
            ),
          );
      }),
  };
}

/** The session library, set up. `secure` cookies need https; localhost in development has none. */
function doorkeeper(atTheDoor: AtTheDoor, { secure }: { secure: boolean }) {
  return new Lucia(adapterFor(atTheDoor), {
    sessionExpiresIn: LONGEST,
    sessionCookie: {
      name: secure ? '__Host-muster_session' : 'muster_session',
      expires: false,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ membershipId }) => ({ membershipId }),
    getUserAttributes: ({ actor }) => ({ actor }),
  });
}

/** Whether cookies are marked secure for a deployment at this address. */
export const securedBy = (baseUrl: string) => ({ secure: baseUrl.startsWith('https:') });

/** Reads who asks from the cookie of a request, or null. */
export async function readActor(
  database: Database,
  baseUrl: string,
  cookieHeader: string | null | undefined,
): Promise<Actor | null> {
  const lucia = doorkeeper(inItsOwn(database), securedBy(baseUrl));
  const id = lucia.readSessionCookie(cookieHeader ?? '');
  if (!id) return null;
  const { user } = await lucia.validateSession(id);
  return user ? user.actor : null;
}

/** Opens a session and returns the cookie that carries it. A new id every time: an old cookie is worth nothing. */
export function openSession(
  database: Database,
  baseUrl: string,
  accountId: string,
  membershipId: string,
  by: OpenedBy = {},
): Promise<string> {
  return open(inItsOwn(database), baseUrl, accountId, { membershipId, ...by });
}

/** The same inside a transaction on the door's side, so that a session is there with its news or not at all. */
export function openSessionIn(
  db: Db,
  baseUrl: string,
  accountId: string,
  membershipId: string,
  by: OpenedBy,
): Promise<string> {
  return open((work) => work(db), baseUrl, accountId, { membershipId, ...by });
}

async function open(
  atTheDoor: AtTheDoor,
  baseUrl: string,
  accountId: string,
  attributes: Attributes,
): Promise<string> {
  const lucia = doorkeeper(atTheDoor, securedBy(baseUrl));
  const opened = await lucia.createSession(accountId, attributes, {
    sessionId: generateIdFromEntropySize(25),
  });
  return lucia.createSessionCookie(opened.id).serialize();
}

/** Ends the session of a request on the server's side, and returns the cookie that clears it on the browser's. */
export async function closeSession(
  database: Database,
  baseUrl: string,
  cookieHeader: string | null,
): Promise<string> {
  return close(inItsOwn(database), baseUrl, cookieHeader);
}

/** The same inside a transaction on the door's side. */
export const closeSessionIn = (db: Db, baseUrl: string, cookieHeader: string | null): Promise<string> =>
  close((work) => work(db), baseUrl, cookieHeader);

async function close(atTheDoor: AtTheDoor, baseUrl: string, cookieHeader: string | null): Promise<string> {
  const lucia = doorkeeper(atTheDoor, securedBy(baseUrl));
  const id = lucia.readSessionCookie(cookieHeader ?? '');
  if (id) await lucia.invalidateSession(id);
  return lucia.createBlankSessionCookie().serialize();
}

/** Ends every session of a person. */
export async function endSessionsIn(db: Db, accountId: string): Promise<void> {
  await doorkeeper((work) => work(db), { secure: false }).invalidateUserSessions(accountId);
}

/** Removes the sessions that are over by themselves. */
export async function sweepSessions(database: Database): Promise<void> {
  await doorkeeper(inItsOwn(database), { secure: false }).deleteExpiredSessions();
}
