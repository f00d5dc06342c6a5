import { expect, test } from 'vitest';
import { sum } from '#app/values/money.ts';
import { daysInForce, flatFeesOfMonth, indexedAmount, type FlatFee } from './flat-fees.ts';

const fee = (given: Partial<FlatFee> & Pick<FlatFee, 'component' | 'amountMinor'>): FlatFee => ({
  id: given.component,
  label: given.component,
  activeWorker: given.component === 'per_active_worker' ? 'approved_time' : null,
  yearlyIndexation: '0',
  startsOn: '2026-06-10',
  endsOn: null,
  count: 0,
  ...given,
});

const amounts = (month: string, fees: FlatFee[]) =>
  flatFeesOfMonth(month, fees).map(({ component, amountMinor }) => [component, amountMinor]);

/** Field guide 3.12, example C: the program starts on 10 June 2026. */
const exampleC = [
  fee({ component: 'per_active_worker', amountMinor: 3_500, count: 46 }),
  fee({ component: 'subscription', amountMinor: 400_000 }),
  fee({ component: 'set_up', amountMinor: 1_500_000 }),
];

test('a program that starts on 10 June is invoiced 19,410.00 for June', () => {
  const items = flatFeesOfMonth('2026-06', exampleC);
  expect(
    items.map(({ component, quantity, amountMinor, note }) => [component, quantity, amountMinor, note]),
  ).toEqual([
    ['set_up', '1', 1_500_000, 'Once, in the month in which it starts'],
    ['subscription', '0.7000', 280_000, '21 of 30 days'], // 4,000.00 × 21 / 30
    ['per_active_worker', '46', 161_000, '46 active workers had approved time in Jun 2026'], // 46 × 35.00
  ]);
  expect(sum(items.map(({ amountMinor }) => amountMinor))).toBe(1_941_000);
});

test('the set-up fee is invoiced once, and a month without days of a fee has nothing of it', () => {
  expect(amounts('2026-07', exampleC)).toEqual([
    ['subscription', 400_000],
    ['per_active_worker', 161_000],
  ]);
  expect(amounts('2026-05', exampleC)).toEqual([]);
});

test('a last month is prorated too, and half a cent is rounded up', () => {
  const ending = fee({
    component: 'subscription',
    amountMinor: 100_001,
    startsOn: '2026-01-01',
    endsOn: '2026-02-14',
  });
  expect(daysInForce('2026-02', ending)).toBe(14);
  expect(amounts('2026-02', [ending])).toEqual([['subscription', 50_001]]); // 1,000.01 × 14 / 28 = 500.005
  expect(amounts('2026-03', [ending])).toEqual([]);
});

test('a minimum tops up the month without its set-up, prorated likewise', () => {
  const minimum = fee({ component: 'minimum', amountMinor: 900_000 });
  // 9,000.00 × 21 / 30 = 6,300.00; the month came to 2,800.00 + 1,610.00 = 4,410.00.
  expect(flatFeesOfMonth('2026-06', [minimum, ...exampleC]).at(-1)).toMatchObject({
    component: 'minimum',
    amountMinor: 189_000,
    note: 'At least 6,300.00 for 21 of 30 days, and the month came to 4,410.00',
  });
  expect(amounts('2026-06', [fee({ component: 'minimum', amountMinor: 600_000 }), ...exampleC])).toHaveLength(
    3,
  );
});

test('indexation raises by full years since the start, compounding', () => {
  const indexed = fee({
    component: 'subscription',
    amountMinor: 400_000,
    yearlyIndexation: '0.03',
    startsOn: '2024-06-10',
  });
  expect(indexedAmount('2025-06', indexed)).toEqual({ amountMinor: 400_000, years: 0 });
  expect(indexedAmount('2025-07', indexed)).toEqual({ amountMinor: 412_000, years: 1 });
  expect(indexedAmount('2026-07', indexed)).toEqual({ amountMinor: 424_360, years: 2 });
  expect(flatFeesOfMonth('2026-07', [indexed])[0]?.note).toBe('All 31 days; raised by 3 % 2 times');
});

test('nobody and nothing counted makes no line', () => {
  expect(amounts('2026-06', [fee({ component: 'per_timesheet', amountMinor: 100 })])).toEqual([]);
  expect(
    flatFeesOfMonth('2026-06', [fee({ component: 'per_timesheet', amountMinor: 100, count: 1 })])[0]?.note,
  ).toBe('1 timesheet was approved in Jun 2026');
});
