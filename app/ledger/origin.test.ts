import { expect, test } from 'vitest';
import { originLink, type Origin } from './origin.ts';

const none: Origin = {
  invoiceId: null,
  invoiceReference: null,
  receiptId: null,
  receiptReference: null,
  paymentId: null,
  paymentReference: null,
  accrualId: null,
  accrualMonth: null,
  reversesId: null,
};

test('a transaction leads to what it came from', () => {
  expect(originLink({ ...none, invoiceId: 'i', invoiceReference: 'CI-2026-7' })).toEqual({
    label: 'CI-2026-7',
    to: '/invoices/i',
  });
  expect(originLink({ ...none, accrualId: 'a', accrualMonth: '2026-06-01' })).toEqual({
    label: 'Accrual Jun 2026',
    to: '/accruals/a',
  });
  expect(originLink({ ...none, paymentId: 'p', paymentReference: 'P-1' })).toEqual({
    label: 'Payment P-1',
    to: '/remittances/p',
  });
  expect(originLink({ ...none, reversesId: 't' })?.to).toBe('/ledger/transactions/t');
  expect(originLink(none)).toBeNull();
});
