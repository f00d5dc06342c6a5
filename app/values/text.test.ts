import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, withoutControls } from './text.ts';

describe('text that prints', () => {
  test('loses controls, bidirectional overrides and halves of characters', () => {
    expect(withoutControls('a\u0000b\u001b[31mc\u007fd\u0090e')).toBe('ab[31mcde');
    expect(withoutControls('invoice\u202Efdp.exe')).toBe('invoicefdp.exe');
    expect(withoutControls('\u2066left\u2069')).toBe('left');
    expect(withoutControls('a\ud800b')).toBe('ab');
  });

  test('keeps what people write: accents, other scripts, joiners, emoji', () => {
    for (const text of ['Žofie Ågren', 'שלום', 'می‌خواهم', '李雷', '👩‍⚕️', '50 % – “fine”'])
      expect(withoutControls(text)).toBe(text);
  });

  test('puts a space where a line broke, or keeps the break', () => {
    expect(withoutControls('Data\nModeler\r\nII\tSr')).toBe('Data Modeler II Sr');
    expect(withoutControls('one\r\ntwo\rthree\u2028four\tfive', 'kept')).toBe('one\ntwo\nthree\nfour five');
    expect(withoutControls('Subject\r\nBcc: everyone')).toBe('Subject Bcc: everyone');
  });

  test('nothing unprintable is left of anything', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (codes) => {
        const text = String.fromCharCode(...codes);
        expect(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(withoutControls(text))).toBe(false);
        expect(withoutControls(withoutControls(text))).toBe(withoutControls(text));
      }),
    );
  });
});

describe('a CSV cell', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '-',
    '=HYPERLINK("x")',
  ])('%j gets an apostrophe', (text) => expect(csvCell(text)).toBe(`'${text}`));

  test.each(['Cobalt Staffing', '', "O'Neill", 'a=b', '4828.50', '-174.00', '−174.00', '2026-11-15'])(
    '%j stays as it is',
    (text) => expect(csvCell(text)).toBe(text),
  );

  test('numbers stay numbers and nothing is an empty cell', () => {
    expect(csvCell(-174)).toBe(-174);
    expect(csvCell(0)).toBe(0);
    expect(csvCell(null)).toBe('');
    expect(csvCell(undefined)).toBe('');
  });
});
