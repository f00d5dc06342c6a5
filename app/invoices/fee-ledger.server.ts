import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

type Posting = {
  clientId: string;
  invoiceId: string;
  postedOn: string;
  memo: string;
  currency: string;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};

/**
 * Writes the double entry of a fee invoice, one balanced transaction. Debits are positive:
 *   client receivable +total · fee income −fee · tax payable −tax
 */
export async function postFeeInvoice(ctx: Context, posting: Posting): Promise<void> {
  const { clientId, invoiceId, postedOn, memo, currency, feeMinor, taxMinor, totalMinor } = posting;
  await ctx.db.execute(sql`
    insert into ledger_account (kind, client_id, currency)
    select kind, ${clientId}, ${currency} from (values ('client_receivable'), ('fee_income'), ('tax_payable')) a (kind)
    where kind <> 'tax_payable' or ${taxMinor}::bigint <> 0
    on conflict do nothing`);
  await ctx.db.execute(sql`
    with posted as (
      insert into ledger_transaction (client_id, invoice_id, posted_on, memo)
      values (${clientId}, ${invoiceId}, ${postedOn}::date, ${memo}) returning id
    )
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select ${clientId}, posted.id, a.id, leg.amount
    from posted
    cross join (values ('client_receivable', ${totalMinor}::bigint), ('fee_income', -${feeMinor}::bigint),
                       ('tax_payable', -${taxMinor}::bigint)) leg (kind, amount)
    join ledger_account a on a.kind = leg.kind and a.client_id = ${clientId} and a.supplier_id is null and a.currency = ${currency}
    where leg.amount <> 0`);
}
