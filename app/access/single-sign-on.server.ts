import { sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';

/**
 * Whether somebody's organization lets its people in by its own provider alone. Asked once the password has matched, so that
 * the answer tells nothing to who does not know it. Its administrators, and people who act elsewhere too, are not held to it.
 */
export async function onlyBySingleSignOn(db: Db, accountId: string): Promise<boolean> {
  const [row] = await db.execute<{ only: boolean }>(
    sql`select app.only_by_single_sign_on(${accountId}) as only`,
  );
  return row?.only ?? false;
}

export const ONLY_BY_SINGLE_SIGN_ON =
  'Your organization lets its people in by single sign-on alone. Follow the link below.';
