import { eq, sql } from 'drizzle-orm';
import { flatFee } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { asRange } from '../effective.ts';
import { flatFeeEnded } from '../events.ts';
import { flatFeeOf, type FlatFeeRow } from '../flat-fee-queries.server.ts';
import { endsNoEarlierThanItStarts } from '../rules.ts';

/**
 * Gives a flat fee that is in force without an end its last day.
 * Refuses: `Stale` where it has one already, `Invalid` where that day is before its first.
 */
export async function endFlatFee(
  ctx: Context,
  clientId: string,
  { feeId, lastDay }: { feeId: string; lastDay: string },
): Promise<Result<FlatFeeRow>> {
  const fee = await flatFeeOf(ctx, clientId, feeId);
  if (!fee) return missing();
  authorize(ctx, 'program.configure', { clientId });
  const { label, startsOn, endsOn } = fee;
  if (endsOn !== null) return stale(`“${label}” ends on ${formatDate(endsOn)} already.`);
  const problems = endsNoEarlierThanItStarts({ startsOn, endsOn: lastDay }, 'lastDay');
  if (problems.length > 0) return invalid(...problems);
  await ctx.db
    .update(flatFee)
    .set({ effective: sql`${asRange({ startsOn, endsOn: lastDay })}::daterange` })
    .where(eq(flatFee.id, feeId));
  await recordEvent(
    ctx,
    flatFeeEnded({ subjectId: clientId, clientId, facts: { feeId, label, endsOn: lastDay } }),
  );
  return ok({ ...fee, endsOn: lastDay });
}
