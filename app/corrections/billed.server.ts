import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { sum } from '#app/values/money.ts';
import type { BilledQuery } from './forms.ts';
import { linesForNewRates } from './lines.server.ts';

const LINES_A_PAGE = 100;

export type BilledDocument = {
  id: string;
  clientId: string;
  clientName: string;
  reference: string;
  kind: string;
  currency: string;
  status: string;
};

/** The document whose lines are to be corrected; null where there is none. */
export async function billedDocument(ctx: Context, id: string): Promise<BilledDocument | null> {
  const [row] = await ctx.db.execute<BilledDocument>(sql`
    select i.id, i.client_id as "clientId", o.name as "clientName", i.reference, i.kind, i.currency, i.status
    from invoice i join organization o on o.id = i.client_id where i.id = ${id}`);
  return row ?? null;
}

export type BilledLine = {
  chargeId: number;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  billRate: string | null;
  amountMinor: number;
  /** What earlier credits left of the amount. */
  remainingMinor: number;
  isCredit: boolean;
  note: string;
};

/**
 * The lines of a client's document with what is left to credit of each, 100 a page in the order of the document: all,
 * those of a worker, or some charges.
 */
export async function billedLines(
  ctx: Context,
  invoiceId: string,
  query: BilledQuery,
): Promise<KeysetPage<BilledLine>> {
  const rows = await ctx.db.execute<BilledLine & { id: number }>(sql`
    with line as (
      select l.id, l.charge_id, l.assignment_id, l.supplier_id, a.worker_name from invoice_line l join assignment a on a.id = l.assignment_id
      where l.invoice_id = ${invoiceId} and l.side = 'client' and l.id > ${query.after ?? 0}
        and ${query.charges ? sql`l.charge_id = any(${sql.param(query.charges)}::bigint[])` : sql`true`}
        and ${query.worker ? sql`strpos(lower(a.worker_name), lower(${query.worker})) > 0` : sql`true`}
      order by l.id limit ${LINES_A_PAGE + 1}
    )
    select l.id, c.id as "chargeId", l.worker_name as "workerName", o.name as "supplierName", c.week_ends_on::text as "weekEndsOn",
      c.pay_code as "payCode", c.minutes, c.bill_rate::text as "billRate", c.amount_minor as "amountMinor", c.credits_charge_id is not null as "isCredit", c.note,
      case when c.credits_charge_id is null
        then c.amount_minor + coalesce((select sum(x.amount_minor) from charge x where x.credits_charge_id = c.id), 0) else 0 end::bigint as "remainingMinor"
    from line l join charge c on c.id = l.charge_id join organization o on o.id = l.supplier_id
    order by l.id`);
  return keysetPage([...rows], LINES_A_PAGE, (row) => String(row.id));
}

export type RatesAgreedAnew = {
  assignmentId: string;
  clientId: string;
  number: number;
  workerName: string;
  clientName: string;
  supplierName: string;
  currency: string;
};

/** How much of what was billed for an assignment stands at rates that no longer hold; null where there is none. */
export async function ratesAgreedAnew(ctx: Context, assignmentId: string) {
  const [row] = await ctx.db.execute<RatesAgreedAnew>(sql`
    select a.id as "assignmentId", a.client_id as "clientId", a.number, a.worker_name as "workerName", o.name as "clientName", s.name as "supplierName", p.currency
    from assignment a
    join organization o on o.id = a.client_id join organization s on s.id = a.supplier_id join program p on p.client_id = a.client_id
    where a.id = ${assignmentId}`);
  if (!row) return null;
  const lines = await linesForNewRates(ctx, assignmentId);
  return {
    ...row,
    /** Billed lines of which the rate or the amount is another now. */
    lines: new Set(lines.map(({ chargeId }) => chargeId)).size,
    /** Before fees and tax. */
    billedMinor: sum(lines.map(({ creditMinor }) => creditMinor)),
    nowMinor: sum(lines.map(({ rebillAmountMinor }) => rebillAmountMinor ?? 0)),
  };
}
