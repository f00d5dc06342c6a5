import { and, eq } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { session } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { takeTurns } from '#app/platform/throttle/throttle.server.ts';
import { factorsOf, hasFactor, takeCode, takePasskey } from '#app/factors/public.server.ts';
import { problem } from '#app/values/result.ts';
import {
  atTheDoor,
  contextOf,
  mustWait,
  notIn,
  type DoorAnswer,
  type Doorstep,
} from '../../doorstep.server.ts';
import { newsOf, proven } from '../../events.ts';
import type { ProveInput } from '../../forms.ts';
import { noteGuessing } from '../../guessing.server.ts';
import { passwordHashOf } from '../../password-row.server.ts';
import { verifyPassword } from '../../password.server.ts';
import { codeLanes } from '../prove-second-factor.server.ts';
import { forgiveTries } from '../sign-in.server.ts';

/**
 * Takes a second factor, or the password of somebody who has none, from whoever is signed in, so that for a while they may change
 * what opens their door. A password does not stand in for a second factor.
 */
export async function proveAgain(
  door: Doorstep,
  actor: Actor,
  { code, password, credential }: ProveInput,
): Promise<DoorAnswer<null>> {
  const { accountId } = actor;
  const lanes = await codeLanes(door, accountId);
  const wait = await takeTurns(door.database, lanes);
  if (wait > 0) {
    await noteGuessing(door, accountId, 'code');
    return mustWait(password ? 'password' : 'code', wait);
  }
  const hash = await atTheDoor(door, (db) => passwordHashOf(db, accountId));
  const knowsPassword = password ? await verifyPassword(hash, password) : false;
  return atTheDoor(door, async (db) => {
    const way = await wayTaken(door, db, accountId, { code, credential, knowsPassword });
    if (!way)
      return notIn(
        password
          ? problem('password', 'This is not your password.')
          : problem(code ? 'code' : '', 'That is not right, or it was used already. Try again.'),
      );
    await forgiveTries(db, lanes);
    await db
      .update(session)
      .set({ provenAt: door.now, ...(way === 'password' ? {} : { secondFactor: way }) })
      .where(and(eq(session.id, actor.session?.id ?? accountId), eq(session.accountId, accountId)));
    await recordEvent(contextOf(door, db, actor), newsOf(proven, actor, { with: way }));
    return { ok: true, value: null };
  });
}

type Shown = { code: string | undefined; credential: string | undefined; knowsPassword: boolean };

async function wayTaken(
  door: Doorstep,
  db: Db,
  accountId: string,
  { code, credential, knowsPassword }: Shown,
) {
  if (code) return takeCode(db, accountId, code, door.now);
  if (credential) {
    const taken = await takePasskey(db, door.baseUrl, credential, door.now);
    return taken?.accountId === accountId ? ('passkey' as const) : null;
  }
  return knowsPassword && !hasFactor(await factorsOf(db, accountId)) ? ('password' as const) : null;
}
