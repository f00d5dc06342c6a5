import type { DocumentKind } from './kinds.ts';
import { isTime } from './pay-codes.ts';

/**
 * A money document as it stands on paper: what was issued, already decided and summed. Whoever makes one has read it
 * from the frozen rows; the page, the PDF and the CSV are all drawn from it, which is why the three agree.
 *
 * Amounts are minor units of `currency`. Everything carries its sign as it enters the total: a fee is positive where it
 * is added to what is charged (client-funded), negative where it is deducted from what is paid (supplier-funded); a
 * discount is negative. Everywhere, also in every line, the parts make `totalMinor`.
 */
export type MoneyDocument = {
  kind: DocumentKind;
  number: string;
  title: string;
  /** 'YYYY-MM-DD', as all dates here. */
  issuedOn: string;
  /** Null where no day is known yet, as on a statement that is paid when the client has paid. */
  dueOn: string | null;
  period: { startsOn: string; endsOn: string };
  /** ISO 4217. */
  currency: string;
  seller: Party;
  buyer: Party;
  /** The supplier's own number for what is billed, where it gave one for all of the document. */
  supplierReference?: string;
  /** The document that this one takes back or follows. */
  refersTo?: string;
  /** Such as 'Net 30 days'. */
  paymentTerms: string;
  totals: DocumentTotals;
  fees: DocumentFee[];
  taxes: DocumentTax[];
  /** How each discount came about, in a sentence. */
  discounts: string[];
  /** What comes from no charge: flat fees, prompt payment, money on account. */
  items: DocumentItem[];
  byCostCenter: CostCenterSum[];
  /** Further summaries: by supplier on a client invoice, by worker on a self-bill. */
  groups: { title: string; rows: NamedSum[] }[];
  /** Sentences below the summaries, such as the wording that self-billing asks for. */
  notes: string[];
};

export type Party = { name: string; addressLines: string[]; taxId?: string };

export type Amounts = {
  timeMinor: number;
  /** Expenses, miscellaneous charges, rebates. */
  otherMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};
export type DocumentTotals = Amounts & { minutes: number; lineCount: number };

export type DocumentFee = {
  label: string;
  /** Exact decimal fraction, '0.025' for 2.5 %; null for a flat fee. */
  percent: string | null;
  funding: 'client' | 'supplier';
  feeMinor: number;
};

export type DocumentTax = {
  jurisdiction: string;
  leg: 'supply' | 'client_fee' | 'supplier_fee';
  base: 'full' | 'fee_only' | 'none';
  /** Exact decimal fraction. */
  rate: string;
  baseMinor: number;
  taxMinor: number;
  /** Why there is none; empty where there is some. */
  reason: string;
};

export type DocumentItem = {
  place: number;
  label: string;
  /** Exact decimal of at most four places. */
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  taxMinor: number;
  totalMinor: number;
  note: string;
};

export type Sums = Amounts & { minutes: number; overtimeMinutes: number; doubleMinutes: number };
export type CostCenterSum = Sums & {
  code: string;
  name: string;
  /** The number of the purchase order; null where none is named. */
  purchaseOrder: string | null;
};
export type NamedSum = Sums & { name: string };

/** One priced line. Lines arrive sorted by supplier, worker, assignment, week and pay code. */
export type DocumentLine = {
  supplierName: string;
  workerName: string;
  assignmentRef: string;
  jobTitle: string;
  weekEndsOn: string;
  serviceFrom: string;
  /** ST, OT, DT, EXP, MSC or RBT. */
  payCode: string;
  costCenterCode: string;
  minutes: number;
  /** Exact decimal per hour, up to four places; null where there are no hours. */
  billRate: string | null;
  amountMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  approvedBy: string;
  /** Null where nobody approved it, as with a rebate. */
  approvedOn: string | null;
  timesheetRef: string;
  /** What an expense, a charge or a rebate is for. */
  note: string;
  purchaseOrder: string | null;
  /** The document with the line that this one takes back. */
  creditsLineOf: string | null;
  /** The supplier's own reference of the assignment. */
  supplierReference: string | null;
  /** Who bears how much of the line, where it is booked by percentage. */
  splits: { code: string; percent: string; totalMinor: number }[];
};

export type DocumentLines = Iterable<DocumentLine> | AsyncIterable<DocumentLine>;

/** Sums as lines add up to them. */
export const noSums = (): Sums => ({
  ...{ minutes: 0, overtimeMinutes: 0, doubleMinutes: 0 },
  ...{ timeMinor: 0, otherMinor: 0, discountMinor: 0, feeMinor: 0, taxMinor: 0, totalMinor: 0 },
});

export function addLine(sums: Sums, line: DocumentLine): void {
  sums.minutes += line.minutes;
  if (line.payCode === 'OT') sums.overtimeMinutes += line.minutes;
  if (line.payCode === 'DT') sums.doubleMinutes += line.minutes;
  if (isTime(line.payCode)) sums.timeMinor += line.amountMinor;
  else sums.otherMinor += line.amountMinor;
  sums.discountMinor += line.discountMinor;
  sums.feeMinor += line.feeMinor;
  sums.taxMinor += line.taxMinor;
  sums.totalMinor += line.totalMinor;
}

/** What a line is charged before discount, fees and tax. */
export const amountOf = ({ timeMinor, otherMinor }: Pick<Amounts, 'timeMinor' | 'otherMinor'>): number =>
  timeMinor + otherMinor;

const totalOf = (rows: { totalMinor: number }[]) => rows.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
const taxOf = (rows: { taxMinor: number }[]) => rows.reduce((sum, { taxMinor }) => sum + taxMinor, 0);

/** What makes the document differ from its lines, items and taxes, as a sentence, or null where they agree to the cent. */
export function differenceFromLines(document: MoneyDocument, sums: Sums, lineCount: number): string | null {
  const { totals, items, taxes } = document;
  // An item is a fee or money on account; together they are what the lines leave open.
  const pairs: [number, number][] = [
    [totals.minutes, sums.minutes],
    [totals.timeMinor, sums.timeMinor],
    [totals.discountMinor, sums.discountMinor],
    [
      totals.otherMinor + totals.feeMinor,
      sums.otherMinor + sums.feeMinor + items.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    ],
    [totals.taxMinor, sums.taxMinor + taxOf(items)],
    [totals.taxMinor, taxOf(taxes)],
    [totals.totalMinor, sums.totalMinor + totalOf(items)],
    [totals.lineCount, lineCount + items.length],
  ];
  if (pairs.every(([said, added]) => said === added)) return null;
  return `${document.title} ${document.number} says ${JSON.stringify(totals)}, its lines ${JSON.stringify({ ...sums, lineCount })}`;
}
