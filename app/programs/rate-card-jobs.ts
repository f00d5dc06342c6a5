import { createHash } from 'node:crypto';
import type { Big } from 'big.js';
import { Decimal } from '#app/values/decimal.ts';
import { RATE_PLACES } from '#app/values/rate.ts';
import type { RateRow } from './rate-card-file.ts';
import { EDUCATIONS, type Education } from './rate-card-requirements.ts';

/** Which of a job's rates becomes its maximum bill rate. */
export type RateBasis = 'highest' | 'p75' | 'median';

/** A job of the catalog, with the rate card that all its rows together make. */
export type DerivedJob = {
  /** At most 12 characters; the same title has the same code in every import. */
  code: string;
  title: string;
  maxBillRate: string;
  lowestRate: string;
  medianRate: string;
  highestRate: string;
  rowCount: number;
  /** What most rows ask for; the lower where as many ask for the one as for the other. */
  minEducation: Education | null;
  minYears: number | null;
  /** Other spellings of the title that were taken for the same job. */
  mergedTitles: string[];
};

/**
 * Makes one job of all rows whose titles differ only in case, spaces, dashes or punctuation at the end. The
 * spelling that most rows use becomes the title. Jobs come sorted by title.
 */
export function deriveJobs(rows: RateRow[], { basis }: { basis: RateBasis }): DerivedJob[] {
  const groups = new Map<string, RateRow[]>();
  for (const row of rows) {
    const key = titleKey(row.title);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const taken = new Set<string>();
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => deriveJob(codeFor(key, taken), group, basis));
}

/** What two spellings of one title have in common. */
function titleKey(title: string): string {
  const folded = title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const evenly = folded.replace(/\s*[-‐-―]\s*/g, '-').replace(/\s*\/\s*/g, '/');
  // A title of nothing but punctuation keeps it.
  return evenly.replace(/[\s.,;:!?-]+$/, '') || evenly;
}

function deriveJob(code: string, rows: RateRow[], basis: RateBasis): DerivedJob {
  const rates = rows.map((row) => new Decimal(row.rate)).sort((a, b) => a.cmp(b));
  const spellings = rows.map((row) => row.title);
  const title = mostCommon(spellings) ?? '';
  const highest = nearestRank(rates, 100);
  const median = medianOf(rates);
  return {
    code,
    title,
    maxBillRate: { highest, p75: nearestRank(rates, 75), median }[basis].toFixed(),
    lowestRate: nearestRank(rates, 0).toFixed(),
    medianRate: median.toFixed(),
    highestRate: highest.toFixed(),
    rowCount: rows.length,
    minEducation: mostCommon(stated(rows.map((row) => row.minEducation)).sort(byLevel)),
    minYears: mostCommon(stated(rows.map((row) => row.minYears)).sort((a, b) => a - b)),
    mergedTitles: [...new Set(spellings)].filter((spelling) => spelling !== title),
  };
}

/** The middle rate, or half way between the two middle ones, rounded half up to the places of a rate. */
function medianOf(sorted: Big[]): Big {
  const lower = nearestRank(sorted, 50);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? lower;
  return lower.plus(upper).div(2).round(RATE_PLACES);
}

/** The lowest rate that at least so many percent of the rates do not exceed: always one that is in the file. */
function nearestRank(sorted: Big[], percent: number): Big {
  const rate = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (!rate) throw new RangeError('A job without rows has no rates');
  return rate;
}

/** The value that occurs most; of those that occur as often, the one that comes first. */
function mostCommon<T>(values: T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: [T | null, number] = [null, 0];
  for (const entry of counts) if (entry[1] > best[1]) best = entry;
  return best[0];
}

const stated = <T>(values: (T | null)[]): T[] => values.filter((value) => value !== null);
const byLevel = (a: Education, b: Education) => EDUCATIONS.indexOf(a) - EDUCATIONS.indexOf(b);

/** Crockford's base 32: no I, L, O or U that could be misread. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_HASH_LENGTH = 6;
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/**
 * A code that a person recognizes and an import finds again: initials and level, then a hash of the title, as in
 * `SE3-7K2Q0D` for Software Engineer III. It depends on nothing but the title; only where two titles should ever
 * come out the same does the one later in the alphabet take the next piece of its hash.
 */
function codeFor(key: string, taken: Set<string>): string {
  const hash = [...createHash('sha256').update(key).digest()].map((byte) => CODE_LETTERS[byte % 32]).join('');
  const initials = initialsOf(key);
  for (let at = 0; at + CODE_HASH_LENGTH <= hash.length; at += 1) {
    const code = `${initials}-${hash.slice(at, at + CODE_HASH_LENGTH)}`;
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
  throw new Error(`No code is left for ${key}`);
}

function initialsOf(key: string): string {
  const words = key.match(/[a-z]+|\d+/g) ?? [];
  const last = words.at(-1) ?? '';
  const level = ROMAN.includes(last) ? String(ROMAN.indexOf(last) + 1) : /^\d{1,2}$/.test(last) ? last : '';
  const named = (level ? words.slice(0, -1) : words).filter((word) => !/^(?:and|of|the|for|\d+)$/.test(word));
  const initials = named.map((word) => word.charAt(0).toUpperCase()).join('');
  return `${initials.slice(0, 5 - level.length) || 'J'}${level}`;
}
