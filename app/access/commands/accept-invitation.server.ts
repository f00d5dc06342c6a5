import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { account, accountPassword, invitation, membership, organization } from '#db/schema/index.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { roles, type Role } from '#app/values/roles.ts';
import { findActor } from '../actor.server.ts';
import { admit, type Way } from '../admit.server.ts';
import { lanesFor } from '../device.server.ts';
import { atTheDoor, contextOf, mustWait, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { personJoined } from '../events.ts';
import type { AcceptInput } from '../forms.ts';
import { noteGuessing } from '../guessing.server.ts';
import { hashPassword, passwordProblem, verifyPassword } from '../password.server.ts';
import { hashOfToken } from '../token.server.ts';
import { forgiveTries } from './sign-in.server.ts';

const INVITATION_IS_OVER = 'This invitation was used already, or its days have passed. Ask for a new one.';

export type OpenInvitation = {
  id: string;
  email: string;
  name: string;
  role: Role;
  roleLabel: string;
  workerId: string | null;
  organization: typeof organization.$inferSelect;
  /** Set where the e-mail belongs to somebody here already; without a hash where they have no password yet. */
  account: { id: string; passwordHash: string | null; isDisabled: boolean } | null;
};

const isOpen = (token: string) =>
  and(
    eq(invitation.tokenHash, hashOfToken(token)),
    isNull(invitation.acceptedAt),
    isNull(invitation.withdrawnAt),
    gt(invitation.expiresAt, sql`now()`),
  );

/** The invitation behind a link, or null where it was used, has expired or never was. */
export function findInvitation(door: Doorstep, token: string): Promise<OpenInvitation | null> {
  return atTheDoor(door, async (db) => {
    const [row] = await db
      .select()
      .from(invitation)
      .innerJoin(organization, eq(organization.id, invitation.organizationId))
      .where(isOpen(token));
    if (!row) return null;
    const [known] = await db
      .select({
        id: account.id,
        passwordHash: accountPassword.passwordHash,
        isDisabled: sql<boolean>`${account.disabledAt} is not null`,
      })
      .from(account)
      .leftJoin(accountPassword, eq(accountPassword.accountId, account.id))
      .where(eq(sql`lower(${account.email})`, row.invitation.email.toLowerCase()));
    const role = row.invitation.role as Role;
    const { id, email, name, workerId } = row.invitation;
    const { label: roleLabel } = roles[role];
    return {
      id,
      email,
      name,
      role,
      roleLabel,
      workerId,
      organization: row.organization,
      account: known ?? null,
    };
  });
}

/**
 * Redeems an invitation, once. Somebody who has an account here proves it with its password and gets one more
 * membership; anybody else chooses a password.
 */
export async function acceptInvitation(
  door: Doorstep,
  token: string,
  input: AcceptInput,
): Promise<DoorAnswer<Way>> {
  const invited = await findInvitation(door, token);
  if (!invited) return notIn(problem('', INVITATION_IS_OVER));
  if (invited.account?.isDisabled)
    return notIn(problem('password', 'This account is disabled. Ask your administrator.'));
  if (invited.account?.passwordHash) {
    const answer = await checkPassword(door, invited, input.password);
    return answer.ok ? redeem(door, token, invited, { input, passwordHash: null }) : answer;
  }
  const why = await passwordProblem(input.password, [input.name, invited.email, invited.organization.name]);
  if (why) return notIn(why);
  return redeem(door, token, invited, { input, passwordHash: await hashPassword(input.password) });
}

const notThePassword = (): Problem =>
  problem('password', 'There is an account with this e-mail already. Enter its password.');

/** A link lets nobody guess a password faster than the door does: tries are counted in the same lanes. */
async function checkPassword(
  door: Doorstep,
  { email, account: known }: OpenInvitation,
  password: string,
): Promise<DoorAnswer<null>> {
  const accountId = known?.id ?? null;
  const lanes = await lanesFor(door, 'password', { subject: email, accountId, placeIsKnown: false });
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) {
    await noteGuessing(door, accountId, 'password');
    return mustWait('password', wait);
  }
  if (!(await verifyPassword(known?.passwordHash ?? null, password))) return notIn(notThePassword());
  await atTheDoor(door, (db) => forgiveTries(db, lanes));
  return { ok: true, value: null };
}

async function redeem(
  door: Doorstep,
  token: string,
  invited: OpenInvitation,
  { input, passwordHash }: { input: AcceptInput; passwordHash: string | null },
): Promise<DoorAnswer<Way>> {
  return atTheDoor(door, async (db) => {
    const used = await db
      .update(invitation)
      .set({ acceptedAt: sql`now()` })
      .where(isOpen(token))
      .returning({ id: invitation.id });
    if (used.length === 0) return notIn(problem('', INVITATION_IS_OVER));
    const accountId = invited.account?.id ?? (await createAccount(db, invited.email, input.name));
    if (passwordHash)
      await db.insert(accountPassword).values({ accountId, passwordHash }).onConflictDoNothing();
    const membershipId = await join(db, accountId, invited);
    const person = await findActor(db, membershipId);
    if (!person) throw new Error('The new member was not found');
    const { roleLabel } = invited;
    const { clientId, supplierId } = person;
    await recordEvent(
      contextOf(door, db, person),
      personJoined({ subjectId: invited.id, clientId, supplierId, facts: { roleLabel } }),
    );
    return { ok: true, value: await admit(door, db, person, '/') };
  });
}

async function createAccount(db: Db, email: string, name: string): Promise<string> {
  const [made] = await db.insert(account).values({ email, name }).returning({ id: account.id });
  if (!made) throw new Error('The account was not made');
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
