import { createHash } from 'node:crypto';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Database, Db } from '#db/connection.ts';
import { account, membership, organization, session } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { lookingAs } from './view-as.server.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof doorkeeper>;
    DatabaseSessionAttributes: { membershipId: string };
    DatabaseUserAttributes: { actor: Actor };
  }
}

const SESSION_LENGTH = new TimeSpan(12, 'h');

/** Whoever reads the table must not hold a session: only the hash of what stands in the cookie is kept. */
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

const asDoor = { side: 'door' } as const;

const membershipsOfAccount = sql<number>`(select count(*)::int from membership m where m.account_id = ${account.id} and m.ended_at is null)`;

/** Lucia's view of our tables. Ids go in hashed and come out as they were asked for. */
function adapterFor(database: Database): Adapter {
  return {
    getSessionAndUser: (id) =>
      walled(database, asDoor, async (db) => {
        // Ended memberships and disabled accounts find no row: leaving ends access at the next request.
        const [row] = await db
          .select({
            expiresAt: session.expiresAt,
            account,
            membership,
            organization,
            memberships: membershipsOfAccount,
          })
          .from(session)
          .innerJoin(membership, eq(membership.id, session.membershipId))
          .innerJoin(account, eq(account.id, session.accountId))
          .innerJoin(organization, eq(organization.id, membership.organizationId))
          .where(and(eq(session.idHash, hashOf(id)), isNull(membership.endedAt), isNull(account.disabledAt)));
        if (!row) return [null, null];
        const known = {
          id,
          userId: row.account.id,
          expiresAt: row.expiresAt,
          attributes: { membershipId: row.membership.id },
        };
        const self: Actor = { ...toActor(row), hasOtherMemberships: row.memberships > 1 };
        const actor = await lookingAs(db, id, self, findActor);
        return [known, { id: row.account.id, attributes: { actor } }];
      }),
    getUserSessions: (accountId) =>
      walled(database, asDoor, async (db) => {
        const rows = await db.select().from(session).where(eq(session.accountId, accountId)).limit(100);
        return rows.map(({ idHash, expiresAt, membershipId }) => ({
          id: idHash,
          userId: accountId,
          expiresAt,
          attributes: { membershipId },
        }));
      }),
    setSession: ({ id, userId, expiresAt, attributes }) =>
      walled(database, asDoor, async (db) => {
        await db.insert(session).values({
          idHash: hashOf(id),
          accountId: userId,
          membershipId: attributes.membershipId,
          expiresAt,
        });
      }),
    updateSessionExpiration: (id, expiresAt) =>
      walled(database, asDoor, async (db) => {
        await db
          .update(session)
          .set({ expiresAt })
          .where(eq(session.idHash, hashOf(id)));
      }),
    deleteSession: (id) =>
      walled(database, asDoor, async (db) => {
        await db.delete(session).where(eq(session.idHash, hashOf(id)));
      }),
    deleteUserSessions: (accountId) =>
      walled(database, asDoor, async (db) => {
        await db.delete(session).where(eq(session.accountId, accountId));
      }),
    deleteExpiredSessions: () =>
      walled(database, asDoor, async (db) => {
        await db.delete(session).where(lte(session.expiresAt, sql`now()`));
      }),
  };
}

/** The session library, set up. `secure` cookies need https; localhost in development has none. */
export function doorkeeper(database: Database, { secure }: { secure: boolean }) {
  return new Lucia(adapterFor(database), {
    sessionExpiresIn: SESSION_LENGTH,
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

/** Who a membership acts as; null once it ended or its account was disabled. */
export async function findActor(db: Db, membershipId: string): Promise<Actor | null> {
  const [row] = await db
    .select({ account, membership, organization })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(membership.id, membershipId), isNull(membership.endedAt), isNull(account.disabledAt)));
  return row ? toActor(row) : null;
}

function toActor(row: {
  account: typeof account.$inferSelect;
  membership: typeof membership.$inferSelect;
  organization: typeof organization.$inferSelect;
}): Actor {
  const { side, id, name } = row.organization;
  return {
    accountId: row.account.id,
    membershipId: row.membership.id,
    name: row.account.name,
    email: row.account.email,
    role: row.membership.role,
    side,
    organizationId: id,
    organizationName: name,
    clientId: side === 'client' ? id : null,
    supplierId: side === 'supplier' ? id : null,
    workerId: row.membership.workerId,
  };
}

/** Reads who asks from the cookie of a request, or null. */
export async function readActor(
  database: Database,
  baseUrl: string,
  cookieHeader: string | null | undefined,
): Promise<Actor | null> {
  const lucia = doorkeeper(database, securedBy(baseUrl));
  const id = lucia.readSessionCookie(cookieHeader ?? '');
  if (!id) return null;
  const { user } = await lucia.validateSession(id);
  return user ? user.actor : null;
}

/** Opens a session and returns the cookie that carries it. A new id every time: an old cookie is worth nothing. */
export async function openSession(
  database: Database,
  baseUrl: string,
  accountId: string,
  membershipId: string,
): Promise<string> {
  const lucia = doorkeeper(database, securedBy(baseUrl));
  const opened = await lucia.createSession(
    accountId,
    { membershipId },
    { sessionId: generateIdFromEntropySize(25) },
  );
  return lucia.createSessionCookie(opened.id).serialize();
}

/** Ends the session of a request on the server's side, and returns the cookie that clears it on the browser's. */
export async function closeSession(
  database: Database,
  baseUrl: string,
  cookieHeader: string | null,
): Promise<string> {
  const lucia = doorkeeper(database, securedBy(baseUrl));
  const id = lucia.readSessionCookie(cookieHeader ?? '');
  if (id) await lucia.invalidateSession(id);
  return lucia.createBlankSessionCookie().serialize();
}
