import { sql } from 'drizzle-orm';
import { makeRoom, pickForCorrection, pricePicked } from '#app/invoices/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  addLegs,
  type CorrectedLine,
  type CorrectionPreview,
  type Legs,
  type SupplierDifference,
} from './difference.ts';
import { writeCharges } from './write-charges.server.ts';

/** Writes and prices what a correction asks for, into `priced_charge`. */
export async function priceCorrection(
  ctx: Context,
  correction: { id: string; clientId: string },
  onDate: string,
): Promise<void> {
  await writeCharges(ctx, correction.id);
  await makeRoom(ctx);
  await pickForCorrection(ctx, correction.id);
  await pricePicked(ctx, { clientId: correction.clientId, onDate, withDiscounts: false });
}

/**
 * What a correction would change: it is made, priced and looked at behind a savepoint, and then taken back. So what is
 * shown is what will be posted, and not a second opinion on it.
 */
export async function lookAtCorrection(
  ctx: Context,
  write: () => Promise<{ id: string; clientId: string }>,
  onDate: string,
): Promise<CorrectionPreview> {
  await ctx.db.execute(sql`savepoint look`);
  const correction = await write();
  await priceCorrection(ctx, correction, onDate);
  const preview = await differenceOf(ctx);
  await ctx.db.execute(sql`rollback to savepoint look`);
  await ctx.db.execute(sql`release savepoint look`);
  return preview;
}

type Row = Omit<CorrectedLine, 'client' | 'supplier'> & {
  clientCreditMinor: number;
  clientRebillMinor: number;
  supplierCreditMinor: number;
  supplierRebillMinor: number;
  taxCreditMinor: number;
  taxRebillMinor: number;
};

/** What stands in `priced_charge`, by the charge that it corrects, with what it does to suppliers and purchase orders. */
export async function differenceOf(ctx: Context): Promise<CorrectionPreview> {
  const rows = await ctx.db.execute<Row>(sql`
    with part as (
      select coalesce(c.credits_charge_id, c.replaces_charge_id) as original_id, c.credits_charge_id is not null as is_credit, p.bill_rate,
             p.amount_minor + p.discount_minor + p.client_fee_minor + p.client_tax_minor as client_minor,
             p.amount_minor + p.discount_minor - p.supplier_fee_minor + p.supplier_tax_minor as supplier_minor, p.client_tax_minor - p.supplier_tax_minor as tax_minor
      from priced_charge p join charge c on c.id = p.charge_id
    ), summed as (
      select original_id, min(bill_rate) filter (where is_credit) as old_rate, max(bill_rate) filter (where not is_credit) as new_rate,
        coalesce(sum(client_minor) filter (where is_credit), 0)::bigint as client_credit, coalesce(sum(client_minor) filter (where not is_credit), 0)::bigint as client_rebill,
        coalesce(sum(supplier_minor) filter (where is_credit), 0)::bigint as supplier_credit, coalesce(sum(supplier_minor) filter (where not is_credit), 0)::bigint as supplier_rebill,
        coalesce(sum(tax_minor) filter (where is_credit), 0)::bigint as tax_credit, coalesce(sum(tax_minor) filter (where not is_credit), 0)::bigint as tax_rebill
      from part group by original_id
    )
    select s.original_id as "chargeId", i.reference as "documentReference", a.worker_name as "workerName", o.name as "supplierName", c.week_ends_on::text as "weekEndsOn",
      c.pay_code as "payCode", c.minutes, s.old_rate::text as "oldRate", s.new_rate::text as "newRate", s.client_credit as "clientCreditMinor", s.client_rebill as "clientRebillMinor",
      s.supplier_credit as "supplierCreditMinor", s.supplier_rebill as "supplierRebillMinor", s.tax_credit as "taxCreditMinor", s.tax_rebill as "taxRebillMinor"
    from summed s
    join charge c on c.id = s.original_id
    join assignment a on a.id = c.assignment_id
    join organization o on o.id = c.supplier_id
    left join invoice_line l on l.charge_id = c.id and l.side = 'client'
    left join invoice i on i.id = l.invoice_id
    order by c.week_ends_on, a.worker_name, c.id`);
  const lines = rows.map((row): CorrectedLine & { tax: Legs } => {
    const {
      clientCreditMinor,
      clientRebillMinor,
      supplierCreditMinor,
      supplierRebillMinor,
      taxCreditMinor,
      taxRebillMinor,
      ...line
    } = row;
    return {
      ...line,
      client: legs(clientCreditMinor, clientRebillMinor),
      supplier: legs(supplierCreditMinor, supplierRebillMinor),
      tax: legs(taxCreditMinor, taxRebillMinor),
    };
  });
  const [client, supplier, tax] = [
    addLegs(lines.map((line) => line.client)),
    addLegs(lines.map((line) => line.supplier)),
    addLegs(lines.map((line) => line.tax)),
  ];
  return {
    ...{ client, supplier, tax },
    // What is neither the suppliers' nor the tax office's.
    msp: legs(
      client.creditMinor - supplier.creditMinor - tax.creditMinor,
      client.rebillMinor - supplier.rebillMinor - tax.rebillMinor,
    ),
    lines: lines.map(({ tax: _, ...line }) => line),
    suppliers: await supplierDifferences(ctx),
    purchaseOrders: [
      ...(await ctx.db.execute<CorrectionPreview['purchaseOrders'][number]>(sql`
        select o.number, sum(p.amount_minor + p.discount_minor + p.client_fee_minor + p.client_tax_minor)::bigint as "differenceMinor",
          (o.funds_minor + floor(o.funds_minor * o.tolerance_fraction) - o.consumed_minor - sum(p.amount_minor + p.discount_minor + p.client_fee_minor + p.client_tax_minor))::bigint as "remainingMinor"
        from priced_charge p join purchase_order o on o.id = p.purchase_order_id group by o.id order by o.number limit 50`)),
    ],
  };
}

const legs = (creditMinor: number, rebillMinor: number): Legs => ({
  creditMinor,
  rebillMinor,
  netMinor: creditMinor + rebillMinor,
});

async function supplierDifferences(ctx: Context): Promise<SupplierDifference[]> {
  const rows = await ctx.db.execute<SupplierDifference>(sql`
    select p.supplier_id as "supplierId", o.name, sum(p.amount_minor + p.discount_minor - p.supplier_fee_minor + p.supplier_tax_minor)::bigint as "differenceMinor",
      coalesce((select jsonb_agg(distinct jsonb_build_object('reference', i.reference, 'status', i.status))
        from priced_charge q join charge c on c.id = q.charge_id
        join invoice_line l on l.charge_id = coalesce(c.credits_charge_id, c.replaces_charge_id) and l.side = 'supplier'
        join invoice i on i.id = l.invoice_id
        where q.supplier_id = p.supplier_id and i.status in ('scheduled', 'remitted')), '[]') as paid
    from priced_charge p join organization o on o.id = p.supplier_id
    group by p.supplier_id, o.name order by o.name`);
  return [...rows];
}
