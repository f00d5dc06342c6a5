import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import type { Result } from '#app/values/result.ts';
import { paymentRunSettled } from '../events.ts';
import type { SettlementInput } from '../forms.ts';
import { payment, paymentRun } from '../lifecycle.ts';
import { runToChange, type Run } from '../runs.server.ts';

/** The bank's statement shows the run: its payments are settled with the bank's trace. One that came back stays returned. */
export async function settleRun(
  ctx: Context,
  id: string,
  { bankTrace }: SettlementInput,
): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'payment.make', run);
  const settled = await transition(ctx, paymentRun, run, 'settle', { settledAt: ctx.now });
  if (!settled.ok) return settled;
  await transitionAll(ctx, payment, 'settle', sql`payment_run_id = ${id}`, { bankTrace });
  const { clientId, number, totalMinor: amountMinor, currency, paymentCount } = run;
  const facts = { number, payments: paymentCount, amountMinor, currency, bankTrace };
  await recordEvent(ctx, paymentRunSettled({ subjectId: id, clientId, facts }));
  return settled;
}
