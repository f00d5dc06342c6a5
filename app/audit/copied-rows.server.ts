import type { Readable } from 'node:stream';
import type postgres from 'postgres';
import type { Database } from '#db/connection.ts';

/** A row as COPY writes it: every value as text. */
export type CopiedRow = (string | null)[];

/**
 * The rows of a query over the whole trail, read as they are sent and never all at once. Rows come by COPY, several times
 * as fast as through the query builder; a million of them are a matter of seconds.
 * @param query written by this program alone; nothing that a person typed may be in it
 */
export async function* copiedRows(tx: postgres.TransactionSql, query: string): AsyncGenerator<CopiedRow[]> {
  const stream: Readable = await tx.unsafe(`copy (${query}) to stdout`).readable();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    // A line end is one byte in UTF-8 and part of no other character, so that text is cut between characters.
    const end = all.lastIndexOf(10);
    rest = all.subarray(end + 1);
    if (end > 0) yield all.toString('utf8', 0, end).split('\n').map(cells);
  }
}

const cells = (line: string): CopiedRow => line.split('\t').map(cell);

function cell(text: string): string | null {
  if (!text.includes('\\')) return text;
  if (text === '\\N') return null;
  return text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** One read-only look at a moment, on the MSP's side of the wall, with memory for joining whole tables. */
export function atOneMoment<T>(
  database: Database,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return database.sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('role', 'muster_app', true), set_config('app.side', 'msp', true),
      set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true),
      set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', 'off', true)`;
    return work(tx);
  }) as Promise<T>;
}
