import { sql } from 'drizzle-orm';
import { selfBill, supplierCredit } from '#app/invoices/lifecycle.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { runRef } from '../counted.ts';
import { paymentRunSent, paymentSent, selfBillRemitted, supplierCreditUsed } from '../events.ts';
import { followTheMoney } from '../follow.server.ts';
import { payment, paymentRun } from '../lifecycle.ts';
import { isClosed, postPayments } from '../post.server.ts';
import { programOf, type ProgramFacts } from '../programs.server.ts';
import { tellOfRemittance } from '../remittance-mail.server.ts';
import { paymentsOf, runToChange, usableAccountOf, type PaymentRow, type Run } from '../runs.server.ts';
import { tellStatements } from '../statement-news.server.ts';
import { replacedAccount } from './approve-run.server.ts';

/**
 * Sends an approved run: its file for the bank is fixed, its payments are posted, what they pay is settled, and every
 * supplier hears of it. All of it or nothing.
 * Refuses: `Stale` where it was sent or cancelled meanwhile, a supplier's bank account changed, the MSP has no account
 * of its own to pay from, or the day's month is closed.
 */
export async function sendRun(ctx: Context, id: string): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'payment.make', run);
  if (run.status !== 'approved') return stale(`This run is ${run.status}.`);
  const program = await programOf(ctx, run.clientId);
  if (!program) return stale('This program is no longer here.');
  const payments = await paymentsOf(ctx, id);
  const day = today(ctx.now, program.timeZone);
  const debtorAccountId = await debtorAccount(ctx);
  const hindrance = replacedAccount(payments) ?? (await dayHindrance(ctx, run, day));
  if (hindrance) return stale(hindrance);
  if (!debtorAccountId)
    return stale(
      'There is no bank account to pay from. Somebody proposes it under Bank, and a second person confirms it.',
    );

  const sent = await transition(ctx, paymentRun, run, 'send', { sentAt: ctx.now, debtorAccountId });
  if (!sent.ok) return sent;
  await transitionAll(ctx, payment, 'send', sql`payment_run_id = ${id}`);
  await postPayments(ctx, id, { postedOn: day, currency: run.currency });
  await settleItems(ctx, run, day);
  await tell(ctx, program, run, payments);
  return ok(sent.value);
}

async function debtorAccount(ctx: Context): Promise<string | null> {
  const [account] = await ctx.db.execute<{ id: string }>(
    sql`select a.id from organization o, lateral (${usableAccountOf(ctx, sql`o.id`)}) a where o.side = 'msp'`,
  );
  return account?.id ?? null;
}

async function dayHindrance(ctx: Context, { payOn, clientId }: Run, day: string): Promise<string | null> {
  if (payOn < day)
    return `It was to be paid on ${formatDate(payOn)}, which has passed. Cancel the run and draft it for another day.`;
  return (await isClosed(ctx, clientId, day))
    ? `The books of this month are closed, so nothing can be posted.`
    : null;
}

/** What the payments pay is settled, statements are remitted, credits are used, and weeks follow. */
async function settleItems(ctx: Context, run: Run, day: string): Promise<void> {
  const items = sql`select i.invoice_id from payment_item i join payment p on p.id = i.payment_id where p.payment_run_id = ${run.id}`;
  await ctx.db.execute(sql`
    select from invoice_balance where client_id = ${run.clientId} and invoice_id in (${items}) order by invoice_id for update`);
  await ctx.db.execute(sql`
    insert into settlement (invoice_id, client_id, supplier_id, side, amount_minor, payment_id, settled_on)
    select i.invoice_id, i.client_id, i.supplier_id, 'supplier', i.amount_minor, i.payment_id, ${day}::date
    from payment_item i join payment p on p.id = i.payment_id
    where p.payment_run_id = ${run.id} order by i.invoice_id`);
  const settled = sql`id in (select b.invoice_id from invoice_balance b where b.invoice_id in (${items}) and b.settled_minor = b.total_minor)`;
  const remitted = await transitionAll(ctx, selfBill, 'remit', sql`kind = 'self_bill' and ${settled}`);
  const used = await transitionAll(
    ctx,
    supplierCredit,
    'apply',
    sql`kind = 'supplier_credit' and ${settled}`,
  );
  await tellStatements(ctx, remitted, selfBillRemitted, runRef(run.number));
  await tellStatements(ctx, used, supplierCreditUsed, runRef(run.number));
  await followTheMoney(ctx, remitted);
}

async function tell(ctx: Context, program: ProgramFacts, run: Run, payments: PaymentRow[]): Promise<void> {
  const { id, clientId, number, totalMinor, currency, paymentCount } = run;
  const facts = { number, payments: paymentCount, amountMinor: totalMinor, currency };
  await recordEvent(ctx, paymentRunSent({ subjectId: id, clientId, facts }));
  await recordEvents(
    ctx,
    payments.map(({ id: subjectId, supplierId, reference, amountMinor, valueOn }) =>
      paymentSent({ subjectId, clientId, supplierId, facts: { reference, amountMinor, currency, valueOn } }),
    ),
  );
  for (const one of payments) await tellOfRemittance(ctx, program, one);
}
