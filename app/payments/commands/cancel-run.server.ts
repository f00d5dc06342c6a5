import { sql } from 'drizzle-orm';
import { selfBill } from '#app/invoices/lifecycle.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import type { Result } from '#app/values/result.ts';
import { runRef } from '../counted.ts';
import { paymentRunCancelled, selfBillTakenOut } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { payment, paymentRun } from '../lifecycle.ts';
import { runToChange, type Run } from '../runs.server.ts';
import { tellStatements } from '../statement-news.server.ts';

/** Gives a run up before it is sent. What it would have paid is payable again. */
export async function cancelRun(ctx: Context, id: string, { reason }: ReasonInput): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'payment.make', run);
  const cancelled = await transition(ctx, paymentRun, run, 'cancel', { endedReason: reason });
  if (!cancelled.ok) return cancelled;
  const own = sql`select id from payment where payment_run_id = ${id}`;
  await transitionAll(ctx, payment, 'cancel', sql`payment_run_id = ${id}`);
  await ctx.db.execute(sql`
    update payment_item set released_at = ${ctx.now.toISOString()}::timestamptz where payment_id in (${own}) and released_at is null`);
  const items = sql`kind = 'self_bill' and id in (select invoice_id from payment_item where payment_id in (${own}))`;
  const takenOut = await transitionAll(ctx, selfBill, 'return', items);
  const { clientId, number } = run;
  await recordEvent(ctx, paymentRunCancelled({ subjectId: id, clientId, reason, facts: { number } }));
  await tellStatements(ctx, takenOut, selfBillTakenOut, runRef(number));
  return cancelled;
}
