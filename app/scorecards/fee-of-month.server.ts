import { sql } from 'drizzle-orm';
import { feeMonth } from '#app/invoices/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { sum } from '#app/values/money.ts';
import { formatMonth } from '#app/values/week.ts';

export type FeePart = { label: string; invoiceId: string | null; amountMinor: number; note: string };

const DOCUMENTS_LIMIT = 400;
const isCredit = new Set<string>(['service_credit', 'earn_back']);

/**
 * What the MSP earned in fees in a month, part by part: flat fees, fees on the client's documents of periods that end
 * in the month, and fees taken from suppliers, in one sum so that no supplier is named. Service credits are no part of
 * it, or a credit would make the next one smaller. Never below nothing.
 * @param month first day of the month
 */
export async function feesOfMonth(ctx: Context, clientId: string, month: string): Promise<FeePart[]> {
  const parts = [
    ...(await flatFees(ctx, clientId, month)),
    ...(await onClientDocuments(ctx, clientId, month)),
    ...(await fromSuppliers(ctx, clientId, month)),
  ];
  const total = sum(parts.map(({ amountMinor }) => amountMinor));
  return total < 0
    ? [...parts, { label: 'Never below nothing', invoiceId: null, amountMinor: -total, note: '' }]
    : parts;
}

async function flatFees(ctx: Context, clientId: string, month: string): Promise<FeePart[]> {
  const issued = await ctx.db.execute<{ id: string; reference: string; minor: number }>(sql`
    select i.id, i.reference, coalesce(sum(t.amount_minor), 0)::bigint as minor
    from invoice i left join invoice_item t on t.invoice_id = i.id and t.component not in ('service_credit', 'earn_back')
    where i.client_id = ${clientId} and i.fee_month = ${month}::date group by i.id, i.reference`);
  const [invoice] = issued;
  if (invoice)
    return [
      {
        ...{ label: `Flat fees, ${invoice.reference}`, invoiceId: invoice.id, amountMinor: invoice.minor },
        note: 'As they were invoiced',
      },
    ];
  const due = await feeMonth(ctx, clientId, month.slice(0, 7));
  const items = due?.items.filter(({ component }) => !isCredit.has(component)) ?? [];
  return items.map(({ label, note, amountMinor }) => ({ label, note, amountMinor, invoiceId: null }));
}

async function onClientDocuments(ctx: Context, clientId: string, month: string): Promise<FeePart[]> {
  const rows = await ctx.db.execute<{ id: string; reference: string; minor: number }>(sql`
    select id, reference, fee_minor as minor from invoice
    where client_id = ${clientId} and kind in ('client_invoice', 'client_credit') and (billing_run_id is not null or correction_id is not null)
      and fee_minor <> 0 and date_trunc('month', ends_on)::date = ${month}::date
    order by ends_on, reference limit ${DOCUMENTS_LIMIT}`);
  return [...rows].map(({ id, reference, minor }) => ({
    ...{ label: `Fees on ${reference}`, invoiceId: id, amountMinor: minor },
    note: 'Borne by the client',
  }));
}

async function fromSuppliers(ctx: Context, clientId: string, month: string): Promise<FeePart[]> {
  const [row] = await ctx.db.execute<{ minor: number; documents: number }>(sql`
    select -coalesce(sum(fee_minor), 0)::bigint as minor, count(*)::int as documents from invoice
    where client_id = ${clientId} and side = 'supplier' and fee_minor <> 0 and date_trunc('month', ends_on)::date = ${month}::date`);
  if (!row || row.documents === 0) return [];
  const { minor, documents } = row;
  return [
    {
      ...{ label: 'Fees borne by suppliers', invoiceId: null, amountMinor: minor },
      note: `${documents} ${documents === 1 ? 'statement' : 'statements'} of ${formatMonth(month.slice(0, 7))}`,
    },
  ];
}
