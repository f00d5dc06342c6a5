import { sql, type SQL } from 'drizzle-orm';
import { planForMany, type Context } from '#app/platform/context.server.ts';

/*
 * Which charges a document is made of. They are picked into a temporary table, and everything after that (discounts,
 * fees, taxes, lines, the ledger) reads from there: the preview, the run and a correction price alike because they
 * price the same way.
 */

/** The condition on `charge c`: billed by no run, by no correction, and not voided by one. */
export const isUnbilled = (alias: SQL = sql`c`): SQL =>
  sql`${alias}.billing_run_id is null and ${alias}.correction_id is null and ${alias}.voided_at is null`;

/**
 * The condition on `charge c` for a run: unbilled, of a week that ends by the last day of the period, and not of a week
 * or an expense that is parked in this run. Weeks that were approved late are caught up with; none is lost between two
 * periods. What is parked leaves with all of its week, so that a week is billed whole.
 * @param endsOn last day of the period
 */
export const isBillable = (run: { id: string; clientId: string; endsOn: string }): SQL => sql`
  c.client_id = ${run.clientId} and ${isUnbilled()} and c.week_ends_on <= ${run.endsOn}::date
  and not exists (
    select from parked_charge p join charge held on held.id = p.charge_id
    where p.billing_run_id = ${run.id} and p.decision is distinct from 'released'
      and (held.id = c.id or held.timesheet_id = c.timesheet_id))`;

/**
 * Makes the temporary tables of one pricing, empty, and has the rest of the transaction planned for many rows: what it
 * looks up is in memory, and a small sample says enough of tables that are made to be read once. Both live as long as the
 * transaction.
 */
export async function makeRoom(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    select set_config('work_mem', '32MB', true), set_config('random_page_cost', '1.1', true), set_config('default_statistics_target', '20', true)`);
  await planForMany(ctx);
  await ctx.db.execute(
    sql`drop table if exists pg_temp.picked_charge, pg_temp.picked_discount, pg_temp.picked_fee, pg_temp.picked_tax, pg_temp.picked_place, pg_temp.picked_rule, pg_temp.priced_charge, pg_temp.picked_split, pg_temp.issued`,
  );
  await ctx.db.execute(sql`create temporary table picked_charge (
    charge_id bigint, client_id uuid, supplier_id uuid, timesheet_id uuid, assignment_id uuid, worker_id uuid, department_id uuid,
    job_id uuid, cost_center_id uuid, week_ends_on date, service_from date, pay_code text, minutes integer, bill_rate numeric(10, 4),
    amount_minor bigint, bears_fees boolean, credits_charge_id bigint, purchase_order_id uuid, discount_minor bigint) on commit drop`);
  await ctx.db.execute(sql`create temporary table picked_discount (
    schedule_id uuid, supplier_id uuid, method text, before_minor bigint, gross_minor bigint, discount_minor bigint, rebate_minor bigint) on commit drop`);
  await ctx.db.execute(sql`create temporary table picked_fee (
    charge_id bigint, fee_schedule_id uuid, funding text, base_minor bigint, fraction numeric(9, 6), fee_minor bigint, capped boolean) on commit drop`);
  await ctx.db.execute(sql`create temporary table picked_tax (
    charge_id bigint, side text, leg text, tax_rule_id uuid, certificate_id uuid, jurisdiction text, base text, rate numeric(9, 6),
    reason text, base_minor bigint, tax_minor bigint, takes_back boolean) on commit drop`);
}

const columns = sql`charge_id, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
  week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, bears_fees, credits_charge_id, purchase_order_id, discount_minor`;
const ofCharge = sql`id, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
  week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, bears_fees, credits_charge_id, purchase_order_id, 0`;

/**
 * Marks what a run bills and picks it. A charge that another run is claiming at this moment makes this statement wait,
 * and is then no longer free.
 */
export async function claimForRun(
  ctx: Context,
  run: { id: string; clientId: string; endsOn: string },
): Promise<void> {
  await ctx.db.execute(sql`
    with claimed as (update charge c set billing_run_id = ${run.id} where ${isBillable(run)} returning c.*)
    insert into picked_charge (${columns}) select ${ofCharge} from claimed`);
  await ctx.db.execute(sql`analyze picked_charge`);
}

/** Picks what a run would bill at this moment, without marking it. */
export async function pickForPreview(
  ctx: Context,
  run: { id: string; clientId: string; endsOn: string },
): Promise<void> {
  await ctx.db.execute(
    sql`insert into picked_charge (${columns}) select ${ofCharge} from charge c where ${isBillable(run)}`,
  );
  await ctx.db.execute(sql`analyze picked_charge`);
}

/** Picks the charges that a correction wrote: credits and what stands in their place. */
export async function pickForCorrection(ctx: Context, correctionId: string): Promise<void> {
  await ctx.db.execute(
    sql`insert into picked_charge (${columns}) select ${ofCharge} from charge where correction_id = ${correctionId}`,
  );
}

export type PricingScope = {
  clientId: string;
  /** The day by which discount windows, and the terms, are read. */
  onDate: string;
  /** Volume discounts count what a run bills; what a correction bills keeps the discount it had. */
  withDiscounts: boolean;
};

/** The fees of `fees`, a relation as `feesOnCharges` makes it, summed to one row per charge. */
export const feeSumsByCharge = (fees: SQL): SQL => sql`
  select charge_id, coalesce(sum(fee_minor) filter (where funding = 'client'), 0)::bigint as client_fee_minor,
         coalesce(sum(fee_minor) filter (where funding = 'supplier'), 0)::bigint as supplier_fee_minor
  from ${fees} group by charge_id`;
