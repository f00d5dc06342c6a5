import type { IconName } from '#app/ui/icon.tsx';
import type { Role } from '#app/values/roles.ts';

export type Place = {
  label: string;
  to: string;
  icon: IconName;
  /** How many things wait there. */
  count?: number;
  /** Addresses beside its own whose pages belong to it, by how they begin. */
  also?: string[];
  /** One of the four in the bar of a phone; the rest stand behind `More`. */
  inBar?: boolean;
  /** Stands apart at the end of the rail: where a program is set up rather than worked in. */
  apart?: boolean;
};

const home: Place = { label: 'Home', to: '/', icon: 'home' };
const requisitions: Place = { label: 'Requisitions', to: '/requisitions', icon: 'requisitions' };
const candidates: Place = { label: 'Candidates', to: '/submittals', icon: 'candidates', also: ['/offers'] };
const assignments: Place = {
  label: 'Assignments',
  to: '/assignments',
  icon: 'assignments',
  also: ['/revisions'],
};
const timesheets: Place = { label: 'Timesheets', to: '/timesheets', icon: 'timesheets' };
const expenses: Place = { label: 'Expenses', to: '/expenses', icon: 'expenses', also: ['/charges'] };
const billing: Place = {
  label: 'Billing',
  to: '/billing',
  icon: 'billing',
  also: ['/corrections', '/taxes'],
};
const ledger: Place = { label: 'Ledger', to: '/ledger', icon: 'ledger', also: ['/accruals'] };
const invoices: Place = { label: 'Invoices', to: '/invoices', icon: 'invoices' };
const statements: Place = { label: 'Statements', to: '/invoices', icon: 'invoices' };
const payments: Place = {
  label: 'Payments',
  to: '/payments',
  icon: 'payments',
  also: ['/receipts', '/remittances', '/credits', '/bank', '/self-billing'],
};
const remittances: Place = {
  label: 'Remittances',
  to: '/remittances',
  icon: 'payments',
  also: ['/bank', '/self-billing'],
};
const spend: Place = { label: 'Spend', to: '/spend', icon: 'spend', also: ['/budgets', '/purchase-orders'] };
const earnings: Place = { label: 'Earnings', to: '/spend', icon: 'spend' };
const programs: Place = {
  label: 'Programs',
  to: '/programs',
  icon: 'programs',
  apart: true,
  also: ['/suppliers', '/rate-card-imports', '/exemptions', '/scorecards'],
};
const program: Place = {
  label: 'Program',
  to: '/programs',
  icon: 'programs',
  apart: true,
  also: ['/exemptions', '/scorecards'],
};
const people: Place = {
  label: 'People',
  to: '/people',
  icon: 'people',
  apart: true,
  also: ['/directory', '/organization'],
};
const privacy: Place = { label: 'Privacy', to: '/privacy', icon: 'privacy', apart: true };
const audit: Place = { label: 'Audit', to: '/audit', icon: 'audit', apart: true };
const mailbox: Place = { label: 'Mailbox', to: '/mailbox', icon: 'mailbox', apart: true };

const fromNeedToHours = [requisitions, candidates, assignments, timesheets, expenses];

/**
 * The places of each role in the order of the work, and which of them it visits most.
 * What a role may do there is the policy's to say; this only says where it is worth going.
 */
const placesOf: Record<Role, { rail: Place[]; bar: Place[] }> = {
  mspAdmin: {
    rail: [
      home,
      ...fromNeedToHours,
      billing,
      invoices,
      payments,
      ledger,
      spend,
      programs,
      people,
      privacy,
      audit,
    ],
    bar: [home, requisitions, timesheets, billing],
  },
  mspCoordinator: {
    rail: [home, ...fromNeedToHours, spend, programs, people],
    bar: [home, requisitions, candidates, timesheets],
  },
  mspFinance: {
    rail: [home, assignments, timesheets, expenses, billing, invoices, payments, ledger, spend, programs],
    bar: [home, billing, invoices, spend],
  },
  auditor: {
    rail: [
      ...[home, requisitions, assignments, timesheets, expenses],
      ...[billing, invoices, payments, ledger, spend, programs, people, privacy, audit],
    ],
    bar: [home, invoices, spend, audit],
  },
  hiringManager: {
    rail: [home, ...fromNeedToHours, spend],
    bar: [home, requisitions, candidates, timesheets],
  },
  approver: {
    rail: [home, requisitions, assignments, timesheets, expenses, spend],
    bar: [home, requisitions, timesheets, spend],
  },
  clientFinance: {
    rail: [home, assignments, timesheets, expenses, invoices, spend, program],
    bar: [home, timesheets, invoices, spend],
  },
  clientAdmin: {
    rail: [home, ...fromNeedToHours, invoices, spend, program, people, audit],
    bar: [home, requisitions, timesheets, spend],
  },
  recruiter: {
    rail: [home, ...fromNeedToHours, statements, remittances, earnings],
    bar: [home, requisitions, candidates, timesheets],
  },
  supplierFinance: {
    rail: [home, assignments, timesheets, expenses, statements, remittances, earnings],
    bar: [home, timesheets, statements, remittances],
  },
  supplierAdmin: {
    rail: [home, ...fromNeedToHours, statements, remittances, earnings, people, privacy],
    bar: [home, requisitions, timesheets, statements],
  },
  worker: { rail: [home, assignments, timesheets, expenses], bar: [home, assignments, timesheets, expenses] },
};

/** Where a person in this role may go, in the order of the rail. */
export function placesFor(role: Role, { demo = false }: { demo?: boolean } = {}): Place[] {
  const { rail, bar } = placesOf[role];
  const places = rail.map((place) => (bar.includes(place) ? { ...place, inBar: true } : place));
  return demo ? [...places, mailbox] : places;
}

/** Whether a page belongs to a place: by the place's own address, or by one of those that it also answers for. */
export function isPlaceOf(place: Place, pathname: string): boolean {
  if (place.to === '/') return pathname === '/';
  return [place.to, ...(place.also ?? [])].some(
    (address) => pathname === address || pathname.startsWith(`${address}/`),
  );
}
