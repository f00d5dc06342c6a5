import type { Role } from '#app/values/roles.ts';

export type NextPlace = { label: string; to: string };

const timesheets = { label: 'All timesheets', to: '/timesheets' };
const requisitions = { label: 'All requisitions', to: '/requisitions' };
const need = { label: 'Start a requisition', to: '/requisitions/new' };
const spend = { label: 'Spend', to: '/spend' };
const invoices = { label: 'Invoices', to: '/invoices' };
const statements = { label: 'Statements', to: '/invoices' };
const earnings = { label: 'Earnings', to: '/spend' };
const hours = { label: 'Enter hours', to: '/timesheets/new' };

/** Where each role goes when nothing waits; the first is the likeliest. */
export const nextPlaces: Record<Role, NextPlace[]> = {
  mspAdmin: [{ label: 'Billing', to: '/billing' }, requisitions, spend],
  mspCoordinator: [requisitions, { label: 'Candidates', to: '/submittals' }, timesheets],
  mspFinance: [{ label: 'Billing', to: '/billing' }, invoices, spend],
  auditor: [{ label: 'Ledger', to: '/ledger' }, invoices, spend],
  hiringManager: [need, timesheets, spend],
  approver: [requisitions, spend],
  clientFinance: [invoices, spend],
  clientAdmin: [need, invoices, spend],
  recruiter: [{ label: 'Open requisitions', to: '/requisitions' }, hours],
  supplierFinance: [statements, earnings],
  supplierAdmin: [{ label: 'Open requisitions', to: '/requisitions' }, statements, earnings],
  worker: [hours, { label: 'My timesheets', to: '/timesheets' }],
};
