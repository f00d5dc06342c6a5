import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { credits } from './take-back.server.ts';

/** The amounts of a charge that cost centers bear. */
const amounts = sql`cross join lateral (values ('minutes', p.minutes::bigint), ('amount', p.amount_minor), ('discount', p.discount_minor),
  ('fee', p.client_fee_minor), ('tax', p.client_tax_minor)) q (what, whole)`;

/**
 * Fills `picked_split` with what each cost center bears of charges that are booked by percentage. The parts make the
 * line, and over the lines of one split they make its parts of the total: each line gets what the running total's parts
 * grew by, so that cents do not drift with the number of lines. A credit of all that is left takes back what was borne.
 */
export async function splitPriced(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    create temporary table picked_split on commit drop as
    with last_credit as (
      select k.charge_id, k.credits_charge_id from ${credits} k where k.upto_minor = k.original_minor
    ), profile as (
      -- Which charges are split alike, as a number: everything after this is sorted by it several times.
      select charge_id, dense_rank() over (order by string_agg(cost_center_id || ':' || percent, ',' order by cost_center_id)) as split from charge_split s
      where exists (select from priced_charge p where p.charge_id = s.charge_id) and not exists (select from last_credit c where c.charge_id = s.charge_id)
      group by charge_id
    ), running as (
      select p.charge_id, f.split, q.what, s.cost_center_id, s.percent, k.code,
             sum(q.whole) over (partition by f.split, q.what, s.cost_center_id order by p.charge_id)::numeric as upto
      from priced_charge p join profile f on f.charge_id = p.charge_id
      join charge_split s on s.charge_id = p.charge_id
      join cost_center k on k.id = s.cost_center_id
      ${amounts}
    ), ranked as (
      -- The parts of the running total, by the largest remainder; of equal remainders the cost center first by code gets the cent.
      select *, row_number() over (partition by charge_id, what order by rest desc, code) as place, abs(upto) - sum(floor) over (partition by charge_id, what) as left_over
      from (select r.*, div(abs(upto) * percent, 100) as floor, mod(abs(upto) * percent, 100) as rest from running r) exact
    ), reached as (
      select *, (sign(upto) * (floor + case when place <= left_over then 1 else 0 end))::bigint as upto_part from ranked
    ), part as (
      select charge_id, cost_center_id, what, upto_part - coalesce(lag(upto_part) over (partition by split, what, cost_center_id order by charge_id), 0) as part
      from reached
      union all
      select c.charge_id, s.cost_center_id, v.what, -sum(v.part)::bigint
      from last_credit c
      join charge x on x.id = c.credits_charge_id or (x.credits_charge_id = c.credits_charge_id and x.id < c.charge_id)
      join invoice_line_split s on s.charge_id = x.id
      cross join lateral (values ('minutes', s.minutes), ('amount', s.amount_minor), ('discount', s.discount_minor), ('fee', s.fee_minor), ('tax', s.tax_minor)) v (what, part)
      group by c.charge_id, s.cost_center_id, v.what
    )
    select t.charge_id, p.client_id, t.cost_center_id, s.percent,
           sum(part) filter (where what = 'minutes')::bigint as minutes, sum(part) filter (where what = 'amount')::bigint as amount_minor,
           sum(part) filter (where what = 'discount')::bigint as discount_minor, sum(part) filter (where what = 'fee')::bigint as fee_minor, sum(part) filter (where what = 'tax')::bigint as tax_minor
    from part t
    join priced_charge p on p.charge_id = t.charge_id
    join charge_split s on s.charge_id = t.charge_id and s.cost_center_id = t.cost_center_id
    group by t.charge_id, p.client_id, t.cost_center_id, s.percent`);
  await ctx.db.execute(sql`analyze picked_split`);
}
