import { and, eq, or } from 'drizzle-orm';
import { purchaseOrder } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { purchaseOrderAdded } from '../events.ts';
import type { PurchaseOrderInput } from '../forms.ts';

export type AddedOrder = { id: string; number: string };

/** Adds a purchase order to a program. Refuses: `Invalid` where another order of the program has the number. */
export async function addPurchaseOrder(ctx: Context, input: PurchaseOrderInput): Promise<Result<AddedOrder>> {
  const program = await programOf(ctx, input.clientId);
  if (!program) return missing();
  authorize(ctx, 'purchaseOrder.configure', program);
  const { id, clientId, number, funds, tolerance, startsOn, endsOn } = input;
  const [added] = await ctx.db
    .insert(purchaseOrder)
    .values({
      ...{ id, clientId, number, fundsMinor: funds, toleranceFraction: tolerance },
      effective: `[${startsOn},${endsOn === undefined ? '' : addDays(endsOn, 1)})`,
    })
    .onConflictDoNothing()
    .returning({ id: purchaseOrder.id });
  if (!added) return whatIsThere(ctx, input);
  const facts = { number, fundsMinor: funds, currency: program.currency };
  await recordEvent(ctx, purchaseOrderAdded({ subjectId: id, clientId, facts }));
  return ok({ id, number });
}

/** A second press finds its own row, and that is no problem. */
async function whatIsThere(
  ctx: Context,
  { id, clientId, number }: PurchaseOrderInput,
): Promise<Result<AddedOrder>> {
  const [there] = await ctx.db
    .select({ id: purchaseOrder.id })
    .from(purchaseOrder)
    .where(
      and(
        eq(purchaseOrder.clientId, clientId),
        or(eq(purchaseOrder.id, id), eq(purchaseOrder.number, number)),
      ),
    );
  if (there?.id === id) return ok({ id, number });
  return invalid(
    problem('number', `There is a PO ${number} already. Change that one, or enter another number.`),
  );
}
