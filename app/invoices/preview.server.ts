import { sql, type SQL } from 'drizzle-orm';
import type { billingRun } from '#db/schema/index.ts';
import { makeDueChargesOf } from '#app/expenses/public.server.ts';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import { repriceUnbilled } from '#app/timesheets/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Period } from '#app/values/period.ts';
import { isBillable, makeRoom, pickForPreview } from './charges.server.ts';
import { splitPriced } from './split.server.ts';
import { parkFindings, unparkUndecided, whyUnusualTotal } from './park.server.ts';
import { pricePicked } from './price.server.ts';

const WORKERS_SHOWN = 100;

export type PreviewSums = {
  lines: number;
  workers: number;
  minutes: number;
  overtimeMinutes: number;
  timeMinor: number;
  /** Expenses, miscellaneous charges and rebates. */
  otherMinor: number;
  /** Negative. */
  discountMinor: number;
  clientFeeMinor: number;
  supplierFeeMinor: number;
  clientTaxMinor: number;
  supplierTaxMinor: number;
  /** What the client's documents will say. */
  totalMinor: number;
  /** What the suppliers' documents will say. */
  supplierTotalMinor: number;
};
export type PreviewRow = PreviewSums & { id: string; code: string | null; name: string };
type Billable = { lines: number; grossMinor: number };
export type Preview = PreviewSums & {
  /** The charges before anything was made of them: enough to notice that something else would be billed by now. */
  billable: Billable;
  bySupplier: PreviewRow[];
  byCostCenter: PreviewRow[];
  /** The hundred largest; `workers` says how many there are. */
  byWorker: PreviewRow[];
};

type Run = typeof billingRun.$inferSelect;
type Seen = { preview: Preview; heldBecause: string | null };

/**
 * Prices what a run would bill at this moment, parks what should be looked at first, and prices the rest again: to the
 * cent what `billRun` posts, because it is done by the same statements. Nothing is marked or posted.
 */
export async function lookAtRun(ctx: Context, run: Run, program: ProgramFacts): Promise<Seen> {
  const scope = { clientId: run.clientId, onDate: run.endsOn, withDiscounts: true };
  const price = async () => {
    await makeRoom(ctx);
    await pickForPreview(ctx, run);
    await pricePicked(ctx, scope);
  };
  await repriceUnbilled(ctx, run.clientId);
  await makeDueChargesOf(ctx, run.clientId);
  await unparkUndecided(ctx, run.id);
  await price();
  if ((await parkFindings(ctx, run, program)) > 0) await price();
  const preview = await summary(ctx);
  return { preview, heldBecause: await whyUnusualTotal(ctx, run, program, preview.totalMinor) };
}

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
  gross_minor: number | null;
  time_minor: number | null;
  discount_minor: number | null;
  client_fee_minor: number | null;
  supplier_fee_minor: number | null;
  client_tax_minor: number | null;
  supplier_tax_minor: number | null;
};

const sums: SQL = sql`count(*)::int as lines, count(distinct worker_id)::int as workers, sum(minutes)::bigint as minutes,
  coalesce(sum(minutes) filter (where pay_code in ('OT', 'DT')), 0)::bigint as overtime_minutes, sum(amount_minor)::bigint as gross_minor,
  coalesce(sum(amount_minor) filter (where pay_code in ('ST', 'OT', 'DT')), 0)::bigint as time_minor, sum(discount_minor)::bigint as discount_minor,
  sum(client_fee_minor)::bigint as client_fee_minor, sum(supplier_fee_minor)::bigint as supplier_fee_minor,
  sum(client_tax_minor)::bigint as client_tax_minor, sum(supplier_tax_minor)::bigint as supplier_tax_minor`;

/** What stands in `priced_charge`, in all and by supplier, cost center and worker. */
async function summary(ctx: Context): Promise<Preview> {
  await splitPriced(ctx);
  const rows = await ctx.db.execute<Grouped>(sql`
    with grouped as (
      select case grouping(supplier_id, worker_id) when 3 then 'all' when 1 then 'supplier' else 'worker' end as grouped,
             coalesce(supplier_id, worker_id) as id, ${sums}
      from priced_charge group by grouping sets ((), (supplier_id), (worker_id))
      union all
      select 'costCenter', cost_center_id, ${sums} from (
        select cost_center_id, worker_id, pay_code, minutes, amount_minor, discount_minor, client_fee_minor, supplier_fee_minor, client_tax_minor, supplier_tax_minor
        from priced_charge p where not exists (select from picked_split s where s.charge_id = p.charge_id)
        union all
        select s.cost_center_id, p.worker_id, p.pay_code, s.minutes, s.amount_minor, s.discount_minor, s.fee_minor, 0, s.tax_minor, 0
        from picked_split s join priced_charge p on p.charge_id = s.charge_id) part
      group by cost_center_id
    ), ranked as (
      select *, row_number() over (partition by grouped order by gross_minor desc, id) as place from grouped
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
  const [billable = { lines: 0, grossMinor: 0 }] = await ctx.db.execute<Billable>(
    // A rebate is priced with its run and is no charge yet.
    sql`select count(*)::int as lines, coalesce(sum(amount_minor), 0)::bigint as "grossMinor" from picked_charge where pay_code <> 'RBT' or credits_charge_id is not null`,
  );
  return {
    ...sumsOf(all),
    billable,
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
  const grossMinor = row?.gross_minor ?? 0;
  const timeMinor = row?.time_minor ?? 0;
  const discountMinor = row?.discount_minor ?? 0;
  const clientFeeMinor = row?.client_fee_minor ?? 0;
  const supplierFeeMinor = row?.supplier_fee_minor ?? 0;
  const clientTaxMinor = row?.client_tax_minor ?? 0;
  const supplierTaxMinor = row?.supplier_tax_minor ?? 0;
  return {
    lines: row?.lines ?? 0,
    workers: row?.workers ?? 0,
    minutes: row?.minutes ?? 0,
    overtimeMinutes: row?.overtime_minutes ?? 0,
    timeMinor,
    otherMinor: grossMinor - timeMinor,
    ...{ discountMinor, clientFeeMinor, supplierFeeMinor, clientTaxMinor, supplierTaxMinor },
    totalMinor: grossMinor + discountMinor + clientFeeMinor + clientTaxMinor,
    supplierTotalMinor: grossMinor + discountMinor - supplierFeeMinor + supplierTaxMinor,
  };
}

/** Whether what is billable now is still what the preview priced. Cheap; the run itself compares to the cent. */
export async function isAsPreviewed(ctx: Context, run: Run): Promise<boolean> {
  const preview = run.preview as Preview | null;
  if (!preview) return false;
  const [now] = await ctx.db.execute<Billable>(
    sql`select count(*)::int as lines, coalesce(sum(c.amount_minor), 0)::bigint as "grossMinor" from charge c where ${isBillable(run)}`,
  );
  return now?.lines === preview.billable.lines && now.grossMinor === preview.billable.grossMinor;
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
