import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { feeOf, type FeeRow } from '../queries.server.ts';
import { endsNoEarlierThanItStarts } from '../rules.ts';
import { endFeeOn } from './add-fee.server.ts';

/**
 * Gives a fee that runs without an end its last day.
 * Refuses: `Stale` where it has one already, `Invalid` where that day is before its first.
 */
export async function endFee(
  ctx: Context,
  clientId: string,
  input: { feeId: string; lastDay: string },
): Promise<Result<FeeRow>> {
  const fee = await feeOf(ctx, clientId, input.feeId);
  if (!fee) return missing();
  authorize(ctx, 'program.configure', { clientId });
  if (fee.endsOn !== null) return stale(`“${fee.label}” ends on ${formatDate(fee.endsOn)} already.`);
  const problems = endsNoEarlierThanItStarts({ startsOn: fee.startsOn, endsOn: input.lastDay }, 'lastDay');
  if (problems.length > 0) return invalid(...problems);
  await endFeeOn(ctx, clientId, fee, input.lastDay);
  return ok({ ...fee, endsOn: input.lastDay });
}
