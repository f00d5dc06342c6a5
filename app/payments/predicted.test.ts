import { expect, test } from 'vitest';
import { predictPayment, type Standing } from './predicted.ts';

const today = '2026-12-01';
const standing: Standing = {
  status: 'issued',
  payWhenPaid: true,
  dueOn: '2026-12-20',
  termsDays: 15,
  clientInvoices: [{ reference: 'INV-2026-00007', dueOn: '2026-12-04', fundedOn: null }],
  payment: null,
};

test('pay when paid waits for the client’s invoice, then for the days', () => {
  expect(predictPayment(standing, today)).toEqual({
    on: '2026-12-19',
    certain: false,
    why: 'The client’s invoice INV-2026-00007 is due 4 Dec 2026, then 15 days.',
  });
});

test('a client that is late moves the day along', () => {
  const late = { ...standing, clientInvoices: [{ reference: 'INV-1', dueOn: '2026-11-20', fundedOn: null }] };
  expect(predictPayment(late, today)).toMatchObject({ on: '2026-12-16' });
  expect(predictPayment(late, today).why).toContain('was due 20 Nov 2026 and is not paid yet');
});

test('the slowest of several invoices counts, and once all have come the last of them', () => {
  const two = (first: string | null, second: string | null) => ({
    ...standing,
    clientInvoices: [
      { reference: 'INV-1', dueOn: '2026-12-04', fundedOn: first },
      { reference: 'INV-2', dueOn: '2026-12-10', fundedOn: second },
    ],
  });
  expect(predictPayment(two('2026-11-30', null), today).on).toBe('2026-12-25');
  expect(predictPayment(two(null, '2026-11-30'), today).on).toBe('2026-12-19');
  expect(predictPayment(two('2026-11-28', '2026-11-30'), today)).toEqual({
    on: '2026-12-15',
    certain: false,
    why: 'The client paid on 30 Nov 2026, then 15 days.',
  });
});

test('pay on terms knows its day, whatever the client does', () => {
  expect(predictPayment({ ...standing, payWhenPaid: false }, today)).toMatchObject({ on: '2026-12-20' });
  expect(predictPayment({ ...standing, payWhenPaid: false, dueOn: '2026-11-20' }, today).on).toBe(today);
});

test('what is in a payment run or paid says so', () => {
  const payment = { reference: 'HAL-PR-12-3', valueOn: '2026-12-05' };
  expect(predictPayment({ ...standing, payment: { ...payment, status: 'prepared' } }, today)).toMatchObject({
    on: '2026-12-05',
    certain: false,
  });
  expect(predictPayment({ ...standing, payment: { ...payment, status: 'sent' } }, today)).toEqual({
    on: '2026-12-05',
    certain: true,
    why: 'Paid in HAL-PR-12-3 on 5 Dec 2026.',
  });
});

test('nobody promises a day where no invoice is issued yet', () => {
  expect(predictPayment({ ...standing, clientInvoices: [] }, today).on).toBeNull();
});
