import { rollup } from 'd3-array';
import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { SpendFilters } from './forms.ts';
import { addMonths, firstDayOf, lastDayOf, type Comparison, type Months } from './months.ts';
import type { NamedSum, Sum } from './says.ts';
import { filterWhere, inMonths, scopeWhere, spendDocuments, type SpendScope } from './scope.server.ts';

/** Of each kind of part, at most so many are told apart; the rest is one sum. */
const PARTS_LIMIT = 200;

export type Coverage = {
  /** The first and last month with figures; null where there are none. */
  data: Months | null;
  /** The last month that is billed to its end. */
  completeTo: string | null;
  /** The last day billed, where it is not the end of its month. */
  billedTo: string | null;
};

/** From when to when there are figures, and whether the last month is whole. */
export async function coverageOf(ctx: Context, scope: SpendScope): Promise<Coverage> {
  const [row] = await ctx.db.execute<{
    first: string | null;
    last: string | null;
    billed_to: string | null;
  }>(sql`
    with months as (
      select min(s.month) as first, max(s.month) as last from ${sql.identifier(scope.rollup)} s where ${scopeWhere(scope, 's')})
    select to_char(m.first, 'YYYY-MM') as first, to_char(m.last, 'YYYY-MM') as last, (
      select min(latest)::text from (
        select max(i.ends_on) as latest from invoice i
        where i.kind = ${scope.invoiceKind} and ${scopeWhere(scope, 'i')} and i.ends_on >= m.last
        group by i.client_id) each_program) as billed_to
    from months m`);
  if (!row?.first || !row.last) return { data: null, completeTo: null, billedTo: null };
  const isWhole = row.billed_to === null || row.billed_to >= lastDayOf(row.last);
  return {
    data: { from: row.first, to: row.last },
    completeTo: isWhole ? row.last : addMonths(row.last, -1),
    billedTo: isWhole ? null : row.billed_to,
  };
}

export type MonthSum = { month: string; totalMinor: number; minutes: number; overtimeMinutes: number };

export type SpendFigures = {
  /** Every month with figures, those of the year before too. */
  months: MonthSum[];
  total: Sum;
  clients: NamedSum[];
  suppliers: NamedSum[];
  departments: NamedSum[];
  jobs: NamedSum[];
};

type FigureRow = {
  level: number;
  month: string | null;
  id: string | null;
  name: string | null;
  /** Of a department or job: its own code, and that of its program. */
  code: string | null;
  program_code: string | null;
  month_minor: number;
  month_minutes: number;
  month_overtime: number;
  total_minor: number;
  minutes: number;
  overtime_minutes: number;
  now_minor: number;
  before_minor: number;
};

/** `grouping(month, client_id, supplier_id, department_id, job_id)`: a bit is 0 for what a row is grouped by. */
const level = { month: 15, client: 23, supplier: 27, department: 29, job: 30, all: 31 } as const;

const never: Months = { from: '1900-01', to: '1900-01' };

/**
 * All figures of the dashboard in one pass over the rollup. It costs what the number of groups costs, whatever number
 * of invoice lines lies under them.
 */
export async function spendFigures(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  window: Months,
  comparison: Comparison | null,
): Promise<SpendFigures> {
  const read: Months = { from: addMonths(window.from, -12), to: window.to };
  const rows = await ctx.db.execute<FigureRow>(sql`
    with sums as (
      select grouping(s.month, s.client_id, s.supplier_id, s.department_id, s.job_id) as level,
        s.month, s.client_id, s.supplier_id, s.department_id, s.job_id,
        sum(s.total_minor) as month_minor, sum(s.minutes) as month_minutes, sum(s.overtime_minutes) as month_overtime,
        ${during(window, 'total_minor')} as total_minor, ${during(window, 'minutes')} as minutes,
        ${during(window, 'overtime_minutes')} as overtime_minutes,
        ${during(comparison?.now ?? never, 'total_minor')} as now_minor,
        ${during(comparison?.before ?? never, 'total_minor')} as before_minor
      from ${sql.identifier(scope.rollup)} s
      where ${scopeWhere(scope, 's')} and ${filterWhere(filters, 's')} and ${inMonths(sql`s.month`, read)}
      group by grouping sets ((s.month), (s.client_id), (s.supplier_id), (s.department_id), (s.job_id), ())),
    ranked as (
      select *, row_number() over (partition by level order by total_minor desc, now_minor desc) as place from sums)
    select r.level, to_char(r.month, 'YYYY-MM') as month,
      coalesce(r.client_id, r.supplier_id, r.department_id, r.job_id) as id, coalesce(o.name, d.name, j.title) as name,
      coalesce(d.code, j.code) as code, p.code as program_code,
      r.month_minor::bigint, r.month_minutes::bigint, r.month_overtime::bigint, r.total_minor::bigint, r.minutes::bigint,
      r.overtime_minutes::bigint, r.now_minor::bigint, r.before_minor::bigint
    from ranked r
    left join organization o on o.id = coalesce(r.client_id, r.supplier_id)
    left join department d on d.id = r.department_id
    left join job j on j.id = r.job_id
    left join program p on p.client_id = coalesce(d.client_id, j.client_id)
    where r.place <= ${PARTS_LIMIT}
    order by r.level, r.place`);
  const at = (wanted: number) => rows.filter((row) => row.level === wanted);
  return {
    months: at(level.month)
      .map((row) => ({
        month: row.month ?? '',
        totalMinor: row.month_minor,
        minutes: row.month_minutes,
        overtimeMinutes: row.month_overtime,
      }))
      .sort((one, other) => one.month.localeCompare(other.month)),
    total: sumOf(at(level.all)[0]),
    clients: named(at(level.client)),
    suppliers: named(at(level.supplier)),
    departments: named(at(level.department)),
    jobs: named(at(level.job)),
  };
}

const during = (months: Months, column: 'total_minor' | 'minutes' | 'overtime_minutes'): SQL =>
  sql`coalesce(sum(${sql.raw(`s.${column}`)}) filter (where ${inMonths(sql`s.month`, months)}), 0)`;

const sumOf = (row: FigureRow | undefined): Sum => ({
  totalMinor: row?.total_minor ?? 0,
  minutes: row?.minutes ?? 0,
  overtimeMinutes: row?.overtime_minutes ?? 0,
  nowMinor: row?.now_minor ?? 0,
  beforeMinor: row?.before_minor ?? 0,
});

/**
 * Parts by name. Two programs, or two codes of one, may have a job of one name: then each says which it is.
 * A name is missing only where a wall stands before it; the figure is the actor's all the same.
 */
function named(rows: FigureRow[]): NamedSum[] {
  const timesOf = rollup(
    rows,
    (own) => own.length,
    (row) => row.name,
  );
  const programs = new Set(rows.map((row) => row.program_code));
  const which = (row: FigureRow) => {
    if (row.code === null || timesOf.get(row.name) === 1) return '';
    return programs.size > 1 ? ` (${row.program_code} ${row.code})` : ` (${row.code})`;
  };
  return rows.map((row) => ({
    id: row.id ?? '',
    name: `${row.name ?? 'Not shown'}${which(row)}`,
    ...sumOf(row),
  }));
}

export type SpendChoice = { kind: 'supplier' | 'department' | 'job'; id: string; name: string };

/** What the filters may be set to: the parts that anything was ever billed for, by name; at most 500 of each. */
export async function spendChoices(ctx: Context, scope: SpendScope): Promise<SpendChoice[]> {
  const kinds = sql.join(
    [
      choice(scope, 'supplier', sql`organization`, 'name', 'null'),
      choice(scope, 'department', sql`department`, 'name', 't.code'),
      choice(scope, 'job', sql`job`, 'title', 't.code'),
    ],
    sql` union all `,
  );
  const rows = await ctx.db.execute<SpendChoice & { code: string | null }>(
    sql`select kind, id, name, code from (${kinds}) c order by kind, lower(name), code`,
  );
  const timesOf = rollup(
    rows,
    (own) => own.length,
    ({ kind, name }) => `${kind} ${name}`,
  );
  return rows.map(({ kind, id, name, code }) => {
    const isOne = code === null || timesOf.get(`${kind} ${name}`) === 1;
    return { kind, id, name: isOne ? name : `${name} (${code})` };
  });
}

/** `distinct` on the small rollup first, then one look-up per part. */
const choice = (
  scope: SpendScope,
  kind: SpendChoice['kind'],
  table: SQL,
  name: 'name' | 'title',
  code: 't.code' | 'null',
): SQL => sql`
  (select ${sql.raw(`'${kind}'`)} as kind, t.id, ${sql.raw(`t.${name}`)} as name, ${sql.raw(code)}::text as code
   from (select distinct ${sql.raw(`s.${kind}_id`)} as id from ${sql.identifier(scope.rollup)} s
         where ${scopeWhere(scope, 's')} limit 500) u
   join ${table} t on t.id = u.id)`;

/** The name of the cost center that a link narrowed the figures to. */
export async function costCenterName(ctx: Context, id: string): Promise<string | null> {
  const [row] = await ctx.db.execute<{ name: string }>(
    sql`select code || ' ' || name as name from cost_center where id = ${id}`,
  );
  return row?.name ?? null;
}

export type InvoicesBehind = { count: number; totalMinor: number };

/** The invoices whose period ends in the window: what the dashboard's total must equal. */
export async function invoicesBehind(
  ctx: Context,
  scope: SpendScope,
  window: Months,
): Promise<InvoicesBehind> {
  const [row] = await ctx.db.execute<{ count: number; total_minor: number }>(sql`
    select count(*)::integer as count, coalesce(sum(i.total_minor), 0)::bigint as total_minor from invoice i
    where ${spendDocuments(scope)} and ${scopeWhere(scope, 'i')}
      and i.ends_on between ${firstDayOf(window.from)}::date and ${lastDayOf(window.to)}::date`);
  return { count: row?.count ?? 0, totalMinor: row?.total_minor ?? 0 };
}
