import { createHash, randomBytes } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { recoveryCode } from '#db/schema/index.ts';
import { inGroups, plainRecoveryCode, RECOVERY_LENGTH, recoveryLetters } from '#app/values/one-time-code.ts';

/** So many are made at a time. Eighty random bits each: nobody tries them all, so a plain hash is enough to keep them. */
const CODES = 10;

const hashOf = (accountId: string, code: string) =>
  createHash('sha256')
    .update(`${accountId} ${plainRecoveryCode(code)}`)
    .digest('hex');

function newCode(): string {
  const code = [...randomBytes(RECOVERY_LENGTH)].map((byte) => recoveryLetters[byte & 31] ?? '').join('');
  return inGroups(code, 4, '-');
}

/** Makes ten new codes in place of all before. This is the one time that they can be read. */
export async function makeRecoveryCodes(db: Db, accountId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await db.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
  await db
    .insert(recoveryCode)
    .values(codes.map((code) => ({ accountId, codeHash: hashOf(accountId, code), createdAt: now })));
  return codes;
}

/** Takes a code, once. */
export async function takeRecoveryCode(db: Db, accountId: string, code: string, now: Date): Promise<boolean> {
  const taken = await db
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCode.accountId, accountId),
        eq(recoveryCode.codeHash, hashOf(accountId, code)),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ accountId: recoveryCode.accountId });
  return taken.length > 0;
}

/** How many of a person's codes are left. */
export async function recoveryCodesLeft(db: Db, accountId: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt)));
  return row?.left ?? 0;
}
