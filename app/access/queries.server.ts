import { and, asc, desc, eq, gt, isNull, ne, notInArray, sql } from 'drizzle-orm';
import { account, invitation, membership, organization, worker } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';

const PAGE = 50;
const CHOICES_LIMIT = 500;

/** The people of one organization, or of all that the actor may see, by name. */
export async function peopleOf(
  ctx: Context,
  { organizationId, after }: { organizationId?: string; after?: string },
) {
  const rows = await ctx.db
    .select({
      membershipId: membership.id,
      name: account.name,
      email: account.email,
      role: membership.role,
      organizationName: organization.name,
      since: membership.createdAt,
      sortKey: sql<string>`lower(${account.name}) || ' ' || ${membership.id}`.as('sort_key'),
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(
      and(
        isNull(membership.endedAt),
        organizationId ? eq(membership.organizationId, organizationId) : undefined,
        after ? gt(sql`lower(${account.name}) || ' ' || ${membership.id}`, after) : undefined,
      ),
    )
    .orderBy(sql`sort_key`)
    .limit(PAGE + 1);
  return keysetPage(rows, PAGE, (row) => row.sortKey);
}

/** Invitations that nobody has accepted yet, newest first, at most 50. */
export function openInvitations(ctx: Context, organizationId?: string) {
  return ctx.db
    .select({
      id: invitation.id,
      name: invitation.name,
      email: invitation.email,
      role: invitation.role,
      organizationName: organization.name,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(
      and(
        isNull(invitation.acceptedAt),
        gt(invitation.expiresAt, ctx.now),
        organizationId ? eq(invitation.organizationId, organizationId) : undefined,
      ),
    )
    .orderBy(desc(invitation.createdAt))
    .limit(PAGE);
}

/** The organizations that the actor may invite to: the MSP's administrator to any, others to their own. */
export function organizationsToInviteTo(ctx: Context) {
  const own = ctx.actor.side === 'msp' ? undefined : eq(organization.id, ctx.actor.organizationId);
  return ctx.db
    .select({ id: organization.id, name: organization.name, side: organization.side })
    .from(organization)
    .where(own)
    .orderBy(asc(organization.side), asc(organization.name))
    .limit(CHOICES_LIMIT);
}

/** The organization that the actor acts for. */
export async function ownOrganization(ctx: Context) {
  const [row] = await ctx.db.select().from(organization).where(eq(organization.id, ctx.actor.organizationId));
  return row ?? null;
}

/** Workers of a supplier who cannot sign in yet. */
export function workersWithoutAccount(ctx: Context, supplierId: string) {
  const withAccount = ctx.db
    .select({ id: sql<string>`${membership.workerId}` })
    .from(membership)
    .where(and(eq(membership.organizationId, supplierId), ne(sql`${membership.workerId} is null`, true)));
  return ctx.db
    .select({ id: worker.id, name: worker.name })
    .from(worker)
    .where(and(eq(worker.supplierId, supplierId), notInArray(worker.id, withAccount)))
    .orderBy(asc(worker.name))
    .limit(CHOICES_LIMIT);
}
