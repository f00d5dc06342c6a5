import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { asTheProgram } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { timesheetCorrected, timesheetRepriced } from './events.ts';
import { timesheet } from './lifecycle.ts';

/**
 * Approved corrections take the place of what they correct: charges that no run has billed are voided, and what was
 * billed is taken back by charges of their own, which the next run bills beside the new ones. All in the transaction
 * that approves the new version, so that no minute counts twice and none is lost.
 * @param ids weeks just approved
 */
export async function takePlaces(ctx: Context, ids: string[]): Promise<void> {
  const corrected = await transitionAll(
    ctx,
    timesheet,
    'correct',
    sql`id in (select corrects_id from timesheet t where t.id = any(${sql.param(ids)}::uuid[]) and t.corrects_id is not null)`,
  );
  if (corrected.length === 0) return;
  await ctx.db.execute(sql`
    select id from charge where timesheet_id = any(${sql.param(corrected)}::uuid[]) order by id for no key update`);
  await voidUnbilled(ctx, sql`c.timesheet_id = any(${sql.param(corrected)}::uuid[])`);
  const credits = await ctx.db.execute<{ id: number }>(sql`
    insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, rate_id, bill_rate, amount_minor, credits_charge_id, purchase_order_id, bears_fees)
    select c.client_id, c.supplier_id, c.timesheet_id, c.assignment_id, c.worker_id, c.department_id, c.job_id, c.cost_center_id, c.week_ends_on, c.service_from,
      c.pay_code, -(c.minutes + b.minutes), c.rate_id, c.bill_rate, -(c.amount_minor + b.amount), c.id, c.purchase_order_id, c.bears_fees
    from charge c
    cross join lateral (select coalesce(sum(x.amount_minor), 0) as amount, coalesce(sum(x.minutes), 0) as minutes from charge x where x.credits_charge_id = c.id) b
    where c.timesheet_id = any(${sql.param(corrected)}::uuid[]) and c.credits_charge_id is null and c.voided_at is null
      and (c.amount_minor + b.amount <> 0 or c.minutes + b.minutes <> 0)
    order by c.id
    returning id`);
  await ctx.db.execute(sql`
    insert into charge_split (charge_id, client_id, cost_center_id, percent)
    select n.id, s.client_id, s.cost_center_id, s.percent from charge n join charge_split s on s.charge_id = n.credits_charge_id
    where n.id = any(${sql.param(credits.map(({ id }) => id))}::bigint[])`);
  const weeks = await ctx.db.execute<{ id: string; client_id: string; supplier_id: string }>(
    sql`select id, client_id, supplier_id from timesheet where id = any(${sql.param(corrected)}::uuid[])`,
  );
  await recordEvents(
    ctx,
    weeks.map(({ id, client_id, supplier_id }) =>
      timesheetCorrected({ subjectId: id, clientId: client_id, supplierId: supplier_id, facts: {} }),
    ),
  );
}

const voidUnbilled = (ctx: Context, which: ReturnType<typeof sql>) =>
  ctx.db.execute(sql`
    update charge c set voided_at = ${ctx.now.toISOString()}::timestamptz
    where ${which} and c.billing_run_id is null and c.correction_id is null and c.voided_at is null`);

/**
 * Prices approved weeks anew of which no run has billed anything and a rate was superseded meanwhile. Asked before a
 * run looks at what it would bill.
 * @returns how many weeks changed
 */
export async function repriceUnbilled(ctx: Context, clientId: string): Promise<number> {
  const weeks = await ctx.db.execute<{ id: string; supplier_id: string }>(sql`
    select t.id, t.supplier_id from timesheet t
    where t.client_id = ${clientId} and t.status = 'approved'
      and exists (select from charge c join assignment_rate r on r.id = c.rate_id
                  where c.timesheet_id = t.id and c.voided_at is null and c.credits_charge_id is null and r.superseded_at is not null)
      and not exists (select from charge c where c.timesheet_id = t.id and (c.billing_run_id is not null or c.correction_id is not null))
    order by t.id for update`);
  const ids = weeks.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await voidUnbilled(ctx, sql`c.timesheet_id = any(${sql.param(ids)}::uuid[])`);
  await freezeCharges(ctx, ids);
  await recordEvents(
    ctx,
    weeks.map(({ id, supplier_id }) =>
      timesheetRepriced({ subjectId: id, clientId, supplierId: supplier_id, facts: {} }),
    ),
  );
  return ids.length;
}

/**
 * Freezes what weeks cost: one charge for each pay code, cost center, rate and stretch under the same fees. Where the
 * program books by the assignment's split, each charge keeps that split with it.
 */
export async function freezeCharges(ctx: Context, ids: string[]): Promise<void> {
  await ctx.db.execute(sql`
    insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
      week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor, purchase_order_id)
    select p.client_id, p.supplier_id, p.timesheet_id, p.assignment_id, t.worker_id, a.department_id, a.job_id, p.cost_center_id,
      t.week_ends_on, p.service_from, p.pay_code, p.minutes, p.rate_id, p.bill_rate, p.amount_minor, a.purchase_order_id
    from time_line_priced_by_service p
    join timesheet t on t.id = p.timesheet_id
    join assignment a on a.id = p.assignment_id
    where p.timesheet_id = any(${sql.param(ids)}::uuid[])`);
  await asTheProgram(ctx, 'what its cost centers bear is the client’s, whoever approves', () =>
    ctx.db.execute(sql`
      insert into charge_split (charge_id, client_id, cost_center_id, percent)
      select c.id, c.client_id, s.cost_center_id, s.percent
      from charge c
      join assignment_split s on s.assignment_id = c.assignment_id
      where c.timesheet_id = any(${sql.param(ids)}::uuid[]) and c.credits_charge_id is null and c.voided_at is null
        and (select t.cost_booking from program_terms t where t.client_id = c.client_id and t.effective_from <= c.week_ends_on
             order by t.effective_from desc limit 1) = 'split'`),
  );
}
