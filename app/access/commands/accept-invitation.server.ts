import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { account, accountPassword, event, invitation, membership, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { roles, type Role } from '#app/values/roles.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { personJoined } from '../events.ts';
import type { AcceptInput } from '../forms.ts';
import { hashPassword, verifyPassword } from '../password.server.ts';
import { hashOfToken } from '../token.server.ts';

const asDoor = { side: 'door' } as const;

export type OpenInvitation = {
  id: string;
  email: string;
  name: string;
  role: Role;
  roleLabel: string;
  workerId: string | null;
  organization: typeof organization.$inferSelect;
  /** Set where the e-mail belongs to somebody who has a password here already. */
  account: { id: string; passwordHash: string } | null;
};

async function find(db: Db, token: string): Promise<OpenInvitation | null> {
  const [row] = await db
    .select()
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(
      and(
        eq(invitation.tokenHash, hashOfToken(token)),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
        gt(invitation.expiresAt, sql`now()`),
      ),
    )
    .for('update', { of: invitation });
  if (!row) return null;
  const [known] = await db
    .select({ id: account.id, passwordHash: accountPassword.passwordHash })
    .from(account)
    .innerJoin(accountPassword, eq(accountPassword.accountId, account.id))
    .where(eq(sql`lower(${account.email})`, row.invitation.email.toLowerCase()));
  const role = row.invitation.role as Role;
  const { id, email, name, workerId } = row.invitation;
  return {
    id,
    email,
    name,
    role,
    roleLabel: roles[role].label,
    workerId,
    organization: row.organization,
    account: known ?? null,
  };
}

/** The invitation behind a link, or null where it was used, has expired or never was. */
export const findInvitation = (database: Database, token: string): Promise<OpenInvitation | null> =>
  walled(database, asDoor, (db) => find(db, token));

/**
 * Redeems an invitation, once. Somebody who has an account here proves it with its password and gets one more
 * membership; anybody else chooses a password.
 * @returns the account and membership to open a session for
 */
export async function acceptInvitation(
  database: Database,
  token: string,
  input: AcceptInput,
): Promise<Result<{ accountId: string; membershipId: string }>> {
  const passwordHash = await hashPassword(input.password);
  return walled(database, asDoor, async (db) => {
    const invited = await find(db, token);
    if (!invited) return missing();
    if (invited.account && !(await verifyPassword(invited.account.passwordHash, input.password))) {
      return invalid(
        problem('password', 'There is an account with this e-mail already. Enter its password.'),
      );
    }
    const accountId =
      invited.account?.id ?? (await createAccount(db, invited.email, input.name, passwordHash));
    const membershipId = await join(db, accountId, invited);
    await db
      .update(invitation)
      .set({ acceptedAt: sql`now()` })
      .where(eq(invitation.id, invited.id));
    const { id, side, name } = invited.organization;
    const news = personJoined({
      subjectId: invited.id,
      clientId: side === 'client' ? id : null,
      supplierId: side === 'supplier' ? id : null,
      facts: { roleLabel: invited.roleLabel },
    });
    await db
      .insert(event)
      .values({ ...news, actorAccountId: accountId, actorName: input.name, actorOrganization: name });
    return ok({ accountId, membershipId });
  });
}

async function createAccount(db: Db, email: string, name: string, passwordHash: string): Promise<string> {
  const [made] = await db.insert(account).values({ email, name }).returning({ id: account.id });
  if (!made) throw new Error('The account was not made');
  await db.insert(accountPassword).values({ accountId: made.id, passwordHash });
  return made.id;
}

async function join(
  db: Db,
  accountId: string,
  { organization: to, role, workerId }: OpenInvitation,
): Promise<string> {
  const [made] = await db
    .insert(membership)
    .values({ accountId, organizationId: to.id, role, workerId })
    .onConflictDoUpdate({
      target: [membership.accountId, membership.organizationId, membership.role],
      set: { endedAt: null, workerId },
    })
    .returning({ id: membership.id });
  if (!made) throw new Error('The membership was not made');
  return made.id;
}
