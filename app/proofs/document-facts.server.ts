import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

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

/** One document; null where there is none, or a wall stands before it. */
export async function documentFacts(ctx: Context, id: string): Promise<DocumentFacts | null> {
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
