import { sql, type SQL } from 'drizzle-orm';

/**
 * The two questions that a preview and a run must answer alike, written once: which approved charges a run bills,
 * and which fees each of them bears.
 */

/**
 * The condition on `charge c` joined with `timesheet t`: approved, billed by no run yet, of a week that ends by
 * the last day of the period. Weeks that were approved late are caught up with; none is lost between two periods.
 * @param endsOn last day of the period
 */
export const isBillable = (clientId: string, endsOn: string): SQL => sql`
  t.id = c.timesheet_id and t.status = 'approved'
  and c.client_id = ${clientId} and c.billing_run_id is null and c.week_ends_on <= ${endsOn}::date`;

/**
 * Every fee of the program on every charge of `charges`, a relation with charge_id, week_ends_on and amount_minor.
 * Several fees share one base and do not compound; each is rounded once; a fee counts by the date of service, which
 * for a week is the day it ends. `values/price.ts` says the same.
 */
export const feesOnCharges = (charges: SQL, clientId: string): SQL => sql`
  select p.charge_id, f.id as fee_schedule_id, f.funding, p.amount_minor as base_minor, f.fraction,
         round(p.amount_minor * f.fraction)::bigint as fee_minor
  from ${charges} p
  join fee_schedule f on f.client_id = ${clientId} and f.effective @> p.week_ends_on`;

/** The fees of `fees`, a relation as `feesOnCharges` makes it, summed to one row per charge. */
export const feeSumsByCharge = (fees: SQL): SQL => sql`
  select charge_id, coalesce(sum(fee_minor) filter (where funding = 'client'), 0)::bigint as client_fee_minor,
         coalesce(sum(fee_minor) filter (where funding = 'supplier'), 0)::bigint as supplier_fee_minor
  from ${fees} group by charge_id`;
