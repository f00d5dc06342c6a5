import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { amountOf } from './document.ts';
import type { MoneyDocument, Sums } from './document.ts';
import { quiet } from './document-sheet.server.ts';
import type { Sheet } from './document-sheet.server.ts';
import { Table } from './document-table.server.ts';
import type { Column } from './document-table.server.ts';
import { shortQuantity, taxedOn } from './document-totals.ts';

const figure = (head: string, width: number): Column => ({ head, width, figures: true });

/** A table with its title, which is said again where it goes on overleaf. */
function titled(sheet: Sheet, title: string, columns: Column[]): Table {
  const table = new Table(sheet, columns, { size: 8 });
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
  return table;
}

function endOf(sheet: Sheet): void {
  sheet.onNewPage = () => undefined;
  sheet.y += 12;
}

/** What comes from no charge, each item with how it came about. */
export function drawItems(sheet: Sheet, { items, totals, currency }: MoneyDocument): void {
  if (items.length === 0) return;
  const withTax = totals.taxMinor !== 0;
  const table = titled(sheet, 'Items', [
    { head: 'Item', width: 'rest' },
    figure('Quantity', 62),
    figure('Each', 76),
    ...(withTax ? [figure('Amount', 76), figure('Tax', 66)] : []),
    figure(`Total ${currency}`, 80),
  ]);
  const money = (minor: number) => formatAmount(minor, currency);
  for (const item of items) {
    sheet.ensureRoom(table.rowHeight * (item.note ? 4 : 3));
    const { amountMinor, taxMinor, totalMinor } = item;
    const figures = withTax ? [amountMinor, taxMinor, totalMinor] : [totalMinor];
    table.row([item.label, shortQuantity(item.quantity), money(item.unitMinor), ...figures.map(money)], {
      line: item.note === '',
    });
    if (item.note) table.aside(item.note);
  }
  const sum = (part: 'amountMinor' | 'taxMinor') => items.reduce((all, item) => all + item[part], 0);
  const taxed = withTax ? [sum('amountMinor'), sum('taxMinor')] : [];
  table.total('Total', [...taxed, sum('amountMinor') + sum('taxMinor')].map(money));
  endOf(sheet);
}

/** Tax as it is owed, once for each rule; where there is none the reason is printed, for the law asks for it. */
export function drawTaxes(sheet: Sheet, { taxes, totals, currency }: MoneyDocument): void {
  if (taxes.length === 0) return;
  const table = titled(sheet, 'Tax', [
    { head: 'Jurisdiction', width: 110 },
    { head: 'On', width: 'rest' },
    figure('Base', 86),
    figure('Rate', 52),
    figure(`Tax ${currency}`, 80),
  ]);
  for (const tax of taxes) {
    sheet.ensureRoom(table.rowHeight * (tax.reason ? 5 : 3));
    const figures = [
      formatAmount(tax.baseMinor, currency),
      formatPercent(tax.rate),
      formatAmount(tax.taxMinor, currency),
    ];
    table.row([tax.jurisdiction, taxedOn(tax), ...figures], { line: tax.reason === '' });
    if (tax.reason) table.aside(tax.reason);
  }
  table.total('Tax in all', [formatAmount(totals.taxMinor, currency)]);
  endOf(sheet);
}

/** How each discount came about. */
export function drawDiscounts(sheet: Sheet, { discounts }: MoneyDocument): void {
  if (discounts.length === 0) return;
  sheet.ensureRoom(60);
  sheet.line('Discounts', { x: sheet.left, y: sheet.y, width: sheet.width }, { size: 10, bold: true });
  sheet.y += 18;
  for (const sentence of discounts) {
    sheet.ensureRoom(30);
    const area = { x: sheet.left, y: sheet.y, width: sheet.width };
    sheet.y += sheet.paragraph(sentence, area, { size: 8 }, 3) + 3;
  }
  sheet.y += 12;
}

/** Which columns a document's sums need; what is nothing everywhere has no column. */
type Parts = { overtime: boolean; double: boolean; discount: boolean; fee: boolean; tax: boolean };

function partsOf({ totals, fees, byCostCenter }: MoneyDocument): Parts {
  return {
    overtime: byCostCenter.some(({ overtimeMinutes }) => overtimeMinutes !== 0),
    double: byCostCenter.some(({ doubleMinutes }) => doubleMinutes !== 0),
    discount: byCostCenter.some(({ discountMinor }) => discountMinor !== 0),
    fee: totals.feeMinor !== 0 || fees.length > 0 || !isTaxedOrDiscounted(byCostCenter),
    tax: byCostCenter.some(({ taxMinor }) => taxMinor !== 0),
  };
}

/** Plain documents have always had a column for fees, also where there are none. */
const isTaxedOrDiscounted = (rows: Sums[]) =>
  rows.some(({ discountMinor, taxMinor }) => discountMinor !== 0 || taxMinor !== 0);

type Summary = { title: string; names: Column[]; rows: ({ cells: string[] } & Sums)[] };

/** What accounts payable posts from, and the other summaries; all come to the document's totals. */
export function drawSums(sheet: Sheet, document: MoneyDocument): void {
  const parts = partsOf(document);
  for (const summary of summariesOf(document)) drawSummary(sheet, document, parts, summary);
}

function summariesOf({ byCostCenter, groups }: MoneyDocument): Summary[] {
  const withOrders = byCostCenter.some(({ purchaseOrder }) => purchaseOrder !== null);
  const costCenters: Summary = {
    title: withOrders ? 'By purchase order and cost center' : 'By cost center',
    names: [
      { head: withOrders ? 'PO' : 'Code', width: 62 },
      { head: 'Cost center', width: 'rest' },
    ],
    rows: byCostCenter.map((row) => ({
      ...row,
      cells: withOrders ? [row.purchaseOrder ?? 'none', `${row.code} ${row.name}`] : [row.code, row.name],
    })),
  };
  const others = groups.map(({ title, rows }): Summary => {
    const named = rows.map((row) => ({ ...row, cells: [row.name] }));
    return { title, names: [{ head: 'Name', width: 'rest' }], rows: named };
  });
  return [costCenters, ...others].filter(({ rows }) => rows.length > 0);
}

function drawSummary(
  sheet: Sheet,
  document: MoneyDocument,
  parts: Parts,
  { title, names, rows }: Summary,
): void {
  const { currency } = document;
  const crowded = Object.values(parts).filter(Boolean).length > 2;
  const width = (wide: number) => (crowded ? Math.round(wide * 0.74) : wide);
  const table = titled(sheet, title, [
    ...names,
    figure(parts.overtime || parts.double ? 'Straight' : 'Hours', width(56)),
    ...(parts.overtime ? [figure('Overtime', width(56))] : []),
    ...(parts.double ? [figure('Double', width(56))] : []),
    figure(document.totals.otherMinor === 0 ? 'Time' : 'Amount', width(76)),
    ...(parts.discount ? [figure('Discount', width(66))] : []),
    ...(parts.fee ? [figure('Fees', width(66))] : []),
    ...(parts.tax ? [figure('Tax', width(66))] : []),
    figure(`Total ${currency}`, width(80)),
  ]);
  rows.forEach((row, index) => {
    sheet.ensureRoom(table.rowHeight * (index === rows.length - 1 ? 3 : 1));
    table.row([...row.cells, ...figuresOf(row, parts, currency)]);
  });
  const total = { ...document.totals, ...hoursOf(document.byCostCenter) };
  table.total('Total', figuresOf(total, parts, currency));
  endOf(sheet);
}

const hoursOf = (rows: Sums[]) => ({
  overtimeMinutes: rows.reduce((sum, row) => sum + row.overtimeMinutes, 0),
  doubleMinutes: rows.reduce((sum, row) => sum + row.doubleMinutes, 0),
});

function figuresOf(sums: Sums, parts: Parts, currency: string): string[] {
  const { minutes, overtimeMinutes, doubleMinutes } = sums;
  const straight = parts.overtime || parts.double ? minutes - overtimeMinutes - doubleMinutes : minutes;
  const hours = [
    straight,
    ...(parts.overtime ? [overtimeMinutes] : []),
    ...(parts.double ? [doubleMinutes] : []),
  ];
  const money = [
    amountOf(sums),
    ...(parts.discount ? [sums.discountMinor] : []),
    ...(parts.fee ? [sums.feeMinor] : []),
    ...(parts.tax ? [sums.taxMinor] : []),
    sums.totalMinor,
  ];
  return [...hours.map(formatHours), ...money.map((minor) => formatAmount(minor, currency))];
}
