import { eq } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { accountPassword } from '#db/schema/index.ts';

/** The hash of somebody's password, for the door alone; null where they sign in only through their organization. */
export async function passwordHashOf(db: Db, accountId: string): Promise<string | null> {
  const [row] = await db
    .select({ passwordHash: accountPassword.passwordHash })
    .from(accountPassword)
    .where(eq(accountPassword.accountId, accountId));
  return row?.passwordHash ?? null;
}

export const hasPassword = async (db: Db, accountId: string): Promise<boolean> =>
  (await passwordHashOf(db, accountId)) !== null;
