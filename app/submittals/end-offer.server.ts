import { eq } from 'drizzle-orm';
import { submittal as submittalTable } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { offerDeclined, offerExpired, offerRescinded } from './events.ts';
import { offer, submittal } from './lifecycle.ts';
import type { OfferFacts } from './offers.server.ts';

const news = { decline: offerDeclined, rescind: offerRescinded, expire: offerExpired };

/** Ends an offer without a yes: the candidate goes back among those presented. */
export async function endOffer(
  ctx: Context,
  row: OfferFacts,
  verb: 'decline' | 'rescind' | 'expire',
  reason: string | null,
): Promise<Result<OfferFacts>> {
  const answer = verb === 'decline' ? { answeredBy: ctx.actor.accountId, answeredAt: ctx.now } : {};
  const ended = await transition(ctx, offer, row, verb, { reason, ...answer });
  if (!ended.ok) return ended;
  await transitionAll(ctx, submittal, 'return', eq(submittalTable.id, row.submittalId));
  const { id, clientId, supplierId } = row;
  await recordEvent(ctx, news[verb]({ subjectId: id, clientId, supplierId, reason, facts: {} }));
  return ok(ended.value);
}
