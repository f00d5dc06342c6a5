import { and, asc, desc, eq, gte, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { account, approvalDelegation, membership, organization, program } from '#db/schema/index.ts';
import { delegable } from '#app/platform/authorization/authorize.server.ts';
import { policy, type Action } from '#app/platform/authorization/policy.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { approvalKindNames, type ApprovalKind } from '#app/values/approval-kinds.ts';
import { roles, rolesOf, type Role } from '#app/values/roles.ts';
import { today } from '#app/values/week.ts';
import { standingOn } from './delegation-rules.ts';

const PAGE = 50;
const CHOICES_LIMIT = 500;

/** The approvals that a role takes at all, as the policy table has it. */
export function kindsOfRole(role: Role): ApprovalKind[] {
  const takes = (kind: ApprovalKind) =>
    (Object.keys(delegable) as Action[]).some(
      (action) => delegable[action] === kind && role in policy[action],
    );
  return approvalKindNames.filter(takes);
}

/** The roles between which approvals can be passed. */
export const approvingRoles = rolesOf('client').filter((role) => kindsOfRole(role).length > 0);

/** Somebody of the client who takes approvals, by their membership; null where there is nobody. */
export async function approverRow(ctx: Context, membershipId: string) {
  const [row] = await approvers(ctx)
    .where(and(eq(membership.id, membershipId), isHere()))
    .limit(1);
  return row ? { ...row, kinds: kindsOfRole(row.role) } : null;
}

/** Whoever may give or get approvals at the actor's client, by name. */
export async function approversToChoose(ctx: Context) {
  const rows = await approvers(ctx)
    .where(and(eq(membership.organizationId, ctx.actor.organizationId), isHere()))
    .orderBy(asc(account.name), asc(membership.id))
    .limit(CHOICES_LIMIT);
  return rows
    .map((row) => ({
      ...row,
      kinds: kindsOfRole(row.role),
      label: `${row.name}, ${roles[row.role].label.toLowerCase()}`,
    }))
    .filter(({ kinds }) => kinds.length > 0);
}

const isHere = () => and(isNull(membership.endedAt), isNull(account.disabledAt));

const approvers = (ctx: Context) =>
  ctx.db
    .select({
      membershipId: membership.id,
      accountId: account.id,
      name: account.name,
      role: membership.role,
      organizationId: membership.organizationId,
      timeZone: program.timeZone,
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(program, eq(program.clientId, membership.organizationId))
    .$dynamic();

const columns = {
  id: approvalDelegation.id,
  clientId: approvalDelegation.clientId,
  clientName: organization.name,
  fromAccountId: approvalDelegation.fromAccountId,
  fromName: approvalDelegation.fromName,
  toAccountId: approvalDelegation.toAccountId,
  toName: approvalDelegation.toName,
  kinds: approvalDelegation.kinds,
  startsOn: approvalDelegation.startsOn,
  endsOn: approvalDelegation.endsOn,
  note: approvalDelegation.note,
  createdByName: approvalDelegation.createdByName,
  endedByName: approvalDelegation.endedByName,
  endedAt: approvalDelegation.endedAt,
  timeZone: program.timeZone,
};

const rowsOf = (ctx: Context) =>
  ctx.db
    .select(columns)
    .from(approvalDelegation)
    .innerJoin(program, eq(program.clientId, approvalDelegation.clientId))
    .innerJoin(organization, eq(organization.id, approvalDelegation.clientId))
    .$dynamic();

/** Delegations that the actor gave or got, newest first; for administrators and the MSP everybody's. */
export async function delegationsOf(
  ctx: Context,
  { everybodys, after }: { everybodys: boolean; after?: string | undefined },
) {
  const { accountId } = ctx.actor;
  const mine = or(
    eq(approvalDelegation.fromAccountId, accountId),
    eq(approvalDelegation.toAccountId, accountId),
  );
  const rows = await rowsOf(ctx)
    .where(and(everybodys ? undefined : mine, after ? lt(approvalDelegation.id, after) : undefined))
    .orderBy(desc(approvalDelegation.id))
    .limit(PAGE + 1);
  const { rows: shown, next } = keysetPage(rows, PAGE, ({ id }) => id);
  return {
    next,
    rows: shown.map(({ timeZone, endedAt, ...row }) => ({
      ...row,
      standing: standingOn(row, endedAt !== null, today(ctx.now, timeZone)),
    })),
  };
}
export type ListedDelegation = Awaited<ReturnType<typeof delegationsOf>>['rows'][number];

/** One delegation, locked for whoever is about to end it; null where it is not the actor's to see. */
export async function lockDelegation(ctx: Context, id: string) {
  const [row] = await rowsOf(ctx)
    .where(eq(approvalDelegation.id, id))
    .for('update', { of: approvalDelegation });
  return row ?? null;
}

type Overlap = { clientId: string; kinds: ApprovalKind[]; startsOn: string; endsOn: string };

/**
 * A delegation of these kinds, in these days, by which the one who shall get them gives theirs away, or the one who
 * shall give them stands in for somebody: with it there would be a chain. Takes the lock of the database's own check
 * first, so that whoever comes second at one moment is told in words.
 */
export async function inTheWay(
  ctx: Context,
  { clientId, kinds, startsOn, endsOn }: Overlap,
  from: { accountId: string },
  to: { accountId: string },
): Promise<{ fromName: string; toName: string; endsOn: string } | null> {
  await ctx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('delegations of ' || ${clientId}::text, 0))`,
  );
  const [row] = await rowsOf(ctx)
    .where(
      and(
        eq(approvalDelegation.clientId, clientId),
        isNull(approvalDelegation.endedAt),
        sql`${approvalDelegation.kinds} && ${sql.param(kinds)}::text[]`,
        lte(approvalDelegation.startsOn, endsOn),
        gte(approvalDelegation.endsOn, startsOn),
        or(
          eq(approvalDelegation.fromAccountId, to.accountId),
          eq(approvalDelegation.toAccountId, from.accountId),
        ),
      ),
    )
    .limit(1);
  return row ?? null;
}
