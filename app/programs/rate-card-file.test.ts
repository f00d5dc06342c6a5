import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { MAX_RATE_FILE_BYTES, MAX_RATE_FILE_ROWS, readRateFile, type RateRow } from './rate-card-file.ts';

const published = readFileSync(new URL('../../db/seed/data/gsa-schedule-70-rates.csv', import.meta.url));

const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));
const HEAD = 'labor_category,unit,price_usd';
const file = (...lines: string[]) => bytes([HEAD, ...lines].join('\n'));

function rowsOf(content: Uint8Array): RateRow[] {
  const read = readRateFile(content);
  if (!read.ok) throw new Error(read.problem);
  expect(read.refused).toEqual([]);
  return read.rows;
}

function refusalOf(line: string): string {
  const read = readRateFile(file(line));
  if (!read.ok) throw new Error(read.problem);
  expect(read.rows).toEqual([]);
  expect(read.refused).toHaveLength(1);
  return read.refused[0]?.reason ?? '';
}

function problemWith(content: Uint8Array | string): string {
  const read = readRateFile(typeof content === 'string' ? bytes(content) : content);
  return read.ok ? 'It was read.' : read.problem;
}

describe('the published file', () => {
  const read = readRateFile(published);
  if (!read.ok) throw new Error(read.problem);

  test('has every one of its 8,667 rows accounted for', () => {
    expect(read.rows.length + read.refused.length).toBe(8667);
    expect(read.rows.length).toBeGreaterThan(8600);
    expect(read.rows[0]).toEqual({
      rowNumber: 2,
      title: 'Strategic Planner Level III',
      rate: '491.94',
      vendor: 'YAHYA TECHNOLOGIES, LLC',
      minEducation: "Bachelor's degree",
      minYears: 20,
      effectiveOn: '2015-05-05',
    });
  });

  test('says of each refused row why: not hourly, a title without end, or a damaged one', () => {
    const because = (pattern: RegExp) => read.refused.filter((row) => pattern.test(row.reason));
    expect(because(/unit is “(Day|Per Day|Per Month)”/).map((row) => row.rowNumber)).toEqual([
      3216, 3217, 3218, 5222, 7135, 7136, 7758,
    ]);
    expect(because(/The title has [\d,]+ characters; at most 200 are taken/)).toHaveLength(24);
    expect(because(/damaged/).length).toBeGreaterThan(0);
    expect(because(/^The unit is|^The title has|^The title holds/)).toHaveLength(read.refused.length);
  });

  test('yields only titles on one line and prices above zero', () => {
    expect(
      read.rows.every(
        ({ title }) => title !== '' && title.length <= 200 && !/[\n\uFFFD\u0080-\u009f]|\s{2}/.test(title),
      ),
    ).toBe(true);
    expect(read.rows.every(({ rate }) => /^\d+(\.\d{1,4})?$/.test(rate) && Number(rate) > 0)).toBe(true);
    expect(read.rows.some(({ title }) => title === 'Mid-Level Application Developer')).toBe(true);
  });

  test.each([
    ['a Mac’s line ends', '\r', ','],
    ['Unix line ends', '\n', ','],
    ['tabs', '\r\n', '\t'],
    ['semicolons', '\r\n', ';'],
  ])('reads the same after a spreadsheet program saved it with %s', (_, lineEnd, separator) => {
    const cells: string[][] = parse(published, { record_delimiter: '\r\n' });
    const saved = stringify(cells, {
      delimiter: separator,
      record_delimiter: lineEnd,
      quoted_match: /[\r\n]/,
    });
    expect(readRateFile(bytes(saved))).toEqual(read);
  });

  test('reads the same with a BOM, and as UTF-16', () => {
    const text = published.toString('utf8');
    expect(readRateFile(bytes(`\uFEFF${text}`))).toEqual(read);
    const ascii = text.replace(/[^\0-\x7f]/g, '?');
    expect(readRateFile(bytes(`\uFEFF${ascii}`, 'utf16le'))).toEqual(readRateFile(bytes(ascii)));
  });

  test('reads the same in Latin-1, where its characters exist there', () => {
    const text = published.toString('utf8').replace(/[^\0-\xff]/g, '?');
    expect(bytes(text, 'latin1').length).toBeLessThan(bytes(text).length);
    expect(readRateFile(bytes(text, 'latin1'))).toEqual(readRateFile(bytes(text)));
  });

  test('reads the same with its prices as currency', () => {
    const cells: string[][] = parse(published, { record_delimiter: '\r\n' });
    const priced = cells.map((row, index) =>
      index === 0
        ? row
        : row.with(6, `$${Number(row[6]).toLocaleString('en', { minimumFractionDigits: 2 })} `),
    );
    expect(readRateFile(bytes(stringify(priced)))).toEqual(read);
  });
});

describe('columns', () => {
  test('are found by any of their usual names, in any order', () => {
    const rows = rowsOf(
      bytes('Bill Rate;Effective Date;UOM;Supplier;Job Title\n67,55;2026-01-01;hr;Cobalt;Nurse\n'),
    );
    expect(rows).toMatchObject([
      { title: 'Nurse', rate: '67.55', vendor: 'Cobalt', effectiveOn: '2026-01-01' },
    ]);
  });

  test('the unit may stand in the head of the rate', () => {
    expect(rowsOf(bytes('Title\tHourly rate\nNurse\t$67.55 \n'))).toMatchObject([{ rate: '67.55' }]);
  });

  test('what is not there is not known', () => {
    expect(rowsOf(file('Nurse,Hour,67.55'))).toEqual([
      {
        rowNumber: 2,
        title: 'Nurse',
        rate: '67.55',
        vendor: null,
        minEducation: null,
        minYears: null,
        effectiveOn: null,
      },
    ]);
  });

  test.each([
    ['5/17/15', '2015-05-17'],
    ['12/1/2026', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['31/12/2026', null],
    ['soon', null],
  ])('%s is effective on %s', (written, effectiveOn) =>
    expect(rowsOf(bytes(`${HEAD},effective\nNurse,Hour,1,${written}`))).toMatchObject([{ effectiveOn }]),
  );
});

describe('rows', () => {
  test.each(['Hour', 'hour', 'HOUR', 'Per Hour', 'per hr', 'Hourly', ' Hour ', 'hrs'])(
    'unit %j is hourly',
    (unit) => expect(rowsOf(file(`Nurse,${unit},67.55`))).toHaveLength(1),
  );

  test.each([
    ['Nurse,Day,500', 'The unit is “Day”; only hourly rates are taken.'],
    ['Nurse,Per Month,5.88', 'The unit is “Per Month”; only hourly rates are taken.'],
    ['Nurse,,67.55', 'The unit is blank; only hourly rates are taken.'],
    ['Nurse,Hour,', 'The price is blank.'],
    ['Nurse,Hour,0.00', 'The price “0.00” is not above zero.'],
    ['Nurse,Hour,-5', 'The price “-5” is not above zero.'],
    ['Nurse,Hour,$-5.00', 'The price “$-5.00” is not above zero.'],
    ['Nurse,Hour,on request', 'The price “on request” is not an amount.'],
    ['Nurse,Hour,67.12345', 'The price “67.12345” has more than four decimals.'],
    ['Nurse,Hour,10000000', 'The price “10000000” is not an amount up to 999999.9999.'],
    [' ,Hour,67.55', 'The title is blank.'],
    [`${'x'.repeat(201)},Hour,67.55`, 'The title has 201 characters; at most 200 are taken.'],
    [
      'Architect \uFFFD Senior,Hour,67.55',
      'The title holds characters that an earlier conversion has damaged.',
    ],
    ['Nurse,Hour,67.55,Senior', 'The row has 4 cells where the head has 3.'],
    [',Day,', 'The title is blank. The unit is “Day”; only hourly rates are taken. The price is blank.'],
  ])('%j is refused: %s', (line, reason) => expect(refusalOf(line)).toBe(reason));

  test('keep the numbers that a spreadsheet shows, blank rows and broken titles counted', () => {
    const read = readRateFile(
      file('"Data\nModeler",Hour,84.81', '', ',,', 'Nurse,Day,500', 'Clerk,Hour,30,,'),
    );
    expect(read).toMatchObject({
      rows: [
        { rowNumber: 2, title: 'Data Modeler' },
        { rowNumber: 6, title: 'Clerk' },
      ],
      refused: [{ rowNumber: 5, title: 'Nurse' }],
    });
  });

  test('leave footnote marks out of their titles', () => {
    expect(rowsOf(file('**Data Entry Clerk II *,Hour,41.53'))[0]?.title).toBe('Data Entry Clerk II');
    expect(refusalOf('***,Hour,41.53')).toBe('The title is blank.');
  });

  test('take quotation marks that stand in the middle of a cell, and titles with accents', () => {
    expect(rowsOf(file('Rack 19" Technician,Hour,40'))[0]?.title).toBe('Rack 19" Technician');
    expect(rowsOf(bytes(`${HEAD}\nIngénieur \x96 Senior,Hour,40`, 'latin1'))[0]?.title).toBe(
      'Ingénieur – Senior',
    );
  });

  test('may be as many as the limit, and not one more', { timeout: 30_000 }, () => {
    const lines = (count: number) => file(...Array.from({ length: count }, () => 'Nurse,Hour,67.55'));
    expect(rowsOf(lines(MAX_RATE_FILE_ROWS))).toHaveLength(MAX_RATE_FILE_ROWS);
    expect(problemWith(lines(MAX_RATE_FILE_ROWS + 1))).toBe(
      'The file has more than 50,000 rows; split it into several.',
    );
    expect(problemWith(`${HEAD}${'\n'.repeat(200_000)}Nurse,Hour,67.55`)).toMatch(/more than 50,000 rows/);
  });
});

describe('a file that is no rate file', () => {
  test.each([
    ['nothing', '', 'The file is empty.'],
    ['blanks', ' \r\n\r\n', 'The file is empty.'],
    ['only a head', `${HEAD}\n`, 'The file has a head but no rows under it.'],
    [
      'a workbook',
      'PK\x03\x04rest',
      'This is a workbook, not a text file. Save the sheet as CSV and choose that file.',
    ],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0', 'This is not a text file. Rates are read from a CSV file.'],
    [
      'an open quotation mark',
      `${HEAD}\n"Nurse,Hour,67.55\n`,
      'A quotation mark in the file is opened and never closed.',
    ],
  ])('%s', (_, content, problem) => expect(problemWith(content)).toBe(problem));

  test('says which column it lacks', () => {
    expect(problemWith('Nurse,Hour,67.55\nClerk,Hour,30\n')).toMatch(/^The first row must name the columns/);
    expect(problemWith('name,unit,price\nNurse,Hour,67.55')).toMatch(/^No column with the job’s title/);
    expect(problemWith('title,unit,cost center\nNurse,Hour,4410')).toMatch(/^No column with the rate/);
    expect(problemWith('title,bill rate\nNurse,67.55')).toMatch(/^No column with the unit/);
  });

  test('is not looked into beyond its limits', () => {
    expect(problemWith(new Uint8Array(MAX_RATE_FILE_BYTES + 1))).toBe('The file is larger than 5 MB.');
    expect(problemWith(`${HEAD}\n"${'x'.repeat(200_000)}",Hour,1`)).not.toBe('It was read.');
    expect(problemWith(','.repeat(4_000_000))).not.toBe('It was read.');
  });
});
