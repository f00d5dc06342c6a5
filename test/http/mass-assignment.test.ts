import { randomUUID } from 'node:crypto';
import { getTableColumns, is, Table } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#db/schema/index.ts';
import { addresses, formOf } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import { serveWithWorlds } from '#test/setup/served-world.ts';
import { testDatabase } from '#test/setup/database.ts';
import type { Served } from '#test/setup/server.ts';
import { aPopulatedProgram } from '#test/walls/populated.ts';
import { idsFor, pathOf, refusalOf, signEverybodyIn, statusOf, type Setting } from './asking.ts';
import { about, samplesByAddress } from './forms.ts';
import { fieldsOf } from './sample-form.ts';

/*
 * Every form and button, handed in twice by the same role in two programs that are alike: once as it is, and once with
 * the name of every column of the database as a further field. Both must write the same rows, column by column.
 */

type Row = { table: string; transaction: string; row: Record<string, unknown> };

let served: Served;
let owner: postgres.Sql;
let plain: Setting;
let stuffed: Setting;
let changedSince: string;

beforeAll(async () => {
  served = await serveWithWorlds('mass_assignment');
  owner = postgres((await testDatabase()).url, { max: 1 });
  const [one, two] = [await aPopulatedProgram(), await aPopulatedProgram()];
  const between = { served, lockedOut: [], asWritten: true };
  plain = { ...between, world: one, elsewhere: two, everybody: await signEverybodyIn(served, one) };
  stuffed = { ...between, world: two, elsewhere: one, everybody: await signEverybodyIn(served, two) };
  const tables = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  changedSince = tables
    .map(
      ({ name }) =>
        `select '${name}' as table, t.xmin::text as transaction, to_jsonb(t) as row from "${name}" t where t.xmin::text::bigint >= $1::bigint`,
    )
    .join(' union all ');
}, 120_000);
afterAll(async () => {
  await owner.end();
  await served.stop();
});

/** A value for each column by its type; searched for afterwards in whatever was written. */
const PLANTED = 'planted-424242';
function plantedIn(column: {
  dataType: string;
  enumValues?: string[] | undefined;
  default: unknown;
}): string {
  const last = column.enumValues?.at(-1);
  if (last) return last;
  if (column.dataType === 'boolean') return column.default === true ? 'false' : 'true';
  if (/number|bigint/.test(column.dataType)) return '424242';
  if (/date/.test(column.dataType)) return '2042-04-24';
  return PLANTED;
}

const tables = Object.values(schema as Record<string, unknown>).filter((each) => is(each, Table));
/** The name of every column, as TypeScript and as SQL write it, with what is planted under it. */
const columns = new Map(
  tables.flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
      [key, column.name].map((name) => [name, plantedIn(column)] as const),
    ),
  ),
);

/** Of which of two alike people a list tells first depends on their ids. */
const ofThePerson = ['last_signed_in_at', 'sessionsEnded'];

/** What does not depend on which of the two programs it is: choices, amounts, days; of all else only whether it is there. */
function withoutNames(value: unknown, name = ''): unknown {
  if (ofThePerson.includes(name)) return 'of the person';
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((each) => withoutNames(each));
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutNames(each, key)]));
  if (typeof value === 'number') return /(^|_)(id|number|sequence)$/.test(name) ? 'a number' : value;
  return /^[a-z_]{1,40}$|^\d{4}-\d\d-\d\d$|^[\d.]{1,12}$/.test(value as string) ? value : 'a text';
}

/** Tables of which a transaction wrote rows, and no event. */
function untold(rows: Row[]): string[] {
  const told = new Set(rows.filter(({ table }) => table === 'event').map(({ transaction }) => transaction));
  return [...new Set(rows.filter(({ transaction }) => !told.has(transaction)).map(({ table }) => table))];
}

/** The rows that a post writes, sorted, with its status. */
async function written({ world, everybody }: Setting, pattern: string, role: string, extra: boolean) {
  const setting = extra ? stuffed : plain;
  const who = everybody.find(({ name }) => name === role);
  const address = addresses.find((each) => each.pattern === pattern);
  const line = routeLines[pattern];
  if (!who || !address || !line) throw new Error(pattern);
  const ids = await idsFor(setting, line, 'own', who.actor);
  const sample: Record<string, string> = about(samples.get(pattern) ?? {}, world, who.actor.organizationId);
  if (sample['id']) sample['id'] = randomUUID();
  // Names of which the deployment has each once.
  for (const name of ['code', 'name', 'clientName']) if (extra && sample[name]) sample[name] += ' Z';
  const form = await formOf(address);
  const known = [...(form ? fieldsOf(form) : []), ...Object.keys(sample)];
  const planted = extra ? [...columns].filter(([name]) => !known.includes(name)) : [];
  const [now] = await owner<{ id: string }[]>`select pg_current_xact_id()::text as id`;
  const answer = await served.ask(pathOf(address, ids ?? []), {
    ...{ method: 'POST', cookie: who.cookie, form: { ...sample, ...Object.fromEntries(planted) } },
  });
  const rows = (await owner.unsafe(changedSince, [now?.id ?? '0'])) as unknown as Row[];
  return {
    status: statusOf(answer),
    found: rows.filter(({ row }) => JSON.stringify(row).includes(PLANTED)).map(({ table }) => table),
    untold: untold(rows),
    rows: rows.map(({ table, row }) => `${table} ${JSON.stringify(withoutNames(row))}`).sort(),
  };
}

let samples: Map<string, Record<string, string>>;

/** What both programs share, or of which there is one of a kind, so that there is nothing left to do for the second of them. */
const shared = ['organization', 'taxes/starter', 'programs/new'];

test('no form writes a column for which it has no field', async () => {
  samples = await samplesByAddress();
  // What each address is asked about is settled before anything is changed: the same thing in both programs.
  for (const setting of [plain, stuffed])
    for (const line of Object.values(routeLines))
      for (const { actor } of setting.everybody) await idsFor(setting, line, 'own', actor);
  const differences: string[] = [];
  const wrote: string[] = [];
  const untoldOf: string[] = [];
  const failed: string[] = [];
  for (const [pattern] of samples) {
    const line = routeLines[pattern];
    const guard = line?.hand ?? line?.press;
    if (!line || !guard || guard === 'open' || guard === 'anybody' || shared.includes(pattern)) continue;
    // Of the program office there is one for both programs: others come first.
    const inTurn = [...plain.everybody].sort(
      (a, b) => Number(a.actor.side === 'msp') - Number(b.actor.side === 'msp'),
    );
    for (const { name, actor } of inTurn) {
      const ids = await idsFor(plain, line, 'own', actor);
      if (!ids || refusalOf(line, guard, { actor, ids, kind: 'own' })) continue;
      const once = await written(plain, pattern, name, false);
      if (once.status >= 500) failed.push(`${pattern} as ${name}: ${once.status}`);
      if (once.status !== 302 || once.rows.length === 0) continue;
      if (once.untold.length > 0) untoldOf.push(`${pattern}: ${once.untold.join(', ')}`);
      const again = await written(stuffed, pattern, name, true);
      // The thing of the second program was in a state in which there is nothing to do.
      if (again.status === 302 && again.rows.length === 0) break;
      wrote.push(pattern);
      const [missing, more] = [
        once.rows.filter((row) => !again.rows.includes(row)),
        again.rows.filter((row) => !once.rows.includes(row)),
      ];
      if (again.status !== 302 || again.found.length > 0 || missing.length + more.length > 0)
        differences.push(
          [pattern, name, again.status, ...again.found, ...missing, 'AGAINST', ...more].join('\n   '),
        );
      break;
    }
  }
  expect(differences).toEqual([]);

  // Whatever changed something left its event in the same transaction.
  expect(untoldOf).toEqual([]);
  expect(failed).toEqual([]);
  expect(wrote.length).toBeGreaterThan(45);
}, 300_000);
