import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

const ACCOUNTS_LIMIT = 2_000;

export type AccountBalance = {
  id: string;
  kind: 'client_receivable' | 'supplier_payable' | 'billing_clearing' | 'fee_income';
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

/** Every account with what was posted to it, by program; the balances of a program sum to nothing. */
export async function trialBalance(ctx: Context): Promise<AccountBalance[]> {
  return ctx.db.execute<AccountBalance>(sql`
    select a.id, a.kind, a.client_id as "clientId", c.name as "clientName", s.name as "supplierName", a.currency,
      coalesce(e.debit, 0) as "debitMinor", coalesce(e.credit, 0) as "creditMinor", coalesce(e.debit - e.credit, 0) as "balanceMinor"
    from ledger_account a
    join organization c on c.id = a.client_id
    left join organization s on s.id = a.supplier_id
    left join lateral (
      select coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::bigint as debit,
             coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0)::bigint as credit
      from ledger_entry e where e.account_id = a.id) e on true
    order by c.name, a.client_id, array_position(array['client_receivable', 'supplier_payable', 'billing_clearing', 'fee_income'], a.kind), s.name
    limit ${ACCOUNTS_LIMIT}`);
}
