import { eq, sql } from 'drizzle-orm';
import { purchaseOrder } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { fundsChanged } from '../events.ts';
import type { FundsInput } from '../forms.ts';
import { purchaseOrderOf, type PurchaseOrder } from '../queries.server.ts';
import { endsNoEarlierThanItStarts, fundsCoverWhatWasBilled } from '../rules.ts';

/**
 * Changes the funds, the tolerance and the last day of an order, with a reason.
 * Refuses: `Invalid` where that is less than was billed already, `Stale` for a closed order.
 */
export async function changeFunds(
  ctx: Context,
  id: string,
  input: FundsInput,
): Promise<Result<PurchaseOrder>> {
  // One at a time, and not beside a run that draws on it.
  await ctx.db
    .select({ id: purchaseOrder.id })
    .from(purchaseOrder)
    .where(eq(purchaseOrder.id, id))
    .for('no key update');
  const order = await purchaseOrderOf(ctx, id);
  if (!order) return missing();
  authorize(ctx, 'purchaseOrder.configure', order);
  if (order.closedOn) return stale(`PO ${order.number} is closed.`);
  const problems = [
    ...fundsCoverWhatWasBilled(input, order),
    ...endsNoEarlierThanItStarts(order.startsOn, input.endsOn),
  ];
  if (problems.length > 0) return invalid(...problems);
  const { funds, tolerance, endsOn, reason } = input;
  const effective = `[${order.startsOn},${endsOn === undefined ? '' : addDays(endsOn, 1)})`;
  await ctx.db
    .update(purchaseOrder)
    .set({ fundsMinor: funds, toleranceFraction: tolerance, effective: sql`${effective}::daterange` })
    .where(eq(purchaseOrder.id, id));
  const { clientId, number, currency, fundsMinor: beforeMinor } = order;
  const facts = { number, currency, beforeMinor, fundsMinor: funds };
  await recordEvent(ctx, fundsChanged({ subjectId: id, clientId, reason, facts }));
  return ok(order);
}
