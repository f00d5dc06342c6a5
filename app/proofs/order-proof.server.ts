import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  CHARGES_SHOWN,
  chargesCommitted,
  consumedBy,
  DOCUMENTS_SHOWN,
  purchaseOrderOf,
  type PurchaseOrder,
} from '#app/purchase-orders/public.server.ts';
import { sum } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';
import type { Explained } from './explained.ts';
import { money, stated, summed, type Proof } from './proof.ts';

/** The proof of what is left of a purchase order; null where there is none for the actor. */
export async function explainOrder(ctx: Context, id: string): Promise<Explained | null> {
  const order = await purchaseOrderOf(ctx, id);
  if (!order) return null;
  authorize(ctx, 'purchaseOrder.read', order);
  return {
    address: `/proofs/orders/${id}`,
    query: {},
    title: `PO ${order.number}`,
    lead: `What is left for ${order.clientName} to spend on it.`,
    currency: order.currency,
    proof: summed(
      'Left, with the tolerance',
      money(order.remainingMinor),
      [
        stated('Funds', money(order.fundsMinor), 'as they were last set', {
          source: { label: 'What happened', to: `/purchase-orders/${id}` },
        }),
        stated(
          'Tolerance',
          money(order.toleranceMinor),
          `${formatPercent(order.toleranceFraction)} of the funds, rounded down`,
        ),
        await billed(ctx, order),
        await approved(ctx, order),
      ],
      { how: 'funds and tolerance, less what was billed, less what is approved and not billed yet' },
    ),
    besides: [],
    back: { label: `PO ${order.number}`, to: `/purchase-orders/${id}` },
  };
}

async function billed(ctx: Context, order: PurchaseOrder): Promise<Proof> {
  const documents = await consumedBy(ctx, order);
  const parts = documents.map(({ invoiceId, reference, issuedOn, lines, totalMinor }) =>
    stated(
      reference,
      money(-totalMinor),
      `${lines === 1 ? '1 line' : `${lines} lines`} on the order, issued ${formatDate(issuedOn)}`,
      { source: { label: 'How it comes about', to: `/proofs/invoices/${invoiceId}` } },
    ),
  );
  const rest = order.consumedMinor - sum(documents.map(({ totalMinor }) => totalMinor));
  const more = documents.length < DOCUMENTS_SHOWN ? [] : others('documents', -rest);
  return summed('Billed', money(-order.consumedMinor), [...parts, ...more], {
    how: 'the client’s lines on this order, with fees and taxes',
  });
}

async function approved(ctx: Context, order: PurchaseOrder): Promise<Proof> {
  const charges = await chargesCommitted(ctx, order);
  const parts = charges.map(({ id, workerName, weekEndsOn, payCode, amountMinor, committedMinor }) =>
    summed(
      `${workerName}, week to ${formatDate(weekEndsOn)}, ${payCode}`,
      money(-committedMinor),
      [
        stated('Amount', money(-amountMinor), 'frozen at approval', {
          source: { label: 'How it comes about', to: `/proofs/charges/${id}` },
        }),
        stated(
          'Fees that the client bears',
          money(amountMinor - committedMinor),
          'at the fees in force on its first day',
        ),
      ],
      { how: 'discounts and taxes are not foreseen' },
    ),
  );
  const rest = order.committedMinor - sum(charges.map(({ committedMinor }) => committedMinor));
  const more = charges.length < CHARGES_SHOWN ? [] : others('charges', -rest);
  return summed('Approved, not billed', money(-order.committedMinor), [...parts, ...more], {
    how: 'charge by charge',
  });
}

/** What a full list leaves out. A shorter list leaves nothing out: what is missing there must be seen to be missing. */
const others = (what: string, minor: number): Proof[] =>
  minor === 0 ? [] : [stated(`More ${what}`, money(minor), 'the older ones')];
