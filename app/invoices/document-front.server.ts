import { formatAmount, formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import type { MoneyDocument, Party } from './document.ts';
import { accent, hairline, ink, quiet } from './document-sheet.server.ts';
import type { Sheet } from './document-sheet.server.ts';
import { drawDiscounts, drawItems, drawSums, drawTaxes } from './document-summaries.server.ts';
import { totalRows } from './document-totals.ts';
import { isForClient, kinds } from './kinds.ts';

/** The page that is read, filed and posted from: parties, dates, the amount, and the summaries. */
export function drawFront(sheet: Sheet, document: MoneyDocument): void {
  drawTitle(sheet, document);
  drawParties(sheet, document);
  drawFacts(sheet, document);
  drawTotals(sheet, document);
  drawItems(sheet, document);
  drawTaxes(sheet, document);
  drawDiscounts(sheet, document);
  drawSums(sheet, document);
  drawNotes(sheet, document.notes);
}

function drawTitle(sheet: Sheet, document: MoneyDocument): void {
  const half = sheet.width / 2;
  const issuer = isForClient(document.kind) ? document.seller : document.buyer;
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
  const [from, to] = isForClient(document.kind)
    ? ['From', 'Bill to']
    : ['Supplier', 'Issued on its behalf by'];
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
  const { due, settledBy } = kinds[document.kind];
  const facts: [string, string, number][] = [['Issued', formatDate(document.issuedOn), 80]];
  if (!settledBy) facts.push([due, document.dueOn ? formatDate(document.dueOn) : 'see terms', 80]);
  facts.push(['Period', formatPeriod(document.period), 140], ['Payment terms', document.paymentTerms, 170]);
  facts.push(['Currency', document.currency, 60]);
  if (document.refersTo) facts.push(['Refers to', document.refersTo, 110]);
  if (document.supplierReference) facts.push(['Supplier’s reference', document.supplierReference, 110]);

  sheet.rule(sheet.y);
  sheet.y += 9;
  const unit = sheet.width / facts.reduce((sum, [, , width]) => sum + width, 0);
  let x = sheet.left;
  for (const [label, value, share] of facts) {
    const width = share * unit;
    sheet.line(label, { x, y: sheet.y, width: width - 8 }, { size: 7.5, color: quiet });
    sheet.line(value, { x, y: sheet.y + 12, width: width - 8 }, { size: 8.5 });
    x += width;
  }
  sheet.y += 34;
  sheet.rule(sheet.y - 4);
  sheet.y += 12;
}

function drawTotals(sheet: Sheet, document: MoneyDocument): void {
  const { totals, currency } = document;
  const top = sheet.y;
  const half = sheet.width / 2;
  sheet.line(
    kinds[document.kind].amount,
    { x: sheet.left, y: top, width: half - 20 },
    { size: 8.5, color: quiet },
  );
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
  for (const { label, minor } of totalRows(document)) row(label, minor);
  sheet.rule(y, { from: x, color: ink, weight: 0.6 });
  y += 5;
  row(`Total ${currency}`, totals.totalMinor, true);
  sheet.y = Math.max(y, top + 60) + 12;
}

function whenDue({ kind, dueOn, paymentTerms }: MoneyDocument): string {
  if (dueOn === null) return paymentTerms;
  return `${isForClient(kind) ? 'by' : 'on'} ${formatDate(dueOn)}`;
}

function drawNotes(sheet: Sheet, notes: string[]): void {
  for (const note of notes) {
    sheet.ensureRoom(36);
    sheet.fill(sheet.left, sheet.y + 1, 1.5, 9, hairline);
    const area = { x: sheet.left + 8, y: sheet.y, width: sheet.width - 8 };
    sheet.y += sheet.paragraph(note, area, { size: 8, color: quiet }, 5) + 4;
  }
}
