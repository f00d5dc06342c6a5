import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { account, approvalDelegation, membership, program } from '#db/schema/index.ts';
import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import type { Actor, StandIn } from './vocabulary.ts';

const STAND_INS_LIMIT = 20;

/**
 * Whose approvals somebody may take beside their own at this moment. A day begins and ends by the program's clock, and
 * nobody is stood in for who is no longer here themselves.
 */
export async function standInsOf(db: Db, { membershipId, side }: Actor, now: Date): Promise<StandIn[]> {
  if (side !== 'client') return [];
  const rows = await db
    .select({
      accountId: account.id,
      name: account.name,
      role: membership.role,
      kinds: approvalDelegation.kinds,
      until: approvalDelegation.endsOn,
    })
    .from(approvalDelegation)
    .innerJoin(program, eq(program.clientId, approvalDelegation.clientId))
    .innerJoin(membership, eq(membership.id, approvalDelegation.fromMembershipId))
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(approvalDelegation.toMembershipId, membershipId),
        isNull(approvalDelegation.endedAt),
        isNull(membership.endedAt),
        isNull(account.disabledAt),
        sql`(${now.toISOString()}::timestamptz at time zone ${program.timeZone})::date
          between ${approvalDelegation.startsOn} and ${approvalDelegation.endsOn}`,
      ),
    )
    .orderBy(asc(approvalDelegation.id))
    .limit(STAND_INS_LIMIT);
  return rows.map(({ kinds, ...row }) => ({ ...row, kinds: kinds as ApprovalKind[] }));
}
