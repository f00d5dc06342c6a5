import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { submittalRejected, submittalScreenedOut } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { submittal } from '../lifecycle.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';

/**
 * Declines a candidate and says why; the supplier reads the reason. The MSP does so before presenting or after,
 * the client once presented. Refuses with `Stale` while an offer is out: it is taken back first.
 */
export async function rejectCandidate(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<SubmittalFacts>> {
  const row = await submittalOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'submittal.reject', row);
  if (row.status === 'offered') return stale('An offer is out for this candidate. Take it back first.');
  const rejected = await transition(ctx, submittal, row, 'reject', {
    endedReason: reason,
    endedBySide: ctx.actor.side,
  });
  if (!rejected.ok) return rejected;
  const { clientId, supplierId } = row;
  const news = row.presentedAt ? submittalRejected : submittalScreenedOut;
  await recordEvent(ctx, news({ subjectId: id, clientId, supplierId, reason, facts: {} }));
  return ok(rejected.value);
}
