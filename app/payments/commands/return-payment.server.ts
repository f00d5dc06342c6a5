import { eq, sql } from 'drizzle-orm';
import { payment as paymentTable, paymentRun as runTable } from '#db/schema/index.ts';
import { selfBill, supplierCredit } from '#app/invoices/lifecycle.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { paymentReturned, selfBillReturned, supplierCreditGivenBack, weekUnpaid } from '../events.ts';
import { followTheReturn } from '../follow.server.ts';
import type { ReasonInput } from '../forms.ts';
import { payment, paymentRun } from '../lifecycle.ts';
import { isClosed, postReturn } from '../post.server.ts';
import { programOf } from '../programs.server.ts';
import { tellOfReturn } from '../remittance-mail.server.ts';
import { tellStatements } from '../statement-news.server.ts';

export type ReturnedPayment = { id: string; reference: string; amountMinor: number; currency: string };

/**
 * The bank sent a payment back: the books take it back with a transaction of their own, what it paid is open and
 * payable again, its weeks are paid and no longer complete, and the supplier is told. Refuses: `Stale` where it is returned already or the month is closed.
 */
export async function returnPayment(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<ReturnedPayment>> {
  const [row] = await ctx.db.select().from(paymentTable).where(eq(paymentTable.id, id)).for('no key update');
  if (!row) return missing();
  authorize(ctx, 'payment.make', { clientId: row.clientId });
  const program = await programOf(ctx, row.clientId);
  if (!program) return missing();
  const day = today(ctx.now, program.timeZone);
  if (await isClosed(ctx, row.clientId, day))
    return stale('The books of this month are closed, so nothing can be posted.');
  const returned = await transition(ctx, payment, row, 'return', { returnedReason: reason });
  if (!returned.ok) return returned;

  const { clientId, supplierId, reference, amountMinor } = row;
  await postReturn(ctx, { paymentId: id, reference, postedOn: day });
  const reopened = await reopenItems(ctx, row, day);
  const weeks = await followTheReturn(ctx, reopened);
  await returnRun(ctx, row.paymentRunId);
  const { currency } = program;
  const facts = { reference, amountMinor, currency };
  await recordEvent(ctx, paymentReturned({ subjectId: id, clientId, supplierId, reason, facts }));
  await recordEvents(
    ctx,
    weeks.map((subjectId) => weekUnpaid({ subjectId, clientId, supplierId, reason, facts: { reference } })),
  );
  await tellOfReturn(ctx, program, { id, supplierId, reference, amountMinor, reason });
  return ok({ id, ...facts });
}

async function reopenItems(
  ctx: Context,
  { id, clientId, reference }: { id: string; clientId: string; reference: string },
  day: string,
): Promise<string[]> {
  const items = sql`select invoice_id from payment_item where payment_id = ${id} and released_at is null`;
  await ctx.db.execute(sql`
    select from invoice_balance where client_id = ${clientId} and invoice_id in (${items}) order by invoice_id for update`);
  await ctx.db.execute(sql`
    insert into settlement (invoice_id, client_id, supplier_id, side, amount_minor, payment_id, settled_on)
    select invoice_id, client_id, supplier_id, 'supplier', -amount_minor, payment_id, ${day}::date
    from payment_item where payment_id = ${id} and released_at is null order by invoice_id`);
  const reopened = await transitionAll(ctx, selfBill, 'return', sql`kind = 'self_bill' and id in (${items})`);
  await tellStatements(ctx, reopened, selfBillReturned, reference);
  const credits = await transitionAll(
    ctx,
    supplierCredit,
    'return',
    sql`kind = 'supplier_credit' and id in (${items})`,
  );
  await tellStatements(ctx, credits, supplierCreditGivenBack, reference);
  await ctx.db.execute(sql`
    update payment_item set released_at = ${ctx.now.toISOString()}::timestamptz where payment_id = ${id} and released_at is null`);
  return reopened;
}

/** A run of which every payment came back is returned itself. */
async function returnRun(ctx: Context, runId: string): Promise<void> {
  await transitionAll(
    ctx,
    paymentRun,
    'return',
    sql`${runTable.id} = ${runId} and not exists (select from payment p where p.payment_run_id = ${runId} and p.status <> 'returned')`,
  );
}
