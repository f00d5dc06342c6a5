import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { account, membership, organization } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';

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

/** As what somebody acts first: their oldest membership. Null where none is left. */
export async function firstActorOf(db: Db, accountId: string): Promise<Actor | null> {
  const [row] = await db
    .select({ account, membership, organization })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(membership.accountId, accountId), isNull(membership.endedAt), isNull(account.disabledAt)))
    .orderBy(asc(membership.createdAt), asc(membership.id))
    .limit(1);
  return row ? toActor(row) : null;
}

export function toActor(row: {
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
