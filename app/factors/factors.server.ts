import { count, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { digitsOf, isRecoveryCode, isTotpCode } from '#app/values/one-time-code.ts';
import { passkey, passkeyChallenge, totpFactor } from '#db/schema/index.ts';
import { recoveryCodesLeft, takeRecoveryCode } from './recovery-codes.server.ts';
import { takeTotp } from './totp.server.ts';

export type Factors = {
  /** Since when an authenticator is set up, or null. */
  totpSince: Date | null;
  passkeys: number;
  recoveryCodesLeft: number;
};

/** What a person has beside the password. */
export async function factorsOf(db: Db, accountId: string): Promise<Factors> {
  const [totp] = await db
    .select({ createdAt: totpFactor.createdAt })
    .from(totpFactor)
    .where(eq(totpFactor.accountId, accountId));
  const [keys] = await db.select({ many: count() }).from(passkey).where(eq(passkey.accountId, accountId));
  return {
    totpSince: totp?.createdAt ?? null,
    passkeys: keys?.many ?? 0,
    recoveryCodesLeft: await recoveryCodesLeft(db, accountId),
  };
}

/**
 * The kinds of second factor that people have, `totp` and `passkey`, for the program office and nobody else: the database
 * refuses every other side. Whoever has none is not among the answers.
 */
export async function factorKindsOf(ctx: { db: Db }, accountIds: string[]): Promise<Map<string, string[]>> {
  if (accountIds.length === 0) return new Map();
  const rows = await ctx.db.execute<{ account: string; factors: string[] }>(
    sql`select account_id as account, to_json(factors) as factors from app.second_factors(${sql.param(accountIds)}::uuid[])`,
  );
  return new Map(rows.map(({ account, factors }) => [account, factors]));
}

export const hasFactor = ({ totpSince, passkeys }: Factors): boolean => totpSince !== null || passkeys > 0;

/**
 * Takes what somebody typed as a code of their authenticator or one of their recovery codes, once.
 * @returns which of the two it was, or null where it was neither
 */
export async function takeCode(
  db: Db,
  accountId: string,
  typed: string,
  now: Date,
): Promise<'totp' | 'recovery' | null> {
  if (isTotpCode(typed)) return (await takeTotp(db, accountId, digitsOf(typed), now)) ? 'totp' : null;
  if (isRecoveryCode(typed)) return (await takeRecoveryCode(db, accountId, typed, now)) ? 'recovery' : null;
  return null;
}

/** Removes requests that nobody answered. */
export async function sweepChallenges(db: Db): Promise<void> {
  await db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, sql`now()`));
}
