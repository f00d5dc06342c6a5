import { eq } from 'drizzle-orm';
import { approvalDelegation } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { standingOn } from '../delegation-rules.ts';
import { lockDelegation } from '../delegations.server.ts';
import { delegationEnded } from '../events.ts';

/**
 * Ends a delegation from now on: by either of the two, or by the client's administrator. What was decided stands.
 * Refuses: everybody else; `Stale` when it is over or was ended already.
 */
export async function endDelegation(
  ctx: Context,
  id: string,
): Promise<Result<{ fromName: string; toName: string }>> {
  const row = await lockDelegation(ctx, id);
  if (!row) return missing();
  const { clientId, fromName, toName, kinds, startsOn, endsOn } = row;
  authorize(ctx, 'delegation.end', {
    clientId,
    createdBy: row.fromAccountId,
    submittedBy: row.toAccountId,
  });
  const standing = standingOn(row, row.endedAt !== null, today(ctx.now, row.timeZone));
  if (standing === 'ended') return stale(`${row.endedByName ?? 'Somebody'} ended this already.`);
  if (standing === 'over') return stale('Its last day is over: there is nothing to end.');

  const { accountId, name } = ctx.actor;
  await ctx.db
    .update(approvalDelegation)
    .set({ endedAt: ctx.now, endedBy: accountId, endedByName: name })
    .where(eq(approvalDelegation.id, id));
  const facts = { fromName, toName, kinds, startsOn, endsOn };
  await recordEvent(ctx, delegationEnded({ subjectId: id, clientId, facts }));
  return ok({ fromName, toName });
}
