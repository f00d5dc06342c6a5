import { describe, expect, test } from 'vitest';
import { differencesOf, type ProgramForCards } from './card-differences.ts';
import { cardColumns } from './card-columns.ts';
import { readCardFile, type CardRow } from './card-file.ts';
import { cardIsAlone, limitsOf } from './card-rules.ts';

const HEAD = cardColumns.join(',');
const file = (...rows: string[]) => readCardFile([HEAD, ...rows].join('\r\n'));
const problemsOf = (...rows: string[]) => {
  const read = file(...rows);
  return read.ok ? read.problems.map(({ rowNumber, column }) => `${rowNumber} ${column}`) : [read.problem];
};

describe('reading', () => {
  test('a bill-led and a pay-led row, whose bill rate follows', () => {
    const read = file(
      'SA,bill,90,,,,,USD,2026-01-01,',
      'SA,pay,,60,45 %,BAY,Cobalt Staffing,usd,2026-01-01,2026-12-31',
    );
    expect(read).toMatchObject({ ok: true, problems: [], rowCount: 2 });
    if (!read.ok) return;
    expect(read.rows[0]).toMatchObject({ rowNumber: 2, siteGroup: null, supplier: null, endsOn: null });
    expect(read.rows[1]).toMatchObject({
      limits: { direction: 'pay', maxBillRate: '87.00', maxPayRate: '60', maxMarkup: '0.45' },
      siteGroup: 'BAY',
      currency: 'USD',
    });
  });

  test.each([
    ['SA,bill,90,,,,,,2026-01-01,', '2 currency'],
    ['SA,bill,90.00001,,,,,USD,2026-01-01,', '2 max_bill_rate'],
    ['SA,bill,0,,,,,USD,2026-01-01,', '2 max_bill_rate'],
    ['SA,both,90,,,,,USD,2026-01-01,', '2 direction'],
    ['SA,pay,,60,,,,USD,2026-01-01,', '2 max_markup_percent'],
    ['SA,pay,,60,501,,,USD,2026-01-01,', '2 max_markup_percent'],
    ['SA,bill,90,60,,,,USD,2026-01-01,', '2 max_pay_rate'],
    ['SA,bill,90,,,,,USD,1 Jan 2026,', '2 effective_from'],
    ['SA,bill,90,,,,,USD,2026-01-01,2025-12-31', '2 effective_to'],
    [',bill,90,,,,,USD,2026-01-01,', '2 job_code'],
  ])('%s', (row, problem) => expect(problemsOf(row)).toEqual([problem]));

  test('every problem of every row is said at once', () => {
    expect(
      problemsOf(',bill,x,,,,,,soon,', 'SA,bill,90,,,,,USD,2026-01-01,', 'SA,bill,,,,,,USD,2026-01-01,'),
    ).toEqual(['2 job_code', '2 currency', '2 max_bill_rate', '2 effective_from', '4 max_bill_rate']);
  });

  test('a file that is none is refused as a whole', () => {
    expect(readCardFile('')).toMatchObject({ ok: false });
    expect(readCardFile('job_code,rate\nSA,90')).toMatchObject({ ok: false });
    expect(readCardFile(`${HEAD}\n"SA,bill`)).toMatchObject({ ok: false });
  });
});

describe('differences', () => {
  const there = { direction: 'bill' as const, maxBillRate: '85.0000', maxPayRate: null, maxMarkup: null };
  const program: ProgramForCards = {
    currency: 'USD',
    jobs: new Map([['SA', { id: 'job', title: 'Systems Analyst' }]]),
    groups: new Map([['BAY', 'bay']]),
    suppliers: new Map([['cobalt staffing', 'cobalt']]),
    cards: [
      {
        id: 'card',
        jobId: 'job',
        siteGroupId: null,
        supplierId: null,
        startsOn: '2026-01-01',
        endsOn: null,
        ...there,
      },
    ],
  };
  const rows = (...lines: string[]): CardRow[] => {
    const read = file(...lines);
    if (!read.ok) throw new Error(read.problem);
    return read.rows;
  };
  const kinds = (...lines: string[]) => {
    const { differences, problems } = differencesOf(rows(...lines), program);
    return [...differences.map(({ kind }) => kind), ...problems.map(({ column }) => column)];
  };

  test('another rate ends the running card the day before; the same rate leaves it', () => {
    expect(kinds('SA,bill,85.00,,,,,USD,2026-07-01,')).toEqual(['same']);
    const { differences } = differencesOf(rows('SA,bill,90,,,,,USD,2026-07-01,'), program);
    expect(differences[0]).toMatchObject({
      kind: 'changed',
      ends: { card: { id: 'card' }, lastDay: '2026-06-30' },
    });
  });

  test('a group and a supplier have cards of their own', () => {
    expect(
      kinds('SA,bill,90,,,BAY,,USD,2026-07-01,', 'SA,bill,91,,,bay,COBALT STAFFING,USD,2026-07-01,'),
    ).toEqual(['new', 'new']);
  });

  test('what the program does not have is said at its cell', () => {
    expect(kinds('XX,bill,90,,,SEA,Rival,EUR,2026-07-01,')).toEqual([
      'job_code',
      'site_group',
      'supplier',
      'currency',
    ]);
  });

  test('cards on the same days are refused, in the file and beside what is there', () => {
    expect(kinds('SA,bill,90,,,,,USD,2026-01-01,')).toEqual(['effective_from']);
    expect(kinds('SA,bill,90,,,BAY,,USD,2026-01-01,', 'SA,bill,91,,,BAY,,USD,2026-06-01,')).toEqual([
      'new',
      'effective_from',
    ]);
  });
});

describe('one card', () => {
  test('pay with the highest markup makes the bill rate, rounded half up to cents', () => {
    // 59.33 × 1.45 = 86.0285
    expect(limitsOf({ direction: 'pay', maxPayRate: '59.33', maxMarkup: '0.45' }).limits?.maxBillRate).toBe(
      '86.03',
    );
  });

  test('the day after the last is free, the last is not', () => {
    const there = { startsOn: '2026-01-01', endsOn: '2026-06-30' };
    expect(cardIsAlone([there], { startsOn: '2026-07-01', endsOn: null })).toEqual([]);
    expect(cardIsAlone([there], { startsOn: '2026-06-30', endsOn: null })[0]?.field).toBe('startsOn');
  });
});
