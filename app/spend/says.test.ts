import { expect, test } from 'vitest';
import {
  saysMonths,
  saysRanking,
  saysSpend,
  shareOf,
  shortAmount,
  topOf,
  type NamedSum,
  type WhatIsSaid,
} from './says.ts';

const sum = (totalMinor: number, nowMinor = 0, beforeMinor = 0, minutes = 6000, overtimeMinutes = 0) => ({
  totalMinor,
  nowMinor,
  beforeMinor,
  minutes,
  overtimeMinutes,
});
const part = (name: string, totalMinor: number, nowMinor = 0, beforeMinor = 0): NamedSum => ({
  id: name,
  name,
  ...sum(totalMinor, nowMinor, beforeMinor),
});

const window = { from: '2025-12', to: '2026-11' };
const halden: WhatIsSaid = {
  who: 'Halden Medical Center',
  verb: 'spent',
  currency: 'USD',
  window,
  comparison: { kind: 'year', now: window, before: { from: '2024-12', to: '2025-11' } },
  total: sum(241_000_000, 241_000_000, 220_000_000, 60_000, 2_400),
  parts: [
    part('Nursing', 200_000_000, 200_000_000, 175_000_000),
    part('Laboratory', 41_000_000, 41_000_000, 45_000_000),
  ],
};

test('says the total with its change, the part that moved most, and the overtime', () => {
  expect(saysSpend(halden)).toEqual([
    'Halden Medical Center spent USD 2,410,000.00 in Dec 2025 – Nov 2026: 9.5 % more than in the same months a year before.',
    'Nursing changed most: +USD 250,000.00 (14 % more).',
    'Overtime is 4 % of 1,000.00 h.',
  ]);
});

test('names the month up to which it compares, when the last one is not billed to its end', () => {
  const now = { from: '2025-12', to: '2026-10' };
  const comparison = { kind: 'year', now, before: { from: '2024-12', to: '2025-10' } } as const;
  expect(saysSpend({ ...halden, comparison })[0]).toContain('a year before up to Oct 2026.');
});

test('compares quarters where there is no year before, and nothing where there is neither', () => {
  const comparison = {
    kind: 'quarter',
    now: { from: '2026-09', to: '2026-11' },
    before: { from: '2026-06', to: '2026-08' },
  } as const;
  const total = sum(241_000_000, 50_000_000, 100_000_000);
  expect(saysSpend({ ...halden, comparison, total })[0]).toContain(
    'the last three full months came to 50 % less than the three before.',
  );
  expect(saysSpend({ ...halden, comparison: null })).toEqual([
    'Halden Medical Center spent USD 2,410,000.00 in Dec 2025 – Nov 2026.',
    'Overtime is 4 % of 1,000.00 h.',
  ]);
});

test('a part that fell while the whole grew is said to go against it', () => {
  const parts = [part('Nursing', 1, 300, 250), part('Laboratory', 1, 100, 900)];
  expect(saysSpend({ ...halden, parts })[1]).toBe(
    'Laboratory changed most: −USD 8.00 (89 % less), against the whole.',
  );
});

test('invents no percentage where there was nothing before', () => {
  const total = sum(100, 100, 0, 600, 0);
  const parts = [part('Nursing', 100, 100, 0), part('Laboratory', 0, 0, 0)];
  expect(saysSpend({ ...halden, total, parts })).toEqual([
    'Halden Medical Center spent USD 1.00 in Dec 2025 – Nov 2026.',
    'Nursing changed most: +USD 1.00.',
    'No overtime in 10.00 h.',
  ]);
});

test('short amounts keep three figures', () => {
  expect(shortAmount(99_949)).toBe('999');
  expect(shortAmount(99_950)).toBe('1.0 k');
  expect(shortAmount(21_248_015)).toBe('212 k');
  expect(shortAmount(99_950_000)).toBe('1.00 M');
  expect(shortAmount(241_000_000)).toBe('2.41 M');
  expect(shortAmount(-17_400)).toBe('−174');
});

test('shares have a decimal only where they are small', () => {
  expect(shareOf(31, 1000)).toBe('3.1 %');
  expect(shareOf(1, 3)).toBe('33 %');
  expect(shareOf(1, 0)).toBeNull();
});

test('the largest and all others together are the whole', () => {
  const parts = [50, 30, 10, 6, 4].map((totalMinor, index) => part(`p${index}`, totalMinor));
  const { shown, others } = topOf(parts, 2, sum(100, 0, 0, 30_000));
  expect(shown.map(({ name }) => name)).toEqual(['p0', 'p1']);
  expect(others).toEqual({ count: 3, totalMinor: 20, minutes: 18_000, overtimeMinutes: 0 });
  expect(topOf(parts.slice(0, 3), 2, sum(90)).others).toBeNull();
});

test('charts say their highest and their first', () => {
  const months = [
    { month: '2026-09', totalMinor: 100 },
    { month: '2026-10', totalMinor: 300 },
    { month: '2026-11', totalMinor: 0 },
  ];
  expect(saysMonths(months, 'USD')).toBe(
    'Oct 2026 is the highest with USD 3.00; the average month is USD 2.00.',
  );
  expect(saysRanking([part('A', 50), part('B', 30), part('C', 20)], 100)).toBe(
    'A has 50 % of it, the first three 100 %.',
  );
  expect(saysRanking([part('A', 50)], 50)).toBe('All of it is A.');
});
