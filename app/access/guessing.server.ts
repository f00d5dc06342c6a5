import { recordEvent } from '#app/platform/events/events.server.ts';
import { ipPrefixOf } from '#app/platform/http/visitor.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { firstActorOf } from './actor.server.ts';
import { atTheDoor, contextOf, somebodyAtTheDoor, type Doorstep } from './doorstep.server.ts';
import { guessed, newsOf } from './events.ts';

/** A thousand tries are one piece of news. */
const ONCE_AN_HOUR = { burst: 1, everySeconds: 3600 };

/** Leaves a trace of many wrong tries on an account, at most once an hour. Tries on nobody's account leave none. */
export async function noteGuessing(
  door: Doorstep,
  accountId: string | null,
  at: 'password' | 'code',
): Promise<void> {
  const lane = { purpose: 'guessing noted', key: `${at} ${accountId ?? 'nobody'}`, ...ONCE_AN_HOUR };
  if ((await takeTurns(door.database, [lane])) > 0 || !accountId) return;
  await atTheDoor(door, async (db) => {
    const person = await firstActorOf(db, accountId);
    if (!person) return;
    const facts = { network: ipPrefixOf(door.visitor.ip), at };
    await recordEvent(contextOf(door, db, somebodyAtTheDoor(person)), newsOf(guessed, person, facts));
  });
}
