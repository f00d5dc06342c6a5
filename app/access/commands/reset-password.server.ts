import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { accountPassword, passwordReset } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { problem } from '#app/values/result.ts';
import { firstActorOf } from '../actor.server.ts';
import { rememberDevice } from '../device.server.ts';
import { atTheDoor, contextOf, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { newsOf, passwordChanged } from '../events.ts';
import { hashPassword, passwordProblem } from '../password.server.ts';
import { endSessionsIn } from '../session.server.ts';
import { endStepsOf } from '../step.server.ts';
import { tellOfAccount } from '../tell.server.ts';
import { hashOfToken } from '../token.server.ts';

export const LINK_IS_OVER = 'This link was used, has expired, or a newer one was sent.';

const isOpen = (token: string) =>
  and(
    eq(passwordReset.tokenHash, hashOfToken(token)),
    isNull(passwordReset.endedAt),
    gt(passwordReset.expiresAt, sql`now()`),
  );

/** Whose link this is, or null where it was used, has expired, was replaced or never was. */
export function findReset(door: Doorstep, token: string): Promise<Actor | null> {
  return atTheDoor(door, async (db) => {
    const [row] = await db.select().from(passwordReset).where(isOpen(token));
    return row ? firstActorOf(db, row.accountId) : null;
  });
}

/**
 * Chooses a new password by a link, once. Every session of the person ends, and they are told by mail; they sign in with the new
 * password and with their second factor, which the link does not replace.
 * @returns the cookie by which this browser is known, because its owner reads the mailbox
 */
export async function resetPassword(
  door: Doorstep,
  token: string,
  password: string,
): Promise<DoorAnswer<{ cookies: string[] }>> {
  const person = await findReset(door, token);
  if (!person) return notIn(problem('', LINK_IS_OVER));
  const why = await passwordProblem(password, [person.name, person.email, person.organizationName]);
  if (why) return notIn(why);
  const passwordHash = await hashPassword(password);
  return atTheDoor(door, async (db) => {
    const used = await db
      .update(passwordReset)
      .set({ endedAt: sql`now()` })
      .where(isOpen(token))
      .returning({ id: passwordReset.id });
    if (used.length === 0) return notIn(problem('', LINK_IS_OVER));
    await replacePassword(door, db, person, passwordHash, 'link');
    return { ok: true, value: { cookies: [await rememberDevice(door, db, person.accountId)] } };
  });
}

/** Writes a new password, ends what the old one opened, and tells the person. */
export async function replacePassword(
  door: Doorstep,
  db: Db,
  person: Actor,
  passwordHash: string,
  by: 'form' | 'link',
): Promise<void> {
  const { accountId } = person;
  await db
    .update(accountPassword)
    .set({ passwordHash, changedAt: door.now })
    .where(eq(accountPassword.accountId, accountId));
  await endSessionsIn(db, accountId);
  await endStepsOf(db, accountId);
  await db
    .update(passwordReset)
    .set({ endedAt: sql`now()` })
    .where(and(eq(passwordReset.accountId, accountId), isNull(passwordReset.endedAt)));
  await recordEvent(contextOf(door, db, person), newsOf(passwordChanged, person, { by }));
  await tellOfAccount(contextOf(door, db, person), person, 'passwordChanged');
}
