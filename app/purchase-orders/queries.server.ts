import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { ASSIGNMENTS_SHOWN, type ListQuery } from './forms.ts';
import { standing, type Standing } from './standing.ts';

export { costCentersOf, programOf, programsIn } from '#app/programs/public.server.ts';

const ORDERS_A_PAGE = 50;
export const DOCUMENTS_SHOWN = 100;
export const CHARGES_SHOWN = 100;

export type PurchaseOrder = Standing & {
  id: string;
  clientId: string;
  clientName: string;
  currency: string;
  timeZone: string;
  number: string;
  toleranceFraction: string;
  startsOn: string;
  endsOn: string | null;
  closedOn: string | null;
  assignments: number;
};

/**
 * The charges that are approved on some orders and not billed, each with what it will take: its amount and the fees that
 * the client bears. Fees are counted line by line; discounts and taxes are not foreseen.
 * @param chosen a relation with the orders' `id` and `client_id`
 */
const commitments = (chosen: SQL): SQL => sql`
  select c.*, (c.amount_minor + coalesce(f.minor, 0))::bigint as committed_minor
  from charge c
  join ${chosen} o on o.id = c.purchase_order_id and o.client_id = c.client_id
  left join lateral (
    select sum(round(c.amount_minor * s.fraction))::bigint as minor from fee_schedule s
    where c.bears_fees and s.client_id = c.client_id and s.funding = 'client' and s.effective @> c.service_from
      and coalesce(s.supplier_id, c.supplier_id) = c.supplier_id) f on true
  where c.billing_run_id is null and c.correction_id is null and c.voided_at is null`;

/** The same summed up by order. */
export const committedOn = (chosen: SQL): SQL => sql`
  select m.purchase_order_id, sum(m.committed_minor)::bigint as committed_minor from (${commitments(chosen)}) m
  group by m.purchase_order_id`;

export type Committed = {
  id: number;
  workerName: string;
  weekEndsOn: string;
  payCode: string;
  amountMinor: number;
  committedMinor: number;
};

/** The charges that are approved on one order and not billed, the latest first; at most 100. */
export async function chargesCommitted(
  ctx: Context,
  { id, clientId }: Pick<PurchaseOrder, 'id' | 'clientId'>,
): Promise<Committed[]> {
  const order = sql`(select ${id}::uuid as id, ${clientId}::uuid as client_id)`;
  const rows = await ctx.db.execute<Committed>(sql`
    select m.id, a.worker_name as "workerName", m.week_ends_on::text as "weekEndsOn", m.pay_code as "payCode",
      m.amount_minor as "amountMinor", m.committed_minor as "committedMinor"
    from (select * from (${commitments(order)}) c order by c.week_ends_on desc, c.id desc limit ${CHARGES_SHOWN}) m
    join assignment a on a.id = m.assignment_id
    order by m.week_ends_on desc, m.id desc`);
  return [...rows];
}

const facts = sql`
  o.id, o.client_id as "clientId", n.name as "clientName", p.currency, p.time_zone as "timeZone", o.number, o.funds_minor as "fundsMinor",
  o.tolerance_fraction as "toleranceFraction", o.consumed_minor as "consumedMinor", coalesce(c.committed_minor, 0)::bigint as "committedMinor",
  lower(o.effective) as "startsOn", upper(o.effective) - 1 as "endsOn", o.closed_on as "closedOn",
  (select count(*)::int from assignment a where a.client_id = o.client_id and a.purchase_order_id = o.id) as assignments`;

type Row = Omit<PurchaseOrder, keyof Standing> &
  Pick<Standing, 'fundsMinor' | 'consumedMinor' | 'committedMinor'>;

async function ordersWhere(ctx: Context, conditions: SQL, limit: number): Promise<PurchaseOrder[]> {
  const rows = await ctx.db.execute<Row>(sql`
    with cut as materialized (select o.* from purchase_order o where ${conditions} order by o.number, o.id limit ${limit})
    select ${facts} from cut o
    join program p on p.client_id = o.client_id
    join organization n on n.id = o.client_id
    left join (${committedOn(sql`cut`)}) c on c.purchase_order_id = o.id
    order by o.number, o.id`);
  return [...rows].map((row) => ({ ...row, ...standing(row) }));
}

/** One order with where it stands; null where there is none or a wall stands before it. */
export async function purchaseOrderOf(ctx: Context, id: string): Promise<PurchaseOrder | null> {
  const [order] = await ordersWhere(ctx, sql`o.id = ${id}`, 1);
  return order ?? null;
}

/** Orders by number. */
export async function purchaseOrdersPage(
  ctx: Context,
  { client, show, after }: ListQuery,
): Promise<KeysetPage<PurchaseOrder>> {
  const conditions = [show === 'open' ? sql`o.closed_on is null` : sql`o.closed_on is not null`];
  const clientId = ctx.actor.clientId ?? client;
  if (clientId) conditions.push(sql`o.client_id = ${clientId}`);
  if (after)
    conditions.push(sql`(o.number, o.id) > (select number, id from purchase_order where id = ${after})`);
  const rows = await ordersWhere(ctx, sql.join(conditions, sql` and `), ORDERS_A_PAGE + 1);
  return keysetPage(rows, ORDERS_A_PAGE, ({ id }) => id);
}

export type Consumption = {
  invoiceId: string;
  reference: string;
  kind: string;
  issuedOn: string;
  lines: number;
  totalMinor: number;
};

/** The documents that were paid from an order, the latest first; at most 100. */
export async function consumedBy(ctx: Context, { id, clientId }: PurchaseOrder): Promise<Consumption[]> {
  const rows = await ctx.db.execute<Consumption>(sql`
    select i.id as "invoiceId", i.reference, i.kind, i.issued_on as "issuedOn", l.lines, l.total as "totalMinor"
    from (select invoice_id, count(*)::int as lines, sum(total_minor)::bigint as total from invoice_line
          where client_id = ${clientId} and purchase_order_id = ${id} and side = 'client' group by invoice_id) l
    join invoice i on i.id = l.invoice_id
    order by i.issued_on desc, i.id desc limit ${DOCUMENTS_SHOWN}`);
  return [...rows];
}

export type AssignmentOnOrder = {
  id: string;
  number: number;
  workerName: string;
  jobTitle: string;
  supplierName: string;
  status: string;
  endsOn: string;
  purchaseOrderId: string | null;
  purchaseOrderNumber: string | null;
};

const assignmentFacts = sql`
  a.id, a.number, a.worker_name as "workerName", a.job_title as "jobTitle", s.name as "supplierName", a.status, a.ends_on as "endsOn",
  a.purchase_order_id as "purchaseOrderId", o.number as "purchaseOrderNumber"`;

/** The assignments that are paid from an order, by the worker's name; at most 200. */
export async function assignmentsOn(ctx: Context, order: PurchaseOrder): Promise<AssignmentOnOrder[]> {
  const rows = await ctx.db.execute<AssignmentOnOrder>(sql`
    select ${assignmentFacts} from assignment a
    join organization s on s.id = a.supplier_id join purchase_order o on o.id = a.purchase_order_id
    where a.client_id = ${order.clientId} and a.purchase_order_id = ${order.id}
    order by a.worker_name, a.id limit ${ASSIGNMENTS_SHOWN}`);
  return [...rows];
}

/** Assignments of a program that an order could pay for: those under way or to come, and those on it; at most 200. */
export async function assignmentsToChoose(
  ctx: Context,
  { id, clientId }: PurchaseOrder,
  search: string,
): Promise<AssignmentOnOrder[]> {
  const wanted = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await ctx.db.execute<AssignmentOnOrder>(sql`
    select ${assignmentFacts} from assignment a
    join organization s on s.id = a.supplier_id left join purchase_order o on o.id = a.purchase_order_id
    where a.client_id = ${clientId} and (a.status in ('ready', 'active', 'on_hold') or a.purchase_order_id = ${id})
      ${search ? sql`and (a.worker_name ilike ${wanted} or a.job_title ilike ${wanted} or s.name ilike ${wanted})` : sql``}
    order by a.purchase_order_id is distinct from ${id}, a.worker_name, a.id limit ${ASSIGNMENTS_SHOWN}`);
  return [...rows];
}
