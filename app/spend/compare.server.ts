import { sql, type SQL } from 'drizzle-orm';
import { flatFeesOfMonth } from '#app/invoices/public.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { sum } from '#app/values/money.ts';
import { compareMonths, totalOf, viewOf, type Alternative, type SideOfMonth, type View } from './compare.ts';
import { firstDayOf, type Months } from './months.ts';

/** What is re-priced: billed lines and what takes them back, on either side. */
const DOCUMENTS = sql`('client_invoice', 'self_bill', 'client_credit', 'supplier_credit')`;
const TIME = sql`('ST', 'OT', 'DT')`;

/** The documents of the program that whoever looks may see. The wall holds anyway; the planner needs it. */
function documentsFor(ctx: Context, clientId: string): SQL {
  const { side, supplierId } = ctx.actor;
  if (side === 'supplier')
    return sql`i.client_id = ${clientId} and i.supplier_id = ${supplierId} and i.side = 'supplier'`;
  return side === 'client'
    ? sql`i.client_id = ${clientId} and i.side = 'client'`
    : sql`i.client_id = ${clientId}`;
}

/**
 * The last twelve months with anything billed, line by line under another model, in one statement: each line's fee on
 * its amount after discounts, rounded half up as it would have been. Pass-through that bears no fee bears none here.
 */
function repriced(ctx: Context, clientId: string, other: Alternative): Promise<SideOfMonth[]> {
  return ctx.db.execute<SideOfMonth>(sql`
    with last as (
      select date_trunc('month', max(i.ends_on))::date as month from invoice i
      where ${documentsFor(ctx, clientId)} and i.kind in ${DOCUMENTS}
    ), line as (
      select to_char(i.ends_on, 'YYYY-MM') as month, l.side, l.worker_id, l.pay_code in ${TIME} as is_time, l.fee_minor,
        l.amount_minor + l.discount_minor as net_minor, l.pay_code in ${TIME} or c.bears_fees as bears_fees
      from last
      join invoice i on ${documentsFor(ctx, clientId)} and i.kind in ${DOCUMENTS} and i.ends_on >= last.month - interval '11 months'
      join invoice_line l on l.invoice_id = i.id
      left join charge c on c.id = l.charge_id and l.pay_code not in ${TIME}
    )
    select month, side, sum(net_minor)::bigint as "netMinor", sum(fee_minor)::bigint as "feeMinor",
      coalesce(sum(round(net_minor * case side when 'client' then ${other.clientFraction}::numeric else ${other.supplierFraction}::numeric end))
        filter (where bears_fees), 0)::bigint as "otherFeeMinor",
      count(distinct worker_id) filter (where is_time)::int as workers
    from line group by month, side order by month, side`);
}

/** What flat fees were invoiced, by month. */
async function flatNow(ctx: Context, clientId: string): Promise<Map<string, number>> {
  const rows = await ctx.db.execute<{ month: string; feeMinor: number }>(sql`
    select to_char(i.ends_on, 'YYYY-MM') as month, sum(i.fee_minor)::bigint as "feeMinor" from invoice i
    where ${documentsFor(ctx, clientId)} and i.kind = 'fee_invoice' group by 1`);
  return new Map(rows.map(({ month, feeMinor }) => [month, feeMinor]));
}

/** What the other model's flat fees would come to in each month; the set-up fee stands in the first of them. */
function flatThen(sides: SideOfMonth[], other: Alternative): Map<string, number> {
  const workers = new Map(sides.map((one) => [one.month, one.workers]));
  const [first] = [...workers.keys()].sort();
  if (other.model !== 'flat' || !first) return new Map();
  const amounts = {
    set_up: other.setUpMinor,
    subscription: other.subscriptionMinor,
    per_active_worker: other.perWorkerMinor,
    minimum: other.minimumMinor,
  } as const;
  const fees = (count: number) =>
    Object.entries(amounts)
      .filter(([, amountMinor]) => amountMinor > 0)
      .map(([component, amountMinor]) => ({
        ...{
          id: component,
          label: component,
          component: component as keyof typeof amounts,
          amountMinor,
          count,
        },
        ...{ activeWorker: null, yearlyIndexation: '0', startsOn: firstDayOf(first), endsOn: null },
      }));
  return new Map(
    [...workers].map(([month, count]) => [
      month,
      sum(flatFeesOfMonth(month, fees(count)).map(({ amountMinor }) => amountMinor)),
    ]),
  );
}

/**
 * The last twelve billed months as they were and as they would have been under another model, for whoever looks. Hours,
 * rates and discounts are as they were; nobody's answer to another model is guessed.
 * @returns null where there is no such program
 */
export async function compareFees(ctx: Context, clientId: string, other: Alternative) {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const view: View = viewOf(ctx.actor.side);
  const sides = await repriced(ctx, clientId, other);
  const flat = {
    now: view === 'supplier' ? new Map<string, number>() : await flatNow(ctx, clientId),
    then: view === 'supplier' ? new Map<string, number>() : flatThen(sides, other),
  };
  const months = compareMonths(sides, flat, view);
  const window: Months = { from: months[0]?.month ?? '', to: months.at(-1)?.month ?? '' };
  return { view, months, total: totalOf(months), window, currency: program.currency };
}

export type Comparison = NonNullable<Awaited<ReturnType<typeof compareFees>>>;

export type ComparedProgram = {
  clientId: string;
  clientName: string;
  currency: string;
  /** Whether the client pays a share on top today. */
  isClientFunded: boolean;
};

/** The program of a comparison; null where there is none or a wall stands before it. */
export async function comparedProgram(ctx: Context, clientId: string): Promise<ComparedProgram | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const { clientName, currency, timeZone } = program;
  const [row] = await ctx.db.execute<{ isClientFunded: boolean }>(sql`
    select exists (select from fee_schedule where client_id = ${clientId} and funding = 'client'
      and effective @> (${ctx.now.toISOString()}::timestamptz at time zone ${timeZone})::date) as "isClientFunded"`);
  return { clientId, clientName, currency, isClientFunded: row?.isClientFunded ?? false };
}

/** The model that a comparison begins with: the one that is least like today's. */
export const firstModel = (ctx: Context, { isClientFunded }: ComparedProgram) =>
  ctx.actor.side === 'supplier' ? 'supplier' : isClientFunded ? 'flat' : 'client';
