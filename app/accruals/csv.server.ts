import { Readable } from 'node:stream';
import type { InTransaction } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import { className } from './classes.ts';
import { linesPage, type Line } from './queries.server.ts';

const LINES_A_BATCH = 2_000;

const head = (withSupply: boolean) => [
  ...[
    'Class',
    'Worker',
    'Assignment',
    'Supplier',
    'Cost center',
    'Purchase order',
    'Minutes',
    'Hours',
    'Currency',
  ],
  ...['Amount', 'Tax', 'Client pays', ...(withSupply ? ['Fees', 'Supplier gets'] : []), 'Method'],
];

const csv = (rows: CsvRow[], part: 'first' | 'next' = 'next') => Buffer.from(csvText(rows, part));

/** Whether the columns of the supplier's side are there; clients do not see them. */
export type Columns = { currency: string; withSupply: boolean };

export const tallyOfLines = ({ withSupply }: Columns): Tally =>
  tallyOf(head(withSupply), ['Amount', 'Tax', 'Client pays', 'Fees', 'Supplier gets']);

/** A posted accrual as CSV, read in batches: UTF-8 with a byte order mark, amounts as plain decimals. */
export function postedCsv(
  inTransaction: InTransaction,
  accrualId: string,
  columns: Columns,
  tally: Tally,
): Readable {
  return Readable.from(pieces(inTransaction, accrualId, columns, tally), { objectMode: false });
}

async function* pieces(
  inTransaction: InTransaction,
  accrualId: string,
  columns: Columns,
  tally: Tally,
): AsyncGenerator<Buffer> {
  yield csv([head(columns.withSupply)], 'first');
  let after: number | undefined;
  for (;;) {
    const { rows, next } = await inTransaction((ctx) => linesPage(ctx, accrualId, { after }, LINES_A_BATCH));
    if (rows.length > 0) yield csv(tally.take(rows.map((row) => cells(row, columns))));
    if (next === null) return;
    after = Number(next);
  }
}

/** Computed lines as CSV, before they are posted. */
export const computedCsv = (rows: Line[], columns: Columns, tally: Tally): string =>
  csvText([head(columns.withSupply), ...tally.take(rows.map((row) => cells(row, columns)))]);

function cells(row: Line, { currency, withSupply }: Columns): CsvRow {
  const plain = (minor: number) => plainAmount(minor, currency);
  return [
    className(row.class),
    row.workerName,
    row.assignmentNumber === null ? '' : `A-${row.assignmentNumber}`,
    row.supplierName,
    row.costCenter,
    row.purchaseOrder,
    row.minutes,
    new Decimal(row.minutes).div(60).toFixed(2),
    currency,
    plain(row.amountMinor),
    plain(row.taxMinor),
    plain(row.clientMinor),
    ...(withSupply ? [plain(row.feeMinor), plain(row.supplierMinor)] : []),
    row.method,
  ];
}
