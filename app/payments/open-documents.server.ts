import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { MAX_MATCHES } from './forms.ts';
import { promptDiscount, type OpenDocument } from './matching.ts';

export type ClientDocument = OpenDocument & {
  kind: 'client_invoice' | 'fee_invoice' | 'client_credit' | 'overpayment';
  status: string;
  totalMinor: number;
  discountScheduleId: string | null;
  discountLabel: string | null;
};

type Row = Omit<ClientDocument, 'discountMinor'> & {
  baseMinor: number;
  fraction: string | null;
  withinDays: number | null;
};

/**
 * The documents of a client that are not settled, the longest due first; at most 40.
 * @param receivedOn the day money for them comes: it decides what prompt payment takes off
 * @param lock holds their balances for the rest of the transaction, always in the order of their ids
 */
export async function openDocuments(
  ctx: Context,
  clientId: string,
  receivedOn: string,
  { only, lock = false }: { only?: string[]; lock?: boolean } = {},
): Promise<ClientDocument[]> {
  if (only?.length === 0) return [];
  const chosen = only ? sql`and b.invoice_id in (${idList(only)})` : sql``;
  if (lock)
    await ctx.db.execute(sql`
      select from invoice_balance b where b.client_id = ${clientId} and b.side = 'client' ${chosen} order by b.invoice_id for update`);
  const rows = await ctx.db.execute<Row>(sql`
    select i.id, i.kind, i.reference, i.status, i.issued_on::text as "issuedOn", i.due_on::text as "dueOn", b.total_minor as "totalMinor",
      b.total_minor - b.settled_minor as "openMinor",
      b.total_minor - b.settled_minor + coalesce(paid.minor, 0) as "baseMinor",
      d.id as "discountScheduleId", d.label as "discountLabel", d.fraction, d.within_days as "withinDays"
    from invoice_balance b
    join invoice i on i.id = b.invoice_id
    left join lateral (select sum(s.amount_minor)::bigint as minor from settlement s
                       where s.invoice_id = i.id and s.receipt_id is not null and s.against_invoice_id is null) paid on true
    left join discount_schedule d on i.kind = 'client_invoice' and d.client_id = i.client_id and d.kind = 'prompt_payment'
      and d.supplier_id is null and d.effective @> i.issued_on
    where b.client_id = ${clientId} and b.side = 'client' and b.settled_minor <> b.total_minor ${chosen}
    order by i.due_on, i.issued_on, i.id
    limit ${MAX_MATCHES}`);
  return rows.map(({ fraction, withinDays, baseMinor, ...row }) => {
    const terms = fraction && withinDays !== null ? { fraction, withinDays } : null;
    return { ...row, discountMinor: promptDiscount({ ...row, baseMinor }, terms, receivedOn) };
  });
}

/** Ids for an `in (…)`. */
export const idList = (ids: string[]) =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
