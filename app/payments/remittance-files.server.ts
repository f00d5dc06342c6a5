import type { Context } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import type { Remittance, RemittedLine } from './remittance.ts';
import { remittedLines } from './remittances.server.ts';

const LINES_A_BATCH = 2_000;
/** A payment of more lines than this is split by statement, whose own CSV has no limit. */
const MOST_LINES = 100_000;

/** All lines of a payment, read in batches. */
export async function allLines(ctx: Context, paymentId: string): Promise<RemittedLine[]> {
  const lines: RemittedLine[] = [];
  for (let after = 0; lines.length < MOST_LINES;) {
    const { rows, next } = await remittedLines(ctx, paymentId, after, LINES_A_BATCH);
    lines.push(...rows);
    if (next === null) break;
    after = Number(next);
  }
  return lines;
}

const head = [
  'Payment',
  'Value date',
  'Status',
  'Bank trace',
  'Currency',
  'Document',
  'Your reference',
  'Assignment',
  'Worker',
  'Week ends on',
  'Pay code',
  'Minutes',
  'Hours',
  'Bill rate',
  'Gross',
  'Discount',
  'Fee',
  'Tax',
  'Net',
  'Short-paid because',
];

/** A row for each line, and what all of them come to. */
function tabled(remittance: Remittance, lines: RemittedLine[]): { rows: CsvRow[]; tally: Tally } {
  const { reference, valueOn, status, bankTrace, currency } = remittance;
  const shorts = new Map(remittance.documents.map((one) => [one.reference, one.shortReason]));
  const amount = (minor: number) => plainAmount(minor, currency);
  const rows = lines.map((line) => [
    reference,
    valueOn,
    status,
    bankTrace,
    currency,
    line.document,
    line.supplierReference,
    line.assignmentRef,
    line.workerName,
    line.weekEndsOn,
    line.payCode,
    String(line.minutes),
    new Decimal(line.minutes).div(60).toFixed(2),
    line.billRate ?? '',
    amount(line.amountMinor),
    amount(line.discountMinor),
    amount(line.feeMinor),
    amount(line.taxMinor),
    amount(line.totalMinor),
    shorts.get(line.document),
  ]);
  const tally = tallyOf(head, ['Gross', 'Discount', 'Fee', 'Tax', 'Net']);
  return { rows: tally.take(rows), tally };
}

/**
 * An advice as CSV, a row for each line: UTF-8 with a byte order mark, ISO dates, amounts as plain decimals. Words that
 * a spreadsheet would take for a formula are guarded. Lines add up to the documents, not to a short-paid payment.
 */
export function remittanceCsv(
  remittance: Remittance,
  lines: RemittedLine[],
): { content: string; tally: Tally } {
  const { rows, tally } = tabled(remittance, lines);
  return { content: csvText([head, ...rows]), tally };
}

/** The same for programs: exact decimals as text, dates as ISO dates. */
export function remittanceJson(
  remittance: Remittance,
  lines: RemittedLine[],
): { content: string; tally: Tally } {
  const { currency, documents, deductions } = remittance;
  const amount = (minor: number) => plainAmount(minor, currency);
  const content = JSON.stringify(
    {
      payment: remittance.reference,
      status: remittance.status,
      valueDate: remittance.valueOn,
      method: remittance.method,
      account: remittance.account,
      bankTrace: remittance.bankTrace,
      returnedReason: remittance.returnedReason,
      payer: remittance.payerName,
      client: remittance.clientName,
      supplier: remittance.supplierName,
      currency,
      gross: amount(remittance.grossMinor),
      deductions: deductions.map(({ label, amountMinor }) => ({ label, amount: amount(amountMinor) })),
      net: amount(remittance.netMinor),
      documents: documents.map((one) => ({
        reference: one.reference,
        kind: one.kind,
        issuedOn: one.issuedOn,
        periodStartsOn: one.startsOn,
        periodEndsOn: one.endsOn,
        gross: amount(one.grossMinor),
        discount: amount(one.discountMinor),
        fee: amount(one.feeMinor),
        tax: amount(one.taxMinor),
        total: amount(one.totalMinor),
        paid: amount(one.paidMinor),
        shortReason: one.shortReason || null,
      })),
      lines: lines.map((line) => ({
        document: line.document,
        supplierReference: line.supplierReference,
        assignment: line.assignmentRef,
        worker: line.workerName,
        weekEndsOn: line.weekEndsOn,
        payCode: line.payCode,
        minutes: line.minutes,
        billRate: line.billRate,
        gross: amount(line.amountMinor),
        discount: amount(line.discountMinor),
        fee: amount(line.feeMinor),
        tax: amount(line.taxMinor),
        net: amount(line.totalMinor),
      })),
    },
    null,
    2,
  );
  return { content, tally: tabled(remittance, lines).tally };
}
