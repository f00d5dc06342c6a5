import { sql } from 'drizzle-orm';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatMoney } from '#app/values/money.ts';

type Run = { id: string; clientId: string; startsOn: string; endsOn: string };

/** Total of a run above this many times the median of the last ones holds it. */
const TIMES_THE_MEDIAN = 3;
const RUNS_COMPARED = 6;
/** With fewer runs than this there is nothing to compare with. */
const RUNS_NEEDED = 3;

/**
 * Parks what a run should not post before somebody has looked (assurance M12): more than a day holds, outside the
 * assignment, above the card, over the purchase order, a taxed supplier without a self-billing agreement. Reads the
 * priced charges of `priced_charge`. What was decided before in this run stands.
 * @returns how many findings are new
 */
export async function parkFindings(ctx: Context, run: Run, program: ProgramFacts): Promise<number> {
  const found = [
    await overADay(ctx, run, program),
    await outsideAssignment(ctx, run),
    await aboveCard(ctx, run),
    await overPurchaseOrder(ctx, run, program),
    await withoutAgreement(ctx, run),
  ];
  return found.reduce((sum, count) => sum + count, 0);
}

/** Forgets what was parked and not decided: a new look finds it again, or finds it mended. */
export async function unparkUndecided(ctx: Context, runId: string): Promise<void> {
  await ctx.db.execute(sql`delete from parked_charge where billing_run_id = ${runId} and decision is null`);
}

const park = (run: Run, finding: string, select: ReturnType<typeof sql>) => sql`
  insert into parked_charge (billing_run_id, charge_id, client_id, finding, detail)
  select ${run.id}, f.charge_id, ${run.clientId}, ${finding}, left(f.detail, 300) from (${select}) f
  on conflict do nothing returning charge_id`;

/** A worker's hours of a day, over all assignments, against the hours that the day has: 23 or 25 when the clock changes. */
async function overADay(ctx: Context, run: Run, program: ProgramFacts): Promise<number> {
  const zone = program.timeZone;
  const rows = await ctx.db.execute(
    park(
      run,
      'over_24_hours',
      sql`
      with sheet as materialized (
        select distinct timesheet_id, worker_id, week_ends_on from priced_charge where timesheet_id is not null and credits_charge_id is null
      ), beside as materialized (
        -- All weeks of these workers that may share a day with one of the run.
        select distinct t.id, t.worker_id from sheet s
        join timesheet t on t.worker_id = s.worker_id and t.week_ends_on between s.week_ends_on - 6 and s.week_ends_on + 6
        where t.status not in ('draft', 'corrected')
      )
      select p.charge_id, min(to_char(d.work_date, 'Dy DD Mon') || ': ' || round(d.minutes / 60.0, 2) || ' h in all') as detail
      from (
        select b.worker_id, l.work_date, sum(l.minutes) as minutes, array_agg(distinct b.id) as sheets
        from beside b join time_line l on l.timesheet_id = b.id
        group by b.worker_id, l.work_date
        having sum(l.minutes) > extract(epoch from ((l.work_date + 1)::timestamp at time zone ${zone}) - (l.work_date::timestamp at time zone ${zone})) / 60
      ) d
      join priced_charge p on p.timesheet_id = any(d.sheets) and p.credits_charge_id is null
      group by p.charge_id`,
    ),
  );
  return rows.length;
}

async function outsideAssignment(ctx: Context, run: Run): Promise<number> {
  const rows = await ctx.db.execute(
    park(
      run,
      'outside_assignment',
      sql`
      select p.charge_id, min(to_char(l.work_date, 'Dy DD Mon YYYY') || ' is outside ' || a.starts_on || ' to ' || a.ends_on) as detail
      from priced_charge p
      join assignment a on a.id = p.assignment_id
      join time_line l on l.timesheet_id = p.timesheet_id and (l.work_date < a.starts_on or l.work_date > a.ends_on)
      where p.credits_charge_id is null group by p.charge_id`,
    ),
  );
  return rows.length;
}

async function aboveCard(ctx: Context, run: Run): Promise<number> {
  const rows = await ctx.db.execute(
    park(
      run,
      'above_card',
      sql`
      select p.charge_id, 'Billed at ' || p.bill_rate || ', the card allows ' || r.card_max_bill_rate as detail
      from priced_charge p join charge c on c.id = p.charge_id join assignment_rate r on r.id = c.rate_id
      where p.credits_charge_id is null and p.bill_rate > r.card_max_bill_rate`,
    ),
  );
  return rows.length;
}

/** Charges in the order of their weeks as far as the funds reach; the first that does not fit is parked with all after it. */
async function overPurchaseOrder(ctx: Context, run: Run, program: ProgramFacts): Promise<number> {
  const rows = await ctx.db.execute(
    park(
      run,
      'purchase_order',
      sql`
      select charge_id, case when closed then 'Purchase order ' || number || ' is closed or not in force'
        else 'Purchase order ' || number || ' would be overdrawn: ' || ${program.currency}::text || ' ' || to_char(room / 100.0, 'FM999,999,999,990.00') || ' are left' end as detail
      from (
        select p.charge_id, o.number, o.closed_on <= p.week_ends_on or not o.effective && daterange(p.service_from, p.week_ends_on, '[]') as closed,
               o.funds_minor + floor(o.funds_minor * o.tolerance_fraction) - o.consumed_minor as room,
               sum(p.amount_minor + p.discount_minor + p.client_fee_minor + p.client_tax_minor) over (partition by o.id order by p.week_ends_on, p.charge_id) as used
        from priced_charge p join purchase_order o on o.id = p.purchase_order_id where p.credits_charge_id is null
      ) o where closed or used > room`,
    ),
  );
  return rows.length;
}

/** Where tax is put on a supplier's behalf, it must have agreed that its invoices are written for it (field guide 3.10). */
async function withoutAgreement(ctx: Context, run: Run): Promise<number> {
  const rows = await ctx.db.execute(
    park(
      run,
      'no_self_billing_agreement',
      sql`
      select p.charge_id, o.name || ' has no self-billing agreement in force, and its work is taxed' as detail
      from priced_charge p join organization o on o.id = p.supplier_id
      where p.supplier_id in (
          select q.supplier_id from picked_tax t join priced_charge q on q.charge_id = t.charge_id where t.side = 'supplier' and t.leg = 'supply' and t.tax_minor <> 0)
        and not exists (
          select from self_billing_agreement b where b.client_id = ${run.clientId} and b.supplier_id = p.supplier_id and b.ended_at is null
            and b.effective @> ${run.endsOn}::date)`,
    ),
  );
  return rows.length;
}

/** Why the total of a run should be looked at before it is posted, as a sentence; null where it is not unusual. */
export async function whyUnusualTotal(
  ctx: Context,
  run: Run,
  program: ProgramFacts,
  totalMinor: number,
): Promise<string | null> {
  const [row] = await ctx.db.execute<{ runs: number; median: number }>(sql`
    select count(*)::int as runs, coalesce(percentile_cont(0.5) within group (order by total), 0)::bigint as median
    from (select coalesce(sum(i.total_minor), 0) as total from (
            select id, starts_on from billing_run where client_id = ${run.clientId} and status = 'finalized' and starts_on < ${run.startsOn}::date
            order by starts_on desc limit ${RUNS_COMPARED}) r
          left join invoice i on i.billing_run_id = r.id and i.kind = 'client_invoice' group by r.id) t`);
  if (!row || row.runs < RUNS_NEEDED || row.median <= 0 || totalMinor <= TIMES_THE_MEDIAN * row.median)
    return null;
  return `The total of ${formatMoney(totalMinor, program.currency)} is more than three times the median of the last ${row.runs} runs, ${formatMoney(row.median, program.currency)}.`;
}
