import { addLine, noSums } from './document.ts';
import type { DocumentItem, DocumentLine, DocumentTotals, MoneyDocument, NamedSum } from './document.ts';

/** A line as a test needs it; without overrides, 40 hours at 87.00 with a client-funded fee of 3 %. */
export function aLine(over: Partial<DocumentLine> = {}): DocumentLine {
  const { amountMinor = 348_000, feeMinor = 10_440, discountMinor = 0, taxMinor = 0 } = over;
  return {
    supplierName: 'Cobalt Staffing',
    workerName: 'Ortiz, Jamila',
    assignmentRef: 'A-311',
    jobTitle: 'Registered Nurse, ICU',
    weekEndsOn: '2026-11-14',
    serviceFrom: '2026-11-08',
    payCode: 'ST',
    costCenterCode: '4410',
    minutes: 2_400,
    billRate: '87.00',
    approvedBy: 'Ana Whitfield',
    approvedOn: '2026-11-16',
    timesheetRef: 'T-20418',
    note: '',
    purchaseOrder: null,
    creditsLineOf: null,
    supplierReference: null,
    splits: [],
    ...over,
    ...{ amountMinor, discountMinor, feeMinor, taxMinor },
    totalMinor: amountMinor + discountMinor + feeMinor + taxMinor,
  };
}

/** What is billed beside hours: an expense, a charge, a rebate. */
export const anExpense = (over: Partial<DocumentLine> = {}): DocumentLine =>
  aLine({
    ...{ payCode: 'EXP', minutes: 0, billRate: null, amountMinor: 4_520, feeMinor: 0 },
    ...{ timesheetRef: 'E-20418', note: 'Parking at the clinic' },
    ...over,
  });

const suppliers = ['Cobalt Staffing', 'Ferris & Lowe', 'Juniper Talent', 'Meridian Clinical'];
const surnames = [
  'Abara',
  'Chen',
  'Eriksen',
  'Fontaine',
  'Ibáñez',
  'Kowalski',
  'Ngũgĩ',
  'Ortiz',
  'Şahin',
  'Ødegård',
];
const jobs = ['Registered Nurse, ICU', 'Surgical Technologist', 'Respiratory Therapist', 'Medical Coder'];
const centers = [
  ['4410', 'Intensive care'],
  ['4420', 'Operating rooms'],
  ['4431', 'Emergency department'],
  ['5100', 'Health information'],
] as const;

/** As many lines as asked for, in the order in which documents are drawn, about eight to a worker. */
export function manyLines(count: number): DocumentLine[] {
  const workers = Math.max(1, Math.ceil(count / 8));
  return Array.from({ length: count }, (_, index) => {
    const worker = Math.floor(index / 8);
    const isOvertime = index % 4 === 3;
    const supplier = Math.floor((worker * suppliers.length) / workers);
    const minutes = isOvertime ? 330 : 2_400;
    const rate = 6_200 + (worker % 9) * 350;
    const hourly = isOvertime ? (rate * 3) / 2 : rate;
    const amountMinor = Math.floor((minutes * hourly + 30) / 60);
    return aLine({
      supplierName: suppliers[supplier] ?? '',
      workerName: `${surnames[worker % surnames.length]}, ${String.fromCharCode(65 + (worker % 26))}. ${worker + 1}`,
      assignmentRef: `A-${300 + worker}`,
      jobTitle: jobs[worker % jobs.length] ?? '',
      weekEndsOn: index % 8 < 4 ? '2026-11-07' : '2026-11-14',
      payCode: isOvertime ? 'OT' : 'ST',
      costCenterCode: centers[worker % centers.length]?.[0] ?? '',
      minutes,
      billRate: (hourly / 100).toFixed(2),
      amountMinor,
      feeMinor: Math.floor((amountMinor * 3 + 50) / 100),
      timesheetRef: `T-${20_000 + Math.floor(index / 2)}`,
    });
  });
}

export function totalsOf(lines: DocumentLine[]): DocumentTotals {
  const all = noSums();
  for (const line of lines) addLine(all, line);
  const { minutes, timeMinor, otherMinor, discountMinor, feeMinor, taxMinor, totalMinor } = all;
  return {
    minutes,
    timeMinor,
    otherMinor,
    discountMinor,
    feeMinor,
    taxMinor,
    totalMinor,
    lineCount: lines.length,
  };
}

/** The client invoice that the lines add up to. */
export function anInvoice(lines: DocumentLine[], over: Partial<MoneyDocument> = {}): MoneyDocument {
  const sums = noSums();
  for (const line of lines) addLine(sums, line);
  const byCode = summed(lines, (line) => line.costCenterCode);
  return {
    kind: 'client_invoice',
    number: 'NW-2026-000123',
    title: 'Invoice',
    issuedOn: '2026-11-17',
    dueOn: '2026-12-17',
    period: { startsOn: '2026-11-01', endsOn: '2026-11-15' },
    currency: 'USD',
    seller: {
      name: 'Northgate Workforce',
      addressLines: ['400 Harbor Street, Suite 1200', 'Portland, OR 97201'],
      taxId: '00-0000000',
    },
    buyer: {
      name: 'Halden Medical Center',
      addressLines: ['Accounts payable', '12 Summit Avenue', 'Sacramento, CA 95814'],
    },
    paymentTerms: 'Net 30 days',
    totals: totalsOf(lines),
    fees: [{ label: 'Program fee', percent: '0.03', funding: 'client', feeMinor: sums.feeMinor }],
    taxes:
      sums.taxMinor === 0
        ? []
        : [
            {
              ...{ jurisdiction: 'US-PA', leg: 'supply', base: 'full', rate: '0.06', reason: '' },
              ...{ baseMinor: sums.timeMinor, taxMinor: sums.taxMinor },
            },
          ],
    discounts: [],
    items: [],
    byCostCenter: byCode.map(({ name: code, ...rest }) => ({
      code,
      purchaseOrder: null,
      name: centers.find(([known]) => known === code)?.[1] ?? code,
      ...rest,
    })),
    groups: [{ title: 'By supplier', rows: summed(lines, (line) => line.supplierName) }],
    notes: [
      'Questions about a line? Every line names its timesheet; the timesheet names who approved it and when.',
    ],
    ...over,
  };
}

/** The statement that the lines add up to; the fee is what the supplier funds, so it is deducted. */
export function aSelfBill(lines: DocumentLine[], over: Partial<MoneyDocument> = {}): MoneyDocument {
  const invoice = anInvoice(lines);
  return {
    ...invoice,
    kind: 'self_bill',
    number: 'NW-S-2026-000457',
    title: 'Self-billed statement',
    seller: { name: 'Cobalt Staffing', addressLines: ['88 Mill Road', 'Oakland, CA 94607'] },
    buyer: invoice.seller,
    supplierReference: 'CS-7781',
    dueOn: null,
    paymentTerms: 'When the client has paid',
    fees: [{ label: 'Program fee', percent: '0.03', funding: 'supplier', feeMinor: invoice.totals.feeMinor }],
    groups: [{ title: 'By worker', rows: summed(lines, (line) => line.workerName) }],
    notes: [
      'Self-billed under the agreement between the two parties. Please do not send an invoice for this work.',
    ],
    ...over,
  };
}

function summed(lines: DocumentLine[], by: (line: DocumentLine) => string): NamedSum[] {
  const groups = new Map<string, NamedSum>();
  for (const line of lines) {
    const name = by(line);
    const group = groups.get(name) ?? { name, ...noSums() };
    addLine(group, line);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Time and an expense with a discount, a fee on what is left, and 6 % tax; each line adds up. */
export const taxedLines = (): DocumentLine[] => [
  // (348,000 − 6,960) × 3 % = 10,231; (341,040 + 10,231) × 6 % = 21,076
  aLine({ discountMinor: -6_960, feeMinor: 10_231, taxMinor: 21_076 }),
  aLine({
    payCode: 'OT',
    minutes: 300,
    billRate: '130.50',
    amountMinor: 65_250,
    feeMinor: 1_958,
    taxMinor: 4_032,
  }),
  anExpense({ taxMinor: 271 }),
];

/** What is taken back from a client, as its own document. */
export const aCreditMemo = (lines: DocumentLine[], over: Partial<MoneyDocument> = {}): MoneyDocument =>
  anInvoice(lines, {
    kind: 'client_credit',
    number: 'CM-2026-00007',
    title: 'Credit memo',
    dueOn: null,
    paymentTerms: 'Taken off what is due',
    refersTo: 'INV-2026-00042',
    ...over,
  });

/** A month of flat fees: items, no lines. */
export function aFeeInvoice(over: Partial<MoneyDocument> = {}): MoneyDocument {
  const items: DocumentItem[] = [
    {
      ...{ place: 1, label: 'Subscription', quantity: '1.0000', note: 'October 2026' },
      ...{ unitMinor: 250_000, amountMinor: 250_000, taxMinor: 0, totalMinor: 250_000 },
    },
    {
      ...{ place: 2, label: 'Active workers', quantity: '46.0000', note: '46 workers with time in October' },
      ...{ unitMinor: 1_500, amountMinor: 69_000, taxMinor: 4_140, totalMinor: 73_140 },
    },
  ];
  return anInvoice([], {
    kind: 'fee_invoice',
    number: 'FEE-2026-00003',
    title: 'Fee invoice',
    totals: { ...totalsOf([]), feeMinor: 319_000, taxMinor: 4_140, totalMinor: 323_140, lineCount: 2 },
    fees: [],
    taxes: [
      {
        ...{ jurisdiction: 'US-PA', leg: 'client_fee', base: 'full', rate: '0.06', reason: '' },
        ...{ baseMinor: 69_000, taxMinor: 4_140 },
      },
    ],
    items,
    byCostCenter: [],
    groups: [],
    notes: [],
    ...over,
  });
}
