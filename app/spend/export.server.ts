import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { csvText } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import type { SpendFilters } from './forms.ts';
import type { Months } from './months.ts';
import { filterWhere, inMonths, scopeWhere, type SpendScope } from './scope.server.ts';

/** More rows than this are not handed out in one file. */
export const EXPORT_LIMIT = 50_000;

type ExportRow = {
  month: string;
  client: string;
  supplier: string;
  department: string;
  job: string;
  costCenter: string;
  minutes: number;
  overtimeMinutes: number;
  timeMinor: number;
  feeMinor: number;
  totalMinor: number;
};

const head = [
  ...[
    'Month',
    'Client',
    'Supplier',
    'Department',
    'Job',
    'Cost center',
    'Minutes',
    'Hours',
    'Overtime hours',
  ],
  ...['Currency', 'Time', 'Fee', 'Total'],
];

/**
 * The figures behind the dashboard as CSV: one row per month, supplier, department, job and cost center; UTF-8 with a
 * byte order mark, amounts as plain decimals. The sum of the last column is the total of the dashboard.
 * @returns null where that would be more than `EXPORT_LIMIT` rows
 */
export async function spendCsv(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
): Promise<{ content: string; tally: Tally } | null> {
  const rows = await ctx.db.execute<ExportRow>(sql`
    select to_char(s.month, 'YYYY-MM') as month, coalesce(c.name, '') as client, coalesce(f.name, '') as supplier,
      coalesce(d.name, '') as department, coalesce(j.title, '') as job, coalesce(k.code, '') as "costCenter", s.minutes,
      s.overtime_minutes as "overtimeMinutes", s.time_minor as "timeMinor", s.fee_minor as "feeMinor", s.total_minor as "totalMinor"
    from ${sql.identifier(scope.rollup)} s
    left join organization c on c.id = s.client_id
    left join organization f on f.id = s.supplier_id
    left join department d on d.id = s.department_id
    left join job j on j.id = s.job_id
    left join cost_center k on k.id = s.cost_center_id
    where ${scopeWhere(scope, 's')} and ${filterWhere(filters, 's')} and ${inMonths(sql`s.month`, months)}
    order by s.month, client, supplier, department, job, "costCenter"
    limit ${EXPORT_LIMIT + 1}`);
  if (rows.length > EXPORT_LIMIT) return null;
  const tally = tallyOf(head, ['Time', 'Fee', 'Total']);
  return { content: csvText([head, ...tally.take(rows.map((row) => cells(row, scope.currency)))]), tally };
}

const hours = (minutes: number) => new Decimal(minutes).div(60).toFixed(2);

const cells = (row: ExportRow, currency: string) => [
  row.month,
  row.client,
  row.supplier,
  row.department,
  row.job,
  row.costCenter,
  row.minutes,
  hours(row.minutes),
  hours(row.overtimeMinutes),
  currency,
  plainAmount(row.timeMinor, currency),
  plainAmount(row.feeMinor, currency),
  plainAmount(row.totalMinor, currency),
];
