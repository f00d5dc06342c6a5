import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { BilledLine, ChargeFacts, Side } from './charge-facts.server.ts';

/*
 * Discounts, statement fees and taxes are rounded once for everything that was priced together, and the cents are given
 * to the lines with the largest remainders. Which place a line took is worked out anew from the lines that were issued
 * beside it, not read from anywhere.
 */

/** The documents that were priced together with a line: those of its run, or of its correction, on its side. */
export const pricedTogether = (line: BilledLine, side: Side): SQL =>
  line.billingRunId
    ? sql`i.billing_run_id = ${line.billingRunId} and i.side = ${side}`
    : sql`i.correction_id = ${line.correctionId} and i.side = ${side}`;

/** A place among the remainders: 1 is the largest. `leftOver` is how many cents there were to give. */
export type Place = { place: number; leftOver: number };

const none: Place = { place: 1, leftOver: 0 };

/** Among the lines of one supplier, for a discount laid on them in proportion to their amounts. */
export async function placeInDiscount(
  ctx: Context,
  { id, supplierId }: ChargeFacts,
  line: BilledLine,
  side: Side,
  { discountMinor, grossMinor }: { discountMinor: number; grossMinor: number },
): Promise<Place> {
  const [found] = await ctx.db.execute<Place>(sql`
    with exact as (
      select l.charge_id, div(${discountMinor}::numeric * l.amount_minor, ${grossMinor}::numeric) as whole, mod(${discountMinor}::numeric * l.amount_minor, ${grossMinor}::numeric) as rest
      from invoice i join invoice_line l on l.invoice_id = i.id join charge c on c.id = l.charge_id
      where ${pricedTogether(line, side)} and l.supplier_id = ${supplierId} and l.pay_code in ('ST', 'OT', 'DT') and c.credits_charge_id is null
    ), ranked as (
      select charge_id, row_number() over (order by rest desc, charge_id)::int as place, (${discountMinor} - sum(whole) over ())::int as "leftOver" from exact)
    select place, "leftOver" from ranked where charge_id = ${id}`);
  return found ?? none;
}

/** Among the assignments of a run, for a rebate laid on them. */
export async function placeInRebate(
  ctx: Context,
  { supplierId, assignmentId, costCenterId, jobId }: ChargeFacts,
  line: BilledLine,
  side: Side,
  { rebateMinor, grossMinor }: { rebateMinor: number; grossMinor: number },
): Promise<Place & { minor: number }> {
  const [found] = await ctx.db.execute<Place & { minor: number }>(sql`
    with each_one as (
      select c.assignment_id, c.job_id, c.cost_center_id, sum(c.amount_minor)::bigint as minor
      from invoice i join invoice_line l on l.invoice_id = i.id join charge c on c.id = l.charge_id
      where ${pricedTogether(line, side)} and l.supplier_id = ${supplierId} and l.pay_code in ('ST', 'OT', 'DT') and c.credits_charge_id is null
      group by c.assignment_id, c.worker_id, c.department_id, c.job_id, c.cost_center_id, c.purchase_order_id
    ), ranked as (
      select *, row_number() over (order by mod(${rebateMinor}::numeric * minor, ${grossMinor}::numeric) desc, assignment_id, cost_center_id)::int as place,
        (${rebateMinor} - sum(div(${rebateMinor}::numeric * minor, ${grossMinor}::numeric)) over ())::int as "leftOver" from each_one)
    select place, "leftOver", minor from ranked
    where assignment_id = ${assignmentId} and cost_center_id = ${costCenterId} and job_id = ${jobId} limit 1`);
  return found ?? { ...none, minor: 0 };
}

/** Among the lines of one supplier's statement, for a fee that is rounded once on it. */
export async function placeInFee(
  ctx: Context,
  { id, supplierId }: ChargeFacts,
  line: BilledLine,
  side: Side,
  feeScheduleId: string,
): Promise<Place> {
  const [found] = await ctx.db.execute<Place>(sql`
    with exact as (
      select f.charge_id, f.base_minor * f.fraction as exact
      from invoice i join invoice_line_fee f on f.invoice_id = i.id join charge c on c.id = f.charge_id
      where ${pricedTogether(line, side)} and f.fee_schedule_id = ${feeScheduleId} and f.supplier_id = ${supplierId} and c.credits_charge_id is null)
    ${ranked(id)}`);
  return found ?? none;
}

/** Among the lines under one rule, for a tax that is owed once on their sum. */
export async function placeInTax(
  ctx: Context,
  { id, supplierId }: ChargeFacts,
  line: BilledLine,
  side: Side,
  { leg, taxRuleId, rate }: { leg: string; taxRuleId: string; rate: string },
): Promise<Place> {
  // Each supplier is a seller of its own where the MSP is an agent, and buys the MSP's service itself.
  const seller =
    line.taxFlow === 'agent' || leg === 'supplier_fee' ? sql`t.supplier_id = ${supplierId}` : sql`true`;
  // What suppliers are charged is stored with the sign with which it enters their total.
  const sign = leg === 'supplier_fee' ? sql`-1` : sql`1`;
  const [found] = await ctx.db.execute<Place>(sql`
    with exact as (
      select t.charge_id, ${sign} * t.base_minor * t.rate as exact
      from invoice i join invoice_line_tax t on t.invoice_id = i.id join charge c on c.id = t.charge_id
      where ${pricedTogether(line, side)} and t.side = ${side} and t.leg = ${leg} and t.tax_rule_id = ${taxRuleId} and t.rate = ${rate}::numeric
        and ${seller} and c.credits_charge_id is null)
    ${ranked(id)}`);
  return found ?? none;
}

const ranked = (chargeId: number): SQL => sql`
  select place, "leftOver" from (
    select charge_id, row_number() over (order by exact - floor(exact) desc, charge_id)::int as place, (round(sum(exact) over ()) - sum(floor(exact)) over ())::int as "leftOver"
    from exact) each_one where charge_id = ${chargeId}`;
