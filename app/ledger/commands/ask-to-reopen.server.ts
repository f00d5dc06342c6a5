import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { invalid, missing, problem, type Result } from '#app/values/result.ts';
import { reopeningAsked } from '../events.ts';
import type { ReopeningInput } from '../forms.ts';
import { ledgerPeriod } from '../lifecycle.ts';
import { periodOf, statesOf, type Period } from '../periods.server.ts';
import { whyNotReopen } from '../rules.ts';

/**
 * Asks to reopen a closed month. It stays closed until a second person agrees.
 * Refuses: `Invalid` while a later month is closed, `Stale` where somebody asked before.
 */
export async function askToReopen(
  ctx: Context,
  id: string,
  { reason }: ReopeningInput,
): Promise<Result<Period>> {
  const period = await periodOf(ctx, id);
  if (!period) return missing();
  authorize(ctx, 'ledger.reopen', period);
  const { clientId, month } = period;
  const why = whyNotReopen(month, await statesOf(ctx, clientId));
  if (why) return invalid(problem('reason', why));
  const asked = await transition(ctx, ledgerPeriod, period, 'ask_to_reopen', {
    reopenAskedBy: ctx.actor.accountId,
    reopenAskedByName: ctx.actor.name,
    reopenReason: reason,
    // Whoever agreed the last time did not agree to this.
    reopenedBy: null,
    reopenedByName: null,
    reopenedAt: null,
  });
  if (!asked.ok) return asked;
  await recordEvent(ctx, reopeningAsked({ subjectId: id, clientId, reason, facts: { month } }));
  return asked;
}
