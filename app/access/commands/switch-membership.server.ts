import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { membership, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { roles } from '#app/values/roles.ts';
import { findActor } from '../actor.server.ts';
import { admit, letIn, type Way } from '../admit.server.ts';
import { atTheDoor, type Doorstep } from '../doorstep.server.ts';

/** Everything a person may act as, oldest first. */
export function membershipsOf(
  database: Database,
  accountId: string,
): Promise<{ id: string; label: string }[]> {
  return walled(database, { side: 'door' }, async (db) => {
    const rows = await db
      .select({ id: membership.id, role: membership.role, name: organization.name })
      .from(membership)
      .innerJoin(organization, eq(organization.id, membership.organizationId))
      .where(and(eq(membership.accountId, accountId), isNull(membership.endedAt)))
      .orderBy(asc(membership.createdAt))
      .limit(20);
    return rows.map(({ id, role, name }) => ({ id, label: `${roles[role].label}, ${name}` }));
  });
}

/**
 * Goes on as another of one's own memberships, in a new session. The program office asks for a second factor, also of somebody who
 * came in as a member of another organization without one.
 * @returns the way on and what to say there; null where the membership is not this person's, or has ended
 */
export function switchMembership(
  door: Doorstep,
  actor: Actor,
  membershipId: string,
): Promise<{ way: Way; said?: string } | null> {
  return atTheDoor(door, async (db) => {
    const person = await findActor(db, membershipId);
    if (person?.accountId !== actor.accountId) return null;
    const secondFactor = actor.session?.secondFactor ?? null;
    if (person.side === 'msp' && actor.side !== 'msp' && !secondFactor)
      return { way: await admit(door, db, person, '/') };
    const insideSince = actor.session?.provenAt ?? door.now;
    const way = await letIn(door, db, person, { to: '/', secondFactor, insideSince });
    return {
      way,
      said: `You act as ${roles[person.role].label.toLowerCase()} at ${person.organizationName} now.`,
    };
  });
}
