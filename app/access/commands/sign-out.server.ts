import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { atTheDoor, contextOf, type Doorstep } from '../doorstep.server.ts';
import { newsOf, signedOut } from '../events.ts';
import { closeSessionIn } from '../session.server.ts';
import { clearStep } from '../step.server.ts';

/** Ends the session on the server's side too. Without one there is nothing to end, and nothing to tell. */
export async function signOut(door: Doorstep, actor: Actor | null): Promise<string[]> {
  const closed = await atTheDoor(door, async (db) => {
    const person = actor && whoActs(actor);
    if (person) await recordEvent(contextOf(door, db, person), newsOf(signedOut, person, {}));
    return closeSessionIn(db, door.baseUrl, door.cookie);
  });
  return [closed, await clearStep(door)];
}

/** Whoever looks on as another signs out as themselves. */
function whoActs({ viewingAs, ...actor }: Actor): Actor {
  if (!viewingAs) return actor;
  const { accountId, membershipId, name, organizationName } = viewingAs;
  return {
    ...actor,
    accountId,
    membershipId,
    name,
    organizationName,
    side: 'msp',
    clientId: null,
    supplierId: null,
  };
}
