import { createHash } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { viewAs } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';

/** So long somebody looks on before it ends by itself. */
export const VIEW_MINUTES = 30;

/** The session of a request as the tables know it; null where the request has none. */
export function sessionHashOf(cookieHeader: string | null): string | null {
  const [, id] = /(?:^|;\s*)(?:__Host-)?muster_session=([^;]+)/.exec(cookieHeader ?? '') ?? [];
  return id ? createHash('sha256').update(id).digest('hex') : null;
}

/**
 * Whom a session acts as: its own person, or the one whose pages they look at. A view that has lasted too long is none,
 * and neither is one of somebody who is no longer here.
 */
export async function lookingAs(
  db: Db,
  sessionId: string,
  viewer: Actor,
  findActor: (db: Db, membershipId: string) => Promise<Actor | null>,
): Promise<Actor> {
  if (viewer.side !== 'msp') return viewer;
  const [view] = await db
    .select()
    .from(viewAs)
    .where(
      and(
        eq(viewAs.sessionIdHash, createHash('sha256').update(sessionId).digest('hex')),
        gt(viewAs.startedAt, sql`now() - make_interval(mins => ${VIEW_MINUTES})`),
      ),
    );
  const viewed = view ? await findActor(db, view.membershipId) : null;
  if (!view || !viewed) return viewer;
  const { accountId, membershipId, name, organizationName } = viewer;
  return {
    ...viewed,
    viewingAs: { accountId, membershipId, name, organizationName, since: view.startedAt },
  };
}
