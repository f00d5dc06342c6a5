import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '#app/values/money.ts';
import { matchProblems, outcomeOf, promptDiscount, suggestMatches, type OpenDocument } from './matching.ts';

const open = (id: string, openMinor: number, dueOn: string, discountMinor = 0): OpenDocument => ({
  id,
  reference: id,
  openMinor,
  dueOn,
  issuedOn: '2026-03-01',
  discountMinor,
});
const march = open('INV-1', 100_00, '2026-03-31');
const april = open('INV-2', 250_00, '2026-04-30');
const may = open('INV-3', 100_00, '2026-05-31');
const credit = open('CM-1', -30_00, '2026-04-01');

test('a document of exactly the amount is the one, and of two the older', () => {
  expect(suggestMatches(250_00, [march, april, may])).toEqual([{ invoiceId: 'INV-2', amountMinor: 250_00 }]);
  expect(suggestMatches(100_00, [may, april, march])).toEqual([{ invoiceId: 'INV-1', amountMinor: 100_00 }]);
});

test('everything that is open, less credits, where that is exactly the amount', () => {
  expect(suggestMatches(320_00, [march, april, credit])).toEqual([
    { invoiceId: 'INV-1', amountMinor: 100_00 },
    { invoiceId: 'CM-1', amountMinor: -30_00 },
    { invoiceId: 'INV-2', amountMinor: 250_00 },
  ]);
});

test('otherwise the oldest first, the last one in part', () => {
  expect(suggestMatches(180_00, [april, may, march, credit])).toEqual([
    { invoiceId: 'INV-1', amountMinor: 100_00 },
    { invoiceId: 'INV-2', amountMinor: 80_00 },
  ]);
});

test('what is more than is open stays on account', () => {
  const matches = suggestMatches(500_00, [march, april]);
  expect(outcomeOf(500_00, matches, [march, april])).toEqual({ discounts: [], leftMinor: 150_00 });
});

test('prompt payment settles a document with less, and says how much less', () => {
  const early = open('INV-1', 100_00, '2026-03-31', 2_00);
  const matches = suggestMatches(98_00, [early, april]);
  expect(matches).toEqual([{ invoiceId: 'INV-1', amountMinor: 98_00 }]);
  expect(outcomeOf(98_00, matches, [early])).toEqual({
    discounts: [{ invoiceId: 'INV-1', amountMinor: 2_00 }],
    leftMinor: 0,
  });
  // Whoever pays all of it gets nothing off, and whoever pays too little neither.
  expect(outcomeOf(100_00, [{ invoiceId: 'INV-1', amountMinor: 100_00 }], [early]).discounts).toEqual([]);
  expect(outcomeOf(97_99, [{ invoiceId: 'INV-1', amountMinor: 97_99 }], [early]).discounts).toEqual([]);
});

test('the discount is of the money for a document, and only in time', () => {
  const terms = { fraction: '0.02', withinDays: 10 };
  const document = { issuedOn: '2026-03-16', openMinor: 100_00, baseMinor: 100_00 };
  expect(promptDiscount(document, terms, '2026-03-26')).toBe(2_00);
  expect(promptDiscount(document, terms, '2026-03-27')).toBe(0);
  expect(promptDiscount(document, null, '2026-03-16')).toBe(0);
  // 60.00 came earlier and in time: the discount is of all 100.00.
  expect(promptDiscount({ ...document, openMinor: 40_00 }, terms, '2026-03-20')).toBe(2_00);
});

test('matches stay within what is open and what came', () => {
  const problems = (amountMinor: number, rows: [string, number][]) =>
    matchProblems(
      amountMinor,
      rows.map(([invoiceId, wanted], index) => ({
        invoiceId,
        amountMinor: wanted,
        field: `matches[${index}].amount`,
      })),
      [march, april, credit],
      'USD',
    ).map(({ field }) => field);
  expect(problems(100_00, [['INV-1', 100_00]])).toEqual([]);
  expect(problems(300_00, [['INV-1', 100_01]])).toEqual(['matches[0].amount']);
  expect(problems(300_00, [['INV-1', -1_00]])).toEqual(['matches[0].amount']);
  expect(problems(300_00, [['CM-1', -30_01]])).toEqual(['matches[0].amount']);
  expect(problems(300_00, [['gone', 1_00]])).toEqual(['matches[0].amount']);
  expect(
    problems(100_00, [
      ['INV-1', 100_00],
      ['INV-2', 1],
    ]),
  ).toEqual(['']);
  expect(problems(100_00, [['CM-1', -1_00]])).toEqual(['']);
});

test('a suggestion can always be recorded as it is, and loses no cent', () => {
  const documents = fc.array(
    fc.record({
      openMinor: fc.integer({ min: -5_000, max: 20_000 }),
      due: fc.integer({ min: 10, max: 28 }),
      off: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 60_000 }), (rows, amountMinor) => {
      const all = rows.map(({ openMinor, due, off }, index) =>
        open(
          `D${index}`,
          openMinor,
          `2026-03-${due}`,
          off && openMinor > 100 ? Math.floor(openMinor / 50) : 0,
        ),
      );
      const matches = suggestMatches(amountMinor, all);
      const fields = matches.map((match, index) => ({ ...match, field: String(index) }));
      expect(matchProblems(amountMinor, fields, all, 'USD')).toEqual([]);
      const { leftMinor } = outcomeOf(amountMinor, matches, all);
      expect(leftMinor).toBeGreaterThanOrEqual(0);
      expect(leftMinor + sum(matches.map((match) => match.amountMinor))).toBe(amountMinor);
    }),
  );
});
