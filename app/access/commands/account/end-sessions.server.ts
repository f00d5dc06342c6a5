import { and, eq, ne } from 'drizzle-orm';
import { session } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { authorizeOwn } from '../../account/own.server.ts';
import { newsOf, sessionsRevoked } from '../../events.ts';

/** Ends one session of one's own; the one that one acts in too. */
export async function endOwnSession(ctx: Context, id: string): Promise<Result<{ wasThis: boolean }>> {
  authorizeOwn(ctx);
  const ended = await ctx.db
    .delete(session)
    .where(and(eq(session.id, id), eq(session.accountId, ctx.actor.accountId)))
    .returning({ id: session.id });
  if (ended.length === 0) return missing();
  await recordEvent(ctx, newsOf(sessionsRevoked, ctx.actor, { ended: 1 }));
  return ok({ wasThis: id === ctx.actor.session?.id });
}

/** Ends every session of one's own but the one that one acts in. */
export async function endOtherSessions(ctx: Context): Promise<Result<{ ended: number }>> {
  authorizeOwn(ctx);
  const { accountId, session: current } = ctx.actor;
  const ended = await ctx.db
    .delete(session)
    .where(and(eq(session.accountId, accountId), current ? ne(session.id, current.id) : undefined))
    .returning({ id: session.id });
  if (ended.length > 0) await recordEvent(ctx, newsOf(sessionsRevoked, ctx.actor, { ended: ended.length }));
  return ok({ ended: ended.length });
}
