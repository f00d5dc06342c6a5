import { setImmediate } from 'node:timers/promises';
import { differenceFromLines, noSums } from './document.ts';
import type { DocumentLine, DocumentLines, MoneyDocument } from './document.ts';
import { Detail } from './document-detail.server.ts';
import { drawFront } from './document-front.server.ts';
import { Sheet } from './document-sheet.server.ts';
import { isForClient } from './kinds.ts';

const rowsBetweenBreaths = 200;

/**
 * Draws a money document as a PDF: a front page with the summaries, then every line, worker by worker. Letter paper
 * for US dollars, A4 for everything else. The same document and lines give the same bytes, so its hash can be kept.
 * Other requests are served while it draws. `onProgress` hears how many lines are drawn.
 * @throws Error where the lines do not add up to the document's totals; such a document must not leave the house
 */
export async function renderDocumentPdf(
  document: MoneyDocument,
  lines: DocumentLines,
  { onProgress }: { onProgress?: (drawnLines: number) => void } = {},
): Promise<Buffer> {
  const kept: DocumentLine[] = [];
  for await (const line of lines) kept.push(line);

  const sheet = sheetFor(document);
  await goOver(sheet, document, kept);
  const bytes = collect(sheet.doc);
  sheet.startDrawing();
  await goOver(sheet, document, kept, onProgress);
  sheet.doc.end();
  return bytes;
}

function sheetFor(document: MoneyDocument): Sheet {
  const name = `${document.title} ${document.number}`;
  return new Sheet({
    size: document.currency === 'USD' ? 'LETTER' : 'A4',
    title: name,
    author: isForClient(document.kind) ? document.seller.name : document.buyer.name,
    createdOn: document.issuedOn,
    footer: `${name} · ${document.seller.name} to ${document.buyer.name}`,
  });
}

async function goOver(
  sheet: Sheet,
  document: MoneyDocument,
  lines: DocumentLine[],
  onProgress?: (lines: number) => void,
): Promise<void> {
  drawFront(sheet, document);
  const detail = document.items.length > 0 && lines.length === 0 ? null : new Detail(sheet, document);
  for (const line of lines) {
    if (!detail) break;
    detail.add(line);
    if (detail.lineCount % rowsBetweenBreaths !== 0) continue;
    onProgress?.(detail.lineCount);
    await setImmediate();
  }
  const drawn = detail ?? { sums: noSums(), lineCount: 0 };
  const difference = differenceFromLines(document, drawn.sums, drawn.lineCount);
  if (difference) throw new Error(difference);
  detail?.end();
  onProgress?.(drawn.lineCount);
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => done(Buffer.concat(chunks)));
    doc.on('error', failed);
  });
}
