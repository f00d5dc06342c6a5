import { actorOfMembership, sessionHashOf } from '#app/access/public.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext, type Surroundings } from '#app/platform/context.server.ts';
import { stopViewing } from './commands/stop-viewing.server.ts';

/**
 * Ends what a session looks at, as the one who really looks.
 * @returns whose page to go back to; null where nobody is looked at
 */
export async function stopLooking(
  surroundings: Surroundings,
  actor: Actor | null,
  cookie: string | null,
): Promise<string | null> {
  const sessionIdHash = sessionHashOf(cookie);
  if (!actor?.viewingAs || sessionIdHash === null) return null;
  const viewer = await actorOfMembership(surroundings.database, actor.viewingAs.membershipId);
  if (!viewer) return null;
  await withContext(surroundings, viewer, (ctx) => stopViewing(ctx, actor, sessionIdHash));
  return actor.accountId;
}
