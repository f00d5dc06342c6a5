import { sql } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { isSealedWithOlderKey, openField, sealField } from '#app/platform/crypto/field.server.ts';

const cell = (id: string) => ({ table: 'bank_account', column: 'account_sealed', id });

/** An account number as it is stored: sealed for its row, with the last four to tell two accounts apart. */
export const sealedAccount = (id: string, accountNumber: string) => ({
  accountNumber: null,
  accountSealed: sealField(accountNumber, cell(id)),
  accountLastFour: accountNumber.slice(-4),
});

type Stored = { id: string; accountNumber: string | null; accountSealed: string | null };

/** The account number in full: for the file to the bank and for whoever compares it before it is used, for nobody else. */
export function fullAccountNumber({ id, accountNumber, accountSealed }: Stored): string {
  if (accountSealed) return openField(accountSealed, cell(id));
  if (accountNumber) return accountNumber;
  throw new Error('A bank account without a number');
}

const BATCH = 200;
/** Far more accounts than a deployment has suppliers. */
const MAX_BATCHES = 5_000;

/**
 * Seals account numbers that stand in the clear from before, and seals again what an older key sealed.
 * A second run finds nothing; several at once do each row once.
 * @returns how many were sealed
 */
export async function sealAccounts(database: Database): Promise<number> {
  let sealed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const last = await walled(database, { side: 'msp' }, async (db) => {
      const rows = await db.execute<{
        id: string;
        account_number: string | null;
        account_sealed: string | null;
      }>(
        sql`select id, account_number, account_sealed from bank_account where id > ${after} order by id limit ${BATCH} for no key update`,
      );
      for (const row of rows) {
        if (row.account_sealed && !isSealedWithOlderKey(row.account_sealed)) continue;
        const stored = { id: row.id, accountNumber: row.account_number, accountSealed: row.account_sealed };
        const fresh = sealedAccount(row.id, fullAccountNumber(stored));
        await db.execute(
          sql`update bank_account set account_number = null, account_sealed = ${fresh.accountSealed}, account_last_four = ${fresh.accountLastFour} where id = ${row.id}`,
        );
        sealed += 1;
      }
      return rows.length === BATCH ? rows.at(-1)?.id : undefined;
    });
    if (!last) break;
    after = last;
  }
  return sealed;
}
