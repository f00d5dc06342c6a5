import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import {
  fundedCharge,
  invoice,
  invoiceBalance,
  invoiceLine,
  payment,
  paymentItem,
  receipt,
  settlement,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Invoice } from './invoices.server.ts';

export type Settled = {
  id: number;
  settledOn: string;
  amountMinor: number;
  /** By what: money of a client, money to a supplier, or another document. */
  by: { what: 'receipt' | 'payment' | 'document'; id: string; reference: string };
};

export type Balance = {
  totalMinor: number;
  settledMinor: number;
  openMinor: number;
  settledOn: string | null;
  steps: Settled[];
  /** Of a supplier's document: for how many of its lines the client's money came, and the payment that it is in. */
  funding: { funded: number; lines: number; payment: InPayment | null } | null;
};
export type InPayment = {
  id: string;
  reference: string;
  status: string;
  valueOn: string;
  shortReason: string;
};

const STEPS_SHOWN = 100;

/** How far a document is settled and by what, oldest first; at most 100 steps. */
export async function balanceOf(ctx: Context, { id, side, totalMinor }: Invoice): Promise<Balance> {
  const [row] = await ctx.db.select().from(invoiceBalance).where(eq(invoiceBalance.invoiceId, id));
  const settledMinor = row?.settledMinor ?? 0;
  return {
    ...{ totalMinor, settledMinor, openMinor: totalMinor - settledMinor },
    settledOn: row?.settledOn ?? null,
    steps: await stepsOf(ctx, id),
    funding: side === 'supplier' ? await fundingOf(ctx, id) : null,
  };
}

async function stepsOf(ctx: Context, id: string): Promise<Settled[]> {
  const rows = await ctx.db
    .select({
      id: settlement.id,
      settledOn: settlement.settledOn,
      amountMinor: settlement.amountMinor,
      receiptId: settlement.receiptId,
      bankReference: receipt.bankReference,
      paymentId: settlement.paymentId,
      paymentReference: payment.reference,
      againstId: settlement.againstInvoiceId,
      againstReference: invoice.reference,
    })
    .from(settlement)
    .leftJoin(receipt, eq(receipt.id, settlement.receiptId))
    .leftJoin(payment, eq(payment.id, settlement.paymentId))
    .leftJoin(invoice, eq(invoice.id, settlement.againstInvoiceId))
    .where(eq(settlement.invoiceId, id))
    .orderBy(asc(settlement.id))
    .limit(STEPS_SHOWN);
  return rows.map(({ id: step, settledOn, amountMinor, ...row }) => ({
    id: step,
    settledOn,
    amountMinor,
    by: byWhat(row),
  }));
}

type Sources = {
  receiptId: string | null;
  bankReference: string | null;
  paymentId: string | null;
  paymentReference: string | null;
  againstId: string | null;
  againstReference: string | null;
};

/** A step that a receipt or a payment brought about may name another document; that one says more. */
function byWhat(row: Sources): Settled['by'] {
  if (row.againstId) return { what: 'document', id: row.againstId, reference: row.againstReference ?? '' };
  if (row.paymentId) return { what: 'payment', id: row.paymentId, reference: row.paymentReference ?? '' };
  return { what: 'receipt', id: row.receiptId ?? '', reference: row.bankReference ?? '' };
}

async function fundingOf(ctx: Context, id: string): Promise<NonNullable<Balance['funding']>> {
  const [counts] = await ctx.db
    .select({
      lines: sql<number>`count(*)`.mapWith(Number),
      funded: sql<number>`count(${fundedCharge.chargeId})`.mapWith(Number),
    })
    .from(invoiceLine)
    .leftJoin(fundedCharge, eq(fundedCharge.chargeId, invoiceLine.chargeId))
    .where(eq(invoiceLine.invoiceId, id));
  const [pays] = await ctx.db
    .select({
      id: payment.id,
      reference: payment.reference,
      status: payment.status,
      valueOn: payment.valueOn,
      shortReason: paymentItem.shortReason,
    })
    .from(paymentItem)
    .innerJoin(payment, eq(payment.id, paymentItem.paymentId))
    .where(and(eq(paymentItem.invoiceId, id), isNull(paymentItem.releasedAt)));
  return { funded: counts?.funded ?? 0, lines: counts?.lines ?? 0, payment: pays ?? null };
}
