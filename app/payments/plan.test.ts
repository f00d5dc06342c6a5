import { expect, test } from 'vitest';
import { planPayments, type PayableDocument } from './plan.ts';

const row = (
  supplierId: string,
  openMinor: number,
  more: Partial<PayableDocument> = {},
): PayableDocument => ({
  invoiceId: `${supplierId}${openMinor}`,
  reference: `SB-${openMinor}`,
  supplierId,
  supplierName: supplierId,
  openMinor,
  totalMinor: openMinor,
  bankAccountId: `account of ${supplierId}`,
  ...more,
});

test('one payment for each supplier, less its credits', () => {
  const plan = planPayments([row('cobalt', 500_00), row('cobalt', -20_00), row('juniper', 80_00)], 'USD');
  expect(
    plan.payments.map(({ supplierId, amountMinor, items }) => [supplierId, amountMinor, items.length]),
  ).toEqual([
    ['cobalt', 480_00, 2],
    ['juniper', 80_00, 1],
  ]);
  expect(plan.totalMinor).toBe(560_00);
  expect(plan.leftOut).toEqual([]);
});

test('credits as large as the statements leave a supplier out, and so does a missing account', () => {
  const plan = planPayments(
    [row('cobalt', 20_00), row('cobalt', -20_00), row('juniper', 80_00, { bankAccountId: null })],
    'USD',
  );
  expect(plan.payments).toEqual([]);
  expect(plan.leftOut.map(({ supplierId, why }) => [supplierId, why])).toEqual([
    ['cobalt', expect.stringContaining('credits')],
    ['juniper', expect.stringContaining('bank account')],
  ]);
});

test('a supplier with credits alone is not mentioned', () => {
  expect(planPayments([row('cobalt', -20_00)], 'USD')).toEqual({ payments: [], leftOut: [], totalMinor: 0 });
});

test('what is left of a document says why it is less', () => {
  const { payments } = planPayments([row('cobalt', 70_00, { totalMinor: 100_00 })], 'USD');
  expect(payments[0]?.items[0]?.shortReason).toBe('USD 30.00 of it was settled before');
});
