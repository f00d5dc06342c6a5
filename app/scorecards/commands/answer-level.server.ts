import { and, eq } from 'drizzle-orm';
import { scorecardLevel } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { levelAnswered } from '../events.ts';
import type { ScoredVerb } from '../forms.ts';
import { levelToChange } from '../level.server.ts';

/**
 * The client accepts a level as it was judged, with what was claimed for it, or disputes it and says why. It may
 * change its answer until the scorecard is frozen or taken back.
 */
export async function answerLevel(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
  input: ScoredVerb<'accept'> | ScoredVerb<'dispute'>,
): Promise<Result<{ name: string; answer: 'accepted' | 'disputed' }>> {
  const found = await levelToChange(ctx, scorecardId, serviceLevelId);
  if (!found) return missing();
  const { card, level } = found;
  authorize(ctx, 'scorecard.answer', card);
  if (card.status !== 'with_client')
    return stale(`This scorecard is ${card.status.replaceAll('_', ' ')} already.`);
  const answer = input.verb === 'accept' ? 'accepted' : 'disputed';
  const reason = input.verb === 'dispute' ? input.reason : null;
  if (level.answer === answer && level.answerReason === reason) return ok({ name: level.name, answer });
  const { accountId, name } = ctx.actor;
  await ctx.db
    .update(scorecardLevel)
    .set({ answer, answerReason: reason, answeredBy: accountId, answeredByName: name, answeredAt: ctx.now })
    .where(
      and(eq(scorecardLevel.scorecardId, scorecardId), eq(scorecardLevel.serviceLevelId, serviceLevelId)),
    );
  const facts = { name: level.name, answer };
  await recordEvent(ctx, levelAnswered({ subjectId: card.id, clientId: card.clientId, reason, facts }));
  return ok({ name: level.name, answer });
}
