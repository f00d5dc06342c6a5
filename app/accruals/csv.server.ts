import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import { csvCell } from '#app/values/text.ts';
import { className } from './classes.ts';
import { linesPage, type Line } from './queries.server.ts';

const LINES_A_BATCH = 2_000;

type Reader = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

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

const csv = (rows: (string | number)[][], bom = false) =>
  Buffer.from(stringify(rows, { bom, record_delimiter: '\r\n' }));

/** Whether the columns of the supplier's side are there; clients do not see them. */
export type Columns = { currency: string; withSupply: boolean };

/** A posted accrual as CSV, read in batches: UTF-8 with a byte order mark, amounts as plain decimals. */
export function postedCsv(inTransaction: Reader, accrualId: string, columns: Columns): Readable {
  return Readable.from(pieces(inTransaction, accrualId, columns), { objectMode: false });
}

async function* pieces(inTransaction: Reader, accrualId: string, columns: Columns): AsyncGenerator<Buffer> {
  yield csv([head(columns.withSupply)], true);
  let after: number | undefined;
  for (;;) {
    const { rows, next } = await inTransaction((ctx) => linesPage(ctx, accrualId, { after }, LINES_A_BATCH));
    if (rows.length > 0) yield csv(rows.map((row) => cells(row, columns)));
    if (next === null) return;
    after = Number(next);
  }
}

/** Computed lines as CSV, before they are posted. */
export const computedCsv = (rows: Line[], columns: Columns): Buffer =>
  Buffer.concat([csv([head(columns.withSupply)], true), csv(rows.map((row) => cells(row, columns)))]);

function cells(row: Line, { currency, withSupply }: Columns): (string | number)[] {
  const plain = (minor: number) => plainAmount(minor, currency);
  return [
    className(row.class),
    csvCell(row.workerName),
    row.assignmentNumber === null ? '' : `A-${row.assignmentNumber}`,
    csvCell(row.supplierName),
    csvCell(row.costCenter),
    csvCell(row.purchaseOrder),
    row.minutes,
    new Decimal(row.minutes).div(60).toFixed(2),
    currency,
    plain(row.amountMinor),
    plain(row.taxMinor),
    plain(row.clientMinor),
    ...(withSupply ? [plain(row.feeMinor), plain(row.supplierMinor)] : []),
    csvCell(row.method),
  ];
}
