import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { refused, stale, type Result } from '#app/values/result.ts';
import { paymentRunApproved } from '../events.ts';
import { suppliersLetInBy } from '../let-in.server.ts';
import { paymentRun } from '../lifecycle.ts';
import { paymentsOf, runToChange, type PaymentRow, type Run } from '../runs.server.ts';

/**
 * A second person finds a run in order. Refuses: `Refused` for whoever proposed or confirmed one of its bank accounts,
 * for nobody may open an account and fill it,
 * and for whoever let one of its suppliers in; `Stale` where an account is not in use any more.
 */
export async function approveRun(ctx: Context, id: string): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'payment.approve', run);
  const payments = await paymentsOf(ctx, id);
  const hand = handInAccounts(payments, ctx.actor.accountId);
  if (hand)
    return refused(
      `You confirmed the bank account of ${hand.supplierName}, which this run pays to. Somebody else approves it.`,
    );
  const [letIn] = await suppliersLetInBy(ctx, id, ctx.actor.accountId);
  if (letIn) return refused(`You let ${letIn} into the program, so somebody else releases its payments.`);
  const gone = replacedAccount(payments);
  if (gone) return stale(gone);
  const { accountId: approvedBy, name: approvedByName } = ctx.actor;
  const approved = await transition(ctx, paymentRun, run, 'approve', {
    approvedBy,
    approvedByName,
    approvedAt: ctx.now,
  });
  if (!approved.ok) return approved;
  const { clientId, number, totalMinor: amountMinor, currency, paymentCount } = run;
  const facts = { number, payments: paymentCount, amountMinor, currency };
  await recordEvent(ctx, paymentRunApproved({ subjectId: id, clientId, facts }));
  return approved;
}

export const handInAccounts = (payments: PaymentRow[], accountId: string): PaymentRow | undefined =>
  payments.find((one) => one.accountConfirmedBy === accountId || one.accountProposedBy === accountId);

/** A supplier that changed its bank while the run was being prepared is not paid to the old one unseen. */
export function replacedAccount(payments: PaymentRow[]): string | null {
  const gone = payments.find(({ accountStatus }) => accountStatus !== 'confirmed');
  return gone
    ? `The bank account of ${gone.supplierName} has changed since this run was drafted. Cancel the run and draft it again.`
    : null;
}
