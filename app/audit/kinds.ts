/** What the trail tells of, in the groups that an auditor asks for. Every kind of news belongs to exactly one; a test sees to it. */
export const groups = {
  money: {
    label: 'Money',
    subjects: [
      ...['accrual', 'bankAccount', 'billingRun', 'budget', 'correction', 'invoice', 'ledgerPeriod'],
      ...['miscCharge', 'payment', 'paymentRun', 'purchaseOrder', 'receipt', 'selfBill', 'selfBilling'],
      ...['serviceCredit', 'scorecard'],
    ],
  },
  work: {
    label: 'Work and its approval',
    subjects: [
      ...['assignment', 'expenseSheet', 'offer', 'requisition', 'revision', 'submittal', 'timesheet'],
    ],
  },
  access: {
    label: 'Access',
    subjects: [
      ...[
        'account',
        'delegation',
        'directory',
        'directoryGroup',
        'invitation',
        'membership',
        'organization',
        'passkey',
      ],
      ...['person', 'provider', 'session', 'secondFactor', 'signIn', 'view'],
    ],
  },
  configuration: {
    label: 'Configuration',
    subjects: [
      ...['deployment', 'expenseCode', 'program', 'rateCardImport', 'serviceLevel', 'supplier', 'taxRule'],
    ],
  },
  privacy: { label: 'Personal data', subjects: ['privacy', 'retention', 'erasure', 'dataExport', 'key'] },
  exports: { label: 'Exports', subjects: ['export'] },
  trail: { label: 'The trail itself', subjects: ['accessReview', 'trail'] },
} as const satisfies Record<string, { label: string; subjects: string[] }>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as [Group, ...Group[]];

export const subjectsOf = (group: Group): readonly string[] => groups[group].subjects;

/** The group of a kind of thing; null for one that this version does not know. */
export const groupOf = (subjectKind: string): Group | null =>
  groupNames.find((name) => subjectsOf(name).includes(subjectKind)) ?? null;

/** `expenseSheet` as words: expense sheet. */
export const inWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();

type Subject = { subjectKind: string; subjectId: string; clientId: string | null };

const byId: Record<string, string> = {
  accrual: '/accruals',
  assignment: '/assignments',
  bankAccount: '/bank',
  billingRun: '/billing',
  correction: '/corrections',
  expenseSheet: '/expenses',
  invoice: '/invoices',
  miscCharge: '/charges',
  offer: '/offers',
  payment: '/remittances',
  paymentRun: '/payments',
  purchaseOrder: '/purchase-orders',
  rateCardImport: '/rate-card-imports',
  receipt: '/receipts',
  requisition: '/requisitions',
  revision: '/revisions',
  selfBill: '/invoices',
  submittal: '/submittals',
  taxRule: '/taxes',
  timesheet: '/timesheets',
};

/** The page of what an event is about, where it has one. */
export function addressOf({ subjectKind, subjectId, clientId }: Subject): string | null {
  const page = byId[subjectKind];
  if (page) return `${page}/${subjectId}`;
  const ofProgram = clientId ? `?program=${clientId}` : '';
  switch (subjectKind) {
    case 'program':
      return clientId ? `/programs/${clientId}` : null;
    case 'expenseCode':
      return clientId ? `/programs/${clientId}/expense-codes/${subjectId}` : null;
    case 'budget':
      return `/budgets${ofProgram}`;
    case 'ledgerPeriod':
      return `/ledger/periods${ofProgram}`;
    case 'supplier':
      return '/suppliers';
    case 'invitation':
    case 'account':
    case 'membership':
      return '/people';
    case 'trail':
      return '/audit/chains';
    case 'deployment':
      return '/audit/deployments';
    case 'accessReview':
      return '/audit/access';
    default:
      return null;
  }
}
