import type { Period } from '#app/values/period.ts';

/** A finalized run, and what its preview showed to whoever finalized it. */
export type ReconciledRun = Period & {
  id: string;
  clientId: string;
  previewedLines: number | null;
  previewedMinutes: number | null;
  previewedMinor: number | null;
};

/** What was approved for the period, and where it stands, seen from the run. */
export type Place = 'approved' | 'here' | 'parked' | 'elsewhere' | 'open';
export type ApprovedRow = { place: Place; count: number; minutes: number | null; minor: number };

export type TakenBackRow = { minutes: number; minor: number; backMinutes: number; backMinor: number };

/** Where a charge of the run comes from. */
export type Origin = 'period' | 'earlier' | 'expense' | 'misc' | 'rebate' | 'credit';
export type OriginRow = { origin: Origin; count: number; minutes: number; minor: number };

export type ChargeSources = {
  time: ApprovedRow[];
  expenses: ApprovedRow[];
  misc: ApprovedRow[];
  takenBack: TakenBackRow;
  origins: OriginRow[];
};

/** One document: what it says, what stands on it, and what the ledger posted for it. Debits are positive. */
export type DocumentRow = {
  side: 'client' | 'supplier';
  lineCount: number;
  minutes: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** Lines and items. */
  lines: number;
  lineMinutes: number;
  lineMinor: number;
  discountMinor: number;
  /** Discounts of the run alone, without those that go back with their lines. */
  givenMinor: number;
  rebateMinor: number;
  /** As they are listed, without the sign of the side. */
  listedFeeMinor: number;
  listedTaxMinor: number;
  transactions: number;
  /** Entries on the account of what is owed. */
  owingEntries: number;
  leftOverMinor: number;
  debitMinor: number;
  creditMinor: number;
  receivableMinor: number;
  payableMinor: number;
  feeIncomeMinor: number;
  taxPayableMinor: number;
  clearingMinor: number;
};

export type SplitRow = {
  lines: number;
  minutes: number;
  minor: number;
  splitLines: number;
  splitMinutes: number;
  splitMinor: number;
};

export type SeriesRow = {
  /** `INV-2026`. */
  series: string;
  first: number;
  last: number;
  documents: number;
  issued: number;
};

export type DocumentSources = {
  documents: DocumentRow[];
  splits: SplitRow;
  series: SeriesRow[];
  /** What the run gave in volume discounts and rebates, as it was kept with the schedules. */
  givenMinor: number;
};

export type Sources = { run: ReconciledRun } & ChargeSources & DocumentSources;

/** Sums over the documents of one side. */
export const summed = (
  documents: DocumentRow[],
  of: DocumentRow['side'] | 'both',
  pick: (document: DocumentRow) => number,
): number =>
  documents.reduce(
    (sum, document) => (of === 'both' || document.side === of ? sum + pick(document) : sum),
    0,
  );
