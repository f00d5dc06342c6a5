import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import { monthKeptClosed } from '../events.ts';
import { ledgerPeriod } from '../lifecycle.ts';
import { periodOf, type Period } from '../periods.server.ts';

/** Leaves a month closed that somebody asked to reopen. Whoever asked may take it back this way too. */
export async function keepMonthClosed(ctx: Context, id: string): Promise<Result<Period>> {
  const period = await periodOf(ctx, id);
  if (!period) return missing();
  authorize(ctx, 'ledger.reopen', period);
  const kept = await transition(ctx, ledgerPeriod, period, 'keep_closed');
  if (!kept.ok) return kept;
  const { clientId, month } = period;
  await recordEvent(ctx, monthKeptClosed({ subjectId: id, clientId, facts: { month } }));
  return kept;
}
