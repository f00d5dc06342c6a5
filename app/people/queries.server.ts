import { and, asc, desc, eq, gt, isNotNull, isNull, ne, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { account, invitation, membership, organization, worker } from '#db/schema/index.ts';
import { factorKindsOf } from '#app/factors/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import type { Role } from '#app/values/roles.ts';
import type { PeopleQuery, PeopleStatus } from './forms.ts';

const PAGE = 50;
const CHOICES_LIMIT = 500;

const sortKey = sql<string>`lower(${account.name}) || ' ' || ${membership.id}`;

const withStatus: Record<PeopleStatus, () => SQL | undefined> = {
  active: () => and(isNull(membership.endedAt), isNull(account.disabledAt)),
  ended: () => isNotNull(membership.endedAt),
  disabled: () => and(isNull(membership.endedAt), isNotNull(account.disabledAt)),
};

/** What was typed is looked for as it stands: `%` and `_` are letters like others. */
const contains = (typed: string) => `%${typed.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Other organizations that somebody may know of are not theirs to keep. */
const ownOrganization = (ctx: Context) =>
  ctx.actor.side === 'msp' ? undefined : eq(organization.id, ctx.actor.organizationId);

const standing = {
  membershipId: membership.id,
  accountId: account.id,
  name: account.name,
  email: account.email,
  role: membership.role,
  organizationId: membership.organizationId,
  organizationName: organization.name,
  since: membership.createdAt,
  endedAt: membership.endedAt,
  disabledAt: account.disabledAt,
  lastSignedInAt: account.lastSignedInAt,
};

/** The memberships that the actor may see, by the person's name: fifty a page. */
export async function peopleOf(ctx: Context, query: Omit<PeopleQuery, 'status'> & { status?: PeopleStatus }) {
  const { q, organization: organizationId, role, status = 'active', after } = query;
  const rows = await ctx.db
    .select({ ...standing, sortKey: sortKey.as('sort_key') })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(
      and(
        ownOrganization(ctx),
        withStatus[status](),
        organizationId ? eq(membership.organizationId, organizationId) : undefined,
        role ? eq(membership.role, role) : undefined,
        q
          ? or(sql`${account.name} ilike ${contains(q)}`, sql`${account.email} ilike ${contains(q)}`)
          : undefined,
        after ? gt(sortKey, after) : undefined,
      ),
    )
    .orderBy(sql`sort_key`)
    .limit(PAGE + 1);
  return keysetPage(rows, PAGE, (row) => row.sortKey);
}

/** Invitations that nobody has accepted yet, newest first, at most 50; those whose link has run out too. */
export function openInvitations(
  ctx: Context,
  { q, organization: organizationId, role }: Partial<PeopleQuery>,
) {
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
        isNull(invitation.withdrawnAt),
        organizationId ? eq(invitation.organizationId, organizationId) : undefined,
        role ? eq(invitation.role, role) : undefined,
        q
          ? or(sql`${invitation.name} ilike ${contains(q)}`, sql`${invitation.email} ilike ${contains(q)}`)
          : undefined,
      ),
    )
    .orderBy(desc(invitation.createdAt))
    .limit(PAGE);
}

/** Everything that the actor may see of one person: null where there is no such person for them. */
export async function personPage(ctx: Context, accountId: string) {
  const memberships = await ctx.db
    .select(standing)
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(membership.accountId, accountId), ownOrganization(ctx)))
    .orderBy(sql`${membership.endedAt} is not null`, asc(membership.createdAt))
    .limit(PAGE);
  const [first] = memberships;
  if (!first) return null;
  const { name, email, disabledAt, lastSignedInAt } = first;
  const ids = [accountId, ...memberships.map(({ membershipId }) => membershipId)];
  return {
    ...{ accountId, name, email, disabledAt, lastSignedInAt, memberships },
    timeline: await timelineOf(ctx, ids),
    // The program office alone is told how somebody proves who they are.
    factors: ctx.actor.side === 'msp' ? ((await factorKindsOf(ctx, [accountId])).get(accountId) ?? []) : null,
  };
}
export type PersonShown = NonNullable<Awaited<ReturnType<typeof personPage>>>;

/** Who a membership is of, locked where somebody is about to end it; null where it is not the actor's to see. */
export async function membershipRow(ctx: Context, id: string, { lock = false }: { lock?: boolean } = {}) {
  const query = ctx.db
    .select({
      id: membership.id,
      accountId: membership.accountId,
      organizationId: membership.organizationId,
      role: membership.role,
      endedAt: membership.endedAt,
      name: account.name,
      disabledAt: account.disabledAt,
      organization: { id: organization.id, name: organization.name, side: organization.side },
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(eq(membership.id, id));
  const [row] = await (lock ? query.for('update', { of: membership }) : query);
  return row ?? null;
}

/** Somebody whom the actor may see, by their account. */
export async function accountRow(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ id: account.id, name: account.name, email: account.email, disabledAt: account.disabledAt })
    .from(account)
    .where(eq(account.id, id));
  return row ?? null;
}

/** Whether somebody else who can sign in administers the organization too. */
export async function hasAnotherAdministrator(
  ctx: Context,
  { organizationId, role, accountId }: { organizationId: string; role: Role; accountId: string },
): Promise<boolean> {
  const others = await ctx.db
    .select({ id: membership.id })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(membership.organizationId, organizationId),
        eq(membership.role, role),
        isNull(membership.endedAt),
        isNull(account.disabledAt),
        ne(membership.accountId, accountId),
      ),
    )
    .limit(1);
  return others.length > 0;
}

/** An organization whose people the actor may keep: any for the MSP, for others their own alone. */
export async function organizationRow(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ id: organization.id, name: organization.name, side: organization.side })
    .from(organization)
    .where(and(eq(organization.id, id), ownOrganization(ctx)));
  return row ?? null;
}

/** The organizations whose people the actor keeps: the MSP's administrator all, others their own. */
export function organizationsToInviteTo(ctx: Context) {
  return ctx.db
    .select({ id: organization.id, name: organization.name, side: organization.side })
    .from(organization)
    .where(ownOrganization(ctx))
    .orderBy(asc(organization.side), asc(organization.name))
    .limit(CHOICES_LIMIT);
}

/** Workers of a supplier who cannot sign in yet. */
export function workersWithoutAccount(ctx: Context, supplierId: string) {
  const withAccount = ctx.db
    .select({ id: sql<string>`${membership.workerId}` })
    .from(membership)
    .where(and(eq(membership.organizationId, supplierId), isNotNull(membership.workerId)));
  return ctx.db
    .select({ id: worker.id, name: worker.name })
    .from(worker)
    .where(and(eq(worker.supplierId, supplierId), notInArray(worker.id, withAccount)))
    .orderBy(asc(worker.name))
    .limit(CHOICES_LIMIT);
}
