import { and, desc, eq, sql } from 'drizzle-orm';
import { organization, program, receipt } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import type { ListQuery } from './forms.ts';

const RECEIPTS_A_PAGE = 50;
const CREDITS_SHOWN = 50;
const STEPS_SHOWN = 200;

/** What clients paid, newest first, 50 a page: a client's own, all of it for the MSP. */
export async function receiptsPage(ctx: Context, query: ListQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const rows = await ctx.db
    .select({
      id: receipt.id,
      clientName: organization.name,
      receivedOn: receipt.receivedOn,
      amountMinor: receipt.amountMinor,
      currency: receipt.currency,
      bankReference: receipt.bankReference,
      recordedByName: receipt.recordedByName,
      documents: sql<number>`(select count(distinct s.invoice_id)::int from settlement s where s.receipt_id = ${receipt.id} and s.amount_minor > 0)`,
      onAccountMinor:
        sql<number>`coalesce((select -sum(i.total_minor) from invoice i where i.receipt_id = ${receipt.id} and i.kind = 'overpayment'), 0)::bigint`.mapWith(
          Number,
        ),
    })
    .from(receipt)
    .innerJoin(organization, eq(organization.id, receipt.clientId))
    .where(
      and(
        ownRows(ctx, { clientId: receipt.clientId }),
        query.client ? eq(receipt.clientId, query.client) : undefined,
        afterDay
          ? sql`(${receipt.receivedOn}, ${receipt.id}) < (${afterDay}::date, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(receipt.receivedOn), desc(receipt.id))
    .limit(RECEIPTS_A_PAGE + 1);
  return keysetPage(rows, RECEIPTS_A_PAGE, (row) => `${row.receivedOn}_${row.id}`);
}
export type ReceiptRow = Awaited<ReturnType<typeof receiptsPage>>['rows'][number];

/** One receipt with its client; null where there is none or a wall stands before it. */
export async function receiptOf(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ receipt, clientName: organization.name, timeZone: program.timeZone })
    .from(receipt)
    .innerJoin(organization, eq(organization.id, receipt.clientId))
    .innerJoin(program, eq(program.clientId, receipt.clientId))
    .where(eq(receipt.id, id));
  return row ? { ...row.receipt, clientName: row.clientName, timeZone: row.timeZone } : null;
}

export type ReceiptUse = {
  id: string;
  invoiceId: string;
  reference: string;
  kind: string;
  status: string;
  amountMinor: number;
  againstReference: string | null;
};

/** What a receipt settled, and what it brought about; at most 200 steps. */
export async function usesOf(ctx: Context, receiptId: string): Promise<ReceiptUse[]> {
  return ctx.db.execute<ReceiptUse>(sql`
    select s.id::text as id, i.id as "invoiceId", i.reference, i.kind, i.status, s.amount_minor as "amountMinor", a.reference as "againstReference"
    from settlement s
    join invoice i on i.id = s.invoice_id
    left join invoice a on a.id = s.against_invoice_id
    where s.receipt_id = ${receiptId} order by s.id limit ${STEPS_SHOWN}`);
}

export type OpenCredit = {
  id: string;
  kind: 'client_credit' | 'overpayment';
  reference: string;
  clientId: string;
  clientName: string;
  currency: string;
  issuedOn: string;
  issuedAt: string;
  openMinor: number;
  /** What the client has open that it could be used on. */
  usableMinor: number;
};

/** Credits and money on account that are not used up, the oldest first; at most 50. */
export async function openCredits(ctx: Context, receiptId?: string): Promise<OpenCredit[]> {
  const of = receiptId ? sql`and i.receipt_id = ${receiptId}` : sql``;
  return ctx.db.execute<OpenCredit>(sql`
    select i.id, i.kind, i.reference, i.client_id as "clientId", o.name as "clientName", i.currency, i.issued_on::text as "issuedOn",
      i.issued_at::text as "issuedAt", b.settled_minor - b.total_minor as "openMinor",
      coalesce((select sum(u.total_minor - u.settled_minor) from invoice_balance u
                where u.client_id = i.client_id and u.side = 'client' and u.settled_minor < u.total_minor), 0)::bigint as "usableMinor"
    from invoice i
    join invoice_balance b on b.invoice_id = i.id
    join organization o on o.id = i.client_id
    where i.kind in ('client_credit', 'overpayment') and i.status = 'issued' and b.settled_minor <> b.total_minor ${of}
    order by i.issued_on, i.id limit ${CREDITS_SHOWN}`);
}
