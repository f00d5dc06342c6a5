import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import type { DocumentFacts } from './document-facts.server.ts';
import { sourceFor } from './links.server.ts';
import { factor, money, stated, summed, type Proof } from './proof.ts';
import { serviceCreditProof } from './scorecard-proof.server.ts';

type ItemRow = {
  label: string;
  component: string;
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  note: string;
  scorecardId: string | null;
};

const ITEMS_SHOWN = 300;

/** What stands on a document without being a line of work: flat fees, service credits, prompt payment, money on account. */
export async function itemsProof(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const rows = await ctx.db.execute<ItemRow>(sql`
    select i.label, i.component, i.quantity::text as quantity, i.unit_minor as "unitMinor", i.amount_minor as "amountMinor", i.note,
      c.scorecard_id as "scorecardId"
    from invoice_item i left join service_credit c on c.id = i.service_credit_id where i.invoice_id = ${document.id} order by i.place limit ${ITEMS_SHOWN}`);
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
      await everyProof(ctx, [...rows], source),
      { how: 'one by one', source },
    ),
  ];
}

/** Of one month at most a few are service credits, each of which is a tree of its own. */
async function everyProof(ctx: Context, rows: ItemRow[], source: Proof['source']): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const row of rows) {
    const { scorecardId, component: kind } = row;
    proofs.push(
      scorecardId ? await serviceCreditProof(ctx, { ...row, scorecardId, kind }) : itemProof(row, source),
    );
  }
  return proofs;
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
