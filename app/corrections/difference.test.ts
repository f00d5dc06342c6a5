import { expect, test } from 'vitest';
import { addLegs, overdrawnOrders } from './difference.ts';
import { signedMoney } from './reference.ts';

test('legs add up side by side', () => {
  const legs = { creditMinor: -348_000, rebillMinor: 355_200, netMinor: 7_200 };
  expect(addLegs([legs, legs])).toEqual({ creditMinor: -696_000, rebillMinor: 710_400, netMinor: 14_400 });
  expect(addLegs([])).toEqual({ creditMinor: 0, rebillMinor: 0, netMinor: 0 });
});

test('an order is overdrawn by what uses more of it than is left, not by what gives back', () => {
  const purchaseOrders = [
    { number: 'PO-1', differenceMinor: 7_200, remainingMinor: -1 },
    { number: 'PO-2', differenceMinor: 7_200, remainingMinor: 0 },
    { number: 'PO-3', differenceMinor: -7_200, remainingMinor: -1 },
  ];
  expect(overdrawnOrders({ purchaseOrders })).toEqual(['PO-1']);
});

test('a difference says its sign and its currency', () => {
  expect([
    signedMoney(3_600),
    signedMoney(-36_000, 'USD'),
    signedMoney(0),
    signedMoney(1_200, 'JPY'),
  ]).toEqual(['+36.00', 'USD −360.00', '0.00', 'JPY +1,200']);
});
