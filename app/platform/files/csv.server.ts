import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { stringify as stringifyAll } from 'csv-stringify/sync';
import { csvCell } from '#app/values/text.ts';

export type CsvCell = string | number | null | undefined;
export type CsvRow = CsvCell[];

/** Spreadsheet programs take a file without a byte order mark for something else than UTF-8. */
const form = {
  bom: true,
  record_delimiter: '\r\n',
  // The writer looks for its own delimiter only; to a reader half of it ends a row too.
  quoted_match: /[\r\n]/,
} as const;

/**
 * Rows as CSV, the only way in which the product writes it: UTF-8 with a byte order mark, CRLF, and no cell that a
 * spreadsheet would run as a formula. Numbers, also those written out such as `-174.00`, stay numbers.
 * @param part `next` for a later piece of the same file, which has no byte order mark
 */
export const csvText = (rows: CsvRow[], part: 'first' | 'next' = 'first'): string =>
  stringifyAll(
    rows.map((row) => row.map(csvCell)),
    { ...form, bom: part === 'first' },
  );

/** The same for rows that are written while they are read. The stream fails as the rows do. */
export function csvStream(rows: AsyncIterable<CsvRow>): Readable {
  const csv = stringify(form);
  // The reader of the stream hears of a failure as its own `error`.
  pipeline(Readable.from(guarded(rows)), csv, () => undefined);
  return csv;
}

async function* guarded(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow> {
  for await (const row of rows) yield row.map(csvCell);
}
