import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';

export type Tx = postgres.TransactionSql;

const ROWS_PER_STATEMENT = 4000;

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Opens a transaction that acts as the MSP, whom the walls of the business tables let through; for the owner too. */
export function asMsp<T>(sql: postgres.Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    return work(tx);
  }) as Promise<T>;
}

/**
 * Loads many rows with few statements, in the order given. Every row names the same columns; what none of them names
 * gets its default.
 */
export async function loadRows<T extends PgTable>(tx: Tx, table: T, rows: T['$inferInsert'][]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const { name } = getTableConfig(table);
  const keys = Object.keys(first);
  const columns = keys.map(snake).join(', ');
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const batch = rows
      .slice(from, from + ROWS_PER_STATEMENT)
      .map((row) => Object.fromEntries(keys.map((key) => [snake(key), plain(row[key as keyof typeof row])])));
    await tx.unsafe(
      `insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, $1::text::jsonb)`,
      [JSON.stringify(batch)],
    );
  }
}

/** Bytes travel as PostgreSQL writes them. */
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
