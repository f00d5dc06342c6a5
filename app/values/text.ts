const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/*
 * Control characters of ASCII and Latin-1 (C0, C1), the overrides that turn the reading direction of what
 * follows (U+202A–202E, U+2066–2069), and halves of characters (lone surrogates), which no font and no
 * encoder can write.
 */
const UNPRINTABLE = /[\u202A-\u202E\u2066-\u2069]|(?!\n)\p{Cc}|\p{Cs}/gu;

/**
 * The text without what does not print: safe to stand in a PDF, in an e-mail's subject, in a file's name.
 * A tab becomes a space. A line break becomes one too, unless breaks are `kept`; then every kind of it is `\n`.
 */
export function withoutControls(text: string, lineBreaks: 'as spaces' | 'kept' = 'as spaces'): string {
  return text
    .replace(LINE_BREAK, lineBreaks === 'kept' ? '\n' : ' ')
    .replaceAll('\t', ' ')
    .replace(UNPRINTABLE, '');
}

/** What no field means, though a line break or a tab may be meant. */
const HARM = /[\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}|\p{Cs}/gu;

/** What somebody typed as it arrives: all of it but unprintable characters; tabs and line breaks stay as they are. */
export const withoutHarm = (text: string): string => text.replace(HARM, '');

/** Also behind spaces, which some programs drop before they look. */
const STARTS_A_FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const IS_A_NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * A CSV cell that no spreadsheet program will run: text that would start a formula gets an apostrophe in front
 * (OWASP, CSV injection). Numbers, also those written out such as `-174.00`, stay numbers; nothing is an empty cell.
 */
export function csvCell(value: string | number | null | undefined): string | number {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || IS_A_NUMBER.test(value)) return value;
  const text = withoutHarm(value);
  return STARTS_A_FORMULA.test(text) ? `'${text}` : text;
}

/** `the ledger` as the beginning of a sentence: The ledger. */
export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
