import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { passwordReset } from '#db/schema/index.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { ipPrefixOf } from '#app/platform/http/visitor.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { firstActorOf } from '../actor.server.ts';
import {
  atTheDoor,
  contextOf,
  mustWait,
  somebodyAtTheDoor,
  type DoorAnswer,
  type Doorstep,
} from '../doorstep.server.ts';
import { newsOf, resetRequested } from '../events.ts';
import { newToken } from '../token.server.ts';
import { whoHas } from './sign-in.server.ts';

const VALID_MINUTES = 60;
/** Longer than the work for a known address takes, so that the answer does not tell whether there was any. */
const ANSWER_AFTER_MS = 300;

const HOUR = 3600;

/**
 * Sends a link to whoever has this e-mail and a password here. The answer is the same, and comes as late, where nobody has.
 * A newer link ends the ones before.
 */
export async function requestReset(door: Doorstep, email: string): Promise<DoorAnswer<null>> {
  const answerAt = performance.now() + ANSWER_AFTER_MS;
  const place = {
    purpose: 'reset place',
    key: ipPrefixOf(door.visitor.ip),
    burst: 20,
    everySeconds: HOUR / 20,
  };
  const wait = await takeTurns(door.database, [place]);
  if (wait > 0) return mustWait('email', wait);
  // Three an hour fill no mailbox; whoever asks once more is not told, because only a known address would get that answer.
  const mailbox = { purpose: 'reset mailbox', key: email.toLowerCase(), burst: 3, everySeconds: HOUR / 3 };
  const full = (await takeTurns(door.database, [mailbox])) > 0;
  const known = await whoHas(door, email);
  if (known && !full)
    await atTheDoor(door, async (db) => {
      const person = await firstActorOf(db, known.accountId);
      if (person) await sendLink(door, db, person);
    });
  await sleep(Math.max(0, answerAt - performance.now()));
  return { ok: true, value: null };
}

async function sendLink(door: Doorstep, db: Db, person: Actor): Promise<void> {
  const { accountId } = person;
  await db
    .update(passwordReset)
    .set({ endedAt: sql`now()` })
    .where(and(eq(passwordReset.accountId, accountId), isNull(passwordReset.endedAt)));
  const { token, tokenHash } = newToken();
  await db.insert(passwordReset).values({
    ...{ accountId, tokenHash },
    createdAt: sql`now()`,
    expiresAt: sql`now() + make_interval(mins => ${VALID_MINUTES})`,
  });
  const ctx = contextOf(door, db, somebodyAtTheDoor(person));
  await queueMail(
    ctx,
    { kind: 'passwordReset', props: { link: `${door.baseUrl}/reset/${token}` } },
    { accountId },
  );
  await recordEvent(ctx, newsOf(resetRequested, person, { network: ipPrefixOf(door.visitor.ip) }));
}
