import { formatAmount, formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import type { Party } from './document.ts';
import { accent, quiet, Sheet, type Area } from './document-sheet.server.ts';
import { Table } from './document-table.server.ts';
import type { DocumentTax, Item } from './items.server.ts';

/** The MSP's fee invoice as it stands on paper: a page of items, without hours. Amounts in minor units. */
export type FeeInvoiceDocument = {
  number: string;
  issuedOn: string;
  dueOn: string;
  period: Period;
  currency: string;
  seller: Party;
  buyer: Party;
  paymentTerms: string;
  items: Item[];
  taxes: DocumentTax[];
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};

/**
 * Draws a fee invoice as a PDF: letter paper for US dollars, A4 for everything else. The same document gives the same
 * bytes, so that its hash can be kept.
 * @throws Error where the items do not add up to the total; such a document must not leave the house
 */
export function renderFeeInvoicePdf(document: FeeInvoiceDocument): Promise<Buffer> {
  const total = document.items.reduce((sum, item) => sum + item.totalMinor, 0);
  if (total !== document.totalMinor)
    throw new Error(`The items of ${document.number} come to ${total}, the document to ${document.totalMinor}`);
  const name = `Fee invoice ${document.number}`;
  const sheet = new Sheet({
    size: document.currency === 'USD' ? 'LETTER' : 'A4',
    title: name,
    author: document.seller.name,
    createdOn: document.issuedOn,
    footer: `${name} · ${document.seller.name} to ${document.buyer.name}`,
  });
  draw(sheet, document);
  const bytes = collect(sheet.doc);
  sheet.startDrawing();
  draw(sheet, document);
  sheet.doc.end();
  return bytes;
}

function draw(sheet: Sheet, document: FeeInvoiceDocument): void {
  drawHead(sheet, document);
  drawAmount(sheet, document);
  drawItems(sheet, document);
  drawTaxes(sheet, document);
}

function drawHead(sheet: Sheet, { number, seller, buyer }: FeeInvoiceDocument): void {
  const half = sheet.width / 2;
  sheet.fill(sheet.left, sheet.y, sheet.width, 2, accent);
  sheet.y += 16;
  const right = { x: sheet.left + half, width: half, align: 'right' } as const;
  sheet.line('Fee invoice', { ...right, y: sheet.y - 3 }, { size: 18, bold: true });
  sheet.line(number, { ...right, y: sheet.y + 21 }, { size: 11, color: quiet });
  sheet.y += 54;
  const width = half - 10;
  const top = sheet.y;
  const heights = [
    drawParty(sheet, 'From', seller, { x: sheet.left, y: top, width }),
    drawParty(sheet, 'Bill to', buyer, { x: sheet.left + width + 20, y: top, width }),
  ];
  sheet.y = top + Math.max(...heights) + 14;
}

const mostAddressLines = 6;

function drawParty(sheet: Sheet, label: string, party: Party, area: Area): number {
  let y = area.y;
  sheet.line(label, area, { size: 7.5, color: quiet });
  y += 13;
  y += sheet.paragraph(party.name, { ...area, y }, { size: 9, bold: true }, 2);
  const lines = party.addressLines.slice(0, mostAddressLines);
  if (party.taxId) lines.push(`Tax id ${party.taxId}`);
  for (const line of lines) y += sheet.paragraph(line, { ...area, y }, { size: 8.5 }, 2);
  return y - area.y;
}

function drawAmount(sheet: Sheet, document: FeeInvoiceDocument): void {
  const { issuedOn, dueOn, period, paymentTerms, currency, totalMinor } = document;
  const facts = [
    ['Issued', formatDate(issuedOn)],
    ['Due', formatDate(dueOn)],
    ['Period', formatPeriod(period)],
    ['Payment terms', paymentTerms],
  ];
  sheet.rule(sheet.y);
  sheet.y += 9;
  const width = sheet.width / facts.length;
  facts.forEach(([label = '', value = ''], index) => {
    const x = sheet.left + index * width;
    sheet.line(label, { x, y: sheet.y, width: width - 8 }, { size: 7.5, color: quiet });
    sheet.line(value, { x, y: sheet.y + 12, width: width - 8 }, { size: 8.5 });
  });
  sheet.y += 30;
  sheet.rule(sheet.y);
  sheet.y += 12;
  sheet.line('Amount due', { x: sheet.left, y: sheet.y, width: 200 }, { size: 8.5, color: quiet });
  const amount = formatMoney(totalMinor, currency);
  const style = { size: 22, bold: true, color: accent };
  const room = Math.min(sheet.widthOf(amount, style), sheet.width);
  sheet.figure(amount, { x: sheet.left, y: sheet.y + 14, width: room }, style);
  sheet.y += 58;
}

function drawItems(sheet: Sheet, { items, currency, feeMinor, taxMinor, totalMinor }: FeeInvoiceDocument): void {
  const figures = (head: string, width: number) => ({ head, width, figures: true });
  const table = new Table(
    sheet,
    [
      { head: 'Item', width: 120 },
      { head: 'How it comes about', width: 'rest' },
      figures('Quantity', 48),
      figures('Each', 66),
      figures('Amount', 66),
      figures('Tax', 54),
      figures(`Total ${currency}`, 74),
    ],
    { size: 8 },
  );
  table.head();
  sheet.onNewPage = () => table.head();
  for (const item of items) {
    sheet.ensureRoom(table.rowHeight * 3);
    const money = [item.unitMinor, item.amountMinor, item.taxMinor, item.totalMinor];
    const quantity = item.quantity.replace(/\.?0+$/, (end) => (end.startsWith('.') ? '' : end));
    table.row([item.label, item.note, quantity, ...money.map((minor) => formatAmount(minor, currency))]);
  }
  sheet.onNewPage = () => undefined;
  table.total(
    'Total',
    [feeMinor, taxMinor, totalMinor].map((minor) => formatAmount(minor, currency)),
    { strong: true },
  );
  sheet.y += 12;
}

function drawTaxes(sheet: Sheet, { taxes, currency }: FeeInvoiceDocument): void {
  for (const tax of taxes) {
    sheet.ensureRoom(36);
    const said = tax.reason
      ? `No tax: ${tax.reason}.`
      : `${tax.jurisdiction}: ${formatPercent(tax.rate)} of ${formatMoney(tax.baseMinor, currency)} is ${formatAmount(tax.taxMinor, currency)}.`;
    const area = { x: sheet.left, y: sheet.y, width: sheet.width };
    sheet.y += sheet.paragraph(said, area, { size: 8, color: quiet }, 4) + 4;
  }
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => done(Buffer.concat(chunks)));
    doc.on('error', failed);
  });
}
