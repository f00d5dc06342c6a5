import { CsvError, parse } from 'csv-parse/sync';
import { Decimal } from '#app/values/decimal.ts';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { cardColumns, MAX_CARD_ROWS, type CardColumn } from './card-columns.ts';
import {
  cardRateSentence,
  HIGHEST_MARKUP,
  limitsOf,
  markupSentence,
  readCardRate,
  type CardDirection,
  type CardLimits,
} from './card-rules.ts';

/*
 * A file of card versions, one a row, as people keep them in a spreadsheet. Reading it knows nothing of the program;
 * what a row changes is found out in `card-differences.ts`.
 */

const MAX_CELL = 200;

export type CardCells = Record<CardColumn, string>;

/** What is wrong with one cell of one row, in a sentence; `column` is empty for the whole row. */
export type RowProblem = { rowNumber: number; column: CardColumn | ''; message: string };

export type CardRow = {
  /** As a spreadsheet program numbers it: the head is row 1. */
  rowNumber: number;
  jobCode: string;
  limits: CardLimits;
  /** Code of a site group; null for every site. */
  siteGroup: string | null;
  /** Name of a supplier; null for all. */
  supplier: string | null;
  currency: string;
  startsOn: string;
  endsOn: string | null;
};

export type CardFile =
  { ok: true; rows: CardRow[]; problems: RowProblem[]; rowCount: number } | { ok: false; problem: string };

/** Reads the text of a file. Whole files are refused for what no row can answer for: no text, no head, too long. */
export function readCardFile(text: string): CardFile {
  let records: string[][];
  try {
    records = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (error) {
    const where =
      error instanceof CsvError && typeof error.lines === 'number' ? ` near line ${error.lines}` : '';
    return {
      ok: false,
      problem: `This is not a CSV file that can be read${where}. Look for a quote that is not closed.`,
    };
  }
  const [head, ...body] = records;
  if (!head || body.length === 0) return { ok: false, problem: 'The file holds no rows under its head.' };
  if (body.length > MAX_CARD_ROWS)
    return { ok: false, problem: `The file holds ${body.length} rows; at most ${MAX_CARD_ROWS} go at once.` };
  const places = head.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
  const unknown = places.filter((name) => !cardColumns.some((column) => column === name));
  const missing = cardColumns.filter((column) => !places.includes(column));
  if (missing.length > 0)
    return { ok: false, problem: `The first row must name these columns too: ${missing.join(', ')}.` };
  if (unknown.length > 0)
    return { ok: false, problem: `These columns mean nothing here: ${unknown.join(', ')}.` };

  const read = body.map((cells, index) => readRow(asCells(cells, places), index + 2));
  return {
    ok: true,
    rows: read.flatMap(({ row }) => row ?? []),
    problems: read.flatMap(({ problems }) => problems),
    rowCount: body.length,
  };
}

function asCells(cells: string[], places: string[]): CardCells {
  const cell = (column: CardColumn) => withoutControls(cells[places.indexOf(column)] ?? '').trim();
  return Object.fromEntries(cardColumns.map((column) => [column, cell(column)])) as CardCells;
}

type ReadRow = { row: CardRow | null; problems: RowProblem[] };

const columnOfField: Record<string, CardColumn> = {
  maxBillRate: 'max_bill_rate',
  maxPayRate: 'max_pay_rate',
  maxMarkup: 'max_markup_percent',
};

function readRow(cells: CardCells, rowNumber: number): ReadRow {
  const problems: RowProblem[] = [];
  const say = (column: CardColumn, message: string) => problems.push({ rowNumber, column, message });
  for (const column of cardColumns)
    if (cells[column].length > MAX_CELL) say(column, `That is too long: at most ${MAX_CELL} characters.`);
  if (!cells.job_code) say('job_code', 'Enter the code of the job.');
  if (!cells.currency) say('currency', 'Enter the currency, such as USD.');

  const direction = directionFrom(cells.direction);
  if (!direction) say('direction', 'Enter bill or pay.');
  const rate = (column: 'max_bill_rate' | 'max_pay_rate') => {
    if (!cells[column]) return null;
    const read = readCardRate(cells[column]);
    if (read === null) say(column, cardRateSentence);
    return read;
  };
  const maxBillRate = rate('max_bill_rate');
  const maxPayRate = rate('max_pay_rate');
  const maxMarkup = cells.max_markup_percent ? markupFrom(cells.max_markup_percent) : null;
  if (cells.max_markup_percent && maxMarkup === null) say('max_markup_percent', markupSentence);
  const { startsOn, endsOn } = daysFrom(cells, say);

  const limits = direction ? limitsOf({ direction, maxBillRate, maxPayRate, maxMarkup }) : null;
  for (const { field, message } of limits?.problems ?? []) {
    const column = columnOfField[field];
    // A cell that could not be read is named once already.
    if (column && !problems.some((one) => one.column === column)) say(column, message);
  }
  if (problems.length > 0 || !limits?.limits || !startsOn) return { row: null, problems };
  const { job_code: jobCode, site_group, supplier } = cells;
  const row = { rowNumber, jobCode, limits: limits.limits, currency: cells.currency.toUpperCase() };
  return {
    row: { ...row, siteGroup: site_group || null, supplier: supplier || null, startsOn, endsOn },
    problems,
  };
}

function daysFrom(cells: CardCells, say: (column: CardColumn, message: string) => void) {
  const { effective_from: startsOn, effective_to: endsOn } = cells;
  const isDay = (text: string) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31';
  const startIsDay = isDay(startsOn);
  if (!startIsDay) say('effective_from', 'Enter a day as 2026-11-15.');
  if (endsOn && !isDay(endsOn)) say('effective_to', 'Enter a day as 2026-11-15, or nothing for no end.');
  else if (endsOn && startIsDay && endsOn < startsOn)
    say('effective_to', 'The last day is before the first.');
  return { startsOn: startIsDay ? startsOn : null, endsOn: endsOn || null };
}

function directionFrom(text: string): CardDirection | null {
  const word = text.toLowerCase().replace(/[\s_-]?led$/, '');
  return word === 'bill' || word === 'pay' ? word : null;
}

function markupFrom(text: string): string | null {
  const fraction = parsePercent(text);
  return fraction !== null && new Decimal(fraction).lte(HIGHEST_MARKUP) ? fraction : null;
}
