import { describe, expect, test } from 'vitest';
import { formatAmount } from '#app/values/money.ts';
import {
  aCreditMemo,
  aFeeInvoice,
  aLine,
  anExpense,
  anInvoice,
  aSelfBill,
  manyLines,
  taxedLines,
} from './document.fixture.ts';
import { renderDocumentPdf } from './document-pdf.server.ts';
import { pagesOf, textOf, type Run } from './pdf-text.fixture.ts';

describe('a client invoice', () => {
  test('says its number, parties, total and every line, and counts its pages', async () => {
    const lines = manyLines(120);
    const invoice = anInvoice(lines);
    const pages = pagesOf(await renderDocumentPdf(invoice, lines));

    const front = textOf(pages[0]);
    for (const words of [
      'Invoice',
      'NW-2026-000123',
      'Northgate Workforce',
      'Halden Medical Center',
      'Net 30 days',
    ])
      expect(front).toContain(words);
    expect(front).toContain(`USD ${formatAmount(invoice.totals.totalMinor)}`);
    expect(front).toContain('Ferris & Lowe');

    const detail = textOf(pages.slice(1).flat());
    for (const line of lines) {
      expect(detail).toContain(line.workerName);
      expect(detail).toContain(line.timesheetRef);
    }
    pages.forEach((page, index) => expect(textOf(page)).toContain(`Page ${index + 1} of ${pages.length}`));
    expect(textOf(pages.at(-1))).toContain(formatAmount(invoice.totals.totalMinor));
  });

  test('repeats the head of the table on every page of lines', async () => {
    const lines = manyLines(200);
    const pages = pagesOf(await renderDocumentPdf(anInvoice(lines), lines));
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages.slice(1)) expect(textOf(page)).toContain('Timesheet Pay code Cost center');
  });

  test('adds up each worker', async () => {
    const lines = [
      aLine({ workerName: 'Ortiz, J.', amountMinor: 348_000, feeMinor: 10_440 }),
      aLine({ workerName: 'Ortiz, J.', minutes: 540, amountMinor: 117_450, feeMinor: 3_524 }),
      aLine({ workerName: 'Chen, M.', minutes: -120, amountMinor: -17_400, feeMinor: -522 }),
    ];
    const pages = pagesOf(await renderDocumentPdf(anInvoice(lines), lines));
    // 3,480.00 + 1,174.50 = 4,654.50 and 104.40 + 35.24 = 139.64, together 4,794.14
    expect(textOf(pages[1])).toContain('Ortiz, J., together 49.00 4,654.50 139.64 4,794.14');
    expect(textOf(pages[1])).toContain('Chen, M., together −2.00 −174.00 −5.22 −179.22');
  });

  test('without lines says so', async () => {
    const pages = pagesOf(await renderDocumentPdf(anInvoice([]), []));
    expect(pages).toHaveLength(2);
    expect(textOf(pages[1])).toContain('No time in this period.');
  });
});

test('a self-bill names the supplier, its reference and what is deducted', async () => {
  const lines = [aLine({ feeMinor: -8_700 })];
  const pages = pagesOf(await renderDocumentPdf(aSelfBill(lines), lines));
  const front = textOf(pages[0]);
  expect(front).toContain('Self-billed statement');
  expect(front).toContain('CS-7781');
  expect(front).toContain('When the client has paid');
  expect(front).toContain('deducted −87.00');
  expect(front).toContain('USD 3,393.00');
});

describe('discounts and taxes', () => {
  test('stand in columns of their own, and every row adds up', async () => {
    const lines = taxedLines();
    const invoice = anInvoice(lines);
    const pages = pagesOf(await renderDocumentPdf(invoice, lines));
    // 3,480.00 − 69.60 + 102.31 + 210.76 = 3,723.47
    expect(textOf(pages[1])).toContain('40.00 87.00 3,480.00 −69.60 102.31 210.76 3,723.47');
    const front = textOf(pages[0]);
    expect(front).toContain(`Expenses and charges ${formatAmount(invoice.totals.otherMinor)}`);
    expect(front).toContain(`Discount ${formatAmount(invoice.totals.discountMinor)}`);
    expect(front).toContain(`Tax, US-PA 6 % ${formatAmount(invoice.totals.taxMinor)}`);
    expect(front).toContain(`Tax in all ${formatAmount(invoice.totals.taxMinor)}`);
    for (const page of pages) expectApart(page);
  });

  test('a tax of nothing says why', async () => {
    const lines = [aLine()];
    const reason = 'Exempt, certificate PA-88: hospital';
    const invoice = anInvoice(lines, {
      taxes: [
        {
          ...{ jurisdiction: 'US-PA', leg: 'supply', base: 'none', rate: '0.000000', reason },
          ...{ baseMinor: 348_000, taxMinor: 0 },
        },
      ],
    });
    const pages = pagesOf(await renderDocumentPdf(invoice, lines));
    expect(textOf(pages[0])).toContain(`US-PA Work 3,480.00 0 % 0.00 ${reason}`);
    // No tax, no column for it.
    expect(textOf(pages[1])).toContain('Bill rate Amount Fees Total');
  });

  test('a discount is explained', async () => {
    const lines = taxedLines();
    const sentence =
      'Volume discount on Cobalt Staffing: USD 90,000.00 billed before, USD 20,000.00 now: USD 69.60.';
    const pages = pagesOf(await renderDocumentPdf(anInvoice(lines, { discounts: [sentence] }), lines));
    expect(textOf(pages[0])).toContain(sentence.slice(0, 60));
  });
});

test('an expense says what it was, a line that is split who bears it, and its order', async () => {
  const splits = [
    { code: '4410', percent: '60.0000', totalMinor: 2_712 },
    { code: '4420', percent: '40.0000', totalMinor: 1_808 },
  ];
  const lines = [aLine(), anExpense({ splits, purchaseOrder: '4500-17' })];
  const pages = pagesOf(await renderDocumentPdf(anInvoice(lines), lines));
  const detail = textOf(pages[1]);
  expect(detail).toContain('Expense');
  expect(detail).toContain('Parking at the clinic · PO 4500-17 · split 4410 60 % 27.12 + 4420 40 % 18.08');
  for (const page of pages) expectApart(page);
});

test('cost centers are summed by purchase order, with straight, overtime and double hours', async () => {
  const lines = [aLine(), aLine({ payCode: 'OT', minutes: 300 }), aLine({ payCode: 'DT', minutes: 60 })];
  const [center] = anInvoice(lines).byCostCenter;
  if (!center) throw new Error('no cost center');
  const invoice = anInvoice(lines, { byCostCenter: [{ ...center, purchaseOrder: '4500-17' }] });
  const pages = pagesOf(await renderDocumentPdf(invoice, lines));
  const front = textOf(pages[0]);
  expect(front).toContain('By purchase order and cost center');
  expect(front).toContain('4500-17 4410 Intensive care 40.00 5.00 1.00 10,440.00 313.20 10,753.20');
  for (const page of pages) expectApart(page);
});

test('a credit memo takes back with a true minus and names the line that it credits', async () => {
  const lines = [
    aLine({ minutes: -120, amountMinor: -17_400, feeMinor: -522, creditsLineOf: 'INV-2026-00042' }),
  ];
  const pages = pagesOf(await renderDocumentPdf(aCreditMemo(lines), lines));
  const front = textOf(pages[0]);
  for (const words of ['Credit memo', 'Credited', 'USD −179.22', 'Taken off what is due', 'taken back −5.22'])
    expect(front).toContain(words);
  expect(front).not.toContain('Amount due');
  expect(textOf(pages[1])).toContain('−2.00 87.00 −174.00 −5.22 −179.22 credits line of INV-2026-00042');
});

test('a fee invoice is a page of items that say how they came about', async () => {
  const invoice = aFeeInvoice();
  const pages = pagesOf(await renderDocumentPdf(invoice, []));
  expect(pages).toHaveLength(1);
  const front = textOf(pages[0]);
  expect(front).toContain('Active workers 46 15.00 690.00 41.40 731.40 46 workers with time in October');
  expect(front).toContain('USD 3,231.40');
  const [item] = invoice.items;
  if (!item) throw new Error('no item');
  await expect(renderDocumentPdf({ ...invoice, items: [item] }, [])).rejects.toThrow('FEE-2026-00003');
});

test('a statement carries the supplier’s own reference on every line', async () => {
  const lines = [aLine({ feeMinor: -8_700, supplierReference: 'CS-7781' })];
  const pages = pagesOf(await renderDocumentPdf(aSelfBill(lines), lines));
  expect(textOf(pages[1])).toContain('supplier’s reference CS-7781');
});

test('the same document gives the same bytes', async () => {
  const lines = manyLines(30);
  const [one, other] = await Promise.all([
    renderDocumentPdf(anInvoice(lines), lines),
    renderDocumentPdf(anInvoice(lines), lines),
  ]);
  expect(one.equals(other)).toBe(true);
});

test('a document whose lines do not add up is not drawn', async () => {
  const lines = manyLines(3);
  await expect(renderDocumentPdf(anInvoice(lines), lines.slice(1))).rejects.toThrow('NW-2026-000123');
});

describe('what people typed', () => {
  const endless = 'W'.repeat(200);

  test('long names without a space stay inside the page and off each other', async () => {
    const lines = [
      aLine({
        workerName: endless,
        supplierName: endless,
        jobTitle: endless,
        assignmentRef: endless,
        payCode: endless,
        costCenterCode: endless,
        approvedBy: endless,
        timesheetRef: endless,
        billRate: '999999.9999',
        amountMinor: 99_999_999_999,
      }),
    ];
    const party = { name: endless, addressLines: [endless, endless] };
    const invoice = anInvoice(lines, {
      seller: party,
      buyer: party,
      notes: [endless],
      paymentTerms: endless,
    });
    for (const page of pagesOf(await renderDocumentPdf(invoice, lines))) expectApart(page);
  });

  test('ordinary documents have nothing on top of each other either', async () => {
    const lines = manyLines(90);
    for (const page of pagesOf(await renderDocumentPdf(anInvoice(lines), lines))) expectApart(page);
    const paid = lines.map((line) => aLine({ ...line, feeMinor: -line.feeMinor }));
    for (const page of pagesOf(await renderDocumentPdf(aSelfBill(paid), paid))) expectApart(page);
  });

  test('control and direction characters do not reach the paper, markup characters do', async () => {
    const lines = [aLine({ workerName: 'Or\u202Etiz\u0000\n& <b>' })];
    const invoice = anInvoice(lines, { number: 'NW & <1>' });
    const pdf = await renderDocumentPdf(invoice, lines);
    expect(textOf(pagesOf(pdf)[1])).toContain('Ortiz & <b>');
    expect(pdf.toString('latin1')).toContain('(Invoice NW & <1>)');
  });
});

test('a long document costs per line what a short one does, and leaves room for others', async () => {
  const drawn = async (count: number) => {
    const lines = manyLines(count);
    const before = process.cpuUsage();
    const heard: number[] = [];
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const pdf = await renderDocumentPdf(anInvoice(lines), lines, { onProgress: (done) => heard.push(done) });
    clearInterval(others);
    const { user, system } = process.cpuUsage(before);
    return { pdf, heard, turns, microseconds: user + system };
  };
  await drawn(500); // fonts are read and code is warm
  const short = await drawn(1_000);
  const long = await drawn(5_000);
  // Processor time, not the clock: what else the machine does is not this test's business.
  expect(long.microseconds).toBeLessThan(short.microseconds * 5 * 2.5);
  expect(long.pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(long.turns).toBeGreaterThan(10);
  expect(long.heard.at(-1)).toBe(5_000);
  expect(long.heard).toEqual([...long.heard].sort((a, b) => a - b));
}, 60_000);

/** Every run lies on the page, and no two runs of a line overlap. */
function expectApart(runs: Run[]): void {
  expect(runs.length).toBeGreaterThan(2);
  for (const run of runs) {
    expect(run.x, run.text).toBeGreaterThanOrEqual(35.9);
    expect(run.x + run.width, run.text).toBeLessThanOrEqual(run.page[0] - 35.9);
    expect(run.y, run.text).toBeGreaterThan(20);
    for (const other of runs) {
      if (other === run || Math.abs(other.y - run.y) > Math.min(run.size, other.size) * 0.9) continue;
      const apart = run.x + run.width <= other.x + 0.01 || other.x + other.width <= run.x + 0.01;
      expect(apart, `${run.text} | ${other.text}`).toBe(true);
    }
  }
}
