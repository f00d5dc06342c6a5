import { eq, sql } from 'drizzle-orm';
import { discountSchedule } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { addDays, formatDate } from '#app/values/week.ts';
import { discountEnded } from '../discount-events.ts';
import { discountOf, type DiscountRow } from '../discounts.server.ts';

/**
 * Gives a discount that is in force without an end its last day. What was billed before stays as it is.
 * Refuses: `Stale` where it has one already, `Invalid` where that day is before its first.
 */
export async function endDiscount(
  ctx: Context,
  clientId: string,
  { scheduleId, lastDay }: { scheduleId: string; lastDay: string },
): Promise<Result<DiscountRow>> {
  const discount = await discountOf(ctx, clientId, scheduleId);
  if (!discount) return missing();
  authorize(ctx, 'program.configure', { clientId });
  const { label, startsOn, endsOn } = discount;
  if (endsOn !== null) return stale(`“${label}” ends on ${formatDate(endsOn)} already.`);
  if (lastDay < startsOn)
    return invalid(problem('lastDay', `The last day is before the first, ${formatDate(startsOn)}.`));
  await ctx.db
    .update(discountSchedule)
    .set({ effective: sql`${`[${startsOn},${addDays(lastDay, 1)})`}::daterange` })
    .where(eq(discountSchedule.id, scheduleId));
  await recordEvent(
    ctx,
    discountEnded({ subjectId: clientId, clientId, facts: { scheduleId, label, endsOn: lastDay } }),
  );
  return ok({ ...discount, endsOn: lastDay });
}
