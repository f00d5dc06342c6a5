import { asc, eq } from 'drizzle-orm';
import { invoiceItem, invoiceTax } from '#db/schema/index.ts';
import type { Reader } from './invoices.server.ts';

export type Item = {
  place: number;
  label: string;
  component: (typeof invoiceItem.$inferSelect)['component'];
  /** Exact decimal of at most four places. */
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** How it came about, in a sentence. */
  note: string;
};

/** The lines of a document that come from no charge, in their order. A document has at most a few hundred. */
export async function itemsOf(ctx: Reader, invoiceId: string): Promise<Item[]> {
  const { place, label, component, quantity, unitMinor, amountMinor, taxMinor, totalMinor, note } = invoiceItem;
  return ctx.db
    .select({ place, label, component, quantity, unitMinor, amountMinor, taxMinor, totalMinor, note })
    .from(invoiceItem)
    .where(eq(invoiceItem.invoiceId, invoiceId))
    .orderBy(asc(place));
}

export type DocumentTax = {
  jurisdiction: string;
  leg: (typeof invoiceTax.$inferSelect)['leg'];
  rate: string;
  baseMinor: number;
  taxMinor: number;
  reason: string;
};

/** The taxes of a document, each rule once; the reason stands where there is none. */
export async function taxesOf(ctx: Reader, invoiceId: string): Promise<DocumentTax[]> {
  const { jurisdiction, leg, rate, baseMinor, taxMinor, reason } = invoiceTax;
  return ctx.db
    .select({ jurisdiction, leg, rate, baseMinor, taxMinor, reason })
    .from(invoiceTax)
    .where(eq(invoiceTax.invoiceId, invoiceId))
    .orderBy(asc(invoiceTax.id));
}
