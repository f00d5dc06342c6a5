import { formatDate } from '#app/values/week.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatRate } from '#app/values/rate.ts';
import { addLine, noSums } from './document.ts';
import type { DocumentLine, MoneyDocument, Sums } from './document.ts';
import { quiet } from './document-sheet.server.ts';
import type { Sheet } from './document-sheet.server.ts';
import { Table } from './document-table.server.ts';
import type { Column } from './document-table.server.ts';

const columnsWithFees: Column[] = [
  { head: 'Week to', width: 46 },
  { head: 'Timesheet', width: 44 },
  { head: 'Pay code', width: 46 },
  { head: 'Cost center', width: 43 },
  { head: 'Approved', width: 'rest' },
  { head: 'Hours', width: 34, figures: true },
  { head: 'Bill rate', width: 36, figures: true },
  { head: 'Amount', width: 52, figures: true },
  { head: 'Fees', width: 42, figures: true },
  { head: 'Total', width: 54, figures: true },
];

const columnsWithoutFees: Column[] = [
  { head: 'Week to', width: 50 },
  { head: 'Timesheet', width: 60 },
  { head: 'Pay code', width: 62 },
  { head: 'Cost center', width: 58 },
  { head: 'Approved', width: 'rest' },
  { head: 'Hours', width: 44, figures: true },
  { head: 'Bill rate', width: 48, figures: true },
  { head: 'Total', width: 64, figures: true },
];

/** The lines of a document, worker by worker, on pages of their own; it learns them one at a time. */
export class Detail {
  readonly sums: Sums = noSums();
  lineCount = 0;
  private table: Table;
  private withFees: boolean;
  private ofWorker: Sums = noSums();
  private last: DocumentLine | null = null;

  constructor(
    private sheet: Sheet,
    private document: MoneyDocument,
  ) {
    this.withFees = document.totals.feeMinor !== 0 || document.fees.length > 0;
    this.table = new Table(sheet, this.withFees ? columnsWithFees : columnsWithoutFees);
    sheet.onNewPage = () => undefined;
    sheet.newPage();
    sheet.line(
      'Detail by worker, week and pay code',
      { x: sheet.left, y: sheet.y, width: sheet.width * 0.7 },
      { size: 10, bold: true },
    );
    sheet.line(
      `amounts in ${document.currency}`,
      { x: sheet.left, y: sheet.y + 2, width: sheet.width, align: 'right' },
      { size: 7.5, color: quiet },
    );
    sheet.y += 18;
    this.table.head();
    sheet.onNewPage = () => this.table.head();
  }

  add(line: DocumentLine): void {
    const { sheet, table, last } = this;
    if (last && !sameWorker(last, line)) this.endWorker(last);
    const opens = !last || !sameWorker(last, line) || last.assignmentRef !== line.assignmentRef;
    // A band never stands alone at the foot of a page, and a page never opens with a row of nobody.
    const turned = sheet.ensureRoom(table.rowHeight * (opens ? 4 : 2.5));
    if (opens) this.band(line, '');
    else if (turned) this.band(line, ', continued');
    table.row(sheet.measuring ? [] : this.cells(line));
    addLine(this.sums, line);
    addLine(this.ofWorker, line);
    this.lineCount += 1;
    this.last = line;
  }

  end(): void {
    const { sheet, table } = this;
    if (this.last) this.endWorker(this.last);
    else {
      sheet.line(
        'No time in this period.',
        { x: sheet.left, y: sheet.y + 4, width: sheet.width },
        { size: 8.5 },
      );
      sheet.y += 20;
    }
    sheet.ensureRoom(table.rowHeight * 3);
    sheet.y += 4;
    const { title, number } = this.document;
    table.total(
      `${title} ${number}, all ${this.lineCount.toLocaleString('en-US')} lines`,
      this.figures(this.sums),
      {
        strong: true,
      },
    );
  }

  private endWorker(last: DocumentLine): void {
    this.table.total(`${last.workerName}, together`, this.figures(this.ofWorker));
    this.ofWorker = noSums();
    this.sheet.y += 3;
  }

  private band(line: DocumentLine, suffix: string): void {
    const { supplierName, assignmentRef, jobTitle } = line;
    // On a self-bill the supplier is the reader.
    const about = this.document.kind === 'client_invoice' ? [supplierName, assignmentRef] : [assignmentRef];
    this.table.band(`${line.workerName}${suffix}`, [...about, jobTitle].join(' · '));
  }

  private cells(line: DocumentLine): string[] {
    const { currency } = this.document;
    // The year stands at the front of the row already; the name needs the room.
    const approved = `${formatDate(line.approvedOn).replace(/ \d{4}$/, '')} ${line.approvedBy}`;
    const names = [
      formatDate(line.weekEndsOn),
      line.timesheetRef,
      line.payCode,
      line.costCenterCode,
      approved,
    ];
    const price = [formatHours(line.minutes), formatRate(line.billRate)];
    const money = this.withFees
      ? [line.amountMinor, line.feeMinor, line.totalMinor].map((minor) => formatAmount(minor, currency))
      : [formatAmount(line.totalMinor, currency)];
    return [...names, ...price, ...money];
  }

  private figures({ minutes, timeMinor, feeMinor, totalMinor }: Sums): string[] {
    const money = (minor: number) => formatAmount(minor, this.document.currency);
    const rest = this.withFees ? [money(timeMinor), money(feeMinor)] : [];
    return [formatHours(minutes), '', ...rest, money(totalMinor)];
  }
}

const sameWorker = (one: DocumentLine, other: DocumentLine) =>
  one.supplierName === other.supplierName && one.workerName === other.workerName;
