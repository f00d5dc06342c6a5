import type postgres from 'postgres';
import type { Database } from '#db/connection.ts';

/** A row of the trail with every value as text, so that nothing is rounded or read as something else on the way. */
export type TextRow = (string | null)[];

/** So many rows are in memory at once; a million of them are a hundred queries. */
export const ROWS_A_PIECE = 10_000;

/**
 * The rows of one piece of the trail.
 * @param query written by this program alone; nothing that a person typed may be in it
 */
export async function textRows(tx: postgres.TransactionSql, query: string): Promise<TextRow[]> {
  return tx.unsafe(query).values();
}

/** One read-only look at a moment, on the MSP's side of the wall. */
export function atOneMoment<T>(
  database: Database,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return database.sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('role', 'muster_app', true), set_config('app.side', 'msp', true),
      set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true),
      set_config('enable_nestloop', 'off', true)`;
    return work(tx);
  }) as Promise<T>;
}
