/** What slices downstream may ask of scorecards: what waits here for whoever acts. */
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { organization, program, scorecard, scorecardLevel } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { formatDate, formatMonth } from '#app/values/week.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import type { Card } from './queries.server.ts';

const WAITING = 50;

/**
 * For the MSP: months to review, and months that the client has answered or whose time to answer is over. For the
 * client's finance: months with a level that waits for its answer.
 */
export async function waitingScorecards(ctx: Context): Promise<WaitingItem[]> {
  const answers = mayDo(ctx.actor, 'scorecard.answer');
  const reviews = mayDo(ctx.actor, 'scorecard.review');
  if (!answers && !reviews) return [];
  const open = sql<number>`(select count(*) from ${scorecardLevel} l where l.scorecard_id = ${scorecard.id} and l.answer is null)::int`;
  const isLate = sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date > ${scorecard.answerBy}`;
  const rows = await ctx.db
    .select({ card: scorecard, clientName: organization.name, open })
    .from(scorecard)
    .innerJoin(organization, eq(organization.id, scorecard.clientId))
    .innerJoin(program, eq(program.clientId, scorecard.clientId))
    .where(
      and(
        ownRows(ctx, { clientId: scorecard.clientId }),
        isNull(scorecard.frozenAt),
        answers
          ? and(eq(scorecard.status, 'with_client'), sql`${open} > 0`)
          : or(
              inArray(scorecard.status, ['draft', 'under_review']),
              mayDo(ctx.actor, 'scorecard.freeze')
                ? and(eq(scorecard.status, 'with_client'), or(sql`${open} = 0`, isLate))
                : undefined,
            ),
      ),
    )
    .orderBy(asc(scorecard.month), asc(scorecard.id))
    .limit(WAITING);
  return rows.map((row) => itemOf(row.card, row.clientName, row.open));
}

function itemOf(card: Card, clientName: string, open: number): WaitingItem {
  const to = `/scorecards/${card.id}`;
  const isWithClient = card.status === 'with_client';
  const label = !isWithClient ? 'Look and review' : open > 0 ? 'Look and answer' : 'Look and freeze';
  return {
    key: `scorecard:${card.id}`,
    kind: 'Scorecard',
    title: `${formatMonth(card.month.slice(0, 7))}, ${clientName}`,
    detail: isWithClient
      ? open === 0
        ? 'every level is answered'
        : `${open} ${open === 1 ? 'level waits' : 'levels wait'} for an answer until ${formatDate(card.answerBy)}`
      : `to be reviewed by ${formatDate(card.reviewBy)}`,
    since: card.sentAt ?? card.computedAt,
    to,
    amountMinor: -card.creditMinor,
    currency: card.currency,
    unusual: [],
    actions: [{ label, to, tone: 'primary' }],
  };
}
