import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { invalid, missing, problem, type Result } from '#app/values/result.ts';
import { scorecardSent } from '../events.ts';
import { judgeScorecard } from '../judge.server.ts';
import { scorecard } from '../lifecycle.ts';
import { whyOutOfOrder } from '../order.server.ts';
import { levelsOfScorecard, scorecardToChange, type Card } from '../queries.server.ts';

/**
 * Hands the reviewed month to the client. It is judged once more: the month before may have been frozen meanwhile.
 * Refuses: `Invalid` while a value is missing, or the month before is not frozen.
 */
export async function sendScorecard(ctx: Context, id: string): Promise<Result<Card>> {
  const card = await scorecardToChange(ctx, id);
  if (!card) return missing();
  authorize(ctx, 'scorecard.review', card);
  const open = (await levelsOfScorecard(ctx, id)).filter(
    ({ measure, source, value }) => measure === 'entered' && source === 'entered' && value === null,
  );
  if (card.status === 'under_review' && open.length > 0)
    return invalid(problem('', `Enter a value first for ${open.map(({ name }) => `“${name}”`).join(', ')}.`));
  const order = await whyOutOfOrder(ctx, card);
  if (card.status === 'under_review' && order) return invalid(order);
  const judged = card.status === 'under_review' ? await judgeScorecard(ctx, card) : card;
  const sent = await transition(ctx, scorecard, judged, 'send', {
    ...{ sentBy: ctx.actor.accountId, sentByName: ctx.actor.name, sentAt: ctx.now },
  });
  if (!sent.ok) return sent;
  const { clientId, creditMinor, currency, answerBy } = judged;
  await recordEvent(
    ctx,
    scorecardSent({ subjectId: id, clientId, facts: { creditMinor, currency, answerBy } }),
  );
  return sent;
}
