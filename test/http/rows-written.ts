import { getTableColumns, is, Table } from 'drizzle-orm';
import type postgres from 'postgres';
import * as schema from '#db/schema/index.ts';

/*
 * What a post writes, told so that two programs that are alike can be compared, and what is sent along with it to be
 * written by mistake.
 */

/** A value for each column by its type; searched for afterwards in whatever was written. */
const PLANTED = 'planted-424242';
const PLANTED_NUMBER = '424242';
const PLANTED_DAY = '2042-04-24';
function plantedIn(column: {
  dataType: string;
  enumValues?: string[] | undefined;
  default: unknown;
}): string {
  const last = column.enumValues?.at(-1);
  if (last) return last;
  if (column.dataType === 'boolean') return column.default === true ? 'false' : 'true';
  if (/number|bigint/.test(column.dataType)) return PLANTED_NUMBER;
  if (/date/.test(column.dataType)) return PLANTED_DAY;
  return PLANTED;
}

/** Told apart from any other number of a thing and any other moment, of which it does not matter what they are. */
const isPlanted = (value: unknown) =>
  String(value) === PLANTED_NUMBER || String(value).startsWith(PLANTED_DAY);

const tables = Object.values(schema as Record<string, unknown>).filter((each) => is(each, Table));
/** The name of every column, as TypeScript and as SQL write it, with what is planted under it. */
const columns = new Map(
  tables.flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
      [key, column.name].map((name) => [name, plantedIn(column)] as const),
    ),
  ),
);

/** Every column as a further field, but for those that the form itself has. */
export const everyColumnBut = (known: string[]): Record<string, string> =>
  Object.fromEntries([...columns].filter(([name]) => !known.includes(name)));

/** Of which of two alike people a list tells first depends on their ids; the step of a code is that of the clock. */
const ofTheMoment = ['last_signed_in_at', 'sessionsEnded', 'last_step'];

/** What does not depend on which of the two programs it is: choices, amounts, days; of all else only whether it is there. */
function withoutNames(value: unknown, name = ''): unknown {
  if (ofTheMoment.includes(name)) return 'of the moment';
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((each) => withoutNames(each));
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutNames(each, key)]));
  if (isPlanted(value)) return 'planted';
  if (typeof value === 'number') return /(^|_)(id|number|sequence)$|[a-z]Id$/.test(name) ? 'a number' : value;
  return /^[a-z_]{1,40}$|^\d{4}-\d\d-\d\d$|^[\d.]{1,12}$/.test(value as string) ? value : 'a text';
}

type Row = { table: string; transaction: string; row: Record<string, unknown> };

export type Written = {
  /** Each row as a text, sorted. */
  rows: string[];
  /** Tables in which something planted stands. */
  planted: string[];
  /** Tables of which a transaction wrote rows, and no event. */
  untold: string[];
};

/** Looks at every table of a database, past its walls: what was written while something was done. */
export async function rowsWritten(owner: postgres.Sql) {
  const names = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  const changedSince = names
    .map(
      ({ name }) =>
        `select '${name}' as table, t.xmin::text as transaction, to_jsonb(t) as row from "${name}" t where t.xmin::text::bigint >= $1::bigint`,
    )
    .join(' union all ');
  return async <T>(work: () => Promise<T>): Promise<{ answer: T; written: Written }> => {
    const [now] = await owner<{ id: string }[]>`select pg_current_xact_id()::text as id`;
    const answer = await work();
    const rows = (await owner.unsafe(changedSince, [now?.id ?? '0'])) as unknown as Row[];
    return {
      answer,
      written: {
        rows: rows.map(({ table, row }) => `${table} ${JSON.stringify(withoutNames(row))}`).sort(),
        planted: rows.filter(({ row }) => JSON.stringify(row).includes(PLANTED)).map(({ table }) => table),
        untold: untold(rows),
      },
    };
  };
}

function untold(rows: Row[]): string[] {
  const told = new Set(rows.filter(({ table }) => table === 'event').map(({ transaction }) => transaction));
  return [...new Set(rows.filter(({ transaction }) => !told.has(transaction)).map(({ table }) => table))];
}

/** What one of the two wrote that the other did not, or not as often, both ways. */
export function differencesOf(one: Written, other: Written): string[] {
  const missing = beyond(one.rows, other.rows);
  const more = beyond(other.rows, one.rows);
  return missing.length + more.length > 0 ? [...missing, 'AGAINST', ...more] : [];
}

function beyond(rows: string[], others: string[]): string[] {
  const left = [...others];
  return rows.filter((row) => {
    const place = left.indexOf(row);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
