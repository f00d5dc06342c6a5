import { sql } from 'drizzle-orm';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { takeCode } from '#app/factors/public.server.ts';
import { problem } from '#app/values/result.ts';
import { letIn, type Way } from '../admit.server.ts';
import { isKnownPlace, lanesFor } from '../device.server.ts';
import { atTheDoor, contextOf, mustWait, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { noteGuessing } from '../guessing.server.ts';
import { tellOfAccount } from '../tell.server.ts';
import { finishStep, readStep } from '../step.server.ts';
import { forgiveTries } from './sign-in.server.ts';

export const STEP_IS_OVER = 'Ten minutes have passed, or this was finished elsewhere. Sign in again.';

const WRONG_CODE =
  'This is not the code of the moment, or it was used already. Wait for the next one, or use a recovery code.';

/** The lanes of codes of an account, for whoever stands at this door. */
export async function codeLanes(door: Doorstep, accountId: string) {
  const placeIsKnown = await atTheDoor(door, async (db) => {
    const [row] = await db.execute<{ known: boolean }>(sql`select ${isKnownPlace(door, accountId)} as known`);
    return row?.known ?? false;
  });
  return lanesFor(door, 'code', { subject: accountId, accountId, placeIsKnown });
}

/** Takes the second factor of somebody whose password was right, and opens their session. */
export async function proveSecondFactor(
  door: Doorstep,
  { code, to }: { code: string; to: string },
): Promise<DoorAnswer<Way>> {
  const step = await readStep(door);
  if (step?.needs !== 'code') return notIn(problem('', STEP_IS_OVER));
  const { person } = step;
  const lanes = await codeLanes(door, person.accountId);
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) {
    await noteGuessing(door, person.accountId, 'code');
    return mustWait('code', wait);
  }
  return atTheDoor(door, async (db) => {
    const secondFactor = await takeCode(db, person.accountId, code, door.now);
    if (!secondFactor) return notIn(problem('code', WRONG_CODE));
    if (!(await finishStep(db, step))) return notIn(problem('', STEP_IS_OVER));
    await forgiveTries(db, lanes);
    if (secondFactor === 'recovery')
      await tellOfAccount(contextOf(door, db, person), person, 'recoveryCodeUsed');
    return { ok: true, value: await letIn(door, db, person, { to, secondFactor }) };
  });
}
