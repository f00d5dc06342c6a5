import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import { scorecardReviewed } from '../events.ts';
import { scorecard } from '../lifecycle.ts';
import { scorecardToChange, type Card } from '../queries.server.ts';

/** From here on the month is not counted anew: what is found to be wrong is entered or claimed, with a reason. */
export async function beginReview(ctx: Context, id: string): Promise<Result<Card>> {
  const card = await scorecardToChange(ctx, id);
  if (!card) return missing();
  authorize(ctx, 'scorecard.review', card);
  const reviewed = await transition(ctx, scorecard, card, 'review');
  if (!reviewed.ok) return reviewed;
  await recordEvent(ctx, scorecardReviewed({ subjectId: id, clientId: card.clientId, facts: {} }));
  return reviewed;
}
