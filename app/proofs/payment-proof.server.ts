import { sql } from 'drizzle-orm';
import { isUnderWay } from '#app/payments/lifecycle.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatDate } from '#app/values/week.ts';
import type { Explained } from './explained.ts';
import { money, stated, summed, type Proof } from './proof.ts';

type PaymentRow = {
  clientId: string;
  supplierId: string;
  clientName: string;
  supplierName: string;
  currency: string;
  reference: string;
  status: string;
  amountMinor: number;
  valueOn: string;
  items: number;
  itemsMinor: number;
};
type ItemRow = {
  invoiceId: string;
  reference: string;
  kind: string;
  issuedOn: string;
  totalMinor: number;
  paidMinor: number;
  shortReason: string;
};

const ITEMS_SHOWN = 200;

/** The proof of a payment to a supplier; null where there is none, or it is not told of yet. */
export async function explainPayment(ctx: Context, id: string): Promise<Explained | null> {
  const [row] = await ctx.db.execute<PaymentRow>(sql`
    select p.client_id as "clientId", p.supplier_id as "supplierId", c.name as "clientName", s.name as "supplierName", g.currency,
      p.reference, p.status, p.amount_minor as "amountMinor", p.value_on::text as "valueOn",
      (select count(*)::int from payment_item i where i.payment_id = p.id) as items,
      (select coalesce(sum(i.amount_minor), 0)::bigint from payment_item i where i.payment_id = p.id) as "itemsMinor"
    from payment p join organization c on c.id = p.client_id join organization s on s.id = p.supplier_id join program g on g.client_id = p.client_id
    where p.id = ${id}`);
  if (!row || (ctx.actor.side === 'supplier' && !isUnderWay(row.status))) return null;
  authorize(ctx, 'proof.read', row);
  const items = await itemsOf(ctx, id);
  const rest = restOf(row, items);
  return {
    address: `/proofs/payments/${id}`,
    query: {},
    title: `Payment ${row.reference}`,
    lead: `To ${row.supplierName} for work at ${row.clientName}, on ${formatDate(row.valueOn)}.`,
    currency: row.currency,
    proof: summed('Paid', money(row.amountMinor), [...items.map(itemProof), ...rest], {
      how: 'the statements that it pays, less the credits taken off',
    }),
    besides: [],
    back: isUnderWay(row.status)
      ? { label: 'The remittance advice', to: `/remittances/${id}` }
      : { label: 'Payments', to: '/payments' },
  };
}

const itemsOf = (ctx: Context, paymentId: string) =>
  ctx.db.execute<ItemRow>(sql`
    select d.id as "invoiceId", d.reference, d.kind, d.issued_on::text as "issuedOn", d.total_minor as "totalMinor",
      i.amount_minor as "paidMinor", i.short_reason as "shortReason"
    from payment_item i join invoice d on d.id = i.invoice_id
    where i.payment_id = ${paymentId} order by d.issued_on, d.id limit ${ITEMS_SHOWN}`);

/** A document is paid whole, or what was settled of it before is left out. */
function itemProof(row: ItemRow): Proof {
  const { invoiceId, reference, kind, issuedOn, totalMinor, paidMinor, shortReason } = row;
  const source = { label: 'How it comes about', to: `/proofs/invoices/${invoiceId}` };
  const label = `${kind === 'supplier_credit' ? 'Credit note' : 'Statement'} ${reference}`;
  const how = `of ${formatDate(issuedOn)}`;
  if (paidMinor === totalMinor) return stated(label, money(paidMinor), `${how}, in full`, { source });
  return summed(
    label,
    money(paidMinor),
    [
      stated('Its total', money(totalMinor), 'as it was issued', { source }),
      stated('Settled otherwise', money(paidMinor - totalMinor), shortReason || 'against other documents'),
    ],
    { how },
  );
}

function restOf({ items, itemsMinor }: PaymentRow, shown: Iterable<ItemRow>): Proof[] {
  const rows = [...shown];
  const left = items - rows.length;
  if (left <= 0) return [];
  const restMinor = rows.reduce((rest, { paidMinor }) => rest - paidMinor, itemsMinor);
  return [stated(`${left} more documents`, money(restMinor), 'all of them stand on the remittance advice')];
}
