import { createHash } from 'node:crypto';
import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { account, accountPassword, membership, signInAttempt } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { verifyPassword } from '../password.server.ts';
import { ONLY_BY_SINGLE_SIGN_ON, onlyBySingleSignOn } from '../single-sign-on.server.ts';

/** Failed tries on one e-mail within the window before the door stays shut for the rest of it. */
const FAILURES_LIMIT = 10;
const FAILURES_WINDOW_MINUTES = 15;

const asDoor = { side: 'door' } as const;

async function knownAs(database: Database, email: string, emailHash: string) {
  return walled(database, asDoor, async (db) => {
    const [row] = await db
      .select({ accountId: account.id, passwordHash: accountPassword.passwordHash })
      .from(account)
      .innerJoin(accountPassword, eq(accountPassword.accountId, account.id))
      .where(and(eq(sql`lower(${account.email})`, email.toLowerCase()), isNull(account.disabledAt)));
    const [failures] = await db
      .select({ count: count() })
      .from(signInAttempt)
      .where(
        and(
          eq(signInAttempt.emailHash, emailHash),
          eq(signInAttempt.succeeded, false),
          gt(signInAttempt.attemptedAt, sql`now() - make_interval(mins => ${FAILURES_WINDOW_MINUTES})`),
        ),
      );
    return { row, failures: failures?.count ?? 0 };
  });
}

/**
 * Checks an e-mail and a password. Says the same, and takes as long, whether the e-mail is unknown or the password wrong.
 * @returns the account and the membership it acts as first (the oldest)
 */
export async function signIn(
  database: Database,
  email: string,
  password: string,
): Promise<Result<{ accountId: string; membershipId: string }>> {
  const emailHash = createHash('sha256').update(email.toLowerCase()).digest('hex');
  const { row, failures } = await knownAs(database, email, emailHash);
  if (failures >= FAILURES_LIMIT) {
    return invalid(
      problem(
        'email',
        `Too many tries with this e-mail. Wait ${FAILURES_WINDOW_MINUTES} minutes and try again.`,
      ),
    );
  }
  const matches = await verifyPassword(row?.passwordHash ?? null, password);
  return walled(database, asDoor, async (db) => {
    await db.insert(signInAttempt).values({ emailHash, succeeded: matches });
    if (!row || !matches) return invalid(problem('password', 'E-mail and password do not belong together.'));
    if (await onlyBySingleSignOn(db, row.accountId))
      return invalid(problem('password', ONLY_BY_SINGLE_SIGN_ON));
    const [first] = await db
      .select({ id: membership.id })
      .from(membership)
      .where(and(eq(membership.accountId, row.accountId), isNull(membership.endedAt)))
      .orderBy(asc(membership.createdAt), asc(membership.id))
      .limit(1);
    if (!first)
      return invalid(
        problem('email', 'You are no longer a member of any organization here. Ask your administrator.'),
      );
    return ok({ accountId: row.accountId, membershipId: first.id });
  });
}
