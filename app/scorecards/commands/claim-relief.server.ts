import { and, eq, sql } from 'drizzle-orm';
import { scorecardRelief } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, ok, problem, stale, type Result } from '#app/values/result.ts';
import { reliefClaimed } from '../events.ts';
import type { ScoredVerb } from '../forms.ts';
import { judgeScorecard } from '../judge.server.ts';
import type { Card } from '../queries.server.ts';
import { levelUnderReview } from '../level.server.ts';
import { reliefLabel } from '../measures.ts';

/**
 * Claims that missed events, or a whole level, are not the MSP's to answer for. The client reads each claim with its
 * reason and accepts or disputes the level.
 * Refuses: `Stale` before the review began, `Invalid` where more events are claimed than were missed.
 */
export async function claimRelief(
  ctx: Context,
  scorecardId: string,
  serviceLevelId: string,
  { kind, events, reason }: ScoredVerb<'claim'>,
): Promise<Result<Card>> {
  const found = await levelUnderReview(ctx, scorecardId, serviceLevelId);
  if (!found.ok) return found;
  const { card, level } = found.value;
  authorize(ctx, 'scorecard.review', card);
  if (card.status !== 'under_review') return stale('Begin the review first; then claims are made.');
  const [before] = await ctx.db
    .select({ events: sql<number>`coalesce(sum(${scorecardRelief.events}), 0)::int` })
    .from(scorecardRelief)
    .where(
      and(eq(scorecardRelief.scorecardId, scorecardId), eq(scorecardRelief.serviceLevelId, serviceLevelId)),
    );
  if (events !== undefined) {
    const missed = level.counted === null || level.met === null ? 0 : level.counted - level.met;
    const left = missed - (before?.events ?? 0);
    if (events > left)
      return invalid(
        problem(
          'events',
          missed === 0
            ? 'This value has no count of missed events. Claim the whole level, or enter another value.'
            : `${missed} events were missed, and ${left} of them are not claimed yet.`,
        ),
      );
  }
  const { accountId, name } = ctx.actor;
  await ctx.db.insert(scorecardRelief).values({
    ...{ clientId: card.clientId, scorecardId, serviceLevelId, kind, events: events ?? null, reason },
    ...{ claimedBy: accountId, claimedByName: name, claimedAt: ctx.now },
  });
  const judged = await judgeScorecard(ctx, card);
  const facts = { name: level.name, claim: claimInWords(kind, events ?? null) };
  await recordEvent(ctx, reliefClaimed({ subjectId: card.id, clientId: card.clientId, reason, facts }));
  return ok(judged);
}

/** `Caused by the client, 2 events`. */
export const claimInWords = (kind: keyof typeof reliefLabel, events: number | null): string =>
  `${reliefLabel[kind]}, ${events === null ? 'the whole level' : `${events} ${events === 1 ? 'event' : 'events'}`}`;
