import { formatHours } from '#app/values/hours.ts';
import { formatAmount, formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatPeriod } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import type { DocumentFee, DocumentTotals, MoneyDocument, Party, Sums } from './document.ts';
import { accent, hairline, ink, quiet } from './document-sheet.server.ts';
import type { Sheet } from './document-sheet.server.ts';
import { Table } from './document-table.server.ts';
import type { Column } from './document-table.server.ts';

/** The page that is read, filed and posted from: parties, dates, the amount, and the summaries. */
export function drawFront(sheet: Sheet, document: MoneyDocument): void {
  drawTitle(sheet, document);
  drawParties(sheet, document);
  drawFacts(sheet, document);
  drawTotals(sheet, document);
  for (const summary of summariesOf(document)) drawSummary(sheet, document, summary);
  drawNotes(sheet, document.notes);
}

function drawTitle(sheet: Sheet, document: MoneyDocument): void {
  const half = sheet.width / 2;
  const issuer = document.kind === 'client_invoice' ? document.seller : document.buyer;
  sheet.fill(sheet.left, sheet.y, sheet.width, 2, accent);
  sheet.y += 16;
  const nameHeight = sheet.paragraph(
    issuer.name,
    { x: sheet.left, y: sheet.y + 2, width: half - 20 },
    { size: 11, bold: true },
    2,
  );
  sheet.line(
    document.title,
    { x: sheet.left + half, y: sheet.y - 3, width: half, align: 'right' },
    { size: 18, bold: true },
  );
  sheet.line(
    document.number,
    { x: sheet.left + half, y: sheet.y + 21, width: half, align: 'right' },
    { size: 11, color: quiet },
  );
  sheet.y += Math.max(nameHeight, 38) + 16;
}

function drawParties(sheet: Sheet, document: MoneyDocument): void {
  const [from, to] =
    document.kind === 'client_invoice' ? ['From', 'Bill to'] : ['Supplier', 'Issued on its behalf by'];
  const width = sheet.width / 2 - 10;
  const top = sheet.y;
  const left = drawParty(sheet, from, document.seller, { x: sheet.left, y: top, width });
  const right = drawParty(sheet, to, document.buyer, { x: sheet.left + width + 20, y: top, width });
  sheet.y = top + Math.max(left, right) + 14;
}

const mostAddressLines = 6;

function drawParty(
  sheet: Sheet,
  label: string,
  party: Party,
  area: { x: number; y: number; width: number },
): number {
  let y = area.y;
  sheet.line(label, { ...area, y }, { size: 7.5, color: quiet });
  y += 13;
  y += sheet.paragraph(party.name, { ...area, y }, { size: 9, bold: true }, 2);
  const lines = party.addressLines.slice(0, mostAddressLines);
  if (party.taxId) lines.push(`Tax id ${party.taxId}`);
  for (const line of lines) y += sheet.paragraph(line, { ...area, y }, { size: 8.5 }, 2);
  return y - area.y;
}

function drawFacts(sheet: Sheet, document: MoneyDocument): void {
  const facts = [
    ['Issued', formatDate(document.issuedOn)],
    [
      document.kind === 'client_invoice' ? 'Due' : 'Payable',
      document.dueOn ? formatDate(document.dueOn) : 'see terms',
    ],
    ['Period', formatPeriod(document.period)],
    ['Payment terms', document.paymentTerms],
    ['Currency', document.currency],
  ];
  if (document.supplierReference) facts.push(['Supplier’s reference', document.supplierReference]);

  sheet.rule(sheet.y);
  sheet.y += 9;
  const widths = facts.length === 6 ? [70, 70, 130, 122, 48, 100] : [80, 80, 140, 180, 60];
  const unit = sheet.width / widths.reduce((sum, width) => sum + width, 0);
  let x = sheet.left;
  facts.forEach(([label = '', value = ''], index) => {
    const width = (widths[index] ?? 1) * unit;
    sheet.line(label, { x, y: sheet.y, width: width - 8 }, { size: 7.5, color: quiet });
    sheet.line(value, { x, y: sheet.y + 12, width: width - 8 }, { size: 8.5 });
    x += width;
  });
  sheet.y += 34;
  sheet.rule(sheet.y - 4);
  sheet.y += 12;
}

function drawTotals(sheet: Sheet, document: MoneyDocument): void {
  const { totals, currency } = document;
  const top = sheet.y;
  const half = sheet.width / 2;
  const due = document.kind === 'client_invoice' ? 'Amount due' : 'Amount payable';
  sheet.line(due, { x: sheet.left, y: top, width: half - 20 }, { size: 8.5, color: quiet });
  const amount = formatMoney(totals.totalMinor, currency);
  const style = { size: 22, bold: true, color: accent };
  const width = Math.min(sheet.widthOf(amount, style), half - 20);
  sheet.figure(amount, { x: sheet.left, y: top + 14, width }, style);
  const when = { x: sheet.left, y: top + 44, width: half - 20 };
  sheet.line(whenDue(document), when, { size: 8.5, color: quiet });

  let y = top;
  const x = sheet.left + half;
  const row = (label: string, minor: number, bold = false) => {
    sheet.line(label, { x, y, width: half - 110 }, { size: 8.5, bold });
    sheet.figure(formatAmount(minor, currency), { x: sheet.right - 105, y, width: 105 }, { size: 8.5, bold });
    y += 15;
  };
  row(timeLabel(totals), totals.timeMinor);
  for (const fee of document.fees) row(feeLabel(fee), fee.feeMinor);
  sheet.rule(y, { from: x, color: ink, weight: 0.6 });
  y += 5;
  row(`Total ${currency}`, totals.totalMinor, true);
  sheet.y = Math.max(y, top + 60) + 12;
}

function whenDue({ kind, dueOn, paymentTerms }: MoneyDocument): string {
  if (dueOn === null) return paymentTerms;
  return `${kind === 'client_invoice' ? 'by' : 'on'} ${formatDate(dueOn)}`;
}

function timeLabel({ minutes, lineCount }: DocumentTotals): string {
  const lines = lineCount === 1 ? '1 line' : `${lineCount.toLocaleString('en-US')} lines`;
  return `Time, ${formatHours(minutes)} h in ${lines}`;
}

function feeLabel({ label, percent, funding }: DocumentFee): string {
  const rate = percent === null ? '' : ` ${formatPercent(percent)}`;
  return `${label}${rate}, ${funding === 'client' ? 'added' : 'deducted'}`;
}

type Summary = { title: string; first: string[]; rows: ({ names: string[] } & Sums)[] };

function summariesOf(document: MoneyDocument): Summary[] {
  const groups = document.groups.map(({ title, rows }) => ({
    title,
    first: ['Name'],
    rows: rows.map((row) => ({ ...row, names: [row.name] })),
  }));
  const costCenters = document.byCostCenter.map((row) => ({ ...row, names: [row.code, row.name] }));
  const all = [{ title: 'By cost center', first: ['Code', 'Cost center'], rows: costCenters }, ...groups];
  return all.filter(({ rows }) => rows.length > 0);
}

function drawSummary(sheet: Sheet, document: MoneyDocument, { title, first, rows }: Summary): void {
  const figures: Column[] = [
    { head: 'Hours', width: 62, figures: true },
    { head: 'Time', width: 76, figures: true },
    { head: 'Fees', width: 66, figures: true },
    { head: `Total ${document.currency}`, width: 80, figures: true },
  ];
  const names: Column[] =
    first.length === 2
      ? [
          { head: first[0] ?? '', width: 62 },
          { head: first[1] ?? '', width: 'rest' },
        ]
      : [{ head: first[0] ?? '', width: 'rest' }];
  const table = new Table(sheet, [...names, ...figures], { size: 8 });

  sheet.onNewPage = () => undefined;
  sheet.ensureRoom(110);
  sheet.line(title, { x: sheet.left, y: sheet.y, width: sheet.width }, { size: 10, bold: true });
  sheet.y += 16;
  table.head();
  sheet.onNewPage = () => {
    const again = `${title}, continued`;
    sheet.line(again, { x: sheet.left, y: sheet.y, width: sheet.width }, { size: 8, color: quiet });
    sheet.y += 14;
    table.head();
  };
  rows.forEach((row, index) => {
    sheet.ensureRoom(table.rowHeight * (index === rows.length - 1 ? 3 : 1));
    table.row([...row.names, ...figuresOf(row, document.currency)]);
  });
  table.total('Total', figuresOf(document.totals, document.currency));
  sheet.onNewPage = () => undefined;
  sheet.y += 12;
}

const figuresOf = ({ minutes, timeMinor, feeMinor, totalMinor }: Sums, currency: string) => [
  formatHours(minutes),
  formatAmount(timeMinor, currency),
  formatAmount(feeMinor, currency),
  formatAmount(totalMinor, currency),
];

function drawNotes(sheet: Sheet, notes: string[]): void {
  for (const note of notes) {
    sheet.ensureRoom(36);
    sheet.fill(sheet.left, sheet.y + 1, 1.5, 9, hairline);
    const area = { x: sheet.left + 8, y: sheet.y, width: sheet.width - 8 };
    sheet.y += sheet.paragraph(note, area, { size: 8, color: quiet }, 5) + 4;
  }
}
