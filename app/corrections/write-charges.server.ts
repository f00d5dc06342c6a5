import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

/**
 * Writes the charges that a correction's lines ask for: a credit for what is taken back, a charge for what stands in
 * its place. The original's row is locked first, in the order of ids, so that two corrections of one charge stand in
 * line and neither takes back what the other did; the database refuses whatever would exceed the original.
 */
export async function writeCharges(ctx: Context, correctionId: string): Promise<void> {
  await ctx.db.execute(sql`
    select id from charge where id in (select charge_id from correction_line where correction_id = ${correctionId}) order by id for no key update`);
  await ctx.db.execute(sql`
    insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, rate_id, bill_rate, amount_minor, credits_charge_id, correction_id, expense_line_id, misc_charge_id, purchase_order_id, bears_fees, note)
    select c.client_id, c.supplier_id, c.timesheet_id, c.assignment_id, c.worker_id, c.department_id, c.job_id, c.cost_center_id, c.week_ends_on, c.service_from,
      -- Hours go back with the last of their money; a part of an amount takes no hours back.
      c.pay_code, case when l.credit_minor = c.amount_minor + coalesce(before.amount, 0) then -(c.minutes + coalesce(before.minutes, 0)) else 0 end,
      c.rate_id, c.bill_rate, -l.credit_minor, c.id, ${correctionId}, c.expense_line_id, c.misc_charge_id, c.purchase_order_id, c.bears_fees, ''
    from correction_line l
    join charge c on c.id = l.charge_id
    left join lateral (select sum(x.amount_minor) as amount, sum(x.minutes) as minutes from charge x where x.credits_charge_id = c.id) before on true
    where l.correction_id = ${correctionId} and l.credit_minor > 0
    order by l.place`);
  await ctx.db.execute(sql`
    insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, rate_id, bill_rate, amount_minor, replaces_charge_id, correction_id, expense_line_id, misc_charge_id, purchase_order_id, bears_fees, note)
    select c.client_id, c.supplier_id, c.timesheet_id, c.assignment_id, c.worker_id, c.department_id, c.job_id, c.cost_center_id, c.week_ends_on,
      coalesce(l.rebill_service_from, c.service_from), c.pay_code, coalesce(l.rebill_minutes, 0), coalesce(l.rebill_rate_id, c.rate_id), l.rebill_rate,
      l.rebill_amount_minor, c.id, ${correctionId}, c.expense_line_id, c.misc_charge_id, c.purchase_order_id, c.bears_fees, c.note
    from correction_line l join charge c on c.id = l.charge_id
    where l.correction_id = ${correctionId} and l.rebill_amount_minor is not null
    order by l.place`);
  await ctx.db.execute(sql`
    insert into charge_split (charge_id, client_id, cost_center_id, percent)
    select n.id, s.client_id, s.cost_center_id, s.percent
    from charge n join charge_split s on s.charge_id = coalesce(n.credits_charge_id, n.replaces_charge_id)
    where n.correction_id = ${correctionId}`);
}
