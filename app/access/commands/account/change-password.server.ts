import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { problem } from '#app/values/result.ts';
import { reopen } from '../../admit.server.ts';
import { lanesFor } from '../../device.server.ts';
import { atTheDoor, mustWait, notIn, type DoorAnswer, type Doorstep } from '../../doorstep.server.ts';
import { noteGuessing } from '../../guessing.server.ts';
import { passwordHashOf } from '../../password-row.server.ts';
import { hashPassword, passwordProblem, verifyPassword } from '../../password.server.ts';
import { replacePassword } from '../reset-password.server.ts';
import { forgiveTries } from '../sign-in.server.ts';

/**
 * Changes the password of whoever is signed in and knows the one they have. Every session of theirs ends, this one goes on under a
 * new id, and they are told by mail.
 */
export async function changePassword(
  door: Doorstep,
  actor: Actor,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<DoorAnswer<{ cookies: string[] }>> {
  const { accountId, email, name, organizationName } = actor;
  const lanes = await lanesFor(door, 'password', { subject: email, accountId, placeIsKnown: true });
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) {
    await noteGuessing(door, accountId, 'password');
    return mustWait('currentPassword', wait);
  }
  const stored = await atTheDoor(door, (db) => passwordHashOf(db, accountId));
  if (!stored)
    return notIn(
      problem('currentPassword', 'You have no password here: you sign in through your organization.'),
    );
  if (!(await verifyPassword(stored, currentPassword)))
    return notIn(problem('currentPassword', 'This is not your password.'));
  await atTheDoor(door, (db) => forgiveTries(db, lanes));
  if (currentPassword === password)
    return notIn(problem('password', 'This is the password that you have already.'));
  const why = await passwordProblem(password, [name, email, organizationName]);
  if (why) return notIn(why);
  const passwordHash = await hashPassword(password);
  return atTheDoor(door, async (db) => {
    await replacePassword(door, db, actor, passwordHash, 'form');
    return { ok: true, value: { cookies: await reopen(door, db, actor) } };
  });
}
