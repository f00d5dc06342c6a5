import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Database, Db } from '#db/connection.ts';

const ROWS_PER_STATEMENT = 4000;

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Opens a transaction that acts as the MSP, whom the walls of the business tables let through; for the owner too. */
export function asMsp<T>(database: Database, work: (tx: Db) => Promise<T>): Promise<T> {
  return database.db.transaction(async (tx) => {
    await actAs(tx, 'msp');
    return work(tx);
  });
}

/** For the rest of the transaction; the door is the only side that reads and writes passwords. */
export async function actAs(tx: Db, side: 'msp' | 'door'): Promise<void> {
  await tx.execute(sql`select set_config('app.side', ${side}, true)`);
}

/**
 * Loads many rows with few statements, in the order given. Every row names the same columns; what none of them names
 * gets its default.
 */
export async function loadRows<T extends PgTable>(
  tx: Db,
  table: T,
  rows: T['$inferInsert'][],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const { name } = getTableConfig(table);
  const keys = Object.keys(first) as (keyof typeof first & string)[];
  const columns = sql.raw(keys.map(snake).join(', '));
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const batch = rows
      .slice(from, from + ROWS_PER_STATEMENT)
      .map((row) => Object.fromEntries(keys.map((key) => [snake(key), plain(row[key])])));
    await tx.execute(sql`insert into ${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.identifier(name)}, ${JSON.stringify(batch)}::text::jsonb)`);
  }
}

/** Bytes travel as PostgreSQL writes them. */
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
