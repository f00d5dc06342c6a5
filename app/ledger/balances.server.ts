import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { accountKinds, type AccountKind } from './accounts.ts';

const ACCOUNTS_LIMIT = 2_000;

export type AccountBalance = {
  id: string;
  kind: AccountKind;
  clientId: string;
  clientName: string;
  supplierName: string | null;
  currency: string;
  debitMinor: number;
  /** Positive, as books write it. */
  creditMinor: number;
  /** Debits less credits. */
  balanceMinor: number;
};

/**
 * Every account with what was posted to it, by program; the balances of a program sum to nothing.
 * @param clientId one program only
 * @param asOf counts what is dated up to this day; everything that was ever posted where it is left out
 */
export async function trialBalance(
  ctx: Context,
  { clientId, asOf }: { clientId?: string | undefined; asOf?: string | undefined } = {},
): Promise<AccountBalance[]> {
  const dated = asOf
    ? sql`join ledger_transaction t on t.id = e.transaction_id and t.posted_on <= ${asOf}`
    : sql``;
  return ctx.db.execute<AccountBalance>(sql`
    select a.id, a.kind, a.client_id as "clientId", c.name as "clientName", s.name as "supplierName", a.currency,
      coalesce(e.debit, 0) as "debitMinor", coalesce(e.credit, 0) as "creditMinor", coalesce(e.debit - e.credit, 0) as "balanceMinor"
    from ledger_account a
    join organization c on c.id = a.client_id
    left join organization s on s.id = a.supplier_id
    left join lateral (
      select coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0)::bigint as debit,
             coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0)::bigint as credit
      from ledger_entry e ${dated} where e.account_id = a.id) e on true
    where ${clientId ? sql`a.client_id = ${clientId}` : sql`true`}
    order by c.name, a.client_id, array_position(${sql.param([...accountKinds])}::text[], a.kind), s.name
    limit ${ACCOUNTS_LIMIT}`);
}
