import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { InTransaction } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { roles } from '#app/values/roles.ts';
import { accessPage, type AccessRow } from './access-list.server.ts';
import type { Preface } from './trail-csv.server.ts';

const ROWS_A_BATCH = 1_000;
const MOST_ROWS = 200_000;

const head = [
  ...['Name', 'E-mail', 'Organization', 'Side', 'Role', 'Since', 'Granted by', 'Last signed in'],
  ...['Second factor', 'Account', 'Account id', 'Membership id'],
];

/**
 * Everybody with every role, as CSV for a review: UTF-8 with a byte order mark, who made it and when at the top, the
 * count of rows and the SHA-256 of everything before on the last line.
 */
export function accessCsv(
  inTransaction: InTransaction,
  organization: string | undefined,
  preface: Preface,
  tally: Tally = tallyOfAccess(),
): Readable {
  return Readable.from(pieces(inTransaction, organization, preface, tally), { objectMode: false });
}

export const tallyOfAccess = (): Tally => tallyOf(head);

const written = (rows: CsvRow[], part: 'first' | 'next' = 'next'): Buffer => Buffer.from(csvText(rows, part));

async function* pieces(
  inTransaction: InTransaction,
  organization: string | undefined,
  { by, at, filter }: Preface,
  tally: Tally,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const top = [
    ['Who may do what', 'Muster'],
    ['Made at', at.toISOString()],
    ['Made by', by],
    ['Filter', filter],
    ['Rows and SHA-256', 'on the last line'],
    head,
  ];
  const first = written(top, 'first');
  hash.update(first);
  yield first;
  let count = 0;
  let after: string | undefined;
  do {
    const asked = { organization, after };
    const { rows, next } = await inTransaction((ctx) => accessPage(ctx, asked, ROWS_A_BATCH));
    const piece = written(tally.take(rows.map(cells)));
    hash.update(piece);
    if (rows.length > 0) yield piece;
    count += rows.length;
    after = next ?? undefined;
  } while (after && count < MOST_ROWS);
  yield written([['Rows', count, after ? 'cut' : 'complete', 'SHA-256', hash.digest('hex')]]);
}

const cells = (row: AccessRow): CsvRow => [
  row.name,
  row.email,
  row.organizationName,
  row.side,
  roles[row.role].label,
  row.since,
  row.grantedBy,
  row.lastSignedInAt ?? '',
  row.factors.join(' ') || 'none',
  row.disabled ? 'disabled' : 'active',
  row.accountId,
  row.membershipId,
];
