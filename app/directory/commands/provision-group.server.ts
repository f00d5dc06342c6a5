import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { directoryGroup, directoryGroupMember, directoryUser } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { groupChanged } from '../events.ts';
import { followGroups } from '../follow-groups.server.ts';
import { oneAtATime, ownerOf, type Home } from '../home.server.ts';
import { ScimRefusal } from '../scim-words.server.ts';

export type GroupRow = typeof directoryGroup.$inferSelect;
export type WantedGroup = { displayName: string; externalId: string | null; memberIds: string[] };

const MOST_MEMBERS = 5000;

async function check(ctx: Context, home: Home, wanted: WantedGroup, but: string | null): Promise<void> {
  if (!wanted.displayName || wanted.displayName.length > 200)
    throw new ScimRefusal(400, 'invalidValue', 'displayName has between 1 and 200 characters.');
  if ((wanted.externalId?.length ?? 0) > 255)
    throw new ScimRefusal(400, 'invalidValue', 'externalId is longer than 255 characters.');
  if (wanted.memberIds.length > MOST_MEMBERS)
    throw new ScimRefusal(400, 'tooMany', `A group has at most ${MOST_MEMBERS} members.`);
  const [same] = await ctx.db
    .select({ id: directoryGroup.id })
    .from(directoryGroup)
    .where(
      and(
        eq(directoryGroup.organizationId, home.id),
        eq(sql`lower(${directoryGroup.displayName})`, wanted.displayName.toLowerCase()),
        but ? ne(directoryGroup.id, but) : undefined,
      ),
    )
    .limit(1);
  if (same) throw new ScimRefusal(409, 'uniqueness', 'There is a group of this name already.');
}

/** The members that a group is to have. Groups inside groups are not known here. */
async function insistOnPeople(ctx: Context, home: Home, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = ids.every((id) => /^[0-9a-f-]{36}$/i.test(id))
    ? await ctx.db
        .select({ id: directoryUser.id })
        .from(directoryUser)
        .where(
          and(
            eq(directoryUser.organizationId, home.id),
            inArray(directoryUser.id, ids),
            isNull(directoryUser.removedAt),
          ),
        )
        .limit(MOST_MEMBERS)
    : [];
  if (known.length !== ids.length)
    throw new ScimRefusal(400, 'invalidValue', 'A member is not among the provisioned people.');
}

export async function makeGroup(ctx: Context, home: Home, wanted: WantedGroup): Promise<GroupRow> {
  await oneAtATime(ctx.db, home);
  await check(ctx, home, wanted, null);
  const [row] = await ctx.db
    .insert(directoryGroup)
    .values({
      id: randomUUID(),
      organizationId: home.id,
      displayName: wanted.displayName,
      externalId: wanted.externalId,
      madeAt: ctx.now,
      changedAt: ctx.now,
    })
    .returning();
  if (!row) throw new Error('The group was not made');
  await setMembers(ctx, home, row, wanted.memberIds);
  return row;
}

/** Brings a group in line with what the directory says, and the roles of everybody whom that concerns. */
export async function updateGroup(
  ctx: Context,
  home: Home,
  row: GroupRow,
  wanted: WantedGroup,
): Promise<GroupRow> {
  await oneAtATime(ctx.db, home);
  await check(ctx, home, wanted, row.id);
  const [changed] = await ctx.db
    .update(directoryGroup)
    .set({
      displayName: wanted.displayName,
      externalId: wanted.externalId,
      version: row.version + 1,
      changedAt: ctx.now,
    })
    .where(eq(directoryGroup.id, row.id))
    .returning();
  if (!changed) throw new Error('The group is gone');
  const renamed = changed.displayName.toLowerCase() !== row.displayName.toLowerCase();
  await setMembers(ctx, home, changed, wanted.memberIds, { renamed });
  return changed;
}

export async function removeGroup(ctx: Context, home: Home, row: GroupRow): Promise<void> {
  await oneAtATime(ctx.db, home);
  await setMembers(ctx, home, row, []);
  await ctx.db.delete(directoryGroup).where(eq(directoryGroup.id, row.id));
}

export async function memberIdsOf(ctx: Context, groupId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: directoryGroupMember.userId })
    .from(directoryGroupMember)
    .where(eq(directoryGroupMember.groupId, groupId))
    .orderBy(directoryGroupMember.userId)
    .limit(MOST_MEMBERS);
  return rows.map(({ id }) => id);
}

async function setMembers(
  ctx: Context,
  home: Home,
  row: GroupRow,
  memberIds: string[],
  { renamed = false } = {},
): Promise<void> {
  const before = new Set(await memberIdsOf(ctx, row.id));
  const after = new Set(memberIds.map((id) => id.toLowerCase()));
  const added = [...after].filter((id) => !before.has(id));
  const removed = [...before].filter((id) => !after.has(id));
  await insistOnPeople(ctx, home, added);
  if (removed.length > 0)
    await ctx.db
      .delete(directoryGroupMember)
      .where(and(eq(directoryGroupMember.groupId, row.id), inArray(directoryGroupMember.userId, removed)));
  if (added.length > 0)
    await ctx.db
      .insert(directoryGroupMember)
      .values(added.map((userId) => ({ organizationId: home.id, groupId: row.id, userId })));
  if (added.length + removed.length > 0)
    await recordEvent(
      ctx,
      groupChanged({
        subjectId: row.id,
        ...ownerOf(home),
        facts: { group: row.displayName, added: added.length, removed: removed.length },
      }),
    );
  await followGroups(ctx, home, renamed ? [...new Set([...before, ...after])] : [...added, ...removed]);
}
