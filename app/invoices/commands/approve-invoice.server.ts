import { eq } from 'drizzle-orm';
import { invoice } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import { invoiceApproved } from '../events.ts';
import { clientInvoice, feeInvoice } from '../lifecycle.ts';

export type ApprovedInvoice = { id: string; status: string; reference: string };

/**
 * The client's finance finds an invoice in order: the one for its work, or the one for its fees. Self-bills are not
 * theirs to see, and credits nobody's to approve; both are `Missing`.
 */
export async function approveInvoice(ctx: Context, id: string): Promise<Result<ApprovedInvoice>> {
  const [row] = await ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      status: invoice.status,
      clientId: invoice.clientId,
      reference: invoice.reference,
    })
    .from(invoice)
    .where(eq(invoice.id, id));
  if (row?.kind !== 'client_invoice' && row?.kind !== 'fee_invoice') return missing();
  const as = authorize(ctx, 'invoice.approve', row);
  const approved =
    row.kind === 'client_invoice'
      ? await transition(ctx, clientInvoice, row, 'approve')
      : await transition(ctx, feeInvoice, row, 'approve');
  if (!approved.ok) return approved;
  const { clientId, reference } = row;
  await recordEvent(as, invoiceApproved({ subjectId: id, clientId, facts: { reference } }));
  return approved;
}
