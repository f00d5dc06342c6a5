import { CsvError, parse } from 'csv-parse/sync';
import { MAX_RATE, parseRate } from '#app/values/rate.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { educationFrom, type Education, yearsFrom } from './rate-card-requirements.ts';

export const MAX_RATE_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_RATE_FILE_ROWS = 50_000;
export const MAX_JOB_TITLE_LENGTH = 200;
const MAX_ROW_LENGTH = 100_000;

/** One usable row: what one vendor asks for an hour of one labor category. */
export type RateRow = {
  /** As a spreadsheet program numbers it: the head is row 1 where nothing stands above it. */
  rowNumber: number;
  title: string;
  /** An exact decimal of at most four places, above zero. */
  rate: string;
  vendor: string | null;
  minEducation: Education | null;
  minYears: number | null;
  effectiveOn: string | null;
};

export type RefusedRow = { rowNumber: number; title: string; reason: string };

/** What was in the file: the rows, sorted into usable and refused; or why it could not be read at all. */
export type RateFile = { ok: true; rows: RateRow[]; refused: RefusedRow[] } | { ok: false; problem: string };

type Column = 'title' | 'rate' | 'unit' | 'vendor' | 'education' | 'years' | 'effective';
type Columns = Partial<Record<Column, number>>;

/** How heads of columns are spelled in the files that people have; the first spelling found wins. */
const COLUMN_NAMES: Record<Column, string[]> = {
  title: ['labor category', 'labour category', 'job title', 'title', 'job', 'position', 'role', 'category'],
  rate: [
    ...['maximum bill rate', 'max bill rate', 'bill rate', 'hourly rate', 'rate per hour', 'price per hour'],
    ...['price usd', 'rate usd', 'price', 'rate', 'ceiling rate', 'not to exceed rate'],
  ],
  unit: ['unit', 'unit of issue', 'unit of measure', 'uom', 'per', 'rate unit'],
  vendor: ['vendor name', 'vendor', 'supplier name', 'supplier', 'contractor', 'company'],
  education: ['min education', 'minimum education', 'education', 'education level'],
  years: [
    ...['min years experience', 'minimum years experience', 'minimum years of experience', 'min years'],
    ...['years of experience', 'years experience', 'years', 'experience'],
  ],
  effective: [
    'effective on',
    'effective date',
    'effective from',
    'effective',
    'valid from',
    'contract start',
    'start date',
  ],
};

const HOURLY = /^(?:(?:per |an |1 )?(?:hour|hr)s?|hourly)$/;

/**
 * Reads a file of rates as it comes: comma, semicolon or tab separated, any line end, UTF-8 with or without a
 * BOM, UTF-16 or Latin-1, prices with a currency sign. Nothing is thrown for a bad file; the answer says what is
 * wrong with it, or row by row what could not be used and why.
 */
export function readRateFile(bytes: Uint8Array): RateFile {
  const text = decode(bytes);
  if (!text.ok) return text;
  const table = split(text.text);
  if (!table.ok) return table;

  const headAt = table.rows.findIndex(isFilled);
  const head = table.rows[headAt] ?? [];
  const columns = findColumns(head);
  const lacking = whatIsLacking(head, columns);
  if (lacking) return unreadable(lacking);

  const filled = table.rows.flatMap((cells, index) =>
    index > headAt && isFilled(cells) ? [{ cells, rowNumber: index + 1 }] : [],
  );
  if (filled.length === 0) return unreadable('The file has a head but no rows under it.');
  if (filled.length > MAX_RATE_FILE_ROWS) return unreadable(TOO_MANY_ROWS);

  const rows: RateRow[] = [];
  const refused: RefusedRow[] = [];
  for (const { cells, rowNumber } of filled) {
    const read = readRow(cells, rowNumber, head, columns);
    if ('reason' in read) refused.push(read);
    else rows.push(read);
  }
  return { ok: true, rows, refused };
}

const TOO_MANY_ROWS = `The file has more than ${MAX_RATE_FILE_ROWS.toLocaleString('en')} rows; split it into several.`;

const unreadable = (problem: string) => ({ ok: false as const, problem });

function decode(bytes: Uint8Array): { ok: true; text: string } | { ok: false; problem: string } {
  if (bytes.length === 0) return unreadable('The file is empty.');
  if (bytes.length > MAX_RATE_FILE_BYTES) return unreadable('The file is larger than 5 MB.');
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return unreadable('This is a workbook, not a text file. Save the sheet as CSV and choose that file.');
  const text = textOf(bytes);
  if (/[\0-\x08\x0e-\x1f]/.test(text.slice(0, 10_000)))
    return unreadable('This is not a text file. Rates are read from a CSV file.');
  return text.trim() === '' ? unreadable('The file is empty.') : { ok: true, text };
}

/** A byte order mark decides; without one the text is UTF-8 if it can be, and else what Windows calls ANSI. */
function textOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

/** What Windows puts where Latin-1 has control characters, from byte 0x80 on; a space stands for nothing. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Latin-1 with Windows' additions. Spelled out because Node 20 decodes `windows-1252` without the additions. */
function windows1252(bytes: Uint8Array): string {
  const latin1 = new TextDecoder('latin1').decode(bytes);
  return latin1.replace(/[\u0080-\u009F]/g, (control) => {
    const added = WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80);
    return added === ' ' ? control : added;
  });
}

function split(text: string): { ok: true; rows: string[][] } | { ok: false; problem: string } {
  try {
    const rows = parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_ROW_LENGTH,
      // Blank rows are read too, so that rows keep the numbers that people see; as many again are forgiven.
      to: MAX_RATE_FILE_ROWS * 2 + 1,
    });
    return rows.length > MAX_RATE_FILE_ROWS * 2 ? unreadable(TOO_MANY_ROWS) : { ok: true, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'A quotation mark in the file is opened and never closed.'
        : 'The file could not be split into rows and columns.',
    );
  }
}

/** The separator is the one that the first filled line has most of, outside of quotation marks. */
function separatorOf(text: string): string {
  const firstLine = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function findColumns(head: string[]): Columns {
  const names = head.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const columns: Columns = {};
  for (const column of Object.keys(COLUMN_NAMES) as Column[]) {
    const name = COLUMN_NAMES[column].find((each) => names.includes(each));
    if (name !== undefined) columns[column] = names.indexOf(name);
  }
  return columns;
}

function whatIsLacking(head: string[], columns: Columns): string | null {
  const { title, rate, unit } = columns;
  if (title === undefined && rate === undefined)
    return 'The first row must name the columns: a title, a rate and a unit at least, such as “Job title”, “Bill rate”, “Unit”.';
  if (title === undefined)
    return 'No column with the job’s title was found, such as “Labor category” or “Job title”.';
  if (rate === undefined) return 'No column with the rate was found, such as “Bill rate” or “Price USD”.';
  if (unit === undefined && !/hour/i.test(head[rate] ?? ''))
    return 'No column with the unit was found, so it is not known that the rates are hourly. Add a “Unit” column.';
  return null;
}

function readRow(cells: string[], rowNumber: number, head: string[], columns: Columns): RateRow | RefusedRow {
  const cell = (column: Column) => cells[columns[column] ?? -1] ?? '';
  const title = titleFrom(cell('title'));
  const rate = parseRate(cell('rate'));
  const reasons = [
    cells.slice(head.length).some((extra) => extra.trim() !== '') &&
      `The row has ${cells.length} cells where the head has ${head.length}.`,
    whyNotTitle(cell('title')),
    columns.unit !== undefined && whyNotUnit(cell('unit')),
    whyNotRate(cell('rate'), rate),
  ].filter((reason) => typeof reason === 'string');
  if (reasons.length > 0 || rate === null)
    return { rowNumber, title: shortened(title), reason: reasons.join(' ') };
  return {
    rowNumber,
    title,
    rate,
    vendor: onOneLine(cell('vendor')) || null,
    minEducation: educationFrom(cell('education')),
    minYears: yearsFrom(cell('years')),
    effectiveOn: dateFrom(cell('effective')),
  };
}

/** What wrong conversions leave behind: replacement characters, C1 controls, UTF-8 that was read as something else. */
const GARBLED = /[\uFFFD\u0080-\u009F]|‰Û|â€|Ã[\u0080-\u00BF]/;

function whyNotTitle(cell: string): string | null {
  const title = titleFrom(cell);
  if (title === '') return 'The title is blank.';
  if (title.length > MAX_JOB_TITLE_LENGTH)
    return `The title has ${title.length.toLocaleString('en')} characters; at most ${MAX_JOB_TITLE_LENGTH} are taken.`;
  return GARBLED.test(cell) ? 'The title holds characters that an earlier conversion has damaged.' : null;
}

function whyNotUnit(cell: string): string | null {
  const unit = onOneLine(cell);
  if (unit === '') return 'The unit is blank; only hourly rates are taken.';
  return HOURLY.test(unit.toLowerCase())
    ? null
    : `The unit is “${shortened(unit)}”; only hourly rates are taken.`;
}

function whyNotRate(cell: string, rate: string | null): string | null {
  if (rate !== null && rate !== '0') return null;
  const written = onOneLine(cell);
  if (written === '') return 'The price is blank.';
  if (rate === '0' || /^\D*[-−]\D*\d/.test(written))
    return `The price “${shortened(written)}” is not above zero.`;
  if (/^\D*[\d,]*\.\d{5,}\D*$/.test(written))
    return `The price “${shortened(written)}” has more than four decimals.`;
  return /^\D*[\d,.]{7,}\D*$/.test(written)
    ? `The price “${shortened(written)}” is not an amount up to ${MAX_RATE}.`
    : `The price “${shortened(written)}” is not an amount.`;
}

/** Reads `2015-05-17`, and `5/17/15` as US files write it; what is no date is left out, because no rate depends on it. */
function dateFrom(cell: string): string | null {
  const written = cell.trim();
  const us = /^(\d{1,2})\/(\d{1,2})\/(?:20)?(\d{2})$/.exec(written);
  const date = us ? `20${us[3]}-${us[1]?.padStart(2, '0')}-${us[2]?.padStart(2, '0')}` : written;
  return isPlainDate(date) ? date : null;
}

/** Price lists mark titles with asterisks that point to a footnote; they are no part of the title. */
function titleFrom(cell: string): string {
  return onOneLine(cell).replace(/^[*\s]+|[*\s]+$/g, '');
}

function onOneLine(cell: string): string {
  return withoutControls(cell).replace(/\s+/g, ' ').trim();
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const isFilled = (cells: string[]) => cells.some((cell) => cell.trim() !== '');
const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, index) => bytes[index] === byte);
