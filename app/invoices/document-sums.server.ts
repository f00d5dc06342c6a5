import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import {
  assignment,
  feeSchedule,
  invoiceLine,
  invoiceLineFee,
  invoiceTax,
  organization,
  postedDiscount,
  taxRule,
} from '#db/schema/index.ts';
import type { CostCenterSum, DocumentFee, DocumentTax, NamedSum } from './document.ts';
import type { DiscountGiven } from './discount-words.ts';
import type { Invoice, Reader } from './invoices.server.ts';
import { isForClient } from './kinds.ts';

/** What summaries are read for: a document and which side it is for. */
type Issued = Pick<Invoice, 'id' | 'kind'>;

const total = (part: ReturnType<typeof sql>) => sql<number>`coalesce(${part}, 0)::bigint`.mapWith(Number);
const sums = {
  minutes: total(sql`sum(${invoiceLine.minutes})`),
  overtimeMinutes: total(sql`sum(${invoiceLine.minutes}) filter (where ${invoiceLine.payCode} = 'OT')`),
  doubleMinutes: total(sql`sum(${invoiceLine.minutes}) filter (where ${invoiceLine.payCode} = 'DT')`),
  timeMinor: total(
    sql`sum(${invoiceLine.amountMinor}) filter (where ${invoiceLine.payCode} in ('ST', 'OT', 'DT'))`,
  ),
  otherMinor: total(
    sql`sum(${invoiceLine.amountMinor}) filter (where ${invoiceLine.payCode} not in ('ST', 'OT', 'DT'))`,
  ),
  discountMinor: total(sql`sum(${invoiceLine.discountMinor})`),
  feeMinor: total(sql`sum(${invoiceLine.feeMinor})`),
  taxMinor: total(sql`sum(${invoiceLine.taxMinor})`),
  totalMinor: total(sql`sum(${invoiceLine.totalMinor})`),
};

export async function bySupplier(ctx: Reader, { id }: Issued): Promise<(NamedSum & { id: string })[]> {
  return ctx.db
    .select({ id: invoiceLine.supplierId, name: organization.name, ...sums })
    .from(invoiceLine)
    .innerJoin(organization, eq(organization.id, invoiceLine.supplierId))
    .where(eq(invoiceLine.invoiceId, id))
    .groupBy(invoiceLine.supplierId, organization.name)
    .orderBy(organization.name, invoiceLine.supplierId);
}

export async function byWorker(ctx: Reader, { id }: Issued): Promise<(NamedSum & { id: string })[]> {
  const name = sql<string>`max(${assignment.workerName})`;
  return ctx.db
    .select({ id: invoiceLine.workerId, name, ...sums })
    .from(invoiceLine)
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .where(eq(invoiceLine.invoiceId, id))
    .groupBy(invoiceLine.workerId)
    .orderBy(name, invoiceLine.workerId);
}

export type CostCenterPart = CostCenterSum & { id: string; purchaseOrderId: string | null };

/**
 * What accounts payable posts from: one row for each purchase order and cost center, with each cost center's part of
 * the lines that are booked by percentage. Purchase orders and parts are the client's, so a supplier's document has
 * its lines as they stand. Hours are parted like the money, by the largest remainder.
 */
export async function byCostCenter(ctx: Reader, { id, kind }: Issued): Promise<CostCenterPart[]> {
  const forClient = isForClient(kind);
  const part = sql`
    select l.purchase_order_id, l.cost_center_id, l.pay_code, l.minutes, l.amount_minor, l.discount_minor, l.fee_minor, l.tax_minor, l.total_minor
    from invoice_line l where l.invoice_id = ${id}`;
  const ofLines = forClient
    ? sql`${part} and not exists (select from invoice_line_split s where s.charge_id = l.charge_id)
      union all
      select purchase_order_id, cost_center_id, pay_code, sign(minutes) * (whole + case when place <= left_over then 1 else 0 end),
             amount_minor, discount_minor, fee_minor, tax_minor, total_minor
      from (
        select l.purchase_order_id, s.cost_center_id, l.pay_code, l.minutes, div(abs(l.minutes) * s.percent, 100) as whole,
               row_number() over (partition by l.charge_id order by mod(abs(l.minutes) * s.percent, 100) desc, k.code) as place,
               abs(l.minutes) - sum(div(abs(l.minutes) * s.percent, 100)) over (partition by l.charge_id) as left_over,
               s.amount_minor, s.discount_minor, s.fee_minor, s.tax_minor, s.total_minor
        from invoice_line_split s join invoice_line l on l.charge_id = s.charge_id and l.invoice_id = s.invoice_id
        join cost_center k on k.id = s.cost_center_id
        where s.invoice_id = ${id}) split`
    : part;
  const order = forClient ? sql`p.purchase_order_id` : sql`null::uuid`;
  const rows = await ctx.db.execute<CostCenterPart>(sql`
    select g.cost_center_id as id, k.code, k.name, g.purchase_order_id as "purchaseOrderId", o.number as "purchaseOrder", g.minutes, g.overtime as "overtimeMinutes",
           g.double as "doubleMinutes", g.time as "timeMinor", g.other as "otherMinor", g.discount as "discountMinor", g.fee as "feeMinor", g.tax as "taxMinor", g.total as "totalMinor"
    from (
      select p.cost_center_id, ${order} as purchase_order_id, sum(minutes)::bigint as minutes,
             coalesce(sum(minutes) filter (where pay_code = 'OT'), 0)::bigint as overtime, coalesce(sum(minutes) filter (where pay_code = 'DT'), 0)::bigint as double,
             coalesce(sum(amount_minor) filter (where pay_code in ('ST', 'OT', 'DT')), 0)::bigint as time,
             coalesce(sum(amount_minor) filter (where pay_code not in ('ST', 'OT', 'DT')), 0)::bigint as other,
             sum(discount_minor)::bigint as discount, sum(fee_minor)::bigint as fee, sum(tax_minor)::bigint as tax, sum(total_minor)::bigint as total
      from (${ofLines}) p group by 1, 2) g
    join cost_center k on k.id = g.cost_center_id
    left join purchase_order o on o.id = g.purchase_order_id
    order by o.number nulls first, k.code, k.id`);
  return [...rows];
}

/** The fees of a document, each schedule once, signed as they enter its total. */
export async function feesOf(ctx: Reader, { id, kind }: Issued): Promise<DocumentFee[]> {
  const sign = isForClient(kind) ? sql`1` : sql`-1`;
  return ctx.db
    .select({
      label: feeSchedule.label,
      percent: invoiceLineFee.fraction,
      funding: invoiceLineFee.funding,
      feeMinor: sql<number>`(${sign} * sum(${invoiceLineFee.feeMinor}))::bigint`.mapWith(Number),
    })
    .from(invoiceLineFee)
    .innerJoin(feeSchedule, eq(feeSchedule.id, invoiceLineFee.feeScheduleId))
    .where(eq(invoiceLineFee.invoiceId, id))
    .groupBy(feeSchedule.label, invoiceLineFee.fraction, invoiceLineFee.funding)
    .orderBy(feeSchedule.label, invoiceLineFee.fraction);
}

/** The taxes of a document, each rule once; the reason stands where there is none. */
export async function taxesOf(
  ctx: Reader,
  { id }: Issued,
): Promise<(DocumentTax & { source: string | null })[]> {
  const { jurisdiction, leg, base, rate, baseMinor, taxMinor, reason } = invoiceTax;
  return ctx.db
    .select({ jurisdiction, leg, base, rate, baseMinor, taxMinor, reason, source: taxRule.source })
    .from(invoiceTax)
    .leftJoin(taxRule, eq(taxRule.id, invoiceTax.taxRuleId))
    .where(eq(invoiceTax.invoiceId, id))
    .orderBy(asc(invoiceTax.id));
}

/**
 * The discounts that a run gave and that stand on this document: a step that counts for all of its window is given
 * back on a credit memo, the others are on the lines of the bill.
 */
export async function discountsOf(
  ctx: Reader,
  { kind, billingRunId, supplierId }: Pick<Invoice, 'kind' | 'billingRunId' | 'supplierId'>,
): Promise<DiscountGiven[]> {
  if (!billingRunId) return [];
  const isCredit = kind === 'client_credit' || kind === 'supplier_credit';
  const { method, beforeMinor, grossMinor, discountMinor } = postedDiscount;
  return ctx.db
    .select({ supplierName: organization.name, method, beforeMinor, grossMinor, discountMinor })
    .from(postedDiscount)
    .innerJoin(organization, eq(organization.id, postedDiscount.supplierId))
    .where(
      and(
        eq(postedDiscount.billingRunId, billingRunId),
        supplierId ? eq(postedDiscount.supplierId, supplierId) : undefined,
        isCredit
          ? eq(postedDiscount.method, 'cliff_retroactive')
          : inArray(postedDiscount.method, ['graduated', 'cliff_prospective']),
      ),
    )
    .orderBy(organization.name, postedDiscount.id);
}
