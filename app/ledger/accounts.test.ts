import { expect, test } from 'vitest';
import { accountHolds, accountKinds, accountName, isUnusualBalance } from './accounts.ts';

test('every kind of account has a name and a sentence, and no two the same', () => {
  const names = accountKinds.map((kind) => accountName(kind));
  expect(new Set(names).size).toBe(accountKinds.length);
  for (const kind of accountKinds) expect(accountHolds(kind)).toMatch(/^[A-Z].*\.$/);
});

test('a supplier’s account says whose it is', () => {
  expect(accountName('supplier_payable', 'Cobalt Staffing')).toBe('Supplier payable, Cobalt Staffing');
  expect(accountName('bank')).toBe('Bank');
});

test('a balance on the wrong side is noticed, and clearing with anything on it', () => {
  expect(isUnusualBalance('client_receivable', -1)).toBe(true);
  expect(isUnusualBalance('supplier_payable', -1)).toBe(false);
  expect(isUnusualBalance('billing_clearing', 1)).toBe(true);
  expect(accountKinds.filter((kind) => isUnusualBalance(kind, 0))).toEqual([]);
});
