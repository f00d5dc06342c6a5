/*
 * The kinds of accounts. Debits are positive. What a client owes and what lies at the bank are debits; what suppliers
 * are owed, fees earned and taxes owed are credits. Clearing is where the two sides of one run meet and leave nothing.
 */
export const accountKinds = [
  'client_receivable',
  'supplier_payable',
  'billing_clearing',
  'fee_income',
  'tax_payable',
  'bank',
  'accrued_receivable',
  'accrued_payable',
  'accrued_fee',
  'accrued_tax',
] as const;
export type AccountKind = (typeof accountKinds)[number];

const words: Record<AccountKind, { name: string; holds: string }> = {
  client_receivable: { name: 'Client receivable', holds: 'What the client was billed and has not paid.' },
  supplier_payable: { name: 'Supplier payable', holds: 'What the supplier is owed and was not paid.' },
  billing_clearing: {
    name: 'Billing clearing',
    holds: 'Where the two sides of a billing run meet. A run leaves it as it was.',
  },
  fee_income: { name: 'Fee income', holds: 'Fees that the program earned from clients and suppliers.' },
  tax_payable: { name: 'Tax payable', holds: 'Tax that was charged and is owed to the authority.' },
  bank: { name: 'Bank', holds: 'What clients paid in and suppliers were paid out.' },
  accrued_receivable: {
    name: 'Accrued receivable',
    holds: 'Earned by the end of a month and not yet billed to the client.',
  },
  accrued_payable: {
    name: 'Accrued payable',
    holds: 'Worked by the end of a month and not yet on a supplier’s statement.',
  },
  accrued_fee: { name: 'Accrued fees', holds: 'Fees on what is accrued.' },
  accrued_tax: { name: 'Accrued tax', holds: 'Tax on what is accrued.' },
};

/** The account as people call it: `Supplier payable, Cobalt Staffing`. */
export function accountName(kind: AccountKind, supplierName: string | null = null): string {
  const { name } = words[kind];
  return supplierName ? `${name}, ${supplierName}` : name;
}

/** What stands on an account of this kind, in a sentence. */
export const accountHolds = (kind: AccountKind): string => words[kind].holds;

/** Whether a balance is what one would expect of the kind: a supplier that owes money is worth a look. */
export function isUnusualBalance(kind: AccountKind, balanceMinor: number): boolean {
  switch (kind) {
    case 'billing_clearing':
      return balanceMinor !== 0;
    case 'client_receivable':
    case 'bank':
    case 'accrued_receivable':
      return balanceMinor < 0;
    case 'supplier_payable':
    case 'fee_income':
    case 'tax_payable':
    case 'accrued_payable':
    case 'accrued_fee':
    case 'accrued_tax':
      return balanceMinor > 0;
  }
}
