import SCIMMY from 'scimmy';
import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { directoryGroup, directoryGroupMember, directoryUser } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  makeGroup,
  removeGroup,
  updateGroup,
  type GroupRow,
  type WantedGroup,
} from './commands/provision-group.server.ts';
import type { Home } from './home.server.ts';
import { insistOnVersion, type ScimAnswer, type ScimRequest } from './scim-users.server.ts';
import {
  askedOf,
  listOf,
  MOST_LOOKED_THROUGH,
  noSuch,
  objectOf,
  onlyEquals,
  plainly,
  ScimRefusal,
} from './scim-words.server.ts';

async function rowsOf(ctx: Context, home: Home, more?: SQL): Promise<GroupRow[]> {
  const rows = await ctx.db
    .select()
    .from(directoryGroup)
    .where(and(eq(directoryGroup.organizationId, home.id), more))
    .orderBy(asc(directoryGroup.id))
    .limit(MOST_LOOKED_THROUGH + 1);
  if (rows.length > MOST_LOOKED_THROUGH)
    throw new ScimRefusal(400, 'tooMany', 'Ask for fewer: filter by displayName or externalId.');
  return rows;
}

async function rowFor({ ctx, home, id }: ScimRequest): Promise<GroupRow> {
  const [row] = id ? await rowsOf(ctx, home, eq(directoryGroup.id, id)) : [];
  if (!row) throw noSuch();
  return row;
}

async function membersOf(ctx: Context, groupIds: string[]) {
  if (groupIds.length === 0) return [];
  return ctx.db
    .select({
      groupId: directoryGroupMember.groupId,
      id: directoryUser.id,
      name: sql<string>`coalesce(${directoryUser.displayName}, ${directoryUser.userName})`,
    })
    .from(directoryGroupMember)
    .innerJoin(directoryUser, eq(directoryUser.id, directoryGroupMember.userId))
    .where(inArray(directoryGroupMember.groupId, groupIds))
    .orderBy(asc(directoryUser.id))
    .limit(MOST_LOOKED_THROUGH * 5);
}

type Members = Awaited<ReturnType<typeof membersOf>>;

function told(row: GroupRow, base: string, members: Members): Record<string, unknown> {
  return {
    id: row.id,
    externalId: row.externalId ?? undefined,
    displayName: row.displayName,
    members: members
      .filter(({ groupId }) => groupId === row.id)
      .map(({ id, name }) => ({ value: id, $ref: `${base}/Users/${id}`, display: name, type: 'User' })),
    meta: {
      resourceType: 'Group',
      created: row.madeAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      version: `W/"${row.version}"`,
    },
  };
}

async function asGroups({ ctx, base, query }: ScimRequest, rows: GroupRow[]) {
  const { attributes } = askedOf(query);
  const members = await membersOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    plainly(
      SCIMMY.Schemas.Group.id,
      new SCIMMY.Schemas.Group(
        told(row, base, members) as never,
        'out',
        `${base}/Groups`,
        attributes as never,
      ),
    ),
  );
}

async function oneGroup(request: ScimRequest, row: GroupRow, status = 200): Promise<ScimAnswer> {
  const [body] = await asGroups(request, [row]);
  return { status, body, etag: `W/"${row.version}"`, location: `${request.base}/Groups/${row.id}` };
}

export async function listGroups(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, query, base } = request;
  const asked = askedOf(query);
  const one = onlyEquals(asked.filter);
  const by: Record<string, (value: string) => SQL> = {
    displayname: (value) => eq(sql`lower(${directoryGroup.displayName})`, value.toLowerCase()),
    externalid: (value) => eq(directoryGroup.externalId, value),
    id: (value) => eq(sql`${directoryGroup.id}::text`, value.toLowerCase()),
  };
  const narrow = one ? by[one.path] : undefined;
  const rows = await rowsOf(ctx, home, one && narrow ? narrow(one.value) : undefined);
  const found = narrow || !asked.filter ? rows : await matching(ctx, rows, asked.filter, base);
  const { page, around } = listOf(found, asked);
  return { status: 200, body: around(await asGroups(request, page)) };
}

async function matching(ctx: Context, rows: GroupRow[], filter: SCIMMY.Types.Filter, base: string) {
  const members = await membersOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return filter
    .match(rows.map((row) => told(row, base, members)))
    .flatMap((one: { id: string }) => byId.get(one.id) ?? []);
}

export const readGroup = async (request: ScimRequest): Promise<ScimAnswer> =>
  oneGroup(request, await rowFor(request));

function wanted(body: Record<string, unknown>): WantedGroup {
  const group = new SCIMMY.Schemas.Group(body, 'in') as unknown as {
    displayName?: string;
    externalId?: string;
    members?: { value?: string }[];
  };
  return {
    displayName: (group.displayName ?? '').trim(),
    externalId: group.externalId ?? null,
    memberIds: [...new Set((group.members ?? []).map(({ value = '' }) => value))],
  };
}

export async function createGroup(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, body } = request;
  return oneGroup(request, await makeGroup(ctx, home, wanted(objectOf(body))), 201);
}

export async function replaceGroup(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, body, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  return oneGroup(request, await updateGroup(ctx, home, row, wanted(objectOf(body))));
}

export async function patchGroup(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, base, body, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  const members = await membersOf(ctx, [row.id]);
  const before = new SCIMMY.Schemas.Group(told(row, base, members), 'out', `${base}/Groups`);
  const patch = new SCIMMY.Messages.PatchOp(objectOf(body) as never);
  const after = (await patch.apply(before as never)) as Record<string, unknown> | undefined;
  if (!after) return oneGroup(request, row);
  return oneGroup(request, await updateGroup(ctx, home, row, wanted({ ...after })));
}

export async function deleteGroup(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  await removeGroup(ctx, home, row);
  return { status: 204 };
}
