import { and, eq } from 'drizzle-orm';
import { scorecardRelief } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import { reliefWithdrawn } from '../events.ts';
import { judgeScorecard } from '../judge.server.ts';
import type { Card } from '../queries.server.ts';
import { levelUnderReview } from '../level.server.ts';
import { claimInWords } from './claim-relief.server.ts';

/** Takes a claim out again while the scorecard is under review; the trail keeps that it was made. */
export async function withdrawRelief(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
  reliefId: string,
): Promise<Result<Card>> {
  const found = await levelUnderReview(ctx, scorecardId, serviceLevelId);
  if (!found.ok) return found;
  const { card, level } = found.value;
  authorize(ctx, 'scorecard.review', card);
  const [gone] = await ctx.db
    .delete(scorecardRelief)
    .where(
      and(
        eq(scorecardRelief.id, reliefId),
        eq(scorecardRelief.scorecardId, scorecardId),
        eq(scorecardRelief.serviceLevelId, serviceLevelId),
      ),
    )
    .returning();
  if (!gone) return stale('This claim was withdrawn already.');
  const judged = await judgeScorecard(ctx, card);
  const facts = { name: level.name, claim: claimInWords(gone.kind, gone.events) };
  await recordEvent(ctx, reliefWithdrawn({ subjectId: card.id, clientId: card.clientId, facts }));
  return ok(judged);
}
