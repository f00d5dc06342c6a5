import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { account, accountPassword, signInAttempt } from '#db/schema/index.ts';
import { blindIndex } from '#app/platform/crypto/field.server.ts';
import { clearLane, giveTurnsBack, takeTurns, type Lane } from '#app/platform/throttle/throttle.server.ts';
import { takePasskey } from '#app/factors/public.server.ts';
import { problem } from '#app/values/result.ts';
import { findActor, firstActorOf } from '../actor.server.ts';
import { admit, letIn, type Way } from '../admit.server.ts';
import { isKnownPlace, lanesFor } from '../device.server.ts';
import { atTheDoor, mustWait, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { noteGuessing } from '../guessing.server.ts';
import { hashPassword, isWeak, verifyPassword } from '../password.server.ts';
import { ONLY_BY_SINGLE_SIGN_ON, onlyBySingleSignOn } from '../single-sign-on.server.ts';
import { readStep } from '../step.server.ts';

const notTogether = () => notIn(problem('password', 'E-mail and password do not belong together.'));
const notAMember = () =>
  notIn(problem('email', 'You are no longer a member of any organization here. Ask your administrator.'));

/** Who has this e-mail and may sign in; the same statement, whether there is anybody or not. */
export async function whoHas(door: Doorstep, email: string) {
  return atTheDoor(door, async (db) => {
    const [row] = await db
      .select({
        accountId: account.id,
        passwordHash: accountPassword.passwordHash,
        placeIsKnown: isKnownPlace(door, account.id),
      })
      .from(account)
      .innerJoin(accountPassword, eq(accountPassword.accountId, account.id))
      .where(and(eq(sql`lower(${account.email})`, email.toLowerCase()), isNull(account.disabledAt)));
    return row ?? null;
  });
}

/**
 * Checks an e-mail and a password, and says what they open. Says the same, and takes as long, whether the e-mail is unknown or the
 * password wrong.
 */
export async function signIn(
  door: Doorstep,
  { email, password, to }: { email: string; password: string; to: string },
): Promise<DoorAnswer<Way>> {
  const known = await whoHas(door, email);
  const lanes = await lanesFor(door, 'password', {
    subject: email,
    accountId: known?.accountId ?? null,
    placeIsKnown: known?.placeIsKnown ?? false,
  });
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) {
    await noteGuessing(door, known?.accountId ?? null, 'password');
    return mustWait('password', wait);
  }
  const matches = await verifyPassword(known?.passwordHash ?? null, password);
  await noteAttempt(door, email, matches);
  if (!known || !matches) return notTogether();
  const stronger = isWeak(known.passwordHash) ? await hashPassword(password) : null;
  return atTheDoor(door, async (db) => {
    await forgiveTries(db, lanes);
    if (stronger)
      await db
        .update(accountPassword)
        .set({ passwordHash: stronger })
        .where(
          and(
            eq(accountPassword.accountId, known.accountId),
            eq(accountPassword.passwordHash, known.passwordHash),
          ),
        );
    if (await onlyBySingleSignOn(db, known.accountId))
      return notIn(problem('password', ONLY_BY_SINGLE_SIGN_ON));
    const person = await firstActorOf(db, known.accountId);
    return person ? { ok: true, value: await admit(door, db, person, to) } : notAMember();
  });
}

/** Written whether there is anybody or not, so that guessing can be looked into; by a keyed hash, never the address. */
const noteAttempt = (door: Doorstep, email: string, succeeded: boolean): Promise<void> =>
  atTheDoor(door, async (db) => {
    await db
      .insert(signInAttempt)
      .values({ emailHash: blindIndex('sign-in', email.toLowerCase()), succeeded });
  });

/** The lane of one's own is wide again; in those that are shared, one's own turn comes back. */
export async function forgiveTries(db: Db, [own, ...shared]: Lane[]): Promise<void> {
  if (own) await clearLane(db, own);
  await giveTurnsBack(db, shared);
}

const NO_PASSKEY =
  'This passkey is not known here, or the request for it was too old. Try again, or use your password.';

/** Signs in whoever holds a passkey of ours. It was unlocked by finger, face or PIN, so that it counts as both factors. */
export async function signInWithPasskey(
  door: Doorstep,
  { credential, to }: { credential: string; to: string },
): Promise<DoorAnswer<Way>> {
  const step = await readStep(door);
  return atTheDoor(door, async (db) => {
    const taken = await takePasskey(db, door.baseUrl, credential, door.now);
    if (!taken) return notIn(problem('', NO_PASSKEY));
    if (await onlyBySingleSignOn(db, taken.accountId)) return notIn(problem('', ONLY_BY_SINGLE_SIGN_ON));
    // Whoever was on the way in as somebody of several goes on as that one.
    const chosen =
      step?.person.accountId === taken.accountId ? await findActor(db, step.person.membershipId) : null;
    const person = chosen ?? (await firstActorOf(db, taken.accountId));
    if (!person) return notAMember();
    return { ok: true, value: await letIn(door, db, person, { to, secondFactor: 'passkey' }) };
  });
}
