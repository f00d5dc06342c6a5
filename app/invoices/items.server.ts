import { asc, eq } from 'drizzle-orm';
import { invoiceItem } from '#db/schema/index.ts';
import type { DocumentItem } from './document.ts';
import type { Reader } from './invoices.server.ts';

/** The lines of a document that come from no charge, in their order. A document has at most a few hundred. */
export async function itemsOf(ctx: Reader, invoiceId: string): Promise<DocumentItem[]> {
  const { place, label, quantity, unitMinor, amountMinor, taxMinor, totalMinor, note } = invoiceItem;
  return ctx.db
    .select({ place, label, quantity, unitMinor, amountMinor, taxMinor, totalMinor, note })
    .from(invoiceItem)
    .where(eq(invoiceItem.invoiceId, invoiceId))
    .orderBy(asc(place));
}
