import { strToU8 } from 'fflate';
import { sql } from 'drizzle-orm';
import { asTheProgram, type Context, type InTransaction } from '#app/platform/context.server.ts';
import { zipStream } from '#app/platform/files/zip.server.ts';
import { rowsOf } from './erase.server.ts';
import { held, type Held, type PersonKind } from './personal-data.ts';

const ROWS_A_TABLE = 5_000;
const FILES = 200;

type Entry = { name: string; content: Uint8Array };

const OWN = 'what is read is the person\u2019s own, found by their id';

/** What one table holds of a person; secrets are in none of these columns. */
export function rowsAbout(ctx: Context, one: Held, id: string): Promise<Record<string, unknown>[]> {
  const columns = [...Object.keys(one.columns), ...(one.also ?? [])].map((column) => sql.identifier(column));
  return asTheProgram(ctx, OWN, async () => [
    ...(await ctx.db.execute<Record<string, unknown>>(
      sql`select ${sql.join(columns, sql`, `)} from ${sql.identifier(one.table)} where ${rowsOf(one, [id])} limit ${ROWS_A_TABLE}`,
    )),
  ]);
}

/** How much there is, for the page and for the trail. */
export async function sizeOf(
  ctx: Context,
  kind: PersonKind,
  id: string,
): Promise<{ rows: number; files: number }> {
  let rows = 0;
  for (const one of held[kind]) rows += (await rowsAbout(ctx, one, id)).length;
  return { rows, files: (await fileIds(ctx, kind, id)).length };
}

async function fileIds(ctx: Context, kind: PersonKind, id: string): Promise<string[]> {
  if (kind !== 'candidate') return [];
  const rows = await asTheProgram(ctx, OWN, () =>
    ctx.db.execute<{ id: string }>(
      sql`select distinct resume_file_id as id from submittal where candidate_id = ${id} and resume_file_id is not null limit ${FILES}`,
    ),
  );
  return rows.map((row) => row.id);
}

async function* entries(read: InTransaction, kind: PersonKind, id: string): AsyncGenerator<Entry> {
  const tables = [...new Set(held[kind].map(({ table }) => table))];
  for (const table of tables) {
    const rows: Record<string, unknown>[] = [];
    for (const one of held[kind].filter((each) => each.table === table))
      rows.push(...(await read((ctx) => rowsAbout(ctx, one, id))));
    if (rows.length > 0) yield { name: `${table}.json`, content: strToU8(JSON.stringify(rows, null, 2)) };
  }
  for (const fileId of await read((ctx) => fileIds(ctx, kind, id))) {
    const [file] = await read((ctx) =>
      asTheProgram(ctx, OWN, () =>
        ctx.db.execute<{ name: string; content: Uint8Array }>(
          sql`select name, content from stored_file where id = ${fileId}`,
        ),
      ),
    );
    if (file)
      yield { name: `files/${fileId.slice(0, 8)}-${file.name}`, content: new Uint8Array(file.content) };
  }
}

/** Everything about a person as a ZIP of JSON and their files, written while it is read: a table or a file at a time. */
export const exportZip = (read: InTransaction, kind: PersonKind, id: string): ReadableStream<Uint8Array> =>
  zipStream(async (zip) => {
    for await (const { name, content } of entries(read, kind, id)) await zip.file(name, [content]);
  });
