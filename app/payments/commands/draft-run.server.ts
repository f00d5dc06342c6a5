import { eq, sql } from 'drizzle-orm';
import { payment, paymentItem, paymentRun as runTable, program as programTable } from '#db/schema/index.ts';
import { selfBill } from '#app/invoices/lifecycle.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { counted, runRef } from '../counted.ts';
import { paymentRunDrafted, selfBillScheduled } from '../events.ts';
import type { PaymentRunInput } from '../forms.ts';
import type { PlannedPayment } from '../plan.ts';
import { programOf, type ProgramFacts } from '../programs.server.ts';
import { planFor } from '../runs.server.ts';
import { tellStatements } from '../statement-news.server.ts';

/** A day further ahead than this is a slip of the keyboard. */
const LONGEST_AHEAD_DAYS = 30;

export type DraftedRun = { id: string; number: number };

/**
 * Puts everything that is payable to a program's suppliers into a run, one payment for each of them, less their
 * credits. Nothing is paid yet. The id comes with the form: a second press finds the run.
 * Refuses: `Invalid` where nothing is payable, something else is than was seen, or the day does not do.
 */
export async function draftRun(ctx: Context, input: PaymentRunInput): Promise<Result<DraftedRun>> {
  const program = await programOf(ctx, input.clientId);
  if (!program) return missing();
  authorize(ctx, 'payment.make', { clientId: input.clientId });
  await planForMany(ctx);
  // The row of the program is held from here on: of two runs that are drafted at once, the second sees what is left.
  const [numbered] = await ctx.db
    .update(programTable)
    .set({ nextPaymentRunNumber: sql`${programTable.nextPaymentRunNumber} + 1` })
    .where(eq(programTable.clientId, input.clientId))
    .returning({ next: programTable.nextPaymentRunNumber });
  if (!numbered) return missing();
  const [already] = await ctx.db.select().from(runTable).where(eq(runTable.id, input.id));
  if (already)
    return already.createdBy === ctx.actor.accountId ? again(ctx, already, numbered.next) : missing();

  const problem = dayProblem(input.payOn, today(ctx.now, program.timeZone));
  if (problem) return invalid(problem);
  const plan = await planFor(ctx, input.clientId, program.currency);
  if (plan.payments.length === 0) return invalid(nothing(plan.leftOut.length));
  if (plan.totalMinor !== input.seenTotalMinor) return invalid(changed(plan.totalMinor, program.currency));

  const number = numbered.next - 1;
  const { id, clientId, payOn } = input;
  await ctx.db.insert(runTable).values({
    id,
    clientId,
    number,
    payOn,
    totalMinor: plan.totalMinor,
    paymentCount: plan.payments.length,
    currency: program.currency,
    createdBy: ctx.actor.accountId,
    createdByName: ctx.actor.name,
    createdAt: ctx.now,
  });
  const written = await writePayments(ctx, program, { id, number, payOn }, plan.payments);
  if (!written) return stale('Somebody else put some of this into a payment run just now. Look again.');
  const facts = {
    number,
    payments: plan.payments.length,
    amountMinor: plan.totalMinor,
    currency: program.currency,
  };
  await recordEvent(ctx, paymentRunDrafted({ subjectId: id, clientId, facts }));
  return ok({ id, number });
}

/** A second press gives back the number that it took. */
async function again(ctx: Context, run: { id: string; clientId: string; number: number }, next: number) {
  await ctx.db
    .update(programTable)
    .set({ nextPaymentRunNumber: next - 1 })
    .where(eq(programTable.clientId, run.clientId));
  return ok({ id: run.id, number: run.number });
}

function dayProblem(payOn: string, day: string) {
  if (payOn < day) return problem('payOn', `The bank pays on ${formatDate(day)} or later.`);
  return payOn > addDays(day, LONGEST_AHEAD_DAYS)
    ? problem(
        'payOn',
        `At most ${LONGEST_AHEAD_DAYS} days ahead: ${formatDate(addDays(day, LONGEST_AHEAD_DAYS))}.`,
      )
    : null;
}

const nothing = (leftOut: number) =>
  problem(
    '',
    leftOut > 0
      ? `Nothing can be paid: ${counted(leftOut, 'supplier is', 'suppliers are')} left out, and nothing else is payable.`
      : 'Nothing is payable any more. Another payment run may have it.',
  );

const changed = (totalMinor: number, currency: string) =>
  problem(
    '',
    `${formatMoney(totalMinor, currency)} is payable now, which is not what you saw. Look again, then draft it.`,
  );

/** @returns false where a document was put into another run meanwhile; the database lets only one have it */
async function writePayments(
  ctx: Context,
  { clientId, code }: ProgramFacts,
  run: { id: string; number: number; payOn: string },
  planned: PlannedPayment[],
): Promise<boolean> {
  const rows = planned.map((one, index) => ({
    ...one,
    id: crypto.randomUUID(),
    reference: `${code}-${runRef(run.number)}-${index + 1}`,
  }));
  await ctx.db.insert(payment).values(
    rows.map(({ id, reference, supplierId, amountMinor, bankAccountId }) => ({
      id,
      clientId,
      supplierId,
      paymentRunId: run.id,
      reference,
      amountMinor,
      bankAccountId,
      valueOn: run.payOn,
    })),
  );
  const items = rows.flatMap(({ id, supplierId, items: own }) =>
    own.map(({ invoiceId, amountMinor, shortReason }) => ({
      paymentId: id,
      invoiceId,
      clientId,
      supplierId,
      amountMinor,
      shortReason,
    })),
  );
  const taken = await ctx.db
    .insert(paymentItem)
    .values(items)
    .onConflictDoNothing()
    .returning({ invoiceId: paymentItem.invoiceId });
  if (taken.length !== items.length) return false;
  const inRun = sql`kind = 'self_bill' and id in (
    select i.invoice_id from payment_item i join payment p on p.id = i.payment_id where p.payment_run_id = ${run.id})`;
  const scheduled = await transitionAll(ctx, selfBill, 'schedule', inRun);
  await tellStatements(ctx, scheduled, selfBillScheduled, runRef(run.number));
  return true;
}
