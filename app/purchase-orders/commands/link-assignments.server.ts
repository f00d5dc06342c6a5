import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import { assignment } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { chargesBeside } from '../beside.server.ts';
import { assignmentsLinked } from '../events.ts';
import type { AssignmentsInput } from '../forms.ts';
import { purchaseOrderOf, type PurchaseOrder } from '../queries.server.ts';

export type Linked = PurchaseOrder & {
  added: number;
  removed: number;
  /** Charges approved before that could be taken onto the order. */
  beside: number;
};

/**
 * Says which of the assignments that were shown are paid from an order: those ticked are put on it, also from another
 * order, and those not ticked are taken off it. It counts for what is approved from now on;
 * what was approved before is taken onto it by `takeCharges`.
 * Refuses: `Stale` for a closed order.
 */
export async function linkAssignments(
  ctx: Context,
  id: string,
  { shown, chosen }: AssignmentsInput,
): Promise<Result<Linked>> {
  const order = await purchaseOrderOf(ctx, id);
  if (!order) return missing();
  authorize(ctx, 'purchaseOrder.configure', order);
  if (order.closedOn) return stale(`PO ${order.number} is closed. Nothing new is put on it.`);
  const { clientId, number } = order;
  const ofProgram = eq(assignment.clientId, clientId);
  const off = shown.filter((one) => !chosen.includes(one));
  const isElsewhere = or(isNull(assignment.purchaseOrderId), ne(assignment.purchaseOrderId, id));
  const added = await ctx.db
    .update(assignment)
    .set({ purchaseOrderId: id })
    .where(and(ofProgram, inArray(assignment.id, chosen), isElsewhere))
    .returning({ id: assignment.id });
  const removed = await ctx.db
    .update(assignment)
    .set({ purchaseOrderId: null })
    .where(and(ofProgram, inArray(assignment.id, off), eq(assignment.purchaseOrderId, id)))
    .returning({ id: assignment.id });
  const counts = { added: added.length, removed: removed.length };
  if (counts.added + counts.removed > 0)
    await recordEvent(ctx, assignmentsLinked({ subjectId: id, clientId, facts: { number, ...counts } }));
  const beside = counts.added > 0 ? (await chargesBeside(ctx, order)).length : 0;
  return ok({ ...order, ...counts, beside });
}
