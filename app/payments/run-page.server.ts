import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { handInAccounts } from './commands/approve-run.server.ts';
import { suppliersLetInBy } from './let-in.server.ts';
import { paymentsOf, type runOf } from './runs.server.ts';
import { isCancellable } from './lifecycle.ts';

type Run = NonNullable<Awaited<ReturnType<typeof runOf>>>;

/** Everything that the page of a run shows, and what the actor may do there. */
export async function runPage(ctx: Context, run: Run) {
  const payments = await paymentsOf(ctx, run.id);
  const makes = mayDo(ctx.actor, 'payment.make', { clientId: run.clientId });
  const hand = handInAccounts(payments, ctx.actor.accountId);
  const [letIn] = await suppliersLetInBy(ctx, run.id, ctx.actor.accountId);
  return {
    payments: payments.map(({ accountProposedBy: _proposed, accountConfirmedBy: _confirmed, ...one }) => one),
    entries: await timelineOf(ctx, [run.id]),
    can: {
      approve: run.status === 'draft' && mayDo(ctx.actor, 'payment.approve', run) && !hand && !letIn,
      send: makes && run.status === 'approved',
      settle: makes && run.status === 'sent',
      cancel: makes && isCancellable(run.status),
    },
    // Said where the button would be, so that nobody looks for it in vain.
    whyNot:
      run.status !== 'draft'
        ? null
        : run.createdBy === ctx.actor.accountId
          ? 'You drafted this run; somebody else approves it.'
          : hand
            ? `You had a hand in the bank account of ${hand.supplierName}, so somebody else approves this run.`
            : letIn && mayDo(ctx.actor, 'payment.approve', run)
              ? `You let ${letIn} into the program, so somebody else releases its payments.`
              : null,
  };
}
