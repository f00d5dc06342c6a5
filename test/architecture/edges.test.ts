import { expect, test } from 'vitest';
import { filesUnder, read } from './source-files.ts';

/*
 * What enters and leaves the product does so through one door each, where it is cleaned and guarded.
 */

const sources = filesUnder(['app', 'db', 'emails'], /\.tsx?$/)
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map(read);

const doors: { what: string; found: RegExp; only: string[] }[] = [
  {
    what: 'posted forms are read, limited and cleaned in one place',
    found: /\.formData\(\)/,
    only: ['app/platform/http/read-form.server.ts'],
  },
  {
    what: 'redirects lead to paths of this site',
    found: /import \{[^}]*\bredirect\b[^}]*\} from '@remix-run\/node'|\bredirectDocument\b/,
    only: ['app/platform/http/redirect.server.ts'],
  },
  {
    what: 'CSV is written by one writer, which guards formulas',
    found: /from 'csv-stringify/,
    only: ['app/platform/files/csv.server.ts'],
  },
  {
    what: 'files leave as downloads that a browser does not open',
    found: /['"]Content-Disposition['"]/i,
    // Documents that the product itself wrote may be read in the browser.
    only: [
      'app/platform/files/download.server.ts',
      'app/invoices/pages/document-pdf.ts',
      'app/payments/pages/remittance-pdf.ts',
    ],
  },
  {
    what: 'nothing writes markup past React',
    found: /dangerouslySetInnerHTML|\.innerHTML\b|document\.write|\beval\(|new Function\(/,
    only: ['app/root.tsx', 'emails/parts/frame.tsx'],
  },
  {
    what: 'the log is written by one writer, which takes personal data out',
    found: /process\.(stdout|stderr)\.write|console\.(?:info|warn|debug|error)\(/,
    only: ['app/platform/observability/log.server.ts', 'app/start.ts', 'db/seed/demo.ts'],
  },
];

test.each(doors)('$what', ({ found, only }) => {
  const past = sources.filter(({ path, text }) => found.test(text) && !only.includes(path));
  expect(past.map(({ path }) => path)).toEqual([]);
});

test('each of these doors is where it is said to be', () => {
  const paths = new Set(sources.map(({ path }) => path));
  expect(doors.flatMap(({ only }) => only).filter((path) => !paths.has(path))).toEqual([]);
});

test('cookies cannot be read by scripts and are not sent along from other sites', () => {
  const cookies = sources.filter(({ text }) => /createCookie\(/.test(text));
  expect(cookies.length).toBeGreaterThan(0);
  for (const { path, text } of cookies) {
    expect(text, path).toMatch(/httpOnly: true/);
    expect(text, path).toMatch(/sameSite: 'lax'|sameSite: 'strict'/);
  }
});
