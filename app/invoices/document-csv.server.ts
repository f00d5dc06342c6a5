import type { Readable } from 'node:stream';
import { csvStream, type CsvCell, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import { addLine, differenceFromLines, noSums } from './document.ts';
import type { DocumentItem, DocumentLine, DocumentLines, MoneyDocument } from './document.ts';
import { splitWords } from './document-remarks.ts';
import { payCodeWord } from './pay-codes.ts';

const head = [
  'Document',
  'Issued on',
  'Period starts on',
  'Period ends on',
  'Currency',
  'Supplier',
  'Worker',
  'Assignment',
  'Job title',
  'Week ends on',
  'Pay code',
  'Cost center',
  'Minutes',
  'Hours',
  'Bill rate',
  'Amount',
  'Fee',
  'Total',
  'Approved by',
  'Approved on',
  'Timesheet',
  'Service from',
  'Line kind',
  'Discount',
  'Tax',
  'PO number',
  'Credits line of',
  'Supplier reference',
  'Split',
  'Note',
];

/**
 * The lines of a document as CSV, written as they are read, its items after them: UTF-8 with a byte order mark
 * (spreadsheets ask for it), one head row and no total row, ISO dates, amounts as plain decimals such as -174.00. In
 * each row amount, fee, discount and tax make the total. Words that a spreadsheet would take for a formula are guarded.
 * Minutes are exact; hours are minutes / 60 to two places, for reading.
 * The stream fails with an error where the lines do not add up to the document's totals.
 */
export function documentCsv(
  document: MoneyDocument,
  lines: DocumentLines,
  tally: Tally = tallyOfLines(),
): Readable {
  return csvStream(rows(document, lines, tally));
}

export const tallyOfLines = (): Tally => tallyOf(head, ['Amount', 'Fee', 'Discount', 'Tax', 'Total']);

async function* rows(document: MoneyDocument, lines: DocumentLines, tally: Tally): AsyncGenerator<CsvRow> {
  yield head;
  const sums = noSums();
  let lineCount = 0;
  for await (const line of lines) {
    addLine(sums, line);
    lineCount += 1;
    yield* tally.take([cells(document, line)]);
  }
  yield* tally.take(document.items.map((item) => itemCells(document, item)));
  const difference = differenceFromLines(document, sums, lineCount);
  if (difference) throw new Error(difference);
}

const headCells = (document: MoneyDocument): CsvRow => [
  document.number,
  document.issuedOn,
  document.period.startsOn,
  document.period.endsOn,
  document.currency,
];

function cells(document: MoneyDocument, line: DocumentLine): CsvRow {
  const amount = (minor: number) => plainAmount(minor, document.currency);
  return [
    ...headCells(document),
    line.supplierName,
    line.workerName,
    line.assignmentRef,
    line.jobTitle,
    line.weekEndsOn,
    payCodeWord(line.payCode),
    line.costCenterCode,
    String(line.minutes),
    new Decimal(line.minutes).div(60).toFixed(2),
    line.billRate ?? '',
    amount(line.amountMinor),
    amount(line.feeMinor),
    amount(line.totalMinor),
    line.approvedBy,
    line.approvedOn ?? '',
    line.timesheetRef,
    line.serviceFrom,
    lineKind(line),
    amount(line.discountMinor),
    amount(line.taxMinor),
    line.purchaseOrder ?? '',
    line.creditsLineOf ?? '',
    line.supplierReference ?? '',
    splitWords(line.splits, document.currency),
    line.note,
  ];
}

const kindOfCode: Record<string, string> = { EXP: 'expense', MSC: 'charge', RBT: 'rebate' };
const lineKind = ({ creditsLineOf, payCode }: DocumentLine) =>
  creditsLineOf ? 'credit' : (kindOfCode[payCode] ?? 'time');

/** An item has no worker and no hours: what is not said of it stays empty. */
function itemCells(document: MoneyDocument, item: DocumentItem): CsvRow {
  const amount = (minor: number) => plainAmount(minor, document.currency);
  const said: Record<string, CsvCell> = {
    'Job title': item.label,
    Minutes: '0',
    Hours: '0.00',
    Amount: amount(item.amountMinor),
    Fee: amount(0),
    Total: amount(item.totalMinor),
    'Service from': document.period.startsOn,
    'Line kind': 'item',
    Discount: amount(0),
    Tax: amount(item.taxMinor),
    Note: item.note,
  };
  return [
    ...headCells(document),
    ...head.slice(headCells(document).length).map((column) => said[column] ?? ''),
  ];
}
