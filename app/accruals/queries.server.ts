import { sql, type SQL } from 'drizzle-orm';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { accrual } from '#db/schema/index.ts';
import { accrualClasses, type AccrualClass } from './classes.ts';

export { programOf, programsIn } from '#app/programs/public.server.ts';

const ACCRUALS_A_PAGE = 50;
const LINES_A_PAGE = 50;
const GROUPS_LIMIT = 500;

export type Sums = {
  lines: number;
  minutes: number;
  amountMinor: number;
  feeMinor: number;
  taxMinor: number;
  clientMinor: number;
  supplierMinor: number;
};

export type Group = Sums & { id: string | null; name: string };

export type Summary = {
  total: Sums;
  byClass: (Sums & { class: AccrualClass })[];
  byCostCenter: Group[];
  byPurchaseOrder: Group[];
};

const empty: Sums = {
  ...{ lines: 0, minutes: 0, amountMinor: 0, feeMinor: 0 },
  ...{ taxMinor: 0, clientMinor: 0, supplierMinor: 0 },
};

type GroupRow = Sums & { level: number; class: AccrualClass | null; id: string | null; name: string | null };

/** `grouping(class, cost_center_id, purchase_order_id)`: a bit is 0 for what a row is grouped by. */
const level = { class: 3, costCenter: 5, purchaseOrder: 6, all: 7 } as const;

/**
 * An accrual by class, cost center and purchase order, in one pass over its lines.
 * @param lines a relation with the columns of `accrual_line`: computed now, or posted
 */
export async function summaryOf(ctx: Context, lines: SQL): Promise<Summary> {
  const rows = await ctx.db.execute<GroupRow>(sql`
    with l as materialized (${lines}),
    sums as (
      select grouping(l.class, l.cost_center_id, l.purchase_order_id) as level, l.class, l.cost_center_id, l.purchase_order_id,
        count(*)::int as lines, coalesce(sum(l.minutes), 0)::bigint as minutes, coalesce(sum(l.amount_minor), 0)::bigint as amount,
        coalesce(sum(l.fee_minor), 0)::bigint as fee, coalesce(sum(l.tax_minor), 0)::bigint as tax,
        coalesce(sum(l.client_minor), 0)::bigint as client, coalesce(sum(l.supplier_minor), 0)::bigint as supplier
      from l group by grouping sets ((l.class), (l.cost_center_id), (l.purchase_order_id), ()))
    select s.level, s.class, coalesce(s.cost_center_id, s.purchase_order_id) as id,
      case s.level when 5 then k.code || ' ' || k.name when 6 then 'PO ' || o.number end as name,
      s.lines, s.minutes, s.amount as "amountMinor", s.fee as "feeMinor", s.tax as "taxMinor", s.client as "clientMinor", s.supplier as "supplierMinor"
    from sums s
    left join cost_center k on k.id = s.cost_center_id
    left join purchase_order o on o.id = s.purchase_order_id
    order by s.level, s.client desc limit ${GROUPS_LIMIT}`);
  const at = (wanted: number) => [...rows].filter((row) => row.level === wanted);
  const named = (wanted: number, without: string): Group[] =>
    at(wanted).map((row) => ({ ...row, name: row.name ?? without }));
  const classes = at(level.class);
  return {
    total: at(level.all)[0] ?? empty,
    byClass: accrualClasses.flatMap((name) => {
      const row = classes.find((one) => one.class === name);
      return row ? [{ ...row, class: name }] : [];
    }),
    byCostCenter: named(level.costCenter, 'No cost center'),
    byPurchaseOrder: named(level.purchaseOrder, 'No purchase order'),
  };
}

export type Line = Omit<Sums, 'lines'> & {
  id: number | null;
  class: AccrualClass;
  supplierName: string | null;
  assignmentId: string | null;
  assignmentNumber: number | null;
  workerName: string | null;
  costCenter: string | null;
  purchaseOrder: string | null;
  method: string;
};

/** The lines with the names that people read. @param lines has to be cut to a page already */
export const withNames = (lines: SQL): SQL => sql`
  select l.id, l.class, s.name as "supplierName", l.assignment_id as "assignmentId", a.number as "assignmentNumber", a.worker_name as "workerName",
    k.code as "costCenter", o.number as "purchaseOrder", l.minutes, l.amount_minor as "amountMinor", l.fee_minor as "feeMinor",
    l.tax_minor as "taxMinor", l.client_minor as "clientMinor", l.supplier_minor as "supplierMinor", l.method
  from (${lines}) l
  left join organization s on s.id = l.supplier_id
  left join assignment a on a.id = l.assignment_id
  left join cost_center k on k.id = l.cost_center_id
  left join purchase_order o on o.id = l.purchase_order_id`;

/** The largest of some computed lines. They have no place of their own yet, so that only the first are shown. */
export async function largestLines(ctx: Context, lines: SQL, limit: number): Promise<Line[]> {
  const cut = sql`select null::bigint as id, c.* from (${lines}) c order by abs(c.client_minor) desc, c.assignment_id, c.method limit ${limit}`;
  const rows = await ctx.db.execute<Line>(
    sql`${withNames(cut)} order by abs(l.client_minor) desc, l.assignment_id, l.method`,
  );
  return [...rows];
}

/** The lines of a posted accrual in their order. */
export async function linesPage(
  ctx: Context,
  accrualId: string,
  { only, after = 0 }: { only?: AccrualClass | undefined; after?: number | undefined },
  limit = LINES_A_PAGE,
): Promise<KeysetPage<Line>> {
  const ofClass = only ? sql`and class = ${only}` : sql``;
  const cut = sql`select * from accrual_line where accrual_id = ${accrualId} and id > ${after} ${ofClass} order by id limit ${limit + 1}`;
  const rows = await ctx.db.execute<Line>(sql`${withNames(cut)} order by l.id`);
  return keysetPage([...rows], limit, ({ id }) => String(id));
}

/** The posted lines as a relation, for `summaryOf`. */
export const postedLines = (accrualId: string): SQL =>
  sql`select * from accrual_line where accrual_id = ${accrualId}`;

/** The largest lines of a posted accrual, so many of each class. */
export async function largestPosted(ctx: Context, accrualId: string, ofAClass: number): Promise<Line[]> {
  const cut = sql`
    select * from (
      select l.*, row_number() over (partition by class order by abs(client_minor) desc, id) as place
      from accrual_line l where accrual_id = ${accrualId}) placed
    where place <= ${ofAClass}`;
  return [...(await ctx.db.execute<Line>(sql`${withNames(cut)} order by abs(l.client_minor) desc, l.id`))];
}

export type Accrual = {
  id: string;
  clientId: string;
  clientName: string;
  currency: string;
  timeZone: string;
  /** First day of the month. */
  month: string;
  asOf: string;
  createdByName: string;
  createdAt: string;
  clientMinor: number;
  supplierMinor: number;
  feeMinor: number;
  taxMinor: number;
};

const facts = sql`
  a.id, a.client_id as "clientId", n.name as "clientName", p.currency, p.time_zone as "timeZone", a.month, a.as_of as "asOf",
  a.created_by_name as "createdByName", a.created_at as "createdAt", a.client_minor as "clientMinor", a.supplier_minor as "supplierMinor",
  a.fee_minor as "feeMinor", a.tax_minor as "taxMinor"`;
const tables = sql`join organization n on n.id = a.client_id join program p on p.client_id = a.client_id`;

export async function accrualOf(ctx: Context, id: string): Promise<Accrual | null> {
  const [row] = await ctx.db.execute<Accrual>(
    sql`select ${facts} from accrual a ${tables} where a.id = ${id}`,
  );
  return row ?? null;
}

/** The accrual of a month, if one was posted. */
export async function accrualOfMonth(
  ctx: Context,
  clientId: string,
  month: string,
): Promise<{ id: string } | null> {
  const [row] = await ctx.db.execute<{ id: string }>(
    sql`select id from accrual where client_id = ${clientId} and month = ${month}::date`,
  );
  return row ?? null;
}

/** Posted accruals, the latest month first. */
export async function accrualsPage(
  ctx: Context,
  { client, after }: { client?: string | undefined; after?: string | undefined },
): Promise<KeysetPage<Accrual>> {
  const conditions = [sql`true`];
  if (client) conditions.push(sql`a.client_id = ${client}`);
  if (ownRows(ctx, { clientId: accrual.clientId })) conditions.push(sql`a.client_id = ${ctx.actor.clientId}`);
  if (after) conditions.push(sql`(a.month, a.id) < (select month, id from accrual where id = ${after})`);
  const rows = await ctx.db.execute<Accrual>(sql`
    select ${facts} from accrual a ${tables} where ${sql.join(conditions, sql` and `)}
    order by a.month desc, a.id desc limit ${ACCRUALS_A_PAGE + 1}`);
  return keysetPage([...rows], ACCRUALS_A_PAGE, ({ id }) => id);
}
