import { sql } from 'drizzle-orm';
import { anchorFile, anchorTrail } from '#app/audit/public.server.ts';
import { baseUrlOf, readConfig } from '#app/platform/config/config.server.ts';
import type { Database } from '#db/connection.ts';
import { organization } from '#db/schema/index.ts';
import { billTheMonths } from './billing.ts';
import { playBooks } from './books.ts';
import { MSP } from './cast.ts';
import { playExpenses } from './expenses.ts';
import { playFlatFees } from './flat-fees.ts';
import { planHistory, playStint } from './history.ts';
import { playToday } from './live.ts';
import { playCorrections } from './corrections.ts';
import { playWhatIsOnTheWay } from './on-the-way.ts';
import { asMsp } from './load.ts';
import { playPayments } from './payments.ts';
import { playPrivacy } from './privacy.ts';
import { loadPeople, loadWorkersRoles, playDelegation } from './people.ts';
import { loadPrograms } from './programs.ts';
import { makeResume } from './resume.ts';
import { agreeOnServiceLevels, playScorecards } from './service-levels.ts';
import { agreeOnMoney } from './terms-of-money.ts';
import { playTime } from './time.ts';
import { createWorld } from './world.ts';
import { writeHiring, writeTime } from './write.ts';
import { writeEventsUntil } from './write-events.ts';

/** Whether the demo is in this database, or anything else that it must not be mixed with. */
export async function whatIsThere(database: Database): Promise<'nothing' | 'the demo' | 'something else'> {
  const names = await asMsp(database, (tx) => tx.select({ name: organization.name }).from(organization));
  if (names.length === 0) return 'nothing';
  return names.some(({ name }) => name === MSP) ? 'the demo' : 'something else';
}

export type Telling = { small: boolean; now: Date; say: (line: string) => void };

/** Plays the whole story and loads it, in one transaction: there is all of it or nothing. */
export async function loadDemo(database: Database, { small, now, say }: Telling): Promise<void> {
  const world = createWorld(now, small);
  const { book } = world;
  await asMsp(database, async (tx) => {
    await loadPeople(tx, world);
    say('Importing two rate cards of 9,000 public rates');
    const programs = await loadPrograms(tx, world);
    await agreeOnMoney(tx, world, programs);
    await agreeOnServiceLevels(tx, world, programs);
    const hires = planHistory(world, programs).flatMap((stint) => playStint(world, stint));
    playToday(world, programs, await makeResume());
    const walks = playTime(world, hires, programs);
    say(`Loading ${book.requisition.length} requisitions and ${book.assignment.length} assignments`);
    await writeHiring(tx, world);
    await loadWorkersRoles(tx, world);
    say(`Loading ${book.timesheet.length} weeks of time`);
    await writeTime(tx, world, walks);
    say('Billing the past months');
    const runs = await billTheMonths(tx, world, programs);
    await writeEventsUntil(tx, world, now);
    await playExpenses(tx, world, programs);
    await playFlatFees(tx, world, programs);
    await playScorecards(tx, world, programs);
    await playPayments(tx, world, programs);
    await playPrivacy(tx, world);
    await playCorrections(tx, world, programs);
    await playWhatIsOnTheWay(tx, world, programs);
    await playBooks(tx, world, programs);
    await playDelegation(tx, world);
    say(`${runs} billing runs are finalized`);
  });
  await database.db.execute(sql`analyze`);
  say('Sealing the trail and carrying its heads outside');
  await anchorTrail(
    { database, now, requestId: 'demo', baseUrl: baseUrlOf(readConfig()) },
    'the demo',
    anchorFile(),
  );
}
