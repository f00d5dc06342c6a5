import { sql } from 'drizzle-orm';
import { clientCredit, clientInvoice, feeInvoice, overpayment } from '#app/invoices/lifecycle.ts';
import type { Context } from '#app/platform/context.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { followTheMoney } from './follow.server.ts';
import { markFunded } from './funding.server.ts';
import { idList } from './open-documents.server.ts';
import { releaseSelfBills } from './payable.server.ts';

export type Settlement = {
  invoiceId: string;
  /** With the sign of what is open: above zero on an invoice, below zero on a credit. */
  amountMinor: number;
  againstInvoiceId?: string;
};

/**
 * Settles documents of a client, by a receipt or one against another, and everything that follows from it: their
 * status, which lines the client's money has reached, which statements became payable, which weeks are paid.
 * Their balances must be locked. Set-based; more than is open the database refuses.
 */
export async function settleClientDocuments(
  ctx: Context,
  clientId: string,
  settlements: Settlement[],
  { receiptId, settledOn }: { receiptId: string | null; settledOn: string },
): Promise<void> {
  if (settlements.length === 0) return;
  const rows = settlements.map(
    ({ invoiceId, amountMinor, againstInvoiceId }) =>
      sql`(${invoiceId}::uuid, ${clientId}::uuid, 'client', ${amountMinor}::bigint, ${receiptId}::uuid, ${againstInvoiceId ?? null}::uuid, ${settledOn}::date)`,
  );
  await ctx.db.execute(sql`
    insert into settlement (invoice_id, client_id, side, amount_minor, receipt_id, against_invoice_id, settled_on)
    values ${sql.join(rows, sql`, `)}`);
  const ids = [...new Set(settlements.map(({ invoiceId }) => invoiceId))];
  await moveStatuses(ctx, ids);
  await markFunded(ctx, ids, settledOn);
  await releaseSelfBills(ctx, { clientId });
  await followTheMoney(ctx, ids);
}

async function moveStatuses(ctx: Context, ids: string[]): Promise<void> {
  const of = (kind: string) => sql`kind = ${kind} and id in (${idList(ids)})`;
  const balance = (condition: ReturnType<typeof sql>) =>
    sql`id in (select b.invoice_id from invoice_balance b where b.invoice_id in (${idList(ids)}) and ${condition})`;
  const full = balance(sql`b.settled_minor = b.total_minor`);
  const part = balance(sql`b.settled_minor <> b.total_minor and b.settled_minor <> 0`);
  await transitionAll(ctx, clientInvoice, 'pay', sql`${of('client_invoice')} and ${full}`);
  await transitionAll(ctx, clientInvoice, 'pay_part', sql`${of('client_invoice')} and ${part}`);
  await transitionAll(ctx, feeInvoice, 'pay', sql`${of('fee_invoice')} and ${full}`);
  await transitionAll(ctx, feeInvoice, 'pay_part', sql`${of('fee_invoice')} and ${part}`);
  await transitionAll(ctx, clientCredit, 'apply', sql`${of('client_credit')} and ${full}`);
  await transitionAll(ctx, overpayment, 'apply', sql`${of('overpayment')} and ${full}`);
}
