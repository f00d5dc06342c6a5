/**
 * A money document as it stands on paper: what was issued, already decided and summed. Whoever makes one has read it
 * from the frozen rows; the page, the PDF and the CSV are all drawn from it, which is why the three agree.
 *
 * Amounts are minor units of `currency`. A fee carries its sign: positive where it is added to what is charged
 * (client-funded), negative where it is deducted from what is paid (supplier-funded). Everywhere, also in every
 * line, `timeMinor` or `amountMinor` plus `feeMinor` is `totalMinor`.
 */
export type MoneyDocument = {
  kind: 'client_invoice' | 'self_bill';
  number: string;
  title: 'Invoice' | 'Self-billed statement';
  /** 'YYYY-MM-DD', as all dates here. */
  issuedOn: string;
  /** Null where no day is known yet, as on a statement that is paid when the client has paid. */
  dueOn: string | null;
  period: { startsOn: string; endsOn: string };
  /** ISO 4217. */
  currency: string;
  seller: Party;
  buyer: Party;
  /** The supplier's own number for what is billed, where it gave one. */
  supplierReference?: string;
  /** Such as 'Net 30 days'. */
  paymentTerms: string;
  totals: DocumentTotals;
  fees: DocumentFee[];
  byCostCenter: CostCenterSum[];
  /** Further summaries: by supplier on a client invoice, by worker on a self-bill. */
  groups: { title: string; rows: NamedSum[] }[];
  /** Sentences below the summaries, such as the wording that self-billing asks for. */
  notes: string[];
};

export type Party = { name: string; addressLines: string[]; taxId?: string };

export type DocumentTotals = {
  timeMinor: number;
  feeMinor: number;
  totalMinor: number;
  minutes: number;
  lineCount: number;
};

export type DocumentFee = {
  label: string;
  /** Exact decimal fraction, '0.025' for 2.5 %; null for a flat fee. */
  percent: string | null;
  funding: 'client' | 'supplier';
  feeMinor: number;
};

export type Sums = { minutes: number; timeMinor: number; feeMinor: number; totalMinor: number };
export type CostCenterSum = Sums & { code: string; name: string };
export type NamedSum = Sums & { name: string };

/** One priced line. Lines arrive sorted by supplier, worker, assignment, week and pay code. */
export type DocumentLine = {
  supplierName: string;
  workerName: string;
  assignmentRef: string;
  jobTitle: string;
  weekEndsOn: string;
  payCode: string;
  costCenterCode: string;
  minutes: number;
  /** Exact decimal per hour, up to four places. */
  billRate: string;
  amountMinor: number;
  feeMinor: number;
  totalMinor: number;
  approvedBy: string;
  approvedOn: string;
  timesheetRef: string;
};

export type DocumentLines = Iterable<DocumentLine> | AsyncIterable<DocumentLine>;

/** Sums as lines add up to them. */
export const noSums = (): Sums => ({ minutes: 0, timeMinor: 0, feeMinor: 0, totalMinor: 0 });

export function addLine(sums: Sums, line: DocumentLine): void {
  sums.minutes += line.minutes;
  sums.timeMinor += line.amountMinor;
  sums.feeMinor += line.feeMinor;
  sums.totalMinor += line.totalMinor;
}

/** What makes the document differ from its lines, as a sentence, or null where they agree to the cent. */
export function differenceFromLines(document: MoneyDocument, sums: Sums, lineCount: number): string | null {
  const { totals } = document;
  const same =
    totals.minutes === sums.minutes &&
    totals.timeMinor === sums.timeMinor &&
    totals.feeMinor === sums.feeMinor &&
    totals.totalMinor === sums.totalMinor &&
    totals.lineCount === lineCount;
  if (same) return null;
  return `${document.title} ${document.number} says ${JSON.stringify(totals)}, its lines ${JSON.stringify({ ...sums, lineCount })}`;
}
