import { and, eq } from 'drizzle-orm';
import { scorecardLevel } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { levelEntered } from '../events.ts';
import type { ScoredVerb } from '../forms.ts';
import { judgeScorecard } from '../judge.server.ts';
import type { Card } from '../queries.server.ts';
import { levelUnderReview } from '../level.server.ts';
import { formatValue } from '../measures.ts';

/**
 * Enters what a level came to, with where it comes from. A value that the product measured may be replaced so too;
 * the note then says why, and the client reads it.
 */
export async function enterValue(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
  { value, counted, note }: ScoredVerb<'enter'>,
): Promise<Result<Card>> {
  const found = await levelUnderReview(ctx, scorecardId, serviceLevelId);
  if (!found.ok) return found;
  const { card, level } = found.value;
  authorize(ctx, 'scorecard.review', card);
  if (level.unit === 'percent' && new Decimal(value).gt(100))
    return invalid(problem('value', 'A percentage is at most 100.'));
  await ctx.db
    .update(scorecardLevel)
    .set({
      ...{ source: 'entered', value, counted: counted ?? null, met: null, note },
      ...{ enteredBy: ctx.actor.accountId, enteredByName: ctx.actor.name, enteredAt: ctx.now },
    })
    .where(
      and(eq(scorecardLevel.scorecardId, scorecardId), eq(scorecardLevel.serviceLevelId, serviceLevelId)),
    );
  const judged = await judgeScorecard(ctx, card);
  const facts = { name: level.name, value: formatValue(value, level.unit) };
  await recordEvent(ctx, levelEntered({ subjectId: card.id, clientId: card.clientId, reason: note, facts }));
  return ok(judged);
}
