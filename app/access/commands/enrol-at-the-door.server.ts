import type { Db } from '#db/connection.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import {
  factorsOf,
  hasFactor,
  keepPasskey,
  keepTotp,
  makeRecoveryCodes,
  offerAgain,
} from '#app/factors/public.server.ts';
import { problem } from '#app/values/result.ts';
import { letIn, type Way } from '../admit.server.ts';
import { codesCookie } from '../codes-cookie.server.ts';
import { atTheDoor, contextOf, mustWait, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { factorAdded, newsOf } from '../events.ts';
import { finishStep, readStep, type Step } from '../step.server.ts';
import { tellOfAccount } from '../tell.server.ts';
import { codeLanes, STEP_IS_OVER } from './prove-second-factor.server.ts';
import { forgiveTries } from './sign-in.server.ts';

export const OFFER_IS_OVER = 'This code to scan was too old. Scan the new one and enter its code.';
export const WRONG_FIRST_CODE =
  'This is not the code of the moment. Look at your authenticator again; if it stays wrong, set the clock of your phone.';

const codesPath = (to: string) =>
  to === '/' ? '/account/recovery-codes' : `/account/recovery-codes?to=${encodeURIComponent(to)}`;

/** Sets up the authenticator of somebody who must have one, and lets them in. */
export async function enrolAuthenticator(
  door: Doorstep,
  { offer: sealed, code, to }: { offer: string; code: string; to: string },
): Promise<DoorAnswer<Way>> {
  const step = await readStep(door);
  if (step?.needs !== 'enrolment') return notIn(problem('', STEP_IS_OVER));
  const { accountId, email } = step.person;
  const offer = offerAgain(sealed, accountId, email, door.now);
  if (!offer) return notIn(problem('code', OFFER_IS_OVER));
  const lanes = await codeLanes(door, accountId);
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) return mustWait('code', wait);
  return unlessRaced(door, async (db) => {
    if (hasFactor(await factorsOf(db, accountId))) return notIn(problem('', STEP_IS_OVER));
    if (!(await keepTotp(db, accountId, offer, code, door.now)))
      return notIn(problem('code', WRONG_FIRST_CODE));
    await forgiveTries(db, lanes);
    return finish(door, db, step, { to, factor: 'authenticator' });
  });
}

/** The same with a passkey. */
export async function enrolPasskey(
  door: Doorstep,
  { credential, name, to }: { credential: string; name: string; to: string },
): Promise<DoorAnswer<Way>> {
  const step = await readStep(door);
  if (step?.needs !== 'enrolment') return notIn(problem('', STEP_IS_OVER));
  const { accountId } = step.person;
  return unlessRaced(door, async (db) => {
    if (hasFactor(await factorsOf(db, accountId))) return notIn(problem('', STEP_IS_OVER));
    const kept = await keepPasskey(db, door.baseUrl, accountId, { answer: credential, name, now: door.now });
    if (kept !== 'kept') return notIn(problem('', 'The passkey could not be checked. Try again.'));
    return finish(door, db, step, { to, factor: 'passkey', name });
  });
}

class Raced extends Error {}

/** Two tabs may finish one step: the second finds nothing done by it. */
async function unlessRaced(
  door: Doorstep,
  work: (db: Db) => Promise<DoorAnswer<Way>>,
): Promise<DoorAnswer<Way>> {
  try {
    return await atTheDoor(door, work);
  } catch (error) {
    if (error instanceof Raced) return notIn(problem('', STEP_IS_OVER));
    throw error;
  }
}

/** Everything that a first factor brings, or nothing where another tab was faster. */
async function finish(
  door: Doorstep,
  db: Db,
  step: Step,
  { to, factor, name }: { to: string; factor: 'authenticator' | 'passkey'; name?: string },
): Promise<DoorAnswer<Way>> {
  const { person } = step;
  if (!(await finishStep(db, step))) throw new Raced('the step was finished elsewhere');
  const codes = await makeRecoveryCodes(db, person.accountId, door.now);
  const facts = name ? { factor, name } : { factor };
  await recordEvent(contextOf(door, db, person), newsOf(factorAdded, person, facts));
  await tellOfAccount(
    contextOf(door, db, person),
    person,
    factor === 'passkey' ? 'passkeyAdded' : 'authenticatorAdded',
  );
  const way = await letIn(door, db, person, {
    to: codesPath(to),
    secondFactor: factor === 'passkey' ? 'passkey' : 'totp',
  });
  const cookie = await codesCookie(door.baseUrl, person.accountId, codes);
  return { ok: true, value: { ...way, cookies: [...way.cookies, cookie] } };
}
