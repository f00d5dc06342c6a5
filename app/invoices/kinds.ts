/** What each kind of document is called, and who is at which end of it. */
export type DocumentKind =
  'client_invoice' | 'self_bill' | 'fee_invoice' | 'client_credit' | 'supplier_credit' | 'overpayment';
export type Side = 'client' | 'supplier';

type Words = {
  side: Side;
  /** On paper. */
  title: string;
  /** On pages, before its number. */
  short: string;
  /** Over a list of them. */
  many: string;
  /** One of them within a sentence. */
  one: string;
  /** Over the large amount. */
  amount: string;
  /** The label of the day, or of the words, that say when the money moves. */
  due: string;
  /** Said in the place of a day: what is taken back has none. */
  settledBy: string | null;
  /** What status it may be filtered by. */
  statuses: readonly string[];
};

const paid = ['issued', 'approved', 'partially_paid', 'paid'] as const;
const credited = ['issued', 'applied'] as const;

export const kinds: Record<DocumentKind, Words> = {
  client_invoice: {
    ...{ side: 'client', title: 'Invoice', short: 'Invoice', many: 'Client invoices', one: 'invoice' },
    ...{ amount: 'Amount due', due: 'Due', settledBy: null, statuses: paid },
  },
  self_bill: {
    ...{ side: 'supplier', title: 'Self-billed statement', short: 'Statement' },
    ...{ many: 'Self-billed statements', one: 'statement' },
    ...{ amount: 'Amount payable', due: 'Payable', settledBy: null },
    statuses: ['issued', 'payable', 'scheduled', 'remitted'],
  },
  fee_invoice: {
    ...{
      side: 'client',
      title: 'Fee invoice',
      short: 'Fee invoice',
      many: 'Fee invoices',
      one: 'fee invoice',
    },
    ...{ amount: 'Amount due', due: 'Due', settledBy: null, statuses: paid },
  },
  client_credit: {
    ...{
      side: 'client',
      title: 'Credit memo',
      short: 'Credit memo',
      many: 'Credit memos',
      one: 'credit memo',
    },
    ...{ amount: 'Credited', due: 'Used', settledBy: 'Taken off what is due', statuses: credited },
  },
  supplier_credit: {
    ...{ side: 'supplier', title: 'Self-billed credit note', short: 'Credit note' },
    ...{ many: 'Self-billed credit notes', one: 'credit note' },
    ...{ amount: 'Credited', due: 'Used', settledBy: 'Taken off the next payment', statuses: credited },
  },
  overpayment: {
    ...{
      side: 'client',
      title: 'Overpayment',
      short: 'Overpayment',
      many: 'Overpayments',
      one: 'overpayment',
    },
    ...{ amount: 'On account', due: 'Used', settledBy: 'Taken off what is due', statuses: credited },
  },
};

/** The kinds that somebody of a side has to do with, in the order of the tabs. */
export const kindsOf = (side: 'msp' | Side): DocumentKind[] =>
  Object.entries(kinds)
    .filter(([, words]) => side === 'msp' || words.side === side)
    .map(([kind]) => kind as DocumentKind);

/** Whether the MSP is at the sending end: all but what it writes on a supplier's behalf. */
export const isForClient = (kind: DocumentKind): boolean => kinds[kind].side === 'client';
