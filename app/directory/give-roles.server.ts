import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { account, directoryMembership, membership } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { roles as roleTable, type Role } from '#app/values/roles.ts';
import { lastAdministratorKept, membershipEnded, membershipGiven } from './events.ts';
import { administratorOf, oneAtATime, ownerOf, type By, type Home } from './home.server.ts';

export type Person = { accountId: string; name: string };
/** Which part of a directory gives a role: the claims of a sign-in, or the groups of provisioning. */
export type Source = 'claim' | 'group';

/** Thrown where provisioning would leave an organization without an administrator. */
export class LastAdministrator extends Error {
  constructor(name: string, organizationName: string) {
    super(
      `${name} is the last administrator of ${organizationName}. Make somebody else administrator in Muster first.`,
    );
  }
}

type Held = { id: string; role: Role; isActive: boolean; sources: Source[] };

/** What somebody holds or held in an organization, and which parts of its directory gave it; empty where a person did. */
export async function heldBy(ctx: Context, home: Home, accountId: string): Promise<Held[]> {
  const rows = await ctx.db
    .select({
      id: membership.id,
      role: membership.role,
      isActive: sql<boolean>`${membership.endedAt} is null`,
      sources: sql<
        Source[]
      >`array(select m.source from directory_membership m where m.membership_id = ${membership.id})`,
    })
    .from(membership)
    .where(and(eq(membership.organizationId, home.id), eq(membership.accountId, accountId)))
    .orderBy(membership.createdAt, membership.id);
  return rows;
}

/** Whether nobody else is left who administers the organization. */
export async function isLastAdministrator(ctx: Context, home: Home, accountId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ accountId: membership.accountId })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(membership.organizationId, home.id),
        eq(membership.role, administratorOf[home.side]),
        isNull(membership.endedAt),
        isNull(account.disabledAt),
      ),
    )
    .limit(1000);
  return rows.some((row) => row.accountId === accountId) && rows.every((row) => row.accountId === accountId);
}

/**
 * Brings the roles that one part of a directory gives in line with what it says now. A role that nothing gives any more
 * ends, and with it every session; a role that a person gave by hand is left alone.
 * The last administrator stays after a sign-in; provisioning is told so.
 * @returns the roles given and ended
 * @throws LastAdministrator
 */
export async function giveRoles(
  ctx: Context,
  home: Home,
  person: Person,
  { source, roles, by }: { source: Source; roles: Role[]; by: By },
): Promise<{ given: Role[]; ended: Role[] }> {
  await oneAtATime(ctx.db, home);
  const held = await heldBy(ctx, home, person.accountId);
  const given: Role[] = [];
  for (const role of roles) {
    const now = held.find((one) => one.role === role);
    // Given by hand: no directory's to take away later.
    if (now?.isActive && now.sources.length === 0) continue;
    if (now?.isActive && now.sources.includes(source)) continue;
    if (!now?.isActive) given.push(role);
    await give(ctx, home, person.accountId, role, source);
  }
  const ended: Role[] = [];
  for (const one of held.filter(({ role, sources }) => sources.includes(source) && !roles.includes(role))) {
    if (await take(ctx, home, person, one, { source, by })) ended.push(one.role);
  }
  if (ended.length > 0) await endSessions(ctx, person.accountId);
  const words = (role: Role) => ({
    subjectId: person.accountId,
    ...ownerOf(home),
    facts: { name: person.name, role, roleLabel: roleTable[role].label, by },
  });
  for (const role of given) await recordEvent(ctx, membershipGiven(words(role)));
  for (const role of ended) await recordEvent(ctx, membershipEnded(words(role)));
  return { given, ended };
}

async function give(ctx: Context, home: Home, accountId: string, role: Role, source: Source): Promise<void> {
  const [made] = await ctx.db
    .insert(membership)
    .values({ accountId, organizationId: home.id, role })
    .onConflictDoUpdate({
      target: [membership.accountId, membership.organizationId, membership.role],
      set: { endedAt: null },
    })
    .returning({ id: membership.id });
  if (!made) throw new Error('The membership was not made');
  await ctx.db
    .insert(directoryMembership)
    .values({ membershipId: made.id, source, organizationId: home.id, accountId })
    .onConflictDoNothing();
}

/** Takes one part's hold of a membership away. Returns whether that ended it. */
async function take(
  ctx: Context,
  home: Home,
  person: Person,
  held: Held,
  { source, by }: { source: Source; by: By },
): Promise<boolean> {
  const isAdministrator = held.role === administratorOf[home.side];
  if (held.isActive && isAdministrator && (await isLastAdministrator(ctx, home, person.accountId))) {
    if (by === 'provisioning') throw new LastAdministrator(person.name, home.name);
    await recordEvent(
      ctx,
      lastAdministratorKept({
        subjectId: person.accountId,
        ...ownerOf(home),
        facts: { name: person.name },
      }),
    );
    return false;
  }
  await ctx.db
    .delete(directoryMembership)
    .where(and(eq(directoryMembership.membershipId, held.id), eq(directoryMembership.source, source)));
  if (!held.isActive || held.sources.some((other) => other !== source)) return false;
  await ctx.db.update(membership).set({ endedAt: ctx.now }).where(eq(membership.id, held.id));
  return true;
}

/** Ends everything that somebody may do for an organization. Returns the roles that ended. */
export async function endAllRoles(ctx: Context, home: Home, accountId: string): Promise<Role[]> {
  await ctx.db
    .delete(directoryMembership)
    .where(
      and(eq(directoryMembership.organizationId, home.id), eq(directoryMembership.accountId, accountId)),
    );
  const ended = await ctx.db
    .update(membership)
    .set({ endedAt: ctx.now })
    .where(
      and(
        eq(membership.organizationId, home.id),
        eq(membership.accountId, accountId),
        isNull(membership.endedAt),
      ),
    )
    .returning({ role: membership.role });
  return ended.map(({ role }) => role);
}

/** Ends every session of a person. Returns how many that were. */
export async function endSessions(ctx: Context, accountId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ ended: number }>(sql`select app.end_sessions(${accountId}) as ended`);
  return row?.ended ?? 0;
}

/** Whether somebody acts for any other organization too. Asked on a side that sees all memberships. */
export async function actsElsewhere(ctx: Context, home: Home, accountId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(
        eq(membership.accountId, accountId),
        ne(membership.organizationId, home.id),
        isNull(membership.endedAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
