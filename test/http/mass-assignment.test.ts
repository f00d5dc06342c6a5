import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProgram, clientFunded, supplierFunded } from '#test/factories/program.ts';
import { serveWithWorlds } from '#test/setup/served-world.ts';
import { routeLines } from '#test/policy/routes.ts';
import { testDatabase } from '#test/setup/database.ts';
import type { Served } from '#test/setup/server.ts';
import { directories } from './lives/directories.ts';
import { doors } from './lives/doors.ts';
import { hiring } from './lives/hiring.ts';
import { living, type Done, type Living } from './lives/living.ts';
import { accounts, money } from './lives/money.ts';
import { office } from './lives/office.ts';
import { people } from './lives/people.ts';
import { personalData } from './lives/personal-data.ts';
import { rateCards } from './lives/rate-cards.ts';
import { serviceLevels } from './lives/service-levels.ts';
import { taxes } from './lives/taxes.ts';
import { working } from './lives/working.ts';
import { differencesOf, rowsWritten } from './rows-written.ts';

/*
 * Whatever people do in the product, done twice by the same roles in two programs that are alike: once as the pages have it, and once
 * with the name of every column of the database as a further field. Both must write the same rows, column by column.
 */

let served: Served;
let owner: postgres.Sql;
let watch: Awaited<ReturnType<typeof rowsWritten>>;

beforeAll(async () => {
  served = await serveWithWorlds('lives');
  owner = postgres((await testDatabase()).url, { max: 1 });
  watch = await rowsWritten(owner);
});
afterAll(async () => {
  await owner.end();
  await served.stop();
});

/** Where something was handed in or pressed. */
const reached = new Set<string>();

/** What the door notes of whoever knocks: it changes nothing that anybody may do. */
const keptByTheDoor = [
  'throttle',
  'sign_in_attempt',
  'sign_in_step',
  'passkey_challenge',
  'directory_attempt',
];

/** Leads a life twice, in two programs that are alike: as it is, and with every column of the database handed in too. */
async function ledTwice(lead: (life: Living) => Promise<void>): Promise<[Done[], Done[]]> {
  const lives: [Done[], Done[]] = [[], []];
  for (const [place, stuffed] of [false, true].entries()) {
    const world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')] });
    const life = living(served, world, watch, stuffed);
    await lead(life);
    lives[place] = life.done;
  }
  return lives;
}

test.each(
  Object.entries({
    ...{ doors, hiring, working, money, accounts },
    ...{ office, rateCards, serviceLevels, taxes },
    ...{ people, personalData, directories },
  }),
)('%s: no form writes a column for which it has no field', async (_, lead) => {
  const [plain, stuffed] = await ledTwice(lead);
  for (const { pattern } of stuffed) reached.add(pattern);
  expect(stuffed.map(({ pattern }) => pattern)).toEqual(plain.map(({ pattern }) => pattern));
  const differences = plain.flatMap((one, place) => {
    const other = stuffed[place];
    if (!other) return [one.path];
    const found = [...differencesOf(one.written, other.written), ...other.written.planted];
    return found.length > 0 ? [[one.pattern, ...found].join('\n   ')] : [];
  });
  expect(differences).toEqual([]);

  // Whatever changed something left its event in the same transaction.
  const untold = plain.flatMap(({ pattern, written }) =>
    written.untold.filter((table) => !keptByTheDoor.includes(table)).map((table) => `${pattern}: ${table}`),
  );
  expect(untold).toEqual([]);
});

test('no form and no button is left out', () => {
  const left = Object.entries(routeLines)
    .filter(([pattern, { hand, press }]) => (hand ?? press) && !reached.has(pattern))
    .map(([pattern]) => pattern);
  expect(left).toEqual([]);
});
