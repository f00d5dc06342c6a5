import { getTableColumns, is, Table } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as schema from '#db/schema/index.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { addresses, formOf } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import { fieldsOf, sampleOf } from '../http/sample-form.ts';
import { filesUnder, read } from './source-files.ts';

const tables = Object.values(schema as Record<string, unknown>).filter((each) => is(each, Table));
/** Every column of every table, as TypeScript and as SQL write it. */
const columns = [
  ...new Set(
    tables.flatMap((table) =>
      Object.entries(getTableColumns(table)).flatMap(([key, column]) => [key, column.name]),
    ),
  ),
];

test('a form takes its own fields and no column beside them', async () => {
  expect(columns.length).toBeGreaterThan(300);
  const leaking: string[] = [];
  let tried = 0;
  for (const address of addresses) {
    const form = routeLines[address.pattern]?.hand ? await formOf(address) : null;
    const sample = form && sampleOf(form);
    if (!form || !sample) continue;
    const known = fieldsOf(form);
    const body = new FormData();
    for (const [name, value] of Object.entries(sample)) body.append(name, value);
    for (const name of columns) if (!known.includes(name)) body.append(name, 'planted');
    const parsed = parseForm(form, body);
    // Refused as a whole is as good as left out.
    if (!parsed.ok) continue;
    tried += 1;
    const extra = Object.keys(parsed.value as Record<string, unknown>).filter(
      (name) => !known.includes(name),
    );
    if (extra.length > 0) leaking.push(`${address.pattern}: ${extra.join(', ')}`);
  }
  expect(leaking).toEqual([]);
  expect(tried).toBeGreaterThan(60);
});

test('no command writes what nobody parsed', () => {
  const raw =
    /\.(values|set)\(\s*(\{[^}]*\.\.\.)?(form|formData|typed|payload|body|raw|request|params|query)\b/;
  const commands = filesUnder(['app'], /\/commands\/.*\.ts$/).map(read);
  expect(commands.length).toBeGreaterThan(100);
  expect(commands.filter(({ text }) => raw.test(text)).map(({ path }) => path)).toEqual([]);
});
