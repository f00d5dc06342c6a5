import { eq, sql } from 'drizzle-orm';
import { program, requisition as table } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { requisitionDrafted } from '../events.ts';
import type { RequisitionInput } from '../forms.ts';
import { checkNeed, writeBudget, writeSplits } from '../need.server.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

export type Drafted = {
  id: string;
  ref: string;
  /** False on a second press of the same form: nothing was made then. */
  isNew: boolean;
};

/**
 * Drafts a requisition with its cost split and its estimate. The form brings the id, so that a second press makes
 * no second one.
 * Refuses: `Invalid` with every problem at its field, `Missing` for a program or a job that is not the actor's.
 */
export async function draftRequisition(ctx: Context, input: RequisitionInput): Promise<Result<Drafted>> {
  const { id, clientId } = input;
  authorize(ctx, 'requisition.draft', { clientId });
  const number = await takeNumber(ctx, clientId);
  if (number === null) return missing();
  // Whoever waited for the number while the first press was under way finds its requisition here.
  const existing = await requisitionRow(ctx, id);
  if (existing)
    return existing.createdBy === ctx.actor.accountId ? ok(asDrafted(existing, false)) : missing();

  const need = await checkNeed(ctx, input);
  if (!need.ok) return need;
  const { values, splits, estimate } = need.value;
  await ctx.db.insert(table).values({
    ...values,
    id,
    clientId,
    number,
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
  });
  await writeSplits(ctx, { requisitionId: id, clientId }, splits);
  await writeBudget(ctx, { requisitionId: id, clientId }, estimate.totalMinor);
  await recordEvent(
    ctx,
    requisitionDrafted({ subjectId: id, clientId, facts: { ref: requisitionRef(number) } }),
  );
  return ok(asDrafted({ id, number }, true));
}

const asDrafted = ({ id, number }: { id: string; number: number }, isNew: boolean): Drafted => ({
  id,
  ref: requisitionRef(number),
  isNew,
});

/** The program's next number; it locks the program's counter until the transaction ends. */
async function takeNumber(ctx: Context, clientId: string): Promise<number | null> {
  const [counter] = await ctx.db
    .update(program)
    .set({ nextRequisitionNumber: sql`${program.nextRequisitionNumber} + 1` })
    .where(eq(program.clientId, clientId))
    .returning({ next: program.nextRequisitionNumber });
  return counter ? counter.next - 1 : null;
}
