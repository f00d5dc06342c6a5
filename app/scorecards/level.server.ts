import { and, eq } from 'drizzle-orm';
import { scorecardLevel } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { isEditable } from './lifecycle.ts';
import { scorecardOf, scorecardToChange, type Card } from './queries.server.ts';

export type LevelOfCard = { card: Card; level: typeof scorecardLevel.$inferSelect };

/** One level of a scorecard with the scorecard locked; null where there is none. */
export async function levelToChange(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
): Promise<LevelOfCard | null> {
  // A client may hold only what waits for its answer; what is frozen it still reads.
  const card = (await scorecardToChange(ctx, scorecardId)) ?? (await scorecardOf(ctx, scorecardId));
  if (!card) return null;
  const [level] = await ctx.db
    .select()
    .from(scorecardLevel)
    .where(
      and(eq(scorecardLevel.scorecardId, scorecardId), eq(scorecardLevel.serviceLevelId, serviceLevelId)),
    );
  return level ? { card, level } : null;
}

/** The same while the MSP still works on it. Refuses with `Stale` once the client has it. */
export async function levelUnderReview(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
): Promise<Result<LevelOfCard>> {
  const found = await levelToChange(ctx, scorecardId, serviceLevelId);
  if (!found) return missing();
  // Before anything is said of how far it is: whoever reads a scorecard may not all review it.
  authorize(ctx, 'scorecard.review', found.card);
  if (!isEditable(found.card.status))
    return stale(`This scorecard is ${found.card.status.replaceAll('_', ' ')} already.`);
  return ok(found);
}
