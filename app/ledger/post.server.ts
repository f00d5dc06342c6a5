import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { firstOfMonth } from '#app/values/month.ts';
import type { AccountKind } from './accounts.ts';

/**
 * The day to post on: the day itself where the books of its month are open, null where they are closed. Holds the
 * month as it is until the end of the transaction, so that a command that asks first is not refused later.
 */
export async function postableOn(ctx: Context, clientId: string, date: string): Promise<string | null> {
  await ctx.db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended('ledger:' || ${clientId}, 0))`,
  );
  const [shut] = await ctx.db.execute(sql`
    select 1 from ledger_period where client_id = ${clientId} and month = ${firstOfMonth(date)}::date and status in ('closed', 'reopening')`);
  return shut ? null : date;
}

export type Leg = {
  kind: AccountKind;
  /** Whose account it is; null for those that a program has one of. */
  supplierId: string | null;
  /** Debits are positive. */
  amountMinor: number;
};

/** What a transaction came from: exactly one of these. */
export type PostingOrigin =
  | { invoiceId: string }
  | { receiptId: string }
  | { paymentId: string }
  | { accrualId: string }
  | { reversesId: string };

const originColumn = {
  invoiceId: 'invoice_id',
  receiptId: 'receipt_id',
  paymentId: 'payment_id',
  accrualId: 'accrual_id',
  reversesId: 'reverses_id',
} as const;

/**
 * Posts one transaction: opens the accounts it needs and writes its entries. Legs of one account are one entry, and
 * legs of nothing are none. Throws `RangeError` where debits and credits differ, which the database refuses as well.
 * @returns the transaction's id
 */
export async function post(
  ctx: Context,
  {
    clientId,
    currency,
    postedOn,
    memo,
    origin,
    legs,
  }: {
    clientId: string;
    currency: string;
    postedOn: string;
    memo: string;
    origin: PostingOrigin;
    legs: Leg[];
  },
): Promise<string> {
  const left = legs.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (left !== 0) throw new RangeError(`The legs of ${memo} differ by ${left}`);
  const [key, value] = Object.entries(origin)[0] as [keyof typeof originColumn, string];
  const [made] = await ctx.db.execute<{ id: string }>(sql`
    insert into ledger_transaction (client_id, ${sql.identifier(originColumn[key])}, posted_on, memo)
    values (${clientId}, ${value}, ${postedOn}, ${memo}) returning id`);
  if (!made) throw new Error('the transaction was not written');
  const wanted = sql`
    select w.kind, w.supplier_id, sum(w.amount)::bigint as amount
    from jsonb_to_recordset(${JSON.stringify(legs.map(asRecord))}::jsonb) w (kind text, supplier_id uuid, amount bigint)
    group by w.kind, w.supplier_id having sum(w.amount) <> 0`;
  await ctx.db.execute(sql`
    insert into ledger_account (kind, client_id, supplier_id, currency)
    select w.kind, ${clientId}, w.supplier_id, ${currency} from (${wanted}) w on conflict do nothing`);
  await ctx.db.execute(sql`
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select ${clientId}, ${made.id}, a.id, w.amount from (${wanted}) w
    join ledger_account a on a.kind = w.kind and a.client_id = ${clientId} and a.supplier_id is not distinct from w.supplier_id
      and a.currency = ${currency}
    order by w.amount < 0, a.id`);
  return made.id;
}

const asRecord = ({ kind, supplierId, amountMinor }: Leg) => ({
  kind,
  supplier_id: supplierId,
  amount: amountMinor,
});

/**
 * Takes a transaction back: the same entries with the other sign.
 * @returns the id of the new transaction
 */
export async function postReversal(
  ctx: Context,
  { transactionId, postedOn, memo }: { transactionId: string; postedOn: string; memo: string },
): Promise<string> {
  const [made] = await ctx.db.execute<{ id: string }>(sql`
    insert into ledger_transaction (client_id, reverses_id, posted_on, memo)
    select client_id, id, ${postedOn}, ${memo} from ledger_transaction where id = ${transactionId} returning id`);
  if (!made) throw new Error('there is no such transaction to take back');
  await ctx.db.execute(sql`
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select client_id, ${made.id}, account_id, -amount_minor from ledger_entry where transaction_id = ${transactionId} order by id`);
  return made.id;
}
