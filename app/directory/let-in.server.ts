import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, directoryIdentity, directoryUser, membership } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Context, Surroundings } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import type { Role } from '#app/values/roles.ts';
import type { Connection } from './connections.server.ts';
import { identityBound } from './events.ts';
import { actsElsewhere, giveRoles, heldBy, type Person } from './give-roles.server.ts';
import { directoryActor, oneAtATime, ownerOf, type Home } from './home.server.ts';
import { rolesFromClaims } from './mapping.ts';
import type { Problem } from './problems.ts';

/** Whom a checked token speaks of. */
export type Somebody = {
  issuer: string;
  subject: string;
  email: string;
  name: string;
  claims: Record<string, unknown>;
};

type LetIn = { ok: true; accountId: string; membershipId: string } | { ok: false; problem: Problem };

const no = (problem: Problem) => ({ ok: false as const, problem });

/**
 * Finds or makes the account of somebody who comes from a provider, brings their roles in line with their claims, and
 * says as what they act. A role that ends stays ended, also where nobody is let in.
 */
export function letIn(at: Surroundings, connection: Connection, somebody: Somebody): Promise<LetIn> {
  const { home } = connection;
  return walled(at.database, { side: 'door' }, async (db): Promise<LetIn> => {
    const { now, requestId, baseUrl } = at;
    const ctx: Context = { actor: directoryActor(home, 'single sign-on'), now, db, requestId, baseUrl };
    await oneAtATime(db, home);
    const roles = rolesFromClaims(somebody.claims, connection.claimRoles);
    const known = await findPerson(ctx, home, somebody);
    if ('problem' in known) return no(known.problem);
    if (!known.person && roles.length === 0 && !connection.defaultRole) return no('noRole');
    const person = known.person ?? (await makeAccount(ctx, somebody));
    if (await isSuspended(ctx, home, person)) return no('disabled');
    await bind(ctx, home, somebody, person, known);
    await giveRoles(ctx, home, person, {
      source: 'claim',
      roles: roles.length > 0 ? roles : await fallback(ctx, connection, person),
      by: 'single sign-on',
    });
    const [first] = (await heldBy(ctx, home, person.accountId)).filter(({ isActive }) => isActive);
    if (!first) return no('noRole');
    return { ok: true, accountId: person.accountId, membershipId: first.id };
  });
}

type Known = { person: Person | null; isBound: boolean } | { problem: Problem };

/** Who it is by issuer and subject; else whose address it is, where that account is this organization's alone. */
async function findPerson(ctx: Context, home: Home, { issuer, subject, email }: Somebody): Promise<Known> {
  const [bound] = await ctx.db
    .select({ organizationId: directoryIdentity.organizationId, account })
    .from(directoryIdentity)
    .innerJoin(account, eq(account.id, directoryIdentity.accountId))
    .where(and(eq(directoryIdentity.issuer, issuer), eq(directoryIdentity.subject, subject)));
  if (bound) {
    if (bound.organizationId !== home.id) return { problem: 'elsewhere' };
    if (bound.account.disabledAt) return { problem: 'disabled' };
    return { person: { accountId: bound.account.id, name: bound.account.name }, isBound: true };
  }
  const [same] = await ctx.db
    .select()
    .from(account)
    .where(eq(sql`lower(${account.email})`, email.toLowerCase()));
  if (!same) return { person: null, isBound: false };
  const isOurs = (await heldBy(ctx, home, same.id)).length > 0 || (await isProvisioned(ctx, home, same.id));
  if (!isOurs || (await actsElsewhere(ctx, home, same.id))) return { problem: 'elsewhere' };
  if (same.disabledAt) return { problem: 'disabled' };
  const [other] = await ctx.db
    .select({ id: directoryIdentity.id })
    .from(directoryIdentity)
    .where(and(eq(directoryIdentity.accountId, same.id), eq(directoryIdentity.issuer, issuer)));
  // An address may be given to somebody new; what the one before them did and may do does not go with it.
  if (other) return { problem: 'taken' };
  return { person: { accountId: same.id, name: same.name }, isBound: false };
}

async function isProvisioned(ctx: Context, home: Home, accountId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: directoryUser.id })
    .from(directoryUser)
    .where(and(eq(directoryUser.organizationId, home.id), eq(directoryUser.accountId, accountId)))
    .limit(1);
  return rows.length > 0;
}

async function makeAccount(ctx: Context, { email, name }: Somebody): Promise<Person> {
  const [made] = await ctx.db.insert(account).values({ email, name }).returning({ id: account.id });
  if (!made) throw new Error('The account was not made');
  return { accountId: made.id, name };
}

async function bind(
  ctx: Context,
  home: Home,
  { issuer, subject }: Somebody,
  { accountId, name }: Person,
  known: { person: Person | null; isBound: boolean },
): Promise<void> {
  if (known.isBound) {
    await ctx.db
      .update(directoryIdentity)
      .set({ lastUsedAt: ctx.now })
      .where(and(eq(directoryIdentity.issuer, issuer), eq(directoryIdentity.subject, subject)));
    return;
  }
  await ctx.db.insert(directoryIdentity).values({
    organizationId: home.id,
    accountId,
    issuer,
    subject,
    madeAt: ctx.now,
    lastUsedAt: ctx.now,
  });
  await recordEvent(
    ctx,
    identityBound({
      subjectId: accountId,
      ...ownerOf(home),
      facts: { name, issuer, accountIsNew: known.person === null, by: 'single sign-on' },
    }),
  );
}

/** Whether provisioning says that somebody has left, whatever the provider says. */
async function isSuspended(ctx: Context, home: Home, { accountId }: Person): Promise<boolean> {
  const rows = await ctx.db
    .select({ active: sql<boolean>`${directoryUser.active} and ${directoryUser.removedAt} is null` })
    .from(directoryUser)
    .where(and(eq(directoryUser.organizationId, home.id), eq(directoryUser.accountId, accountId)))
    .limit(100);
  return rows.length > 0 && rows.every(({ active }) => !active);
}

/** What the organization gives to whom no claim gives anything, unless they act here already for another reason. */
async function fallback(ctx: Context, connection: Connection, person: Person): Promise<Role[]> {
  if (!connection.defaultRole) return [];
  const others = await ctx.db
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(
        eq(membership.organizationId, connection.home.id),
        eq(membership.accountId, person.accountId),
        isNull(membership.endedAt),
        sql`not exists (select from directory_membership d where d.membership_id = ${membership.id} and d.source = 'claim')`,
      ),
    )
    .limit(1);
  return others.length > 0 ? [] : [connection.defaultRole];
}
