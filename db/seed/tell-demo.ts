import type postgres from 'postgres';
import { membership } from '#db/schema/index.ts';
import { emptyBook } from './book.ts';
import { MSP } from './cast.ts';
import { planHistory, playStint } from './history.ts';
import { asMsp, loadRows } from './load.ts';
import { loadPeople } from './people.ts';
import { loadPrograms } from './programs.ts';
import { playWeeks } from './weeks.ts';
import { createWorld } from './world.ts';
import { writeBook, writeEvents, writeWeeks } from './write.ts';

/** Whether the demo is in this database, or anything else that it must not be mixed with. */
export async function whatIsThere(sql: postgres.Sql): Promise<'nothing' | 'the demo' | 'something else'> {
  const names = await asMsp(sql, (tx) => tx<{ name: string }[]>`select name from organization where side = 'msp'`);
  if (names.length === 0) return 'nothing';
  return names.some(({ name }) => name === MSP) ? 'the demo' : 'something else';
}

/** Plays the whole story and loads it. Everything is written in one transaction, except what billing does by itself. */
export async function loadDemo(sql: postgres.Sql, { small, now, say }: { small: boolean; now: Date; say: (line: string) => void }): Promise<void> {
  const world = createWorld(now, small);
  await asMsp(sql, async (tx) => {
    say('People and organizations');
    await loadPeople(tx, world);
    say('Programs, jobs and rate cards');
    const programs = await loadPrograms(tx, world);
    const book = emptyBook();
    const hires = planHistory(world, programs).flatMap((stint) => playStint(world, book, stint));
    say(`${book.requisition.length} requisitions, ${book.assignment.length} assignments`);
    await writeBook(tx, book);
    const weeks = playWeeks(world, hires);
    say(`${weeks.length} weeks of time`);
    await writeWeeks(tx, weeks);
    await writeEvents(tx, book);
    void membership;
    void loadRows;
  });
  await sql`analyze`;
}
