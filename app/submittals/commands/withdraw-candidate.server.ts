import { and, eq } from 'drizzle-orm';
import { offer as offerTable } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { offerDeclined, submittalWithdrawn, submittalWithdrawnUnseen } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { offer, submittal } from '../lifecycle.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';

/**
 * The supplier takes its candidate back and says why. An offer that is out is declined with it.
 * Refuses with `Stale` once an offer was accepted: then there is an assignment, which ends on its own page.
 */
export async function withdrawCandidate(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<SubmittalFacts>> {
  const row = await submittalOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'submittal.withdraw', row);
  if (row.status === 'selected')
    return stale('The offer was accepted and the assignment agreed. Ask the program team to end it.');
  const withdrawn = await transition(ctx, submittal, row, 'withdraw', {
    endedReason: reason,
    endedBySide: 'supplier',
  });
  if (!withdrawn.ok) return withdrawn;
  const { clientId, supplierId } = row;
  const live = and(eq(offerTable.submittalId, id), eq(offerTable.status, 'extended'));
  const declined = await transitionAll(ctx, offer, 'decline', live, {
    reason,
    answeredBy: ctx.actor.accountId,
    answeredAt: ctx.now,
  });
  await recordEvents(
    ctx,
    declined.map((subjectId) => offerDeclined({ subjectId, clientId, supplierId, reason, facts: {} })),
  );
  const news = row.presentedAt ? submittalWithdrawn : submittalWithdrawnUnseen;
  await recordEvent(ctx, news({ subjectId: id, clientId, supplierId, reason, facts: {} }));
  return ok(withdrawn.value);
}
