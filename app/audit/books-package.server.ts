import { createHash } from 'node:crypto';
import { strToU8 } from 'fflate';
import { sql, type SQL } from 'drizzle-orm';
import type { Context, InTransaction } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { zipStream, type ZipWriter } from '#app/platform/files/zip.server.ts';
import { bookTables, type BookTable } from './book-tables.server.ts';
import { describePackage, readmeOf, type Package, type BookShape, type WrittenFile } from './books.ts';

/** As many as a spreadsheet shows, with a row of names above them. */
const ROWS_A_FILE = 1_000_000;

/**
 * The books of a program and a year as a ZIP, written while they are read, behind the wall of whoever asks.
 * @param atOneMoment runs all of it in one transaction that sees one moment, so that sums over several files agree
 */
export function booksZip(
  atOneMoment: InTransaction,
  about: Package & { clientId: string },
): ReadableStream<Uint8Array> {
  return zipStream((zip) =>
    atOneMoment(async (ctx) => {
      await endsWhenNobodyReads(ctx);
      const shapes = await shapesOf(ctx);
      const files: WrittenFile[] = [];
      for (const one of bookTables) {
        const shape = shapes.get(one.table);
        if (!shape) throw new Error(`There is no table ${one.table}.`);
        files.push(...(await writeTable(zip, ctx, { one, shape, ...about })));
      }
      await zip.file('datapackage.json', [strToU8(describePackage(about, files))]);
      await zip.file('README.txt', [strToU8(readmeOf(about, files))]);
    }),
  );
}

/** Whoever reads no further for a minute loses the rest: what was written since cannot be cleared away meanwhile. */
const endsWhenNobodyReads = (ctx: Context) =>
  ctx.db.execute(sql`select set_config('idle_in_transaction_session_timeout', '60s', true)`);

type Asked = { one: BookTable; shape: BookShape; clientId: string; year: number };

/** One table as a file, or as several where it is long. */
async function writeTable(zip: ZipWriter, ctx: Context, asked: Asked): Promise<WrittenFile[]> {
  const { one, shape } = asked;
  const columns = shape.columns.filter(({ name }) => !one.without?.includes(name));
  const files: WrittenFile[] = [];
  const cursor = sql.identifier(`books_${one.table}`);
  await ctx.db.execute(sql`declare ${cursor} no scroll cursor for ${rowsOf(asked, columns)}`);
  let rest = await nextRows(ctx, cursor);
  do {
    const hash = createHash('sha256');
    const written = { rows: 0, bytes: 0 };
    const name = files.length === 0 ? `${one.table}.csv` : `${one.table}-${files.length + 1}.csv`;
    const noted = (rows: CsvRow[]): Uint8Array => {
      // No byte order mark: programs that compute with the files would take it for a part of the first name.
      const piece = strToU8(csvText(rows, 'next'));
      hash.update(piece);
      written.bytes += piece.length;
      return piece;
    };
    const pieces = async function* () {
      yield noted([columns.map((column) => column.name)]);
      while (rest.length > 0 && written.rows < ROWS_A_FILE) {
        yield noted(rest);
        written.rows += rest.length;
        rest = await nextRows(ctx, cursor);
      }
    };
    await zip.file(name, pieces());
    files.push({
      ...{ name, table: one.table, holds: one.holds, shape: { ...shape, columns }, certain: certainOf(one) },
      ...{ ...written, sha256: hash.digest('hex') },
    });
  } while (rest.length > 0);
  await ctx.db.execute(sql`close ${cursor}`);
  return files;
}

/** Tables of which every row that this one refers to is in the package: those that are whole, and what it is a part of. */
const certainOf = ({ ofYear = [] }: BookTable): string[] => [
  ...bookTables.filter((other) => !other.ofYear).map(({ table }) => table),
  ...ofYear.flatMap((way) => ('partOf' in way ? [way.partOf] : [])),
];

async function nextRows(ctx: Context, cursor: ReturnType<typeof sql.identifier>): Promise<CsvRow[]> {
  const rows = await ctx.db.execute<{ cells: CsvRow }>(sql`fetch 2000 from ${cursor}`);
  return rows.map(({ cells }) => cells);
}

/** Each row as an array of texts, as they are written. */
function rowsOf({ one, shape, clientId, year }: Asked, columns: BookShape['columns']): SQL {
  const cells = columns.map(({ name, type }) => {
    const column = sql`t.${sql.identifier(name)}`;
    if (type === 'timestamp with time zone')
      return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    if (type === 'bytea') return sql`encode(${column}, 'hex')`;
    return type.endsWith('[]') ? sql`to_jsonb(${column})::text` : sql`${column}::text`;
  });
  const order = sql.join(
    shape.key.map((name) => sql`t.${sql.identifier(name)}`),
    sql`, `,
  );
  return sql`select to_jsonb(array[${sql.join(cells, sql`, `)}]) as cells from ${sql.identifier(one.table)} t
    where ${rowsInBooks(one, clientId, year)} order by ${order}`;
}

/** Which rows of a table, called `t`, are those of a program's year. */
export function rowsInBooks({ ofProgram, ofYear }: BookTable, clientId: string, year: number): SQL {
  const own = ofProgram?.(clientId) ?? sql`t.client_id = ${clientId}`;
  const inYear = (column: SQL) =>
    sql`${column} >= ${`${year}-01-01`}::date and ${column} < ${`${year + 1}-01-01`}::date`;
  const ways = ofYear?.map((way) =>
    'partOf' in way
      ? sql`t.${sql.identifier(way.by)} in (select p.id from ${sql.identifier(way.partOf)} p
          where p.client_id = ${clientId} and ${inYear(sql`p.${sql.identifier(way.day)}`)})`
      : inYear(sql`t.${sql.identifier(way.day)}`),
  );
  return ways ? sql`${own} and (${sql.join(ways, sql` or `)})` : own;
}

/** Columns, keys and references of the tables, as the database knows them. */
async function shapesOf(ctx: Context): Promise<Map<string, BookShape>> {
  const names = bookTables.map(({ table }) => table);
  const rows = await ctx.db.execute<{ table: string } & BookShape>(sql`
    with named as (
      select c.oid, c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any(${sql.param(names)}::text[])
    ), keyed as (
      select k.conrelid, k.contype, k.confrelid,
        (select array_agg(a.attname::text order by x.place) from unnest(k.conkey) with ordinality x (attnum, place)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.attnum) as columns,
        (select array_agg(a.attname::text order by x.place) from unnest(k.confkey) with ordinality x (attnum, place)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.attnum) as theirs
      from pg_constraint k where k.contype in ('p', 'f') and k.conrelid in (select oid from named)
    )
    select n.relname as table,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
        from pg_attribute a where a.attrelid = n.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select to_json(k.columns) from keyed k where k.conrelid = n.oid and k.contype = 'p') as key,
      coalesce((select json_agg(json_build_object('columns', k.columns, 'table', o.relname, 'theirs', k.theirs) order by o.relname, k.columns)
        from keyed k join pg_class o on o.oid = k.confrelid where k.conrelid = n.oid and k.contype = 'f'), '[]') as references
    from named n`);
  return new Map(rows.map(({ table, ...shape }) => [table, shape]));
}
