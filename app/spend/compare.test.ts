import { expect, test } from 'vitest';
import { compareMonths, saysComparison, totalOf, type SideOfMonth } from './compare.ts';

/** Client-funded 3 % as it was; 2.5 % kept back from suppliers is asked about. */
const sides: SideOfMonth[] = [
  { month: '2026-03', side: 'client', netMinor: 318_332, feeMinor: 9_550, otherFeeMinor: 0, workers: 2 },
  { month: '2026-03', side: 'supplier', netMinor: 318_332, feeMinor: 0, otherFeeMinor: 7_958, workers: 2 },
];
const noFlat = { now: new Map<string, number>(), then: new Map<string, number>() };

test('what the client pays more and suppliers get less is what the MSP keeps', () => {
  const [march] = compareMonths(sides, noFlat, 'all');
  expect(march?.now).toEqual({ clientPays: 327_882, supplierGets: 318_332, mspKeeps: 9_550 });
  expect(march?.then).toEqual({ clientPays: 318_332, supplierGets: 310_374, mspKeeps: 7_958 });
});

test('a flat fee is the client’s, by the month', () => {
  const flat = { now: new Map([['2026-03', 500]]), then: new Map([['2026-03', 400_000]]) };
  const [march] = compareMonths(
    sides.map((one) => ({ ...one, otherFeeMinor: 0 })),
    flat,
    'all',
  );
  expect(march?.now.clientPays).toBe(328_382);
  expect(march?.then).toEqual({ clientPays: 718_332, supplierGets: 318_332, mspKeeps: 400_000 });
});

test('each side sees its own effect and no other', () => {
  const client = totalOf(compareMonths(sides.slice(0, 1), noFlat, 'client'));
  expect(client.now).toEqual({ clientPays: 327_882, supplierGets: null, mspKeeps: null });
  const supplier = totalOf(compareMonths(sides.slice(1), noFlat, 'supplier'));
  expect(supplier.then).toEqual({ clientPays: null, supplierGets: 310_374, mspKeeps: null });
});

test('the sentence says who would have had more, and who less', () => {
  const window = { from: '2026-03', to: '2026-03' };
  const total = totalOf(compareMonths(sides, noFlat, 'all'));
  expect(saysComparison(total, 'all', window, 'USD')).toBe(
    'In Mar 2026 the client would have paid USD 95.50 less, suppliers would have got USD 79.58 less and the MSP would have kept USD 15.92 less.',
  );
  expect(saysComparison(totalOf([]), 'all', window, 'USD')).toBe('Nothing was billed in these months.');
});
