import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatPeriod } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import { documentFacts, type DocumentFacts } from './document-facts.server.ts';
import { discountsOfDocument, feesOfDocument, taxesOfDocument } from './document-parts.server.ts';
import { itemsProof } from './document-items.server.ts';
import { workProof } from './document-work.server.ts';
import type { Explained } from './explained.ts';
import { money, stated, summed, type Proof } from './proof.ts';

/** The proof of a document; null where there is none, or a wall stands before it. */
export async function explainInvoice(ctx: Context, id: string): Promise<Explained | null> {
  const document = await documentFacts(ctx, id);
  if (!document) return null;
  authorize(ctx, 'proof.read', document);
  const { reference, currency, totalMinor, clientName, supplierName, issuedOn } = document;
  const parts = document.hasItems
    ? [...(await itemsProof(ctx, document)), ...(await taxesOfDocument(ctx, document))]
    : await partsOfLines(ctx, document);
  return {
    address: `/proofs/invoices/${id}`,
    query: {},
    title: reference,
    lead: `${supplierName ? `${supplierName} at ${clientName}` : clientName}, ${formatPeriod(document)}, issued ${formatDate(issuedOn)}.`,
    currency,
    proof: summed('Total', money(totalMinor), parts, {
      how: document.hasItems
        ? 'its items and their tax'
        : 'everything on its lines: the work, discounts, fees and tax',
      source: { label: reference, to: `/invoices/${id}` },
    }),
    besides: [],
    back: { label: reference, to: `/invoices/${id}` },
  };
}

async function partsOfLines(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const work = await workProof(ctx, document);
  return [
    ...work,
    ...(await discountsOfDocument(ctx, document)),
    ...(await feesOfDocument(ctx, document)),
    ...(await taxesOfDocument(ctx, document)),
    ...(document.lineCount === 0 ? [stated('Nothing', money(0), 'there is no line')] : []),
  ];
}
