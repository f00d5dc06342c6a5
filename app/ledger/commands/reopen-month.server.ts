import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { invalid, missing, problem, type Result } from '#app/values/result.ts';
import { monthReopened } from '../events.ts';
import { ledgerPeriod } from '../lifecycle.ts';
import { periodOf, statesOf, type Period } from '../periods.server.ts';
import { whyNotReopen } from '../rules.ts';

/**
 * Reopens a month that somebody else asked to reopen. The database holds the two persons apart as well.
 * Refuses: `Invalid` for whoever asked, and while a later month is closed; `Stale` where nobody asks any more.
 */
export async function reopenMonth(ctx: Context, id: string): Promise<Result<Period>> {
  const period = await periodOf(ctx, id);
  if (!period) return missing();
  authorize(ctx, 'ledger.reopen', period);
  const { clientId, month } = period;
  const isMine = period.status === 'reopening' && period.reopenAskedBy === ctx.actor.accountId;
  if (isMine) return invalid(problem('', 'You asked to reopen this month. Somebody else has to agree.'));
  const why = whyNotReopen(month, await statesOf(ctx, clientId));
  if (why) return invalid(problem('', why));
  const reopened = await transition(ctx, ledgerPeriod, period, 'reopen', {
    reopenedBy: ctx.actor.accountId,
    reopenedByName: ctx.actor.name,
    reopenedAt: ctx.now,
  });
  if (!reopened.ok) return reopened;
  await recordEvent(ctx, monthReopened({ subjectId: id, clientId, facts: { month } }));
  return reopened;
}
