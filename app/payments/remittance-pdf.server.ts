import { setImmediate } from 'node:timers/promises';
import { accent, ink, quiet, Sheet, Table, type Column } from '#app/invoices/public.server.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount, formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import type { Remittance, RemittedLine } from './remittance.ts';

const rowsBetweenBreaths = 200;

/**
 * Draws a remittance advice: what arrives, what was taken off, each document, each line with the supplier's own
 * reference. Letter paper for US dollars, A4 for everything else. The same advice gives the same bytes.
 */
export async function remittancePdf(remittance: Remittance, lines: RemittedLine[]): Promise<Buffer> {
  const name = `Remittance advice ${remittance.reference}`;
  const sheet = new Sheet({
    size: remittance.currency === 'USD' ? 'LETTER' : 'A4',
    title: name,
    author: remittance.payerName,
    createdOn: remittance.valueOn,
    footer: `${name} · ${remittance.payerName} to ${remittance.supplierName}`,
  });
  await draw(sheet, remittance, lines);
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((done, failed) => {
    sheet.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.doc.on('end', () => done(Buffer.concat(chunks)));
    sheet.doc.on('error', failed);
  });
  sheet.startDrawing();
  await draw(sheet, remittance, lines);
  sheet.doc.end();
  return bytes;
}

async function draw(sheet: Sheet, remittance: Remittance, lines: RemittedLine[]): Promise<void> {
  drawHead(sheet, remittance);
  drawDocuments(sheet, remittance);
  await drawLines(sheet, remittance, lines);
}

function drawHead(sheet: Sheet, remittance: Remittance): void {
  const half = sheet.width / 2;
  sheet.fill(sheet.left, sheet.y, sheet.width, 2, accent);
  sheet.y += 16;
  sheet.line(
    remittance.payerName,
    { x: sheet.left, y: sheet.y + 2, width: half - 20 },
    { size: 11, bold: true },
  );
  const right = { x: sheet.left + half, width: half, align: 'right' as const };
  sheet.line('Remittance advice', { ...right, y: sheet.y - 3 }, { size: 18, bold: true });
  sheet.line(remittance.reference, { ...right, y: sheet.y + 21 }, { size: 11, color: quiet });
  sheet.y += 54;
  const facts: [string, string][] = [
    ['To', remittance.supplierName],
    ['For work at', remittance.clientName],
    ['Value date', formatDate(remittance.valueOn)],
    ['Method', remittance.method],
    ['Account', remittance.account],
    ['Bank trace', remittance.bankTrace ?? 'not confirmed yet'],
  ];
  const width = sheet.width / facts.length;
  facts.forEach(([label, value], index) => {
    const x = sheet.left + index * width;
    sheet.line(label, { x, y: sheet.y, width: width - 8 }, { size: 7.5, color: quiet });
    sheet.line(value, { x, y: sheet.y + 12, width: width - 8 }, { size: 8.5 });
  });
  sheet.y += 40;
  drawTotals(sheet, remittance);
}

function drawTotals(
  sheet: Sheet,
  { netMinor, grossMinor, deductions, currency, status, returnedReason }: Remittance,
): void {
  const top = sheet.y;
  const half = sheet.width / 2;
  const amount = formatMoney(netMinor, currency);
  sheet.line('Paid', { x: sheet.left, y: top, width: half - 20 }, { size: 8.5, color: quiet });
  sheet.figure(
    amount,
    {
      x: sheet.left,
      y: top + 14,
      width: Math.min(sheet.widthOf(amount, { size: 22, bold: true }), half - 20),
    },
    { size: 22, bold: true, color: accent },
  );
  if (status === 'returned')
    sheet.paragraph(
      `Returned by the bank: ${returnedReason ?? ''}`,
      { x: sheet.left, y: top + 44, width: half - 20 },
      { size: 8.5 },
      2,
    );
  const x = sheet.left + half;
  let y = top;
  const row = (label: string, minor: number, bold = false) => {
    sheet.line(label, { x, y, width: half - 110 }, { size: 8.5, bold });
    sheet.figure(formatAmount(minor, currency), { x: sheet.right - 105, y, width: 105 }, { size: 8.5, bold });
    y += 15;
  };
  row('Gross of documents', grossMinor);
  for (const { label, amountMinor } of deductions) row(label, amountMinor);
  sheet.rule(y, { from: x, color: ink, weight: 0.6 });
  y += 5;
  row(`Net ${currency}`, netMinor, true);
  sheet.y = Math.max(y, top + 70) + 12;
}

function drawDocuments(sheet: Sheet, { documents, netMinor, currency }: Remittance): void {
  const columns: Column[] = [
    { head: 'Document', width: 'rest' },
    { head: 'Issued', width: 62 },
    { head: 'Gross', width: 74, figures: true },
    { head: 'Discounts', width: 60, figures: true },
    { head: 'Fees', width: 66, figures: true },
    { head: 'Tax', width: 56, figures: true },
    { head: `Paid ${currency}`, width: 78, figures: true },
  ];
  const table = new Table(sheet, columns, { size: 8 });
  heading(sheet, 'Documents', table);
  const amount = (minor: number) => formatAmount(minor, currency);
  for (const one of documents) {
    sheet.ensureRoom(table.rowHeight * 3);
    table.row([
      one.reference,
      formatDate(one.issuedOn),
      amount(one.grossMinor),
      amount(one.discountMinor),
      amount(one.feeMinor),
      amount(one.taxMinor),
      amount(one.paidMinor),
    ]);
    if (one.shortReason) table.aside(`Short-paid: ${one.shortReason}.`);
  }
  table.total('Net', [amount(netMinor)]);
  sheet.onNewPage = () => undefined;
  sheet.y += 12;
}

async function drawLines(sheet: Sheet, { currency }: Remittance, lines: RemittedLine[]): Promise<void> {
  const columns: Column[] = [
    { head: 'Worker', width: 'rest' },
    { head: 'Your reference', width: 74 },
    { head: 'Assignment', width: 40 },
    { head: 'Week to', width: 48 },
    { head: 'Code', width: 20 },
    { head: 'Hours', width: 32, figures: true },
    { head: 'Gross', width: 48, figures: true },
    { head: 'Deducted', width: 44, figures: true },
    { head: `Net ${currency}`, width: 50, figures: true },
  ];
  const table = new Table(sheet, columns);
  heading(sheet, 'Lines', table);
  const amount = (minor: number) => formatAmount(minor, currency);
  for (const [index, line] of lines.entries()) {
    sheet.ensureRoom(table.rowHeight);
    table.row([
      line.workerName,
      line.supplierReference ?? '–',
      line.assignmentRef,
      formatDate(line.weekEndsOn),
      line.payCode,
      formatHours(line.minutes),
      amount(line.amountMinor),
      amount(line.totalMinor - line.amountMinor),
      amount(line.totalMinor),
    ]);
    if (index % rowsBetweenBreaths === 0) await setImmediate();
  }
  sheet.onNewPage = () => undefined;
}

/** The head of a table, again on every further page of it. */
function heading(sheet: Sheet, title: string, table: Table): void {
  sheet.onNewPage = () => undefined;
  sheet.ensureRoom(80);
  sheet.line(title, { x: sheet.left, y: sheet.y, width: sheet.width }, { size: 10, bold: true });
  sheet.y += 16;
  table.head();
  sheet.onNewPage = () => table.head();
}
