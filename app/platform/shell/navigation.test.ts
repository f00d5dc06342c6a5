import { describe, expect, test } from 'vitest';
import type { Role } from '#app/values/roles.ts';
import { isPlaceOf, placesFor } from './navigation.ts';

const roles: Role[] = [
  ...(['mspAdmin', 'mspCoordinator', 'mspFinance', 'auditor'] as const),
  ...(['hiringManager', 'approver', 'clientFinance', 'clientAdmin'] as const),
  ...(['recruiter', 'supplierFinance', 'supplierAdmin', 'worker'] as const),
];
const labels = (role: Role) => placesFor(role).map((place) => place.label);

describe.each(roles)('the places of %s', (role) => {
  test('begin at home, each with an address of its own', () => {
    const addresses = placesFor(role).map((place) => place.to);
    expect(addresses[0]).toBe('/');
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('leave no more than four for the bar of a phone', () => {
    const inBar = placesFor(role).filter((place) => place.inBar);
    expect(inBar.length).toBeGreaterThanOrEqual(3);
    expect(inBar.length).toBeLessThanOrEqual(4);
  });
});

test('billing is the program office’s, and suppliers are sent statements', () => {
  expect(roles.filter((role) => labels(role).includes('Billing'))).toEqual([
    'mspAdmin',
    'mspFinance',
    'auditor',
  ]);
  expect(labels('supplierFinance')).toContain('Statements');
  expect(labels('supplierFinance')).not.toContain('Invoices');
});

test('the mailbox exists in the demo only', () => {
  expect(labels('worker')).not.toContain('Mailbox');
  expect(placesFor('worker', { demo: true }).at(-1)).toMatchObject({ label: 'Mailbox', to: '/mailbox' });
});

test('a page lights the place it belongs to, and never two of them', () => {
  const lit = (role: Role, pathname: string) =>
    placesFor(role)
      .filter((place) => isPlaceOf(place, pathname))
      .map((place) => place.label);
  expect(lit('mspFinance', '/')).toEqual(['Home']);
  expect(lit('mspFinance', '/receipts/7')).toEqual(['Payments']);
  expect(lit('mspFinance', '/corrections')).toEqual(['Billing']);
  expect(lit('mspFinance', '/accruals/preview')).toEqual(['Ledger']);
  expect(lit('worker', '/charges/7')).toEqual(['Expenses']);
  expect(lit('supplierFinance', '/bank/new')).toEqual(['Remittances']);
  expect(lit('supplierFinance', '/remittances')).toEqual(['Remittances']);
  expect(lit('mspAdmin', '/bankers')).toEqual([]);
});
