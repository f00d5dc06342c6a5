import { eq } from 'drizzle-orm';
import { invoice } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { invoiceSettled } from '../events.ts';
import type { ApplicationInput } from '../forms.ts';
import { openDocuments } from '../open-documents.server.ts';
import { programOf } from '../programs.server.ts';
import { settleClientDocuments } from '../settle.server.ts';

export type AppliedCredit = { credit: string; invoice: string; amountMinor: number; currency: string };

/**
 * Uses a credit memo or money on account for a document that is open. The books do not change: both stand in what the
 * client owes. Refuses: `Stale` where the credit is used up, `Invalid` for more than either has left.
 */
export async function applyCredit(
  ctx: Context,
  creditId: string,
  input: ApplicationInput,
): Promise<Result<AppliedCredit>> {
  const [credit] = await ctx.db
    .select({ id: invoice.id, clientId: invoice.clientId, kind: invoice.kind })
    .from(invoice)
    .where(eq(invoice.id, creditId));
  if (credit?.kind !== 'client_credit' && credit?.kind !== 'overpayment') return missing();
  authorize(ctx, 'receipt.record', credit);
  const program = await programOf(ctx, credit.clientId);
  if (!program) return missing();
  const { clientId, currency, timeZone } = program;
  const { invoiceId, amount: amountMinor } = input;
  const settledOn = today(ctx.now, timeZone);
  const open = await openDocuments(ctx, clientId, settledOn, { only: [creditId, invoiceId], lock: true });
  const from = open.find(({ id }) => id === creditId);
  const to = open.find(({ id }) => id === invoiceId);
  if (!from) return stale('This credit is used up already.');
  if (!to || to.openMinor <= 0)
    return invalid(problem('invoiceId', 'This document is settled already. Choose another.'));
  const most = Math.min(-from.openMinor, to.openMinor);
  if (amountMinor > most)
    return invalid(problem('amount', `At most ${formatMoney(most, currency)} of it can be used there.`));

  await settleClientDocuments(
    ctx,
    clientId,
    [
      { invoiceId, amountMinor, againstInvoiceId: creditId },
      { invoiceId: creditId, amountMinor: -amountMinor, againstInvoiceId: invoiceId },
    ],
    { receiptId: null, settledOn },
  );
  const told = (subjectId: string, reference: string, by: string) =>
    invoiceSettled({ subjectId, clientId, facts: { reference, amountMinor, currency, by } });
  await recordEvents(ctx, [
    told(invoiceId, to.reference, from.reference),
    told(creditId, from.reference, `using it on ${to.reference}`),
  ]);
  return ok({ credit: from.reference, invoice: to.reference, amountMinor, currency });
}
