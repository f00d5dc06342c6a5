import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { findActor } from './actor.server.ts';

export { openSession } from './session.server.ts';

/** Who a membership is, for jobs that finish what a person asked for; null once it ended. */
export function actorOfMembership(database: Database, membershipId: string): Promise<Actor | null> {
  return walled(database, { side: 'door' }, (db) => findActor(db, membershipId));
}

export { sessionHashOf, VIEW_MINUTES } from './view-as.server.ts';
export { newToken } from './token.server.ts';
