/*
 * What no form asked for: strings of our own in the kinds that have broken programs before.
 */

const nothing = ['', ' ', '\t', '\n', '\r\n', '\u00a0', '\u200b', '\ufeff', '-', '.', '0'];
const numbers = [
  ...[
    '-1',
    '1e309',
    '-0',
    '0x10',
    '1_000',
    '١٢٣',
    '１２３',
    '1,5',
    '1.000.000,00',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e-400',
  ],
  ...[
    '9007199254740993',
    '9223372036854775808',
    '2147483648',
    '99999999999999999999999999',
    '0.1',
    '00000000000000001',
    '½',
    '1/0',
  ],
];
const dates = [
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
  '2026-03-08T02:30',
  '1969-12-31',
  'infinity',
  'today',
];
const ids = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{}',
  '[]',
  'null',
  'undefined',
  'true',
  '[object Object]',
];
const bytes = [
  'a\u0000b',
  '\u0001\u001f\u007f',
  '\u0085\u2028\u2029',
  '\ufffe\uffff',
  '\ufffd',
  'x\r\nSet-Cookie: a=b',
  '\u001b[31mred',
];
const scripts = [
  ...[
    '<img src=x onerror=globalThis.ran=1>',
    '"><script>globalThis.ran=1</script>',
    '</title><svg/onload=1>',
    'javascript:alert(1)',
  ],
  ...['{{7*7}}', '${7*7}', '#{7*7}', '<!--', ']]>', '&lt;b&gt;', '%3Cscript%3E', '\\u003cscript\\u003e'],
];
const queries = [
  "' or '1'='1",
  "'; drop table invoice; --",
  '" or ""="',
  '\\',
  '%',
  '_',
  "\\'",
  '$1',
  ':name',
  '/*',
  '1) union select null--',
  '(?i)(a+)+$',
  '[',
  '(',
  '*',
];
const paths = [
  '../../../../etc/passwd',
  '..\\..\\windows',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
  'CON',
  '.',
];
const languages = [
  'Ωμέγα',
  'שלום \u202eabc',
  'مرحبا',
  '田中さん',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'Z\u0351\u0343\u033d'.repeat(20),
  'ﷺ',
  'İıŞş',
  'ß',
  '\u0301\u0301\u0301',
  'ǅ',
];
const formulas = ['=cmd|calc!A1', '+1+1', '@SUM(1)', '＝1＋1', '\t=1'];
const long = [
  'A'.repeat(300),
  'ä'.repeat(5_000),
  'x '.repeat(20_000),
  '9'.repeat(500),
  `${'a@'.repeat(200)}b.example`,
  '('.repeat(3_000),
];
const properties = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];

export const nasty: string[] = [
  ...[
    nothing,
    numbers,
    dates,
    ids,
    bytes,
    scripts,
    queries,
    paths,
    languages,
    formulas,
    long,
    properties,
  ].flat(),
];
