import type { Db } from '#db/connection.ts';
import * as schema from '#db/schema/index.ts';
import { loadRows } from './load.ts';
import type { World } from './world.ts';

/** The news so far, in the order of time: by their ids they are read. What is written leaves the book. */
export async function writeEventsUntil(tx: Db, { book }: World, moment: Date): Promise<void> {
  const due = book.event.filter(({ at }) => at < moment).sort((a, b) => a.at.getTime() - b.at.getTime());
  book.event = book.event.filter(({ at }) => at >= moment);
  await loadRows(tx, schema.event, due);
}
