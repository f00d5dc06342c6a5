import { describe, expect, test } from 'vitest';
import {
  needsReceipt,
  problemsOfCharge,
  problemsOfLine,
  problemsOfStart,
  problemsOfSubmission,
  readAmount,
  type CodeRules,
} from './rules.ts';

const about = {
  currency: 'USD',
  today: '2026-03-20',
  startsOn: '2026-03-02',
  endsOn: '2026-12-31',
  costCenterIds: ['a', 'b'],
};
const taxi: CodeRules = { name: 'Taxi', receiptAboveMinor: 2500, limitMinor: 8000, closedOn: null };
const line = { spentOn: '2026-03-18', costCenterId: 'a', amountMinor: 2500 };
const fieldsOf = (problems: { field: string }[]) => problems.map(({ field }) => field);

describe('readAmount', () => {
  test('takes what the currency has digits for, above zero', () => {
    expect(readAmount('48.50', 'USD')).toBe(4850);
    expect(readAmount('4850', 'JPY')).toBe(4850);
    expect(readAmount('10,000,000.00', 'USD')).toBe(1_000_000_000);
  });

  test.each(['0', '-1', '1.005', '10000000.01', 'ten', '', 'NaN', '1e3'])('%s is no amount', (text) => {
    expect(readAmount(text, 'USD')).toBeNull();
  });
});

test('a receipt is needed above the threshold, not at it, and always above 0', () => {
  expect(needsReceipt(taxi, 2500)).toBe(false);
  expect(needsReceipt(taxi, 2501)).toBe(true);
  expect(needsReceipt({ receiptAboveMinor: 0 }, 1)).toBe(true);
  expect(needsReceipt({ receiptAboveMinor: null }, 1_000_000)).toBe(false);
});

describe('a line', () => {
  test('on the first day and today, at the limit, is fine', () => {
    expect(problemsOfLine(about, taxi, { ...line, spentOn: '2026-03-02', amountMinor: 8000 })).toEqual([]);
    expect(problemsOfLine(about, taxi, { ...line, spentOn: '2026-03-20' })).toEqual([]);
  });

  test.each([
    ['spentOn', { spentOn: '2026-03-01' }],
    ['spentOn', { spentOn: '2026-03-21' }],
    ['spentOn', { spentOn: '2027-01-01' }],
    ['costCenterId', { costCenterId: 'c' }],
    ['amount', { amountMinor: 8001 }],
  ])('has its problem at %s: %o', (field, change) => {
    expect(fieldsOf(problemsOfLine(about, taxi, { ...line, ...change }))).toEqual([field]);
  });

  test('needs a code of the program that was open on the day', () => {
    expect(fieldsOf(problemsOfLine(about, undefined, line))).toEqual(['expenseCodeId']);
    const closed = { ...taxi, closedOn: '2026-03-18' };
    expect(fieldsOf(problemsOfLine(about, closed, line))).toEqual(['expenseCodeId']);
    expect(problemsOfLine(about, closed, { ...line, spentOn: '2026-03-17' })).toEqual([]);
  });
});

describe('a submission', () => {
  test('says each thing that is missing, with the line it is about', () => {
    const lines = [{ ...line, amountMinor: 2501, code: taxi, hasReceipt: false }];
    expect(problemsOfSubmission(about, lines, false)).toEqual([
      {
        field: '',
        message: 'Taxi of 18 Mar 2026, USD 25.01: A receipt is needed above USD 25.00. Add it to the line.',
      },
      { field: 'attest', message: 'Tick this to submit: amounts count only once somebody stands by them.' },
    ]);
  });

  test('of nothing is none, and of lines in order goes through', () => {
    expect(problemsOfSubmission(about, [], true)).toHaveLength(1);
    expect(problemsOfSubmission(about, [{ ...line, code: taxi, hasReceipt: false }], true)).toEqual([]);
    expect(
      problemsOfSubmission(about, [{ ...line, amountMinor: 2501, code: taxi, hasReceipt: true }], true),
    ).toEqual([]);
  });

  test('holds lines against a limit that was lowered meanwhile', () => {
    const lines = [{ ...line, code: { ...taxi, limitMinor: 2000 }, hasReceipt: true }];
    expect(problemsOfSubmission(about, lines, true)[0]?.message).toContain('allows USD 20.00 a line at most');
  });
});

test('a sheet is begun once the assignment has started, late ones too', () => {
  const begun = { startsOn: '2026-03-02', today: '2026-03-02' };
  expect(problemsOfStart({ ...begun, status: 'active' })).toEqual([]);
  expect(problemsOfStart({ ...begun, status: 'ended' })).toEqual([]);
  expect(problemsOfStart({ ...begun, status: 'ready' })).toHaveLength(1);
  expect(problemsOfStart({ ...begun, status: 'active', today: '2026-03-01' })).toHaveLength(1);
});

describe('a miscellaneous charge', () => {
  const asked = {
    cadence: 'once',
    startsOn: '2026-03-10',
    endsOn: null,
    costCenterId: 'a',
    bearsFees: false,
  } as const;
  const active = { ...about, status: 'active' };

  test('that comes once may lie ninety days around the assignment', () => {
    expect(problemsOfCharge(active, { ...asked, startsOn: '2025-12-02' }, false)).toEqual([]);
    expect(fieldsOf(problemsOfCharge(active, { ...asked, startsOn: '2025-12-01' }, false))).toEqual([
      'startsOn',
    ]);
    expect(fieldsOf(problemsOfCharge(active, { ...asked, endsOn: '2026-03-11' }, false))).toEqual(['endsOn']);
  });

  test('that comes again lies within it and has a last day', () => {
    const weekly = { ...asked, cadence: 'weekly', endsOn: '2026-12-31' } as const;
    expect(problemsOfCharge(active, weekly, false)).toEqual([]);
    expect(fieldsOf(problemsOfCharge(active, { ...weekly, endsOn: null }, false))).toEqual(['endsOn']);
    expect(fieldsOf(problemsOfCharge(active, { ...weekly, endsOn: '2026-03-09' }, false))).toEqual([
      'endsOn',
    ]);
    expect(fieldsOf(problemsOfCharge(active, { ...weekly, endsOn: '2027-01-01' }, false))).toEqual([
      'endsOn',
    ]);
    expect(fieldsOf(problemsOfCharge(active, { ...weekly, startsOn: '2026-03-01' }, false))).toEqual([
      'startsOn',
    ]);
  });

  test('bears fees only if the program team says so, and is booked where the assignment is', () => {
    expect(fieldsOf(problemsOfCharge(active, { ...asked, bearsFees: true }, false))).toEqual(['bearsFees']);
    expect(problemsOfCharge(active, { ...asked, bearsFees: true }, true)).toEqual([]);
    expect(fieldsOf(problemsOfCharge(active, { ...asked, costCenterId: 'c' }, true))).toEqual([
      'costCenterId',
    ]);
    expect(problemsOfCharge({ ...active, status: 'no_show' }, asked, true)).toHaveLength(1);
  });
});
