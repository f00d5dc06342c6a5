import { sql, type SQL } from 'drizzle-orm';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Period } from '#app/values/period.ts';
import { feesOnCharges, feeSumsByCharge, isBillable } from './charges.server.ts';

const WORKERS_SHOWN = 100;

export type PreviewSums = {
  lines: number;
  workers: number;
  minutes: number;
  overtimeMinutes: number;
  timeMinor: number;
  clientFeeMinor: number;
  supplierFeeMinor: number;
  /** What the client's invoice will say. */
  totalMinor: number;
};
export type PreviewRow = PreviewSums & { id: string; code: string | null; name: string };
export type Preview = PreviewSums & {
  bySupplier: PreviewRow[];
  byCostCenter: PreviewRow[];
  /** The hundred largest; `workers` says how many there are. */
  byWorker: PreviewRow[];
};

type Group = 'all' | 'supplier' | 'costCenter' | 'worker';
type Grouped = {
  grouped: Group;
  id: string | null;
  code: string | null;
  name: string | null;
  lines: number;
  workers: number;
  minutes: number | null;
  overtime_minutes: number | null;
  time_minor: number | null;
  client_fee_minor: number | null;
  supplier_fee_minor: number | null;
};

/** What a run bills with the fees it bears, as relations for one statement; `priced` is the last of them. */
const pricedCharges = (clientId: string, endsOn: string): SQL => sql`
  charge as materialized (
    select c.id as charge_id, c.supplier_id, c.cost_center_id, c.worker_id, c.week_ends_on, c.pay_code, c.minutes, c.amount_minor
    from charge c, timesheet t where ${isBillable(clientId, endsOn)}
  ), fee as (${feesOnCharges(sql`charge`, clientId)}
  ), fee_sum as (${feeSumsByCharge(sql`fee`)}
  ), priced as (
    select c.*, coalesce(f.client_fee_minor, 0) as client_fee_minor, coalesce(f.supplier_fee_minor, 0) as supplier_fee_minor
    from charge c left join fee_sum f on f.charge_id = c.charge_id
  )`;

/**
 * What a run up to the end of the period would bill at this moment, to the cent as `billRun` would: one statement,
 * whatever the number of lines.
 */
export async function previewOf(ctx: Context, clientId: string, endsOn: string): Promise<Preview> {
  const rows = await ctx.db.execute<Grouped>(sql`
    with ${pricedCharges(clientId, endsOn)}, grouped as (
      select case grouping(supplier_id, cost_center_id, worker_id)
               when 7 then 'all' when 3 then 'supplier' when 5 then 'costCenter' else 'worker' end as grouped,
             coalesce(supplier_id, cost_center_id, worker_id) as id, count(*)::int as lines,
             count(distinct worker_id)::int as workers, sum(minutes)::bigint as minutes,
             coalesce(sum(minutes) filter (where pay_code <> 'ST'), 0)::bigint as overtime_minutes,
             sum(amount_minor)::bigint as time_minor, sum(client_fee_minor)::bigint as client_fee_minor,
             sum(supplier_fee_minor)::bigint as supplier_fee_minor
      from priced group by grouping sets ((), (supplier_id), (cost_center_id), (worker_id))
    ), ranked as (
      select *, row_number() over (partition by grouped order by time_minor desc, id) as place from grouped
    )
    select r.*, k.code, coalesce(o.name, k.name, w.name) as name
    from ranked r
    left join organization o on r.grouped = 'supplier' and o.id = r.id
    left join cost_center k on r.grouped = 'costCenter' and k.id = r.id
    left join worker w on r.grouped = 'worker' and w.id = r.id
    where r.grouped <> 'worker' or r.place <= ${WORKERS_SHOWN}
    order by r.grouped, k.code nulls first, r.place`);
  const of = (group: Group) => rows.filter(({ grouped }) => grouped === group);
  const [all] = of('all');
  return {
    ...sumsOf(all),
    bySupplier: of('supplier').map(rowOf),
    byCostCenter: of('costCenter').map(rowOf),
    byWorker: of('worker').map(rowOf),
  };
}

const rowOf = (row: Grouped): PreviewRow => ({
  ...sumsOf(row),
  id: row.id ?? '',
  code: row.code,
  name: row.name ?? '',
});

function sumsOf(row: Grouped | undefined): PreviewSums {
  const timeMinor = row?.time_minor ?? 0;
  const clientFeeMinor = row?.client_fee_minor ?? 0;
  return {
    lines: row?.lines ?? 0,
    workers: row?.workers ?? 0,
    minutes: row?.minutes ?? 0,
    overtimeMinutes: row?.overtime_minutes ?? 0,
    timeMinor,
    clientFeeMinor,
    supplierFeeMinor: row?.supplier_fee_minor ?? 0,
    totalMinor: timeMinor + clientFeeMinor,
  };
}

/** Only what finalizing compares: how many lines, and what the client's invoice will say. */
export async function billableNow(
  ctx: Context,
  clientId: string,
  endsOn: string,
): Promise<{ lines: number; totalMinor: number }> {
  const [sums] = await ctx.db.execute<{ lines: number; total: number }>(sql`
    with ${pricedCharges(clientId, endsOn)}
    select count(*)::int as lines, coalesce(sum(amount_minor + client_fee_minor), 0)::bigint as total from priced`);
  return { lines: sums?.lines ?? 0, totalMinor: sums?.total ?? 0 };
}

export type LastRun = Period & {
  workers: number;
  minutes: number;
  overtimeMinutes: number;
  totalMinor: number;
};

/** What the client's last finalized run before this period billed, to compare with; null before the first. */
export async function runBefore(
  ctx: Context,
  program: ProgramFacts,
  startsOn: string,
): Promise<LastRun | null> {
  const [row] = await ctx.db.execute<{
    starts_on: string;
    ends_on: string;
    workers: number;
    minutes: number;
    overtime_minutes: number;
    total_minor: number;
  }>(sql`
    select r.starts_on::text, r.ends_on::text, count(distinct l.worker_id)::int as workers, coalesce(sum(l.minutes), 0)::bigint as minutes,
           coalesce(sum(l.minutes) filter (where l.pay_code <> 'ST'), 0)::bigint as overtime_minutes, coalesce(sum(l.total_minor), 0)::bigint as total_minor
    from (select id, starts_on, ends_on from billing_run
          where client_id = ${program.clientId} and status = 'finalized' and starts_on < ${startsOn}::date order by starts_on desc limit 1) r
    left join invoice i on i.billing_run_id = r.id and i.kind = 'client_invoice'
    left join invoice_line l on l.invoice_id = i.id
    group by r.starts_on, r.ends_on`);
  if (!row) return null;
  return {
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    workers: row.workers,
    minutes: row.minutes,
    overtimeMinutes: row.overtime_minutes,
    totalMinor: row.total_minor,
  };
}
