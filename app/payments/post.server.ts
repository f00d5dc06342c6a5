import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

/*
 * The double entry of money that moves. Debits are positive.
 *   receipt:          bank +A · client receivable −A
 *   payment:          supplier payable +A · bank −A
 *   returned payment: the same with the other sign, as a transaction that takes the first one back
 *   prompt payment:   fee income +X · tax payable +T · client receivable −(X + T), for the MSP bears it
 * One transaction for each receipt, payment or document, which unique keys hold to.
 */

type Leg = {
  kind: 'bank' | 'client_receivable' | 'supplier_payable' | 'fee_income' | 'tax_payable';
  amount: SQL;
  supplier?: SQL;
};

/** Writes one balanced transaction for each row of `source`, which has `client_id`, `of_id`, `amount_minor`, `memo` and, for payables, `supplier_id`. */
async function post(
  ctx: Context,
  of: 'receipt_id' | 'payment_id' | 'invoice_id',
  source: SQL,
  legs: Leg[],
  { postedOn, currency }: { postedOn: string; currency: string },
): Promise<void> {
  const column = sql.identifier(of);
  const wanted = sql.join(
    legs.map((leg) => sql`(${leg.kind}::text, ${leg.supplier ?? sql`null::uuid`}, ${leg.amount})`),
    sql`, `,
  );
  await ctx.db.execute(sql`
    insert into ledger_account (kind, client_id, supplier_id, currency)
    select distinct leg.kind, s.client_id, leg.supplier_id, ${currency}
    from (${source}) s cross join lateral (values ${wanted}) leg (kind, supplier_id, amount)
    order by 1, 2, 3
    on conflict do nothing`);
  await ctx.db.execute(sql`
    insert into ledger_transaction (client_id, ${column}, posted_on, memo)
    select client_id, of_id, ${postedOn}::date, memo from (${source}) s`);
  await ctx.db.execute(sql`
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select s.client_id, t.id, a.id, leg.amount
    from (${source}) s
    join ledger_transaction t on t.${column} = s.of_id
    cross join lateral (values ${wanted}) leg (kind, supplier_id, amount)
    join ledger_account a on a.kind = leg.kind and a.client_id = s.client_id
      and a.supplier_id is not distinct from leg.supplier_id and a.currency = ${currency}
    where leg.amount <> 0`);
}

type When = { postedOn: string; currency: string };
const amount = sql`s.amount_minor`;
const taken = sql`-s.amount_minor`;

export const postReceipt = (ctx: Context, receiptId: string, when: When): Promise<void> =>
  post(
    ctx,
    'receipt_id',
    sql`select client_id, id as of_id, amount_minor, null::uuid as supplier_id, 'Receipt ' || bank_reference as memo
        from receipt where id = ${receiptId}`,
    [
      { kind: 'bank', amount },
      { kind: 'client_receivable', amount: taken },
    ],
    when,
  );

/** A credit memo that the MSP bears out of its fee; its total is below zero. */
export const postPromptPayment = (ctx: Context, creditId: string, when: When): Promise<void> =>
  post(
    ctx,
    'invoice_id',
    sql`select client_id, id as of_id, total_minor as amount_minor, fee_minor, tax_minor, null::uuid as supplier_id, reference as memo
        from invoice where id = ${creditId}`,
    [
      { kind: 'client_receivable', amount },
      { kind: 'fee_income', amount: sql`-s.fee_minor` },
      { kind: 'tax_payable', amount: sql`-s.tax_minor` },
    ],
    when,
  );

/** Every payment of a run. */
export const postPayments = (ctx: Context, runId: string, when: When): Promise<void> =>
  post(
    ctx,
    'payment_id',
    sql`select client_id, id as of_id, amount_minor, supplier_id, 'Payment ' || reference as memo
        from payment where payment_run_id = ${runId}`,
    [
      { kind: 'supplier_payable', amount, supplier: sql`s.supplier_id` },
      { kind: 'bank', amount: taken },
    ],
    when,
  );

/** Takes the transaction of a payment back with one of its own. */
export async function postReturn(
  ctx: Context,
  { paymentId, reference, postedOn }: { paymentId: string; reference: string; postedOn: string },
): Promise<void> {
  await ctx.db.execute(sql`
    with back as (
      insert into ledger_transaction (client_id, reverses_id, posted_on, memo)
      select client_id, id, ${postedOn}::date, ${`Returned ${reference}`} from ledger_transaction where payment_id = ${paymentId}
      returning id, client_id, reverses_id
    )
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select b.client_id, b.id, e.account_id, -e.amount_minor
    from back b join ledger_entry e on e.transaction_id = b.reverses_id`);
}

/** Whether the books of the day's month take no more postings; the database refuses them in any case. */
export async function isClosed(ctx: Context, clientId: string, day: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ closed: boolean }>(sql`
    select exists (select from ledger_period where client_id = ${clientId} and status in ('closed', 'reopening')
                   and month = date_trunc('month', ${day}::date)::date) as closed`);
  return row?.closed ?? false;
}
