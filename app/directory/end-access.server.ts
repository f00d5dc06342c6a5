import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, directoryUser, invitation } from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { personDeprovisioned, personReinstated } from './events.ts';
import {
  actsElsewhere,
  endAllRoles,
  endSessions,
  isLastAdministrator,
  LastAdministrator,
} from './give-roles.server.ts';
import { ownerOf, type Home } from './home.server.ts';

type UserRow = typeof directoryUser.$inferSelect;

const nameOf = ({ displayName, userName }: UserRow) => displayName ?? userName;

/**
 * Ends everything that somebody may do for the organization, in this one transaction: roles, sessions, open invitations,
 * and the account itself where nobody else has business with it.
 * @throws LastAdministrator
 */
export async function endAccess(ctx: Context, home: Home, row: UserRow): Promise<void> {
  if (await isLastAdministrator(ctx, home, row.accountId))
    throw new LastAdministrator(nameOf(row), home.name);
  const roles = await endAllRoles(ctx, home, row.accountId);
  const accountDisabled = await closeAccount(ctx, home, row);
  const sessionsEnded = await endSessions(ctx, row.accountId);
  await ctx.db
    .update(directoryUser)
    .set({ active: false, ...(accountDisabled ? { disabledAccount: true } : {}) })
    .where(eq(directoryUser.id, row.id));
  if (!row.active && roles.length === 0 && !accountDisabled) return;
  const facts = { name: nameOf(row), rolesEnded: roles.length, sessionsEnded, accountDisabled };
  await recordEvent(ctx, personDeprovisioned({ subjectId: row.accountId, ...ownerOf(home), facts }));
}

function closeAccount(ctx: Context, home: Home, { accountId, email }: UserRow): Promise<boolean> {
  const reason =
    'whether somebody acts elsewhere is no organization’s to see, and accounts are the program’s';
  return asTheProgram(ctx, reason, async () => {
    await ctx.db
      .update(invitation)
      .set({ withdrawnAt: ctx.now })
      .where(
        and(
          eq(invitation.organizationId, home.id),
          eq(sql`lower(${invitation.email})`, email.toLowerCase()),
          isNull(invitation.acceptedAt),
          isNull(invitation.withdrawnAt),
        ),
      );
    if (await actsElsewhere(ctx, home, accountId)) return false;
    const closed = await ctx.db
      .update(account)
      .set({ disabledAt: ctx.now })
      .where(and(eq(account.id, accountId), isNull(account.disabledAt)))
      .returning({ id: account.id });
    return closed.length > 0;
  });
}

/** Opens what the directory itself had closed. An account that the program office disabled stays disabled. */
export async function letInAgain(ctx: Context, home: Home, row: UserRow): Promise<void> {
  if (row.disabledAccount) {
    await asTheProgram(ctx, 'accounts are the program’s', async () => {
      await ctx.db.update(account).set({ disabledAt: null }).where(eq(account.id, row.accountId));
    });
    await recordEvent(
      ctx,
      personReinstated({ subjectId: row.accountId, ...ownerOf(home), facts: { name: nameOf(row) } }),
    );
  }
  await ctx.db
    .update(directoryUser)
    .set({ active: true, disabledAccount: false })
    .where(eq(directoryUser.id, row.id));
}
