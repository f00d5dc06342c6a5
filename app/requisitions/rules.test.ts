import { describe, expect, test } from 'vitest';
import { choicesBelong, datesMakeSense, findings, ratesFitTheCard, readSplits } from './rules.ts';
import { parseWeekHours, requisitionForm } from './forms.ts';

const messages = (problems: { message: string }[]) => problems.map(({ message }) => message);

describe('dates', () => {
  test('may be a single day', () => expect(datesMakeSense('2026-12-01', '2026-12-01')).toEqual([]));
  test('run forwards', () => expect(datesMakeSense('2026-12-02', '2026-12-01')[0]?.field).toBe('endsOn'));
  test('run at most 1,100 days, as the table allows', () => {
    expect(datesMakeSense('2026-12-01', '2029-12-05')).toEqual([]);
    expect(datesMakeSense('2026-12-01', '2029-12-06')).toHaveLength(1);
  });
});

describe('a rate range', () => {
  const rates = { minBillRate: '60', maxBillRate: '67.55', startsOn: '2026-12-01' };

  test('may reach the card exactly, however the card writes it', () => {
    expect(ratesFitTheCard(rates, '67.5500')).toEqual([]);
  });

  test('is refused above the card, with the figure at the field', () => {
    const [first] = ratesFitTheCard({ ...rates, maxBillRate: '67.5501' }, '67.55');
    expect(first).toEqual({
      field: 'maxBillRate',
      message: 'The rate card allows at most 67.55 on 1 Dec 2026; this is 67.5501.',
    });
  });

  test('is a range', () => {
    expect(ratesFitTheCard({ ...rates, minBillRate: '67.56' }, '70')[0]?.field).toBe('minBillRate');
    expect(ratesFitTheCard({ ...rates, minBillRate: '0', maxBillRate: '0' }, '70')[0]?.field).toBe(
      'maxBillRate',
    );
  });

  test('needs a card on the day it starts', () => {
    expect(ratesFitTheCard(rates, null)[0]).toMatchObject({ field: 'startsOn' });
  });
});

describe('a cost split', () => {
  test('leaves empty rows out and keeps exact shares', () => {
    const { splits, problems } = readSplits([
      { costCenterId: 'a', percent: '0.333333' },
      {},
      undefined,
      { costCenterId: 'b', percent: '0.666667' },
    ]);
    expect(problems).toEqual([]);
    expect(splits).toEqual([
      { costCenterId: 'a', percent: '33.3333' },
      { costCenterId: 'b', percent: '66.6667' },
    ]);
  });

  test('names the sum that is not 100 %', () => {
    const { problems } = readSplits([
      { costCenterId: 'a', percent: '0.6' },
      { costCenterId: 'b', percent: '0.35' },
    ]);
    expect(messages(problems)).toEqual(['The shares add up to 95 %; they must add up to 100 %.']);
  });

  test('says what a half-filled row lacks, at that row', () => {
    const { problems } = readSplits([
      { costCenterId: 'a', percent: '1' },
      { percent: '0.5' },
      { costCenterId: 'c' },
    ]);
    expect(problems.map(({ field }) => field)).toEqual(['splits[1].costCenterId', 'splits[2].percent']);
  });

  test('refuses a share of nothing and a cost center twice', () => {
    expect(readSplits([{ costCenterId: 'a', percent: '0' }]).problems[0]?.field).toBe('splits[0].percent');
    const twice = readSplits([
      { costCenterId: 'a', percent: '0.5' },
      { costCenterId: 'a', percent: '0.5' },
    ]);
    expect(twice.problems[0]?.field).toBe('splits[1].costCenterId');
  });

  test('is there at all', () => expect(readSplits([]).problems).toHaveLength(1));
});

test('every choice is one of the program’s own', () => {
  const input = { siteId: 's', departmentId: 'd', hiringManagerId: 'h' };
  const offered = { sites: ['s'], departments: ['d'], hiringManagers: ['h'], costCenters: ['c'] };
  expect(choicesBelong(input, [{ costCenterId: 'c', percent: '100' }], offered)).toEqual([]);
  const none = { sites: [], departments: [], hiringManagers: [], costCenters: [] };
  expect(
    choicesBelong(input, [{ costCenterId: 'c', percent: '100' }], none).map(({ field }) => field),
  ).toEqual(['siteId', 'departmentId', 'hiringManagerId', 'splits[0].costCenterId']);
});

describe('what an approver is told', () => {
  const need = { maxBillRate: '60', startsOn: '2026-12-20', estimateMinor: 25_000_000 };
  const known = { cardMax: '67.55', today: '2026-12-01', largeEstimate: 'USD 250,000.00' };

  test('is nothing where nothing is unusual', () => expect(findings(need, known)).toEqual([]));

  test('names the rate, the start and the amount', () => {
    const unusual = { maxBillRate: '67.5500', startsOn: '2026-12-08', estimateMinor: 25_000_001 };
    expect(findings(unusual, known)).toEqual([
      'Rate at the card’s maximum',
      'Starts in 7 days',
      'Estimate above USD 250,000.00',
    ]);
  });

  test('says when the start is past', () => {
    expect(findings({ ...need, startsOn: '2026-11-29' }, known)).toEqual(['Should have started 2 days ago']);
  });
});

test.each([
  ['40', 2400],
  ['37.5 h', 2250],
  ['168', 10_080],
  ['0.5', null],
  ['169', null],
  ['forty', null],
])('hours a week %s', (typed, minutes) => {
  expect(parseWeekHours(typed)).toBe(minutes);
});

test('a form without anything says what is missing at each field', () => {
  const parsed = requisitionForm.safeParse({ id: '6f1f8a52-7a38-4c3c-9d4e-0f5e6a3d2b11' });
  const fields = new Set(parsed.error?.issues.map(({ path }) => path.join('.')));
  for (const field of ['jobId', 'title', 'positions', 'siteId', 'startsOn', 'weekMinutes', 'maxBillRate'])
    expect(fields).toContain(field);
});
