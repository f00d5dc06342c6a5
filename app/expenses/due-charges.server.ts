import { sql, type SQL } from 'drizzle-orm';
import { miscCharge } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

/**
 * Makes the charges that are due of approved miscellaneous charges, up to today in each program's time zone and never
 * after the assignment's last day. Made before is made: whoever asks at the same moment, each day is charged once.
 * One-off charges are made whole, whatever their day. The days are those of `dueDays` in schedule.ts.
 * @param which narrows it to some, such as one that was just approved
 * @returns how many were made
 */
export async function makeDueCharges(ctx: Context, which: SQL): Promise<number> {
  const made = await ctx.db.execute(sql`
    insert into charge (client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
      week_ends_on, service_from, pay_code, minutes, amount_minor, misc_charge_id, bears_fees, purchase_order_id, note)
    select ${miscCharge.clientId}, ${miscCharge.supplierId}, a.id, a.worker_id, a.department_id, a.job_id, ${miscCharge.costCenterId},
      due.day + (p.week_ends_on - extract(dow from due.day)::int + 7) % 7, due.day, 'MSC', 0, ${miscCharge.amountMinor},
      ${miscCharge.id}, ${miscCharge.bearsFees}, a.purchase_order_id, ${miscCharge.label}
    from ${miscCharge}
    join assignment a on a.id = ${miscCharge.assignmentId}
    join program p on p.client_id = ${miscCharge.clientId}
    cross join lateral (
      select least(${miscCharge.endsOn}, a.ends_on, (${ctx.now.toISOString()}::timestamptz at time zone p.time_zone)::date) as day) last
    cross join lateral (
      select ${miscCharge.startsOn} as day where ${miscCharge.cadence} = 'once'
      union all
      select (${miscCharge.startsOn} + turn * case ${miscCharge.cadence} when 'weekly' then interval '7 days' else interval '1 month' end)::date
      from generate_series(0, (last.day - ${miscCharge.startsOn}) / 7) turn where ${miscCharge.cadence} <> 'once') due
    where ${miscCharge.status} = 'approved' and a.status not in ('cancelled', 'no_show') and ${which}
      and (${miscCharge.cadence} = 'once' or due.day <= last.day)
      and not exists (
        select from charge c where c.misc_charge_id = ${miscCharge.id} and c.service_from = due.day
          and c.credits_charge_id is null and c.correction_id is null)
    order by ${miscCharge.id}, due.day
    on conflict (misc_charge_id, service_from)
      where misc_charge_id is not null and credits_charge_id is null and correction_id is null do nothing
    returning id`);
  return made.length;
}

/** The same for the recurring charges of a program: what a run bills must not wait for the hour in which a job runs. */
export const makeDueChargesOf = (ctx: Context, clientId: string): Promise<number> =>
  makeDueCharges(ctx, sql`${miscCharge.clientId} = ${clientId} and ${miscCharge.cadence} <> 'once'`);
