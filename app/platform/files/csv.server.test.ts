import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvStream, csvText } from './csv.server.ts';

const startsAFormula = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const isANumber = /^-?\d+(?:\.\d+)?$/;

/** Half of the time a beginning that a spreadsheet would take for a formula. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '＝',
        '＋',
        '－',
        '＠',
        ' =',
        '\u200b@',
        '\ufeff+',
      ),
      fc.string(),
    )
    .map((parts) => parts.join('')),
  fc.integer().map(String),
  fc.integer(),
);

test('no cell of any row is a formula, numbers stay numbers, and words stay words', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const read: string[][] = parse(csvText(rows), { bom: true, relax_column_count: true });
      expect(read).toHaveLength(rows.length);
      for (const [at, row] of read.entries())
        for (const [place, text] of row.entries()) {
          const typed = String(rows[at]?.[place]);
          expect(isANumber.test(text) || !startsAFormula.test(text)).toBe(true);
          if (isANumber.test(typed)) expect(text).toBe(typed);
          else if (/^[\w .,;]+$/.test(typed) && !startsAFormula.test(typed)) expect(text).toBe(typed);
        }
    }),
  );
});

test('a stream writes what the text writes', async () => {
  const rows = [
    ['=1+1', -174, 'Cobalt "Staffing", LLC'],
    ['@x', '-174.00', null],
  ];
  const parts: Buffer[] = [];
  const each = async function* () {
    yield* rows;
  };
  for await (const part of csvStream(each())) parts.push(part as Buffer);
  expect(Buffer.concat(parts).toString()).toBe(csvText(rows));
  expect(csvText(rows)).toBe(`\ufeff'=1+1,-174,"Cobalt ""Staffing"", LLC"\r\n'@x,-174.00,\r\n`);
  expect(csvText(rows, 'next').startsWith("'=")).toBe(true);
});
