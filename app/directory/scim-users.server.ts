import SCIMMY from 'scimmy';
import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { directoryGroup, directoryGroupMember, directoryUser } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  endUser,
  makeUser,
  updateUser,
  type UserRow,
  type Wanted,
} from './commands/provision-user.server.ts';
import type { Home } from './home.server.ts';
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

/** What one request of a directory is about. */
export type ScimRequest = {
  ctx: Context;
  home: Home;
  /** The address of this organization's SCIM. */
  base: string;
  query: Record<string, unknown>;
  body: unknown;
  id: string | null;
  /** `If-Match`, where it was sent. */
  ifMatch: string | null;
};
export type ScimAnswer = { status: number; body?: unknown; etag?: string; location?: string };

const etagOf = (version: number) => `W/"${version}"`;

/** Refuses to write over what somebody else wrote meanwhile, where the directory says what it has seen. */
export function insistOnVersion(ifMatch: string | null, version: number): void {
  if (ifMatch === null || ifMatch === '*') return;
  const seen = ifMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!seen.includes(`"${version}"`))
    throw new ScimRefusal(412, null, 'Somebody changed it meanwhile. Read it again.');
}

async function rowsOf(ctx: Context, home: Home, more?: SQL): Promise<UserRow[]> {
  const rows = await ctx.db
    .select()
    .from(directoryUser)
    .where(and(eq(directoryUser.organizationId, home.id), isNull(directoryUser.removedAt), more))
    .orderBy(asc(directoryUser.id))
    .limit(MOST_LOOKED_THROUGH + 1);
  if (rows.length > MOST_LOOKED_THROUGH)
    throw new ScimRefusal(400, 'tooMany', 'Ask for fewer: filter by userName or externalId.');
  return rows;
}

async function rowFor({ ctx, home, id }: ScimRequest): Promise<UserRow> {
  const [row] = id ? await rowsOf(ctx, home, eq(directoryUser.id, id)) : [];
  if (!row) throw noSuch();
  return row;
}

async function groupsOf(ctx: Context, home: Home, userIds: string[]) {
  if (userIds.length === 0) return [];
  return ctx.db
    .select({
      userId: directoryGroupMember.userId,
      groupId: directoryGroup.id,
      name: directoryGroup.displayName,
    })
    .from(directoryGroupMember)
    .innerJoin(directoryGroup, eq(directoryGroup.id, directoryGroupMember.groupId))
    .where(
      and(eq(directoryGroupMember.organizationId, home.id), inArray(directoryGroupMember.userId, userIds)),
    )
    .limit(MOST_LOOKED_THROUGH);
}

type InGroups = Awaited<ReturnType<typeof groupsOf>>;

/** A person as SCIM tells it. */
function told(row: UserRow, base: string, groups: InGroups): Record<string, unknown> {
  return {
    id: row.id,
    externalId: row.externalId ?? undefined,
    userName: row.userName,
    name: {
      formatted: row.displayName ?? undefined,
      givenName: row.givenName ?? undefined,
      familyName: row.familyName ?? undefined,
    },
    displayName: row.displayName ?? undefined,
    emails: [{ value: row.email, type: 'work', primary: true }],
    active: row.active,
    groups: groups
      .filter(({ userId }) => userId === row.id)
      .map(({ groupId, name }) => ({
        value: groupId,
        $ref: `${base}/Groups/${groupId}`,
        display: name,
        type: 'direct',
      })),
    meta: {
      resourceType: 'User',
      created: row.madeAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      version: etagOf(row.version),
    },
  };
}

async function asUsers({ ctx, home, base, query }: ScimRequest, rows: UserRow[]) {
  const { attributes } = askedOf(query);
  const groups = await groupsOf(
    ctx,
    home,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    plainly(
      SCIMMY.Schemas.User.id,
      new SCIMMY.Schemas.User(told(row, base, groups) as never, 'out', `${base}/Users`, attributes as never),
    ),
  );
}

async function oneUser(request: ScimRequest, row: UserRow, status = 200): Promise<ScimAnswer> {
  const [body] = await asUsers(request, [row]);
  return { status, body, etag: etagOf(row.version), location: `${request.base}/Users/${row.id}` };
}

export async function listUsers(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, query, base } = request;
  const asked = askedOf(query);
  const one = onlyEquals(asked.filter);
  const by: Record<string, (value: string) => SQL> = {
    username: (value) => eq(sql`lower(${directoryUser.userName})`, value.toLowerCase()),
    externalid: (value) => eq(directoryUser.externalId, value),
    id: (value) => eq(sql`${directoryUser.id}::text`, value.toLowerCase()),
    'emails.value': (value) => eq(sql`lower(${directoryUser.email})`, value.toLowerCase()),
  };
  const narrow = one ? by[one.path] : undefined;
  const rows = await rowsOf(ctx, home, one && narrow ? narrow(one.value) : undefined);
  const found = narrow || !asked.filter ? rows : matching(rows, asked.filter, base);
  const { page, around } = listOf(found, asked);
  return { status: 200, body: around(await asUsers(request, page)) };
}

/** What no index answers is asked of the library, over everybody. */
function matching(rows: UserRow[], filter: SCIMMY.Types.Filter, base: string): UserRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return filter
    .match(rows.map((row) => told(row, base, [])))
    .flatMap((one: { id: string }) => byId.get(one.id) ?? []);
}

export const readUser = async (request: ScimRequest): Promise<ScimAnswer> =>
  oneUser(request, await rowFor(request));

type Inbound = {
  userName?: string;
  externalId?: string;
  displayName?: string;
  active?: boolean;
  name?: { formatted?: string; givenName?: string; familyName?: string };
  emails?: { value?: string; primary?: boolean }[];
};

/** What the directory wants somebody to be. Who says nothing of `active` means that they are. */
function wanted(body: Record<string, unknown>): Wanted {
  const user = new SCIMMY.Schemas.User(body, 'in') as unknown as Inbound;
  const { userName = '', name, emails = [] } = user;
  const email = (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? userName;
  const whole = `${name?.givenName ?? ''} ${name?.familyName ?? ''}`.trim();
  return {
    userName: userName.trim(),
    externalId: user.externalId ?? null,
    givenName: name?.givenName ?? null,
    familyName: name?.familyName ?? null,
    displayName: user.displayName || name?.formatted || whole || null,
    email: email.trim(),
    active: user.active ?? true,
  };
}

export async function createUser(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, body } = request;
  return oneUser(request, await makeUser(ctx, home, wanted(objectOf(body))), 201);
}

export async function replaceUser(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, body, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  return oneUser(request, await updateUser(ctx, home, row, wanted(objectOf(body))));
}

export async function patchUser(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, base, body, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  const before = new SCIMMY.Schemas.User(told(row, base, []), 'out', `${base}/Users`);
  const patch = new SCIMMY.Messages.PatchOp(objectOf(body) as never);
  const after = (await patch.apply(before as never)) as Record<string, unknown> | undefined;
  // A patch that changes nothing is no mistake.
  if (!after) return oneUser(request, row);
  return oneUser(request, await updateUser(ctx, home, row, wanted({ ...after })));
}

export async function deleteUser(request: ScimRequest): Promise<ScimAnswer> {
  const { ctx, home, ifMatch } = request;
  const row = await rowFor(request);
  insistOnVersion(ifMatch, row.version);
  await endUser(ctx, home, row);
  return { status: 204 };
}
