import { and, eq } from 'drizzle-orm';
import { scorecard } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { addMonths } from '#app/values/month.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatMonth } from '#app/values/week.ts';
import type { Card } from './queries.server.ts';

/**
 * Months are answered in their order: what was missed again costs more, and a month says that only once it is frozen.
 * Null where nothing stands in the way.
 */
export async function whyOutOfOrder(ctx: Context, card: Card): Promise<Problem | null> {
  const [before] = await ctx.db
    .select()
    .from(scorecard)
    .where(and(eq(scorecard.clientId, card.clientId), eq(scorecard.month, addMonths(card.month, -1))));
  if (!before) return null;
  const name = formatMonth(before.month.slice(0, 7));
  if (before.status !== 'frozen')
    return problem('', `Freeze ${name} first: what was missed there again costs more here.`);
  const wasLater = card.sentAt !== null && before.frozenAt !== null && before.frozenAt > card.sentAt;
  return card.status === 'with_client' && wasLater
    ? problem('', `${name} was frozen after this was sent. Take this back, and send it once more.`)
    : null;
}
