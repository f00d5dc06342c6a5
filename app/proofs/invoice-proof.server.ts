import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatPeriod } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import { discountsOfDocument, feesOfDocument, taxesOfDocument } from './document-parts.server.ts';
import { itemsProof } from './document-items.server.ts';
import { workProof } from './document-work.server.ts';
import type { Explained } from './explained.ts';
import { money, stated, summed, type Proof } from './proof.ts';

/** A document as far as the actor may see it. Amounts are signed as they enter the total. */
export type DocumentFacts = {
  id: string;
  kind: string;
  side: 'client' | 'supplier';
  clientId: string;
  clientName: string;
  supplierId: string | null;
  supplierName: string | null;
  reference: string;
  currency: string;
  startsOn: string;
  endsOn: string;
  issuedOn: string;
  billingRunId: string | null;
  correctionId: string | null;
  receiptId: string | null;
  lineCount: number;
  timeMinor: number;
  otherMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  hasItems: boolean;
};

async function documentFacts(ctx: Context, id: string): Promise<DocumentFacts | null> {
  const [row] = await ctx.db.execute<DocumentFacts>(sql`
    select i.id, i.kind, i.side, i.client_id as "clientId", c.name as "clientName", i.supplier_id as "supplierId",
      (select s.name from organization s where s.id = i.supplier_id) as "supplierName", i.reference, i.currency,
      i.starts_on::text as "startsOn", i.ends_on::text as "endsOn", i.issued_on::text as "issuedOn",
      i.billing_run_id as "billingRunId", i.correction_id as "correctionId", i.receipt_id as "receiptId", i.line_count as "lineCount",
      i.time_minor as "timeMinor", i.other_minor as "otherMinor", i.discount_minor as "discountMinor", i.fee_minor as "feeMinor",
      i.tax_minor as "taxMinor", i.total_minor as "totalMinor", exists (select from invoice_item t where t.invoice_id = i.id) as "hasItems"
    from invoice i join organization c on c.id = i.client_id where i.id = ${id}`);
  return row ?? null;
}

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
