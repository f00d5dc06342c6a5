import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import {
  aCreditMemo,
  aFeeInvoice,
  aLine,
  anExpense,
  anInvoice,
  manyLines,
  taxedLines,
} from './document.fixture.ts';
import { documentCsv } from './document-csv.server.ts';

async function rowsOf(written: string): Promise<Record<string, string>[]> {
  return parse(written, { bom: true, columns: true });
}

const minor = (amount = '') => {
  expect(amount).toMatch(/^-?\d+\.\d\d$/);
  return Number(amount.replace('.', ''));
};

test('the lines add up to the document, to the cent', async () => {
  const lines = manyLines(500);
  const invoice = anInvoice(lines);
  const rows = await rowsOf(await text(documentCsv(invoice, lines)));
  const sumOf = (column: string) => rows.reduce((sum, row) => sum + minor(row[column]), 0);
  expect(rows).toHaveLength(500);
  expect(sumOf('Amount')).toBe(invoice.totals.timeMinor);
  expect(sumOf('Fee')).toBe(invoice.totals.feeMinor);
  expect(sumOf('Total')).toBe(invoice.totals.totalMinor);
  expect(rows.reduce((sum, row) => sum + Number(row['Minutes']), 0)).toBe(invoice.totals.minutes);
});

test('a correction is written as a plain negative number', async () => {
  const lines = [aLine({ minutes: -120, amountMinor: -17_400, feeMinor: 0, payCode: 'ST' })];
  const [row] = await rowsOf(await text(documentCsv(anInvoice(lines), lines)));
  expect(row).toMatchObject({
    'Week ends on': '2026-11-14',
    Minutes: '-120',
    Hours: '-2.00',
    'Bill rate': '87.00',
    Amount: '-174.00',
    Fee: '0.00',
    Total: '-174.00',
  });
});

test.each([
  ['discounts and taxes', anInvoice(taxedLines()), taxedLines()],
  ['items', aFeeInvoice(), []],
] as const)(
  'in a document with %s each row adds up, and all of them make it',
  async (_name, document, lines) => {
    const rows = await rowsOf(await text(documentCsv(document, lines)));
    expect(rows).toHaveLength(document.totals.lineCount);
    const parts = ['Amount', 'Fee', 'Discount', 'Tax'];
    for (const row of rows)
      expect(parts.reduce((sum, part) => sum + minor(row[part]), 0)).toBe(minor(row['Total']));
    expect(rows.reduce((sum, row) => sum + minor(row['Total']), 0)).toBe(document.totals.totalMinor);
    expect(rows.reduce((sum, row) => sum + minor(row['Tax']), 0)).toBe(document.totals.taxMinor);
  },
);

test('a line says what it is, what it takes back, its order, its parts and the supplier’s reference', async () => {
  const splits = [
    { code: '4410', percent: '60.0000', totalMinor: 2_712 },
    { code: '4420', percent: '40.0000', totalMinor: 1_808 },
  ];
  const expense = anExpense({ splits, purchaseOrder: '4500-17', supplierReference: 'CS-7781' });
  const [row] = await rowsOf(await text(documentCsv(anInvoice([expense]), [expense])));
  expect(row).toMatchObject({
    'Line kind': 'expense',
    'Service from': '2026-11-08',
    'Bill rate': '',
    'PO number': '4500-17',
    'Supplier reference': 'CS-7781',
    Split: '4410 60 % 27.12 + 4420 40 % 18.08',
    Note: 'Parking at the clinic',
  });
  const back = aLine({ minutes: -120, amountMinor: -17_400, feeMinor: 0, creditsLineOf: 'INV-2026-00042' });
  const [credit] = await rowsOf(await text(documentCsv(aCreditMemo([back]), [back])));
  expect(credit).toMatchObject({
    'Line kind': 'credit',
    'Credits line of': 'INV-2026-00042',
    Total: '-174.00',
  });
});

test('new columns stand after those that were there before', async () => {
  const [head] = (await text(documentCsv(anInvoice([]), []))).split('\r\n');
  expect(head).toContain(
    'Total,Approved by,Approved on,Timesheet,Service from,Line kind,Discount,Tax,PO number',
  );
});

test('opens with a byte order mark and a head, also without lines', async () => {
  const written = await text(documentCsv(anInvoice([]), []));
  const raw = Buffer.concat(await documentCsv(anInvoice([]), []).toArray());
  expect(raw.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(written.split('\r\n')[0]).toContain('Document,Issued on,Period starts on');
  expect(await rowsOf(written)).toEqual([]);
});

test('a name that a spreadsheet would run as a formula is words', async () => {
  const lines = ['=1+1', '+49', '-cmd', '@sum', '\t=1', 'Ortiz, "J."'].map((workerName) =>
    aLine({ workerName }),
  );
  const rows = await rowsOf(await text(documentCsv(anInvoice(lines), lines)));
  for (const row of rows) expect(row['Worker']).not.toMatch(/^[=+\-@\t\r]/);
  expect(rows.at(-1)?.['Worker']).toBe('Ortiz, "J."');
});

test('the stream fails where the lines do not add up', async () => {
  const lines = manyLines(3);
  await expect(text(documentCsv(anInvoice(lines), lines.slice(1)))).rejects.toThrow('NW-2026-000123');
});
