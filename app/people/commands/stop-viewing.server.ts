import { eq } from 'drizzle-orm';
import { viewAs } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { viewStopped } from '../events.ts';

/**
 * Gives the program office its own pages back. Needs no right: whoever looks on may stop.
 * @param ctx of the one who looks on, not of whom they look at
 * @param ranOut whether the half hour was over, and nobody pressed anything
 */
export async function stopViewing(
  ctx: Context,
  viewed: { accountId: string; membershipId: string; name: string },
  sessionIdHash: string,
  ranOut = false,
): Promise<void> {
  const { accountId, membershipId, name } = viewed;
  const stopped = await ctx.db
    .delete(viewAs)
    .where(eq(viewAs.sessionIdHash, sessionIdHash))
    .returning({ membershipId: viewAs.membershipId });
  if (stopped.length === 0) return;
  const as = { ...ctx, actor: { ...ctx.actor, onBehalfOf: { accountId, name } } };
  await recordEvent(as, viewStopped({ subjectId: membershipId, facts: { name, ranOut } }));
}
