import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { scorecardTakenBack } from '../events.ts';
import { judgeScorecard } from '../judge.server.ts';
import { scorecard } from '../lifecycle.ts';
import { scorecardToChange, type Card } from '../queries.server.ts';

/** Takes the month back from the client to look at it once more, as after a dispute. Its answers are given anew then. */
export async function takeBackScorecard(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<Card>> {
  const card = await scorecardToChange(ctx, id);
  if (!card) return missing();
  authorize(ctx, 'scorecard.review', card);
  const back = await transition(ctx, scorecard, card, 'take_back');
  if (!back.ok) return back;
  const judged = await judgeScorecard(ctx, back.value);
  await recordEvent(ctx, scorecardTakenBack({ subjectId: id, clientId: card.clientId, reason, facts: {} }));
  return ok(judged);
}
