import { and, asc, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import {
  directory,
  directoryDomain,
  directoryGroup,
  directoryRole,
  directoryToken,
  directoryUser,
  event,
  organization,
} from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Action } from '#app/platform/authorization/policy.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { TimelineEntry } from '#app/platform/events/events.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { ownerOf, type Home } from './home.server.ts';

const PAGE = 50;
const MOST_RULES = 500;
const MOST_TOKENS = 50;

/**
 * The organization whose directory is looked at or changed: one's own, or for the MSP any. Null where there is none, or
 * where it is somebody else's.
 */
export async function homeFor(
  ctx: Context,
  action: Extract<Action, `directory.${string}`>,
  organizationId: string,
): Promise<Home | null> {
  const [home] = await ctx.db
    .select({ id: organization.id, side: organization.side, name: organization.name })
    .from(organization)
    .where(eq(organization.id, organizationId));
  // The MSP's own row is known to everybody; its directory is not.
  if (!home || (ctx.actor.side !== 'msp' && home.id !== ctx.actor.organizationId)) return null;
  authorize(ctx, action, ownerOf(home));
  return home;
}

/** How an organization's directory is set up, without its secret; null where nobody has begun to. */
export async function settingsOf(ctx: Context, organizationId: string) {
  const [row] = await ctx.db
    .select({
      id: directory.id,
      issuer: directory.issuer,
      registeredAs: directory.registeredAs,
      hasSecret: sql<boolean>`${directory.secretSealed} is not null`,
      vouchesForAddresses: directory.vouchesForAddresses,
      defaultRole: directory.defaultRole,
      switchedOn: directory.switchedOn,
      passwordsAllowed: directory.passwordsAllowed,
    })
    .from(directory)
    .where(eq(directory.organizationId, organizationId));
  return row ?? null;
}

/**
 * The directory's own row, made where this is the first thing that is said about it; locked, so that of two who add to it at
 * once the second counts what the first added.
 */
export async function startedDirectory(ctx: Context, home: Home): Promise<{ id: string }> {
  await ctx.db.insert(directory).values({ organizationId: home.id, side: home.side }).onConflictDoNothing();
  const [row] = await ctx.db
    .select({ id: directory.id })
    .from(directory)
    .where(eq(directory.organizationId, home.id))
    .for('no key update');
  if (!row) throw new Error('The directory was not made');
  return row;
}

export function domainsOf(ctx: Context, organizationId: string) {
  return ctx.db
    .select({
      id: directoryDomain.id,
      domain: directoryDomain.domain,
      claimedAt: directoryDomain.claimedAt,
      confirmedAt: directoryDomain.confirmedAt,
    })
    .from(directoryDomain)
    .where(eq(directoryDomain.organizationId, organizationId))
    .orderBy(asc(directoryDomain.domain))
    .limit(MOST_RULES);
}

export function roleRulesOf(ctx: Context, organizationId: string) {
  return ctx.db
    .select({
      id: directoryRole.id,
      source: directoryRole.source,
      claim: directoryRole.claim,
      value: directoryRole.value,
      role: directoryRole.role,
    })
    .from(directoryRole)
    .where(eq(directoryRole.organizationId, organizationId))
    .orderBy(asc(directoryRole.source), asc(directoryRole.claim), asc(directoryRole.value))
    .limit(MOST_RULES);
}

/** The newest tokens, those that have ended after those that have not: at most 50, and so no live one is left out. */
export async function tokensOf(ctx: Context, organizationId: string) {
  const hasEnded = sql`coalesce(${directoryToken.endsAt} <= ${ctx.now.toISOString()}::timestamptz, false)`;
  const rows = await ctx.db
    .select({
      id: directoryToken.id,
      label: directoryToken.label,
      madeAt: directoryToken.madeAt,
      endsAt: directoryToken.endsAt,
      lastUsedAt: directoryToken.lastUsedAt,
    })
    .from(directoryToken)
    .where(eq(directoryToken.organizationId, organizationId))
    .orderBy(hasEnded, desc(directoryToken.madeAt), desc(directoryToken.id))
    .limit(MOST_TOKENS);
  return rows.map((row) => ({ ...row, hasEnded: row.endsAt !== null && row.endsAt <= ctx.now }));
}

/** How many people and groups provisioning has brought. */
export async function provisionedIn(ctx: Context, organizationId: string) {
  const [users] = await ctx.db
    .select({ active: sql<number>`(count(*) filter (where ${directoryUser.active}))::int`, all: count() })
    .from(directoryUser)
    .where(and(eq(directoryUser.organizationId, organizationId), isNull(directoryUser.removedAt)));
  const [groups] = await ctx.db
    .select({ all: count() })
    .from(directoryGroup)
    .where(eq(directoryGroup.organizationId, organizationId));
  return { active: users?.active ?? 0, users: users?.all ?? 0, groups: groups?.all ?? 0 };
}

/** Every organization and how its people come in, by name, for the MSP. */
export async function directoriesOfAll(ctx: Context, after?: string) {
  authorize(ctx, 'directory.read');
  const key = sql<string>`lower(${organization.name}) || ' ' || ${organization.id}`;
  const rows = await ctx.db
    .select({
      id: organization.id,
      name: organization.name,
      side: organization.side,
      issuer: directory.issuer,
      switchedOn: directory.switchedOn,
      passwordsAllowed: directory.passwordsAllowed,
      waiting: sql<number>`(select count(*)::int from directory_domain d where d.organization_id = ${organization.id} and d.confirmed_at is null)`,
      lastProvisionedAt: sql<
        string | null
      >`(select max(t.last_used_at) from directory_token t where t.organization_id = ${organization.id})`,
      sortKey: key.as('sort_key'),
    })
    .from(organization)
    .leftJoin(directory, eq(directory.organizationId, organization.id))
    .where(after ? gt(key, after) : undefined)
    .orderBy(sql`sort_key`)
    .limit(PAGE + 1);
  return keysetPage(rows, PAGE, (row) => row.sortKey);
}

/** Domains that wait for the MSP's word, oldest first: at most 50. */
export function domainsWaiting(ctx: Context) {
  return ctx.db
    .select({
      id: directoryDomain.id,
      domain: directoryDomain.domain,
      organizationId: organization.id,
      organizationName: organization.name,
      claimedAt: directoryDomain.claimedAt,
    })
    .from(directoryDomain)
    .innerJoin(organization, eq(organization.id, directoryDomain.organizationId))
    .where(isNull(directoryDomain.confirmedAt))
    .orderBy(asc(directoryDomain.claimedAt), asc(directoryDomain.id))
    .limit(PAGE);
}

/** The newest changes of an organization's directory itself: at most 50. Its id is also that of much else. */
export function changesOf(ctx: Context, organizationId: string): Promise<TimelineEntry[]> {
  return ctx.db
    .select({
      id: event.id,
      at: event.at,
      who: sql<string>`${event.actorName} || ', ' || ${event.actorOrganization}`,
      text: event.summary,
      reason: event.reason,
    })
    .from(event)
    .where(and(eq(event.subjectId, organizationId), eq(event.subjectKind, 'directory')))
    .orderBy(desc(event.id))
    .limit(PAGE);
}
