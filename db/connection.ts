import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

/** A database handle or an open transaction: drizzle's query builder over postgres.js. */
export type Db = PostgresJsDatabase<typeof schema>;

export type Database = {
  url: string;
  /** The raw driver, for COPY, LISTEN and administration. Business code uses `db`. */
  sql: postgres.Sql;
  db: Db;
  close(): Promise<void>;
};

// Amounts are int8. They fit a double exactly up to 90 trillion units; beyond that we would rather stop than round.
const bigint = {
  to: 20,
  from: [20],
  serialize: (value: number | bigint | string) => value.toString(),
  parse: (text: string) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new Error(`${text} is larger than this program counts exactly`);
    return value;
  },
};

/** Longer statements are bulk work that is not repeated; keeping them prepared would only fill the server's memory. */
const LONGEST_PREPARED = 10_000;

/**
 * Has the statements of the query builder prepared, once per connection: with the walls in it, planning a short query
 * takes several times as long as running it. A pooler in transaction mode must support prepared statements (PgBouncer does
 * from 1.21 on) or `DATABASE_PREPARE=0` be set.
 */
function preparing<T extends postgres.Sql | postgres.TransactionSql>(client: T): T {
  type Work = (tx: postgres.TransactionSql) => Promise<unknown>;
  return new Proxy(client, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (key === 'unsafe') {
        return (query: string, params?: never[], options?: postgres.UnsafeQueryOptions) =>
          target.unsafe(query, params, { ...options, prepare: query.length <= LONGEST_PREPARED });
      }
      if (key === 'begin' || key === 'savepoint') {
        return (work: Work) => (member as (work: Work) => unknown)((tx) => work(preparing(tx)));
      }
      return member;
    },
  });
}

/**
 * Opens a pool on any PostgreSQL from 15 on. One code path for the embedded server and for a real one.
 * @param max connections in the pool
 */
export function connect(
  url: string,
  { max = 20, name = 'muster' }: { max?: number; name?: string } = {},
): Database {
  const sql = postgres(url, {
    max,
    types: { bigint },
    onnotice: () => undefined,
    connection: { application_name: name, TimeZone: 'UTC' },
    idle_timeout: 300,
    connect_timeout: 10,
  });
  return {
    url,
    sql,
    db: drizzle(process.env.DATABASE_PREPARE === '0' ? sql : preparing(sql), {
      schema,
      casing: 'snake_case',
    }),
    close: () => sql.end({ timeout: 5 }),
  };
}
