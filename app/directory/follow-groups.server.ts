import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import {
  account,
  directory,
  directoryGroup,
  directoryGroupMember,
  directoryRole,
  directoryUser,
} from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import type { Role } from '#app/values/roles.ts';
import { giveRoles } from './give-roles.server.ts';
import type { Home } from './home.server.ts';

const MOST_MEMBERS = 5000;

type Followed = { userId: string; accountId: string; name: string; active: boolean };

/** Brings the roles of provisioned people in line with the groups that they are in now. */
export async function followGroups(ctx: Context, home: Home, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const people: Followed[] = await ctx.db
    .select({
      userId: directoryUser.id,
      accountId: directoryUser.accountId,
      name: account.name,
      active: directoryUser.active,
    })
    .from(directoryUser)
    .innerJoin(account, eq(account.id, directoryUser.accountId))
    .where(
      and(
        eq(directoryUser.organizationId, home.id),
        inArray(directoryUser.id, userIds),
        isNull(directoryUser.removedAt),
      ),
    )
    .limit(MOST_MEMBERS);
  const given = await rolesByUser(ctx, home, userIds);
  const [settings] = await ctx.db
    .select({ defaultRole: directory.defaultRole })
    .from(directory)
    .where(eq(directory.organizationId, home.id));
  for (const person of people.filter(({ active }) => active)) {
    const roles = given.get(person.userId) ?? (settings?.defaultRole ? [settings.defaultRole] : []);
    await giveRoles(ctx, home, person, { source: 'group', roles, by: 'provisioning' });
  }
}

async function rolesByUser(ctx: Context, home: Home, userIds: string[]): Promise<Map<string, Role[]>> {
  const rows = await ctx.db
    .selectDistinct({ userId: directoryGroupMember.userId, role: directoryRole.role })
    .from(directoryGroupMember)
    .innerJoin(directoryGroup, eq(directoryGroup.id, directoryGroupMember.groupId))
    .innerJoin(
      directoryRole,
      and(
        eq(directoryRole.organizationId, directoryGroup.organizationId),
        eq(directoryRole.source, 'group'),
        sql`lower(${directoryRole.value}) = lower(${directoryGroup.displayName})`,
      ),
    )
    .where(
      and(eq(directoryGroupMember.organizationId, home.id), inArray(directoryGroupMember.userId, userIds)),
    );
  const roles = new Map<string, Role[]>();
  for (const { userId, role } of rows) roles.set(userId, [...(roles.get(userId) ?? []), role]);
  return roles;
}

/**
 * The same for everybody in the groups of one name, after what the group gives has changed; but for the one who changed
 * it, because nobody changes their own roles. Theirs follow with the next word of the directory.
 */
export function followGroup(ctx: Context, home: Home, groupName: string): Promise<void> {
  const reason = 'what a group gives, its administrator says; memberships are written by the program alone';
  return asTheProgram(ctx, reason, async () => {
    const members = await ctx.db
      .select({ userId: directoryGroupMember.userId })
      .from(directoryGroupMember)
      .innerJoin(directoryGroup, eq(directoryGroup.id, directoryGroupMember.groupId))
      .innerJoin(directoryUser, eq(directoryUser.id, directoryGroupMember.userId))
      .where(
        and(
          eq(directoryGroup.organizationId, home.id),
          eq(sql`lower(${directoryGroup.displayName})`, groupName.toLowerCase()),
          ne(directoryUser.accountId, ctx.actor.accountId),
        ),
      )
      .limit(MOST_MEMBERS);
    await followGroups(
      ctx,
      home,
      members.map(({ userId }) => userId),
    );
  });
}
