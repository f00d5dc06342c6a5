import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { InTransaction } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import type { TrailQuery } from './forms.ts';
import { trailPage, type TrailPage, type TrailRow } from './trail.server.ts';

const EVENTS_A_BATCH = 2_000;
/** More is asked for by narrower dates. */
export const MOST_EXPORTED = 100_000;

export const tallyOfEvents = (): Tally => tallyOf(head);

export type Preface = { by: string; at: Date; filter: string };

const head = [
  ...['Event', 'At (UTC)', 'Kind', 'Who', 'Organization', 'In place of', 'What', 'Reason'],
  ...['Program', 'Supplier', 'Subject', 'Subject id'],
];

/**
 * The trail as CSV, newest first, read in batches as it is asked for: UTF-8 with a byte order mark. It begins with who
 * made it, when and with which filter, and ends with how many rows it holds and the SHA-256 of every byte before that line,
 * so that it can be shown later to be complete and unaltered. Each batch is read by itself: events never change, so that
 * they still fit together.
 */
export function trailCsv(
  inTransaction: InTransaction,
  query: TrailQuery,
  preface: Preface,
  tally: Tally = tallyOfEvents(),
): Readable {
  return Readable.from(pieces(inTransaction, query, preface, tally), { objectMode: false });
}

const written = (rows: CsvRow[], part: 'first' | 'next' = 'next'): Buffer => Buffer.from(csvText(rows, part));

async function* pieces(
  inTransaction: InTransaction,
  query: TrailQuery,
  { by, at, filter }: Preface,
  tally: Tally,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (piece: Buffer): Buffer => {
    hash.update(piece);
    return piece;
  };
  yield hashed(
    written(
      [
        ['Audit trail', 'Muster'],
        ['Made at', at.toISOString()],
        ['Made by', by],
        ['Filter', filter],
        ['Rows and SHA-256', 'on the last line'],
        head,
      ],
      'first',
    ),
  );
  let count = 0;
  let after: string | null | undefined = query.after;
  do {
    const asked: TrailQuery = { ...query, after: after ?? undefined };
    const batch: TrailPage = await inTransaction((ctx) => trailPage(ctx, asked, EVENTS_A_BATCH));
    const rows = batch.rows.slice(0, MOST_EXPORTED - count);
    if (rows.length > 0) yield hashed(written(tally.take(rows.map(cells))));
    count += rows.length;
    after = batch.next;
  } while (after && count < MOST_EXPORTED);
  const rest = after ? `cut at ${MOST_EXPORTED}: ask for the rest by narrower dates` : 'complete';
  yield written([['Rows', count, rest, 'SHA-256', hash.digest('hex')]]);
}

const cells = (row: TrailRow): CsvRow => [
  row.id,
  row.at,
  row.kind,
  row.actorName,
  row.actorOrganization,
  row.behalfName,
  row.summary,
  row.reason,
  row.clientName,
  row.supplierName,
  row.subjectKind,
  row.subjectId,
];
