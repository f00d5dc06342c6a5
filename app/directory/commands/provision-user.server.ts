import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { account, directoryGroupMember, directoryUser } from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { domainsInForce } from '../connections.server.ts';
import { endAccess, letInAgain } from '../end-access.server.ts';
import { personProvisioned } from '../events.ts';
import { followGroups } from '../follow-groups.server.ts';
import { actsElsewhere, heldBy } from '../give-roles.server.ts';
import { oneAtATime, ownerOf, type Home } from '../home.server.ts';
import { domainOf } from '../mapping.ts';
import { ScimRefusal } from '../scim-words.server.ts';

export type UserRow = typeof directoryUser.$inferSelect;
export type Wanted = Pick<
  UserRow,
  'userName' | 'externalId' | 'givenName' | 'familyName' | 'displayName' | 'email' | 'active'
>;

const taken = (what: string) =>
  new ScimRefusal(409, 'uniqueness', `${what} Ask the program office if that is a mistake.`);

const longest = {
  userName: 254,
  externalId: 255,
  givenName: 120,
  familyName: 120,
  displayName: 200,
  email: 254,
};

/** What can be said of somebody before anything is looked up: an address in one of the organization's own domains, above all. */
async function check(ctx: Context, home: Home, wanted: Wanted): Promise<void> {
  for (const [field, most] of Object.entries(longest)) {
    const value = wanted[field as keyof typeof longest];
    if (value && value.length > most)
      throw new ScimRefusal(400, 'invalidValue', `${field} is longer than ${most} characters.`);
  }
  if (!wanted.userName) throw new ScimRefusal(400, 'invalidValue', 'userName is missing.');
  const domain = /^\S+@\S+$/.test(wanted.email) ? domainOf(wanted.email) : null;
  if (!domain)
    throw new ScimRefusal(
      400,
      'invalidValue',
      'There is no e-mail address, neither in emails nor as userName.',
    );
  if (!(await domainsInForce(ctx.db, home.id)).includes(domain))
    throw new ScimRefusal(
      400,
      'invalidValue',
      `${domain} is not one of ${home.name}’s confirmed domains, so nobody there can be provisioned.`,
    );
}

async function insistOnFreeName(ctx: Context, home: Home, wanted: Wanted, but: string | null): Promise<void> {
  const [same] = await ctx.db
    .select({ id: directoryUser.id })
    .from(directoryUser)
    .where(
      and(
        eq(directoryUser.organizationId, home.id),
        isNull(directoryUser.removedAt),
        or(
          eq(sql`lower(${directoryUser.userName})`, wanted.userName.toLowerCase()),
          eq(sql`lower(${directoryUser.email})`, wanted.email.toLowerCase()),
        ),
        but ? ne(directoryUser.id, but) : undefined,
      ),
    )
    .limit(1);
  if (same) throw taken('There is somebody with this userName or e-mail address already.');
}

const accountWith = (ctx: Context, email: string) =>
  asTheProgram(ctx, 'an address belongs to one account, whoever’s it is', async () => {
    const [row] = await ctx.db
      .select({ id: account.id })
      .from(account)
      .where(eq(sql`lower(${account.email})`, email.toLowerCase()));
    return row ?? null;
  });

/** Makes somebody before they first come, or takes over the account that they have in this organization already. */
export async function makeUser(ctx: Context, home: Home, wanted: Wanted): Promise<UserRow> {
  await check(ctx, home, wanted);
  await oneAtATime(ctx.db, home);
  await insistOnFreeName(ctx, home, wanted, null);
  const known = await accountWith(ctx, wanted.email);
  if (known && !(await wasOurs(ctx, home, known.id)))
    throw taken('This e-mail address cannot be provisioned.');
  const accountId = known?.id ?? randomUUID();
  if (!known)
    await ctx.db.insert(account).values({ id: accountId, email: wanted.email, name: shownName(wanted) });
  const id = randomUUID();
  await ctx.db.insert(directoryUser).values({
    ...wanted,
    id,
    organizationId: home.id,
    accountId,
    madeAt: ctx.now,
    changedAt: ctx.now,
    // What an earlier row disabled, this one may enable.
    disabledAccount: known ? await wasDisabledByUs(ctx, home, accountId) : false,
  });
  const facts = { name: shownName(wanted), accountIsNew: !known };
  await recordEvent(ctx, personProvisioned({ subjectId: accountId, ...ownerOf(home), facts }));
  const row = await again(ctx, id);
  return settle(ctx, home, row, wanted.active);
}

async function wasOurs(ctx: Context, home: Home, accountId: string): Promise<boolean> {
  if ((await heldBy(ctx, home, accountId)).length > 0) return true;
  const rows = await ctx.db
    .select({ id: directoryUser.id })
    .from(directoryUser)
    .where(and(eq(directoryUser.organizationId, home.id), eq(directoryUser.accountId, accountId)))
    .limit(1);
  return rows.length > 0;
}

async function wasDisabledByUs(ctx: Context, home: Home, accountId: string): Promise<boolean> {
  const [last] = await ctx.db
    .select({ disabledAccount: directoryUser.disabledAccount })
    .from(directoryUser)
    .where(
      and(
        eq(directoryUser.organizationId, home.id),
        eq(directoryUser.accountId, accountId),
        isNotNull(directoryUser.removedAt),
      ),
    )
    .orderBy(desc(directoryUser.removedAt))
    .limit(1);
  return last?.disabledAccount ?? false;
}

/** Brings somebody in line with what the directory says now. */
export async function updateUser(ctx: Context, home: Home, row: UserRow, wanted: Wanted): Promise<UserRow> {
  // Whoever leaves may leave, whatever became of the address meanwhile.
  if (wanted.active || wanted.email.toLowerCase() !== row.email.toLowerCase()) await check(ctx, home, wanted);
  await oneAtATime(ctx.db, home);
  await insistOnFreeName(ctx, home, wanted, row.id);
  await followAddress(ctx, home, row, wanted);
  const { active, ...rest } = wanted;
  await ctx.db
    .update(directoryUser)
    .set({ ...rest, version: sql`${directoryUser.version} + 1`, changedAt: ctx.now })
    .where(eq(directoryUser.id, row.id));
  return settle(ctx, home, await again(ctx, row.id), active);
}

/** An account that is this organization's alone carries the name and address that its directory says. */
async function followAddress(ctx: Context, home: Home, row: UserRow, wanted: Wanted): Promise<void> {
  const moves = wanted.email.toLowerCase() !== row.email.toLowerCase();
  if (moves) {
    const other = await accountWith(ctx, wanted.email);
    if (other && other.id !== row.accountId) throw taken('This e-mail address cannot be provisioned.');
  }
  const name = shownName(wanted);
  if (!moves && name === shownName(row)) return;
  await asTheProgram(
    ctx,
    'accounts are the program’s; who acts elsewhere too keeps name and address',
    async () => {
      if (await actsElsewhere(ctx, home, row.accountId)) return;
      await ctx.db
        .update(account)
        .set({ name, ...(moves ? { email: wanted.email } : {}) })
        .where(eq(account.id, row.accountId));
    },
  );
}

async function settle(ctx: Context, home: Home, row: UserRow, active: boolean): Promise<UserRow> {
  if (!active) await endAccess(ctx, home, row);
  else {
    await letInAgain(ctx, home, row);
    await followGroups(ctx, home, [row.id]);
  }
  return again(ctx, row.id);
}

/** Removes somebody from the directory: their access ends, and what they did stays. */
export async function endUser(ctx: Context, home: Home, row: UserRow): Promise<void> {
  await oneAtATime(ctx.db, home);
  await endAccess(ctx, home, row);
  await ctx.db.delete(directoryGroupMember).where(eq(directoryGroupMember.userId, row.id));
  await ctx.db
    .update(directoryUser)
    .set({ removedAt: ctx.now, changedAt: ctx.now })
    .where(eq(directoryUser.id, row.id));
}

async function again(ctx: Context, id: string): Promise<UserRow> {
  const [row] = await ctx.db.select().from(directoryUser).where(eq(directoryUser.id, id));
  if (!row) throw new Error('The provisioned person is gone');
  return row;
}

export const shownName = ({ displayName, userName }: Pick<UserRow, 'displayName' | 'userName'>) =>
  (displayName ?? userName).slice(0, 120);
