import { proposeServiceCredits } from '#app/invoices/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, problem, type Result } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { scorecardFrozen } from '../events.ts';
import { scorecard } from '../lifecycle.ts';
import { whyOutOfOrder } from '../order.server.ts';
import { levelsOfScorecard, scorecardToChange, type ScoredLevel, type Card } from '../queries.server.ts';

/**
 * Freezes the month and proposes its credit, which then waits for the next document that it may stand on. A dispute
 * does not hold it up: it is on record, and what is undisputed reaches the client.
 * Refuses: `Invalid` before the client answered every level, unless its days to answer are over; then not by the person
 * who sent it.
 */
export async function freezeScorecard(ctx: Context, id: string): Promise<Result<Card>> {
  const card = await scorecardToChange(ctx, id);
  if (!card) return missing();
  authorize(ctx, 'scorecard.freeze', card);
  const facts = await programOf(ctx, card.clientId);
  if (!facts) return missing();
  const levels = await levelsOfScorecard(ctx, id);
  const outcome = outcomeOf(levels);
  if (card.status === 'with_client' && outcome === 'unanswered') {
    if (today(ctx.now, facts.timeZone) <= card.answerBy)
      return invalid(
        problem('', `The client has not answered every level. It has until ${formatDate(card.answerBy)}.`),
      );
    if (card.sentBy === ctx.actor.accountId)
      return invalid(
        problem('', 'You sent it, and the client did not answer: somebody else must freeze it.'),
      );
  }
  const order = await whyOutOfOrder(ctx, card);
  if (card.status === 'with_client' && order) return invalid(order);
  const { clientId, month, settledBy, creditMinor, earnBackMinor, currency } = card;
  if (card.status === 'with_client')
    await proposeServiceCredits(ctx, {
      ...{ clientId, scorecardId: id, month, settledBy, creditMinor, earnBackMinor },
    });
  const frozen = await transition(ctx, scorecard, card, 'freeze', {
    ...{ outcome, frozenBy: ctx.actor.accountId, frozenByName: ctx.actor.name, frozenAt: ctx.now },
  });
  if (!frozen.ok) return frozen;
  await recordEvent(
    ctx,
    scorecardFrozen({ subjectId: id, clientId, facts: { outcome, creditMinor, earnBackMinor, currency } }),
  );
  return frozen;
}

/** Disputed where one level is; unanswered where one was not answered; else accepted. */
export function outcomeOf(levels: Pick<ScoredLevel, 'answer'>[]): 'accepted' | 'disputed' | 'unanswered' {
  if (levels.some(({ answer }) => answer === null)) return 'unanswered';
  return levels.some(({ answer }) => answer === 'disputed') ? 'disputed' : 'accepted';
}
