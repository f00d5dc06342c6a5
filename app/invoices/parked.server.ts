import { and, eq, isNull, sql } from 'drizzle-orm';
import { parkedCharge } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

const PARKED_SHOWN = 200;

export type ParkedCharge = {
  chargeId: number;
  /** Of the first finding; a charge may have several. */
  findings: { finding: string; detail: string }[];
  timesheetId: string | null;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  amountMinor: number;
  decision: 'released' | 'excluded' | null;
  decidedByName: string | null;
  reason: string | null;
};

/** What is parked in a run, undecided first; at most 200 charges. */
export async function parkedOf(ctx: Context, runId: string): Promise<ParkedCharge[]> {
  const rows = await ctx.db.execute<ParkedCharge>(sql`
    select p.charge_id as "chargeId", p.findings, c.timesheet_id as "timesheetId", a.worker_name as "workerName", o.name as "supplierName",
      c.week_ends_on::text as "weekEndsOn", c.pay_code as "payCode", c.minutes, c.amount_minor as "amountMinor", p.decision, p.decided_by_name as "decidedByName", p.reason
    from (
      select charge_id, jsonb_agg(jsonb_build_object('finding', finding, 'detail', detail) order by finding) as findings,
             min(decision) as decision, min(decided_by_name) as decided_by_name, min(reason) as reason
      from parked_charge where billing_run_id = ${runId} group by charge_id order by min(decision) nulls first, charge_id limit ${PARKED_SHOWN}) p
    join charge c on c.id = p.charge_id
    join assignment a on a.id = c.assignment_id
    join organization o on o.id = c.supplier_id
    order by p.decision nulls first, c.week_ends_on, a.worker_name, c.id`);
  return [...rows];
}

export async function hasUndecided(ctx: Context, runId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ one: sql<number>`1` })
    .from(parkedCharge)
    .where(and(eq(parkedCharge.billingRunId, runId), isNull(parkedCharge.decision)))
    .limit(1);
  return row !== undefined;
}
