import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../policy');

/**
 * A table of what was answered, kept in the repository so that a change of it is seen in review.
 * `UPDATE_GOLDEN=1` takes the new one over.
 */
export function expectGolden(name: string, columns: string[], rows: Map<string, Map<string, number>>): void {
  const width = Math.max(...[...rows.keys()].map((key) => key.length));
  const heads = [`${'address'.padEnd(width)}  ${columns.join(' ')}`];
  const lines = [...rows]
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .map(
      ([key, cells]) =>
        `${key.padEnd(width)}  ${columns.map((column) => String(cells.get(column) ?? '-').padEnd(column.length)).join(' ')}`,
    );
  const text = `${[...heads, ...lines].map((line) => line.trimEnd()).join('\n')}\n`;
  const file = path.join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(existsSync(file), `test/policy/${name} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  const kept = new Set(readFileSync(file, 'utf8').split('\n').map(words));
  const known = new Set([...kept].map((line) => line.split(' ')[0]));
  // An address that is new has no answer to compare with yet; that it is guarded is asked without this table.
  const changed = text
    .split('\n')
    .map(words)
    .filter((line) => known.has(line.split(' ')[0]) && !kept.has(line));
  expect(changed, `an answer changed; UPDATE_GOLDEN=1 takes test/policy/${name} over, for review`).toEqual(
    [],
  );
}

/** A line of the table whatever its columns are wide. */
const words = (line: string) => line.trim().split(/\s+/).join(' ');
