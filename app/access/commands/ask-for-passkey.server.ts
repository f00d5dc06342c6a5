import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { ipPrefixOf } from '#app/platform/http/visitor.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { askForPasskey, offerPasskey } from '#app/factors/public.server.ts';
import { problem } from '#app/values/result.ts';
import { mustWait, notIn, type DoorAnswer, type Doorstep } from '../doorstep.server.ts';
import { readStep } from '../step.server.ts';
import { STEP_IS_OVER } from './prove-second-factor.server.ts';

/** Every question is a row until it is answered or five minutes have passed. */
async function mayAsk({ database, visitor }: Doorstep): Promise<number> {
  const key = ipPrefixOf(visitor.ip);
  return takeTurns(database, [{ purpose: 'passkey question', key, burst: 60, everySeconds: 30 }]);
}

/** What a browser needs to sign somebody in with a passkey. */
export async function questionForSignIn(
  door: Doorstep,
): Promise<DoorAnswer<Awaited<ReturnType<typeof askForPasskey>>>> {
  const wait = await mayAsk(door);
  if (wait > 0) return mustWait('', wait);
  return { ok: true, value: await askForPasskey(door.database, door.baseUrl) };
}

/** What a browser needs to make the first passkey of somebody who must have a second factor. */
export async function questionForEnrolment(
  door: Doorstep,
): Promise<DoorAnswer<Awaited<ReturnType<typeof offerPasskey>>>> {
  const step = await readStep(door);
  if (step?.needs !== 'enrolment') return notIn(problem('', STEP_IS_OVER));
  const wait = await mayAsk(door);
  if (wait > 0) return mustWait('', wait);
  return { ok: true, value: await offerPasskey(door.database, door.baseUrl, step.person) };
}

/** What a browser needs to make one more passkey of whoever is signed in. */
export async function questionForAccount(
  door: Doorstep,
  actor: Actor,
): Promise<DoorAnswer<Awaited<ReturnType<typeof offerPasskey>>>> {
  const wait = await mayAsk(door);
  if (wait > 0) return mustWait('', wait);
  return { ok: true, value: await offerPasskey(door.database, door.baseUrl, actor) };
}
