import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { SpendFilters } from './forms.ts';
import { firstDayOf, lastDayOf, type Months } from './months.ts';
import { filterWhere, inMonths, scopeWhere, spendDocuments, type SpendScope } from './scope.server.ts';

const PAGE = 100;

/** A line of an invoice or of a self-bill, as it stands on the document. */
export type SpendLine = {
  id: number;
  invoiceId: string;
  reference: string;
  chargeId: number;
  /** Null for expenses, charges and rebates. */
  timesheetId: string | null;
  workerName: string;
  jobTitle: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  /** Exact decimal, per hour; null where nothing was worked for it. */
  billRate: string | null;
  feeMinor: number;
  totalMinor: number;
  clientName: string;
  supplierName: string;
  costCenter: string;
};

/**
 * The lines behind a figure, newest first, a hundred a page. The documents of the months come first; of each only the
 * next hundred lines are read, by its own index; names are looked up for the hundred that are shown.
 * @param after id of the last line of the page before
 */
export async function linesBehind(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
  after?: string,
): Promise<KeysetPage<SpendLine>> {
  const before = after ? sql`l.id < ${after}::bigint` : sql`true`;
  const supplierOfDocument =
    filters.supplier && scope.invoiceKind === 'self_bill'
      ? sql`i.supplier_id = ${filters.supplier}`
      : sql`true`;
  const rows = await ctx.db.execute<SpendLine>(sql`
    with shown as (
      select l.*, i.reference from invoice i
      cross join lateral (
        select * from invoice_line l
        where l.invoice_id = i.id and ${before} and ${filterWhere(filters, 'l')}
        order by l.id desc limit ${PAGE + 1}) l
      where ${spendDocuments(scope)} and ${scopeWhere(scope, 'i')} and ${supplierOfDocument}
        and i.ends_on between ${firstDayOf(months.from)}::date and ${lastDayOf(months.to)}::date
      order by l.id desc limit ${PAGE + 1})
    select s.id, s.invoice_id as "invoiceId", s.reference, s.charge_id as "chargeId", s.timesheet_id as "timesheetId",
      a.worker_name as "workerName", a.job_title as "jobTitle", s.week_ends_on::text as "weekEndsOn",
      s.pay_code as "payCode", s.minutes, s.bill_rate as "billRate",
      s.fee_minor as "feeMinor", s.total_minor as "totalMinor", coalesce(c.name, '') as "clientName",
      coalesce(f.name, '') as "supplierName", k.code || ' ' || k.name as "costCenter"
    from shown s
    join assignment a on a.id = s.assignment_id
    join cost_center k on k.id = s.cost_center_id
    left join organization c on c.id = s.client_id
    left join organization f on f.id = s.supplier_id
    order by s.id desc`);
  return keysetPage([...rows], PAGE, (row) => String(row.id));
}

export type LinesSum = { totalMinor: number; minutes: number };

/** The sum of all those lines, read from the rollup and so at no cost of its own. */
export async function sumBehind(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
): Promise<LinesSum> {
  const [row] = await ctx.db.execute<LinesSum>(sql`
    select coalesce(sum(s.total_minor), 0)::bigint as "totalMinor", coalesce(sum(s.minutes), 0)::bigint as minutes
    from ${sql.identifier(scope.rollup)} s
    where ${scopeWhere(scope, 's')} and ${filterWhere(filters, 's')} and ${inMonths(sql`s.month`, months)}`);
  return row ?? { totalMinor: 0, minutes: 0 };
}
