import { abilities, decidesFor } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { balanceOf } from './balance.server.ts';
import { discountSentence } from './discount-words.ts';
import { linesPage } from './document-lines.server.ts';
import { byCostCenter, bySupplier, byWorker, discountsOf, feesOf, taxesOf } from './document-sums.server.ts';
import { sourceRef } from './documents.server.ts';
import type { LineQuery } from './forms.ts';
import type { Invoice } from './invoices.server.ts';
import { itemsOf } from './items.server.ts';
import { isForClient } from './kinds.ts';

const WORKERS_SHOWN = 100;

/** Everything that the page of a document shows beside its header. */
export async function invoicePage(ctx: Context, invoice: Invoice, query: LineQuery) {
  const groups = isForClient(invoice.kind) ? await bySupplier(ctx, invoice) : await byWorker(ctx, invoice);
  const { rows, next } = await linesPage(ctx, invoice.id, query);
  const discounts = await discountsOf(ctx, invoice);
  const can = abilities(ctx, invoice, [
    'invoice.approve',
    'billing.read',
    'proof.read',
    'correction.propose',
  ]);
  const mayBeApproved = invoice.kind === 'client_invoice' || invoice.kind === 'fee_invoice';
  return {
    fees: await feesOf(ctx, invoice),
    taxes: await taxesOf(ctx, invoice),
    discounts: discounts.map((discount) => discountSentence(discount, invoice.currency)),
    items: await itemsOf(ctx, invoice.id),
    costCenters: await byCostCenter(ctx, invoice),
    groups: groups.slice(0, WORKERS_SHOWN),
    groupCount: groups.length,
    lines: rows.map((line) => ({ ...line, sourceRef: sourceRef(line) })),
    next,
    balance: await balanceOf(ctx, invoice),
    entries: await timelineOf(ctx, [invoice.id]),
    mayApprove: can['invoice.approve'] && mayBeApproved && invoice.status === 'issued',
    decidesFor:
      mayBeApproved && invoice.status === 'issued' ? decidesFor(ctx, 'invoice.approve', invoice) : null,
    // A client's document of lines is corrected; the suppliers' side follows by itself.
    mayCorrect: can['correction.propose'] && invoice.kind === 'client_invoice' && invoice.lineCount > 0,
    seesRun: can['billing.read'],
    seesProof: can['proof.read'],
  };
}
