import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { minorIn } from './people.ts';

type Line = Record<string, string>;

/** The lines of a document's CSV, by the names in its head. */
export function linesOf(csv: string): Line[] {
  return z.array(z.record(z.string(), z.string())).parse(parse(csv, { bom: true, columns: true }));
}

/** Sums in minor units. Amounts in the file are plain decimals with two digits. */
export function documentTotals(lines: Line[]): { totalMinor: number; feeMinor: number } {
  const sumOf = (name: string) => lines.reduce((sum, line) => sum + minorIn(line[name] ?? ''), 0);
  return { totalMinor: sumOf('Total'), feeMinor: sumOf('Fee') };
}
