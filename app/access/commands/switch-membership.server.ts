import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { membership, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { withContext, type Surroundings } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { roles } from '#app/values/roles.ts';
import { membershipSwitched } from '../events.ts';
import { findActor } from '../session.server.ts';

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

/** Whether this membership is the person's own to act in. */
export async function isOwnMembership(
  database: Database,
  accountId: string,
  membershipId: string,
): Promise<boolean> {
  return (await membershipsOf(database, accountId)).some(({ id }) => id === membershipId);
}

/** Leaves in the trail that somebody acts as something else from now on. Null where the membership has just ended. */
export async function recordSwitch(
  surroundings: Surroundings,
  membershipId: string,
): Promise<{ roleLabel: string; organizationName: string } | null> {
  const actor = await walled(surroundings.database, { side: 'door' }, (db) => findActor(db, membershipId));
  if (!actor) return null;
  const { organizationName, clientId, supplierId } = actor;
  const facts = { roleLabel: roles[actor.role].label, organizationName };
  await withContext(surroundings, actor, (ctx) =>
    recordEvent(ctx, membershipSwitched({ subjectId: membershipId, clientId, supplierId, facts })),
  );
  return facts;
}
