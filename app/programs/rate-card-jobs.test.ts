import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareRates } from '#app/values/rate.ts';
import { readRateFile, type RateRow } from './rate-card-file.ts';
import { deriveJobs, type RateBasis } from './rate-card-jobs.ts';

const row = (title: string, rate: string, rest: Partial<RateRow> = {}): RateRow => ({
  ...{ rowNumber: 2, title, rate, vendor: null, minEducation: null, minYears: null, effectiveOn: null },
  ...rest,
});
const jobs = (rows: RateRow[], basis: RateBasis = 'highest') => deriveJobs(rows, { basis });

test('titles that differ in case, spaces, dashes or the last point are one job', () => {
  const [job, ...others] = jobs([
    row('SYSTEMS ANALYST - SR', '90'),
    row('Systems Analyst - Sr.', '80'),
    row('Systems Analyst – Sr', '70'),
    row('Systems Analyst - Sr.', '60'),
  ]);
  expect(others).toEqual([]);
  expect(job).toMatchObject({
    title: 'Systems Analyst - Sr.',
    rowCount: 4,
    mergedTitles: ['SYSTEMS ANALYST - SR', 'Systems Analyst – Sr'],
  });
});

test('titles that differ in a word or a level are two', () => {
  const titles = ['Engineer I', 'Engineer II', 'Engineer', 'C Developer', 'C++ Developer', 'Senior Engineer'];
  expect(
    jobs(titles.map((title) => row(title, '1')))
      .map((job) => job.title)
      .sort(),
  ).toEqual([...titles].sort());
});

test('the maximum bill rate is the highest, the 75th percentile or the median, as asked', () => {
  const rows = ['100', '9.5', '20', '30'].map((rate) => row('Nurse', rate));
  expect(jobs(rows)[0]).toMatchObject({
    lowestRate: '9.5',
    medianRate: '25',
    highestRate: '100',
    maxBillRate: '100',
  });
  expect(jobs(rows, 'p75')[0]?.maxBillRate).toBe('30');
  expect(jobs(rows, 'median')[0]?.maxBillRate).toBe('25');
});

test('a median between two rates is rounded to the four places of a rate', () => {
  expect(jobs([row('Nurse', '10.0001'), row('Nurse', '10.0002')])[0]?.medianRate).toBe('10.0002');
  expect(jobs([row('Nurse', '10.01')], 'median')[0]).toMatchObject({
    maxBillRate: '10.01',
    lowestRate: '10.01',
  });
});

test('a job asks for what most of its rows ask for, and for less where they are undecided', () => {
  const asking = (minEducation: RateRow['minEducation'], minYears: number | null) =>
    row('Nurse', '1', { minEducation, minYears });
  expect(
    jobs([
      asking("Master's degree", 10),
      asking("Bachelor's degree", 5),
      asking(null, 10),
      asking(null, null),
    ])[0],
  ).toMatchObject({ minEducation: "Bachelor's degree", minYears: 10 });
  expect(jobs([asking(null, null)])[0]).toMatchObject({ minEducation: null, minYears: null });
});

describe('codes', () => {
  const codeOf = (title: string, ...others: string[]) =>
    jobs([title, ...others].map((each) => row(each, '1'))).find((job) => job.title === title)?.code;

  test('show initials and level, and fit in twelve characters', () => {
    expect(codeOf('Software Engineer III')).toMatch(/^SE3-[0-9A-Z]{6}$/);
    expect(codeOf('Director of Nursing')).toMatch(/^DN-/);
    expect(codeOf('Analyst 12')).toMatch(/^A12-/);
    expect(codeOf('看護師')).toMatch(/^J-/);
    expect(codeOf('One Two Three Four Five Six Seven VIII')).toMatch(/^OTTF8-/);
  });

  test('are those of the title, whatever else is in the file and however it is spelled', () => {
    expect(codeOf('Software Engineer III', 'Nurse', 'Accountant')).toBe(codeOf('Software Engineer III'));
    expect(codeOf('SOFTWARE  ENGINEER III.')).toBe(codeOf('Software Engineer III'));
  });
});

describe('the published file', () => {
  const read = readRateFile(
    readFileSync(new URL('../../db/seed/data/gsa-schedule-70-rates.csv', import.meta.url)),
  );
  if (!read.ok) throw new Error(read.problem);
  const derived = jobs(read.rows, 'p75');

  test('makes about three thousand jobs, each with a code of its own, and loses no row', () => {
    expect(derived.length).toBeGreaterThan(2900);
    expect(derived.length).toBeLessThan(3067);
    expect(new Set(derived.map((job) => job.code)).size).toBe(derived.length);
    expect(derived.every((job) => /^[A-Z0-9]{1,5}-[A-Z0-9]{6}$/.test(job.code))).toBe(true);
    expect(derived.reduce((count, job) => count + job.rowCount, 0)).toBe(read.rows.length);
  });

  test('has rates in order and makes the same jobs from the rows in any order', () => {
    for (const { lowestRate, medianRate, highestRate, maxBillRate } of derived) {
      expect(compareRates(lowestRate, medianRate)).toBeLessThanOrEqual(0);
      expect(compareRates(medianRate, highestRate)).toBeLessThanOrEqual(0);
      expect(compareRates(maxBillRate, highestRate)).toBeLessThanOrEqual(0);
    }
    const facts = (list: typeof derived) =>
      list.map(({ code, maxBillRate, rowCount }) => ({ code, maxBillRate, rowCount }));
    expect(facts(jobs(read.rows.toReversed(), 'p75'))).toEqual(facts(derived));
  });
});
