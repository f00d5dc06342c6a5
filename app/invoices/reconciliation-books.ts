import { part, side, type Control } from './reconciliation.ts';
import { summed, type DocumentRow, type SeriesRow, type Sources } from './reconciliation-sources.ts';

const lookUp = 'Open the document’s transaction in the ledger. What was posted wrong is taken back there.';

/** Documents against the accounts that they were posted to. Debits are positive in the ledger, credits negative. */
export function bookControls({ documents }: Sources): Control[] {
  const owed = (of: DocumentRow['side'], inLedger: (document: DocumentRow) => number) => ({
    documents: {
      count: summed(documents, of, ({ totalMinor }) => (totalMinor === 0 ? 0 : 1)),
      minor: summed(documents, of, ({ totalMinor }) => totalMinor),
    },
    entries: {
      count: summed(documents, of, ({ owingEntries }) => owingEntries),
      minor: summed(documents, of, inLedger),
    },
  });
  const receivable = owed('client', ({ receivableMinor }) => receivableMinor);
  const payable = owed('supplier', ({ payableMinor }) => 0 - payableMinor);
  return [
    {
      title: 'The client owes what its documents say',
      first: side('Totals of the client’s documents', receivable.documents),
      second: side('Ledger, client receivable', receivable.entries),
      otherwise: lookUp,
    },
    {
      title: 'Suppliers are owed what their documents say',
      first: side('Totals of the suppliers’ documents', payable.documents),
      second: side('Ledger, supplier payable', payable.entries),
      otherwise: lookUp,
    },
    {
      title: 'Fees on documents are income in the ledger',
      first: earned(documents, 'Fees', ({ feeMinor }) => feeMinor),
      second: side('Ledger, fee income', {
        minor: 0 - summed(documents, 'both', (one) => one.feeIncomeMinor),
      }),
      otherwise: lookUp,
    },
    {
      title: 'Taxes on documents are owed in the ledger',
      first: earned(documents, 'Taxes', ({ taxMinor }) => taxMinor),
      second: side('Ledger, tax payable', {
        minor: 0 - summed(documents, 'both', (one) => one.taxPayableMinor),
      }),
      otherwise: lookUp,
    },
    ...balanceControls(documents),
  ];
}

/** What the MSP earns or owes is added to the client's documents and counted against it on the suppliers'. */
const earned = (documents: DocumentRow[], what: string, of: (document: DocumentRow) => number) => ({
  label: `${what} on the documents of both sides`,
  parts: [
    part(`${what} on the client’s documents`, { minor: summed(documents, 'client', of) }),
    part(`${what} on the suppliers’ documents`, { minor: 0 - summed(documents, 'supplier', of) }),
  ],
});

const balances = ({ transactions, leftOverMinor }: DocumentRow): boolean =>
  transactions === 1 && leftOverMinor === 0;

const balanceControls = (documents: DocumentRow[]): Control[] => [
  {
    title: 'Debits are credits',
    first: side('Documents, and what was debited for them', {
      count: documents.length,
      minor: summed(documents, 'both', ({ debitMinor }) => debitMinor),
    }),
    second: side('Balanced transactions, and what they credited', {
      count: documents.filter(balances).length,
      minor: summed(documents, 'both', ({ creditMinor }) => creditMinor),
    }),
    otherwise: 'A document has no transaction, or one that does not balance. Open it in the ledger.',
  },
  {
    title: 'Both sides meet in clearing and leave nothing',
    first: side('Credited for the client’s documents', {
      minor: 0 - summed(documents, 'client', ({ clearingMinor }) => clearingMinor),
    }),
    second: side('Debited for the suppliers’ documents', {
      minor: summed(documents, 'supplier', ({ clearingMinor }) => clearingMinor),
    }),
    otherwise: 'The two sides were posted for different work. Look for the charge that is on one side alone.',
  },
];

const reference = (series: string, number: number): string => `${series}-${String(number).padStart(5, '0')}`;

const span = ({ series, first, last }: SeriesRow): string =>
  first === last ? reference(series, first) : `${reference(series, first)} to ${reference(series, last)}`;

export const numberControls = ({ series }: Sources): Control[] => [
  {
    title: 'The documents of the run follow one another',
    first: {
      label: 'Numbers from the first document of the run to its last',
      parts: series.map((one) => part(span(one), { count: one.last - one.first + 1 })),
    },
    second: {
      label: 'Documents of the run',
      parts: series.map((one) => part(one.series, { count: one.documents })),
    },
    otherwise: 'A number between them is on no document of the run. Look for it under Invoices.',
  },
  {
    title: 'Each number before them is on a document',
    first: {
      label: 'Numbers from the first of the series to the last of the run',
      parts: series.map((one) => part(`Up to ${reference(one.series, one.last)}`, { count: one.last })),
    },
    second: {
      label: 'Documents with these numbers',
      parts: series.map((one) => part(one.series, { count: one.issued })),
    },
    otherwise:
      'A number of the series is on no document. Nothing removes documents: look at the database’s own log.',
  },
];
