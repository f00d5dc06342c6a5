import { formatDate } from '#app/values/week.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatRate } from '#app/values/rate.ts';
import { addLine, amountOf, noSums } from './document.ts';
import type { DocumentLine, MoneyDocument, Sums } from './document.ts';
import { remarksOn } from './document-remarks.ts';
import { quiet } from './document-sheet.server.ts';
import type { Sheet } from './document-sheet.server.ts';
import { Table } from './document-table.server.ts';
import type { Column } from './document-table.server.ts';
import { isForClient } from './kinds.ts';
import { isTime, payCodeWord } from './pay-codes.ts';

const figure = (head: string, width: number): Column => ({ head, width, figures: true });

const columnsWithFees: Column[] = [
  { head: 'Week to', width: 46 },
  { head: 'Timesheet', width: 44 },
  { head: 'Pay code', width: 46 },
  { head: 'Cost center', width: 43 },
  { head: 'Approved', width: 'rest' },
  figure('Hours', 34),
  figure('Bill rate', 36),
  figure('Amount', 52),
  figure('Fees', 42),
  figure('Total', 54),
];

const columnsWithoutFees: Column[] = [
  { head: 'Week to', width: 50 },
  { head: 'Timesheet', width: 60 },
  { head: 'Pay code', width: 62 },
  { head: 'Cost center', width: 58 },
  { head: 'Approved', width: 'rest' },
  figure('Hours', 44),
  figure('Bill rate', 48),
  figure('Total', 64),
];

/** With a discount or a tax there is no room for who approved it; that stands under the figures then. */
const columnsWith = (parts: Parts): Column[] => [
  { head: 'Week to', width: 46 },
  { head: 'Pay code', width: 50 },
  { head: 'Cost center', width: 'rest' },
  figure('Hours', 34),
  figure('Bill rate', 36),
  figure('Amount', 54),
  ...(parts.discount ? [figure('Discount', 44)] : []),
  ...(parts.fee ? [figure('Fees', 44)] : []),
  ...(parts.tax ? [figure('Tax', 44)] : []),
  figure('Total', 56),
];

type Parts = { discount: boolean; fee: boolean; tax: boolean };

/** The lines of a document, worker by worker, on pages of their own; it learns them one at a time. */
export class Detail {
  readonly sums: Sums = noSums();
  lineCount = 0;
  private table: Table;
  private parts: Parts;
  /** Whether the source and its approval stand under the figures and not beside them. */
  private narrow: boolean;
  private ofWorker: Sums = noSums();
  private last: DocumentLine | null = null;

  constructor(
    private sheet: Sheet,
    private document: MoneyDocument,
  ) {
    const { totals, fees, taxes } = document;
    this.parts = {
      discount: totals.discountMinor !== 0,
      fee: totals.feeMinor !== 0 || fees.length > 0,
      tax: totals.taxMinor !== 0 || taxes.some(({ taxMinor }) => taxMinor !== 0),
    };
    this.narrow = this.parts.discount || this.parts.tax;
    const wide = this.parts.fee ? columnsWithFees : columnsWithoutFees;
    this.table = new Table(sheet, this.narrow ? columnsWith(this.parts) : wide);
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
    const remark = this.remark(line);
    const turned = sheet.ensureRoom(table.rowHeight * ((opens ? 4 : 2.5) + (remark ? 1 : 0)));
    if (opens) this.band(line, '');
    else if (turned) this.band(line, ', continued');
    table.row(sheet.measuring ? [] : this.cells(line), { line: !remark });
    if (remark) table.aside(remark);
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
    const about = isForClient(this.document.kind) ? [supplierName, assignmentRef] : [assignmentRef];
    this.table.band(`${line.workerName}${suffix}`, [...about, jobTitle].join(' · '));
  }

  private cells(line: DocumentLine): string[] {
    const { currency } = this.document;
    const names = [
      formatDate(line.weekEndsOn),
      ...(this.narrow ? [] : [line.timesheetRef]),
      payCodeWord(line.payCode),
      line.costCenterCode,
      ...(this.narrow ? [] : [approvalOf(line)]),
    ];
    const hours = isTime(line.payCode) || line.minutes !== 0 ? formatHours(line.minutes) : '';
    const price = [hours, line.billRate === null ? '' : formatRate(line.billRate)];
    return [
      ...names,
      ...price,
      ...this.money(line.amountMinor, line).map((minor) => formatAmount(minor, currency)),
    ];
  }

  /** What is said under a line; empty where nothing is. */
  private remark(line: DocumentLine): string {
    const source = this.narrow
      ? [line.timesheetRef, line.approvedBy ? `approved ${approvalOf(line)}` : ''].filter(Boolean)
      : [];
    return [...source, ...remarksOn(line, this.document.currency)].join(' · ');
  }

  private money(amountMinor: number, sums: LinePart): number[] {
    const { discount, fee, tax } = this.parts;
    const { discountMinor, feeMinor, taxMinor, totalMinor } = sums;
    if (!discount && !fee && !tax) return [totalMinor];
    return [
      amountMinor,
      ...(discount ? [discountMinor] : []),
      ...(fee ? [feeMinor] : []),
      ...(tax ? [taxMinor] : []),
      totalMinor,
    ];
  }

  private figures(sums: Sums): string[] {
    const money = this.money(amountOf(sums), sums);
    return [
      formatHours(sums.minutes),
      '',
      ...money.map((minor) => formatAmount(minor, this.document.currency)),
    ];
  }
}

type LinePart = Pick<DocumentLine, 'discountMinor' | 'feeMinor' | 'taxMinor' | 'totalMinor'>;

/** The year stands at the front of the row already; the name needs the room. */
const approvalOf = ({ approvedOn, approvedBy }: DocumentLine): string =>
  approvedOn ? `${formatDate(approvedOn).replace(/ \d{4}$/, '')} ${approvedBy}` : approvedBy;

const sameWorker = (one: DocumentLine, other: DocumentLine) =>
  one.supplierName === other.supplierName && one.workerName === other.workerName;
