import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { throttle } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { blindIndex } from '../crypto/field.server.ts';

/**
 * A lane lets `burst` tries through at once and then one every `everySeconds`. Nobody is locked out for good: whoever
 * waits gets the next turn.
 */
export type Lane = {
  /** What is tried, such as `password`. */
  purpose: string;
  /** Whose tries are counted together. Only a keyed hash of it is stored. */
  key: string;
  burst: number;
  everySeconds: number;
};

const atTheDoor = { side: 'door' } as const;
const keyOf = ({ purpose, key }: Lane) => blindIndex(`throttle ${purpose}`, key);
const seconds = (count: number) => sql`make_interval(secs => ${count})`;

class MustWait extends Error {
  constructor(readonly seconds: number) {
    super('must wait');
  }
}

/**
 * Takes a turn in every lane, or in none. In a transaction of its own, so that a try counts whatever becomes of it.
 * @returns 0, or for how many seconds the next turn has to be waited for
 */
export async function takeTurns(database: Database, lanes: Lane[]): Promise<number> {
  try {
    await walled(database, atTheDoor, async (db) => {
      // In one order for everybody, so that two who share lanes wait for each other and not in a circle.
      for (const lane of [...lanes].sort((a, b) => a.purpose.localeCompare(b.purpose)))
        await takeTurn(db, lane);
    });
    return 0;
  } catch (error) {
    if (error instanceof MustWait) return error.seconds;
    throw error;
  }
}

/** The generic cell rate algorithm (ITU-T I.371) in one statement: many who come at once are told apart by the row's lock. */
async function takeTurn(db: Db, lane: Lane): Promise<void> {
  const { purpose, burst, everySeconds } = lane;
  const keyHash = keyOf(lane);
  const after = sql`greatest(${throttle.busyUntil}, now()) + ${seconds(everySeconds)}`;
  const taken = await db
    .insert(throttle)
    .values({ purpose, keyHash, busyUntil: sql`now() + ${seconds(everySeconds)}` })
    .onConflictDoUpdate({
      target: [throttle.purpose, throttle.keyHash],
      set: { busyUntil: after },
      setWhere: sql`${after} <= now() + ${seconds(burst * everySeconds)}`,
    })
    .returning({ purpose: throttle.purpose });
  if (taken.length > 0) return;
  const [row] = await db
    .select({
      wait: sql<number>`ceil(extract(epoch from ${throttle.busyUntil} + ${seconds(everySeconds)} - ${seconds(burst * everySeconds)} - now()))::int`,
    })
    .from(throttle)
    .where(and(eq(throttle.purpose, purpose), eq(throttle.keyHash, keyHash)));
  throw new MustWait(Math.max(1, row?.wait ?? everySeconds));
}

/** Gives turns back: whoever turned out to be who they said did not guess. */
export async function giveTurnsBack(db: Db, lanes: Lane[]): Promise<void> {
  for (const lane of [...lanes].sort((a, b) => a.purpose.localeCompare(b.purpose)))
    await db
      .update(throttle)
      .set({ busyUntil: sql`${throttle.busyUntil} - ${seconds(lane.everySeconds)}` })
      .where(and(eq(throttle.purpose, lane.purpose), eq(throttle.keyHash, keyOf(lane))));
}

/** Opens a lane wide again. */
export async function clearLane(db: Db, lane: Lane): Promise<void> {
  await db.delete(throttle).where(and(eq(throttle.purpose, lane.purpose), eq(throttle.keyHash, keyOf(lane))));
}

/** Removes what says nothing any more. */
export async function sweepThrottle(db: Db): Promise<void> {
  await db.delete(throttle).where(lt(throttle.busyUntil, sql`now()`));
}
