import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import type { DocumentFacts } from './document-facts.server.ts';
import { sourceFor } from './links.server.ts';
import { factor, money, stated, summed, type Proof } from './proof.ts';

type ItemRow = {
  label: string;
  component: string;
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  note: string;
};

const ITEMS_SHOWN = 300;

/** What stands on a document without being a line of work: flat fees, prompt payment, money on account. */
export async function itemsProof(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const rows = await ctx.db.execute<ItemRow>(sql`
    select label, component, quantity::text as quantity, unit_minor as "unitMinor", amount_minor as "amountMinor", note
    from invoice_item where invoice_id = ${document.id} order by place limit ${ITEMS_SHOWN}`);
  const source = document.receiptId
    ? sourceFor(
        ctx,
        'receipt.read',
        { clientId: document.clientId },
        { label: 'The payment that it came with', to: `/receipts/${document.receiptId}` },
      )
    : undefined;
  return [
    summed(
      'Items',
      money(document.feeMinor + document.otherMinor),
      rows.map((row) => itemProof(row, source)),
      { how: 'one by one', source },
    ),
  ];
}

function itemProof(
  { label, quantity, unitMinor, amountMinor, note }: ItemRow,
  source: Proof['source'],
): Proof {
  const isProduct = new Decimal(quantity).times(unitMinor).round(0).eq(amountMinor);
  const how = note || 'as agreed';
  if (new Decimal(quantity).eq(1) || !isProduct) return stated(label, money(amountMinor), how, { source });
  return {
    label,
    value: money(amountMinor),
    how,
    operation: { kind: 'product' },
    source,
    parts: [stated('Quantity', factor(quantity), 'counted'), stated('Each', money(unitMinor), 'as agreed')],
  };
}
