import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { addMonths } from '#app/values/month.ts';
import type { AccountKind } from './accounts.ts';
import type { AccountQuery } from './forms.ts';
import type { Origin } from './origin.ts';

const ENTRIES_A_PAGE = 50;
const ENTRIES_OF_ONE = 500;

export type Account = {
  id: string;
  kind: AccountKind;
  clientId: string;
  clientName: string;
  supplierName: string | null;
  currency: string;
  balanceMinor: number;
  entries: number;
};

/** One account with its balance of everything posted; null where there is none or a wall stands before it. */
export async function accountOf(ctx: Context, id: string): Promise<Account | null> {
  const [row] = await ctx.db.execute<Account>(sql`
    select a.id, a.kind, a.client_id as "clientId", c.name as "clientName", s.name as "supplierName", a.currency,
      e.balance as "balanceMinor", e.entries
    from ledger_account a
    join organization c on c.id = a.client_id
    left join organization s on s.id = a.supplier_id
    cross join lateral (select coalesce(sum(amount_minor), 0)::bigint as balance, count(*)::int as entries
                        from ledger_entry where account_id = a.id) e
    where a.id = ${id}`);
  return row ?? null;
}

/** What a transaction came from: exactly one of them. */
const originColumns = sql`
  t.invoice_id as "invoiceId", i.reference as "invoiceReference", t.receipt_id as "receiptId", r.bank_reference as "receiptReference",
  t.payment_id as "paymentId", y.reference as "paymentReference", t.accrual_id as "accrualId", k.month as "accrualMonth",
  t.reverses_id as "reversesId"`;
const originTables = sql`
  left join invoice i on i.id = t.invoice_id
  left join receipt r on r.id = t.receipt_id
  left join payment y on y.id = t.payment_id
  left join accrual k on k.id = t.accrual_id`;

export type Entry = Origin & {
  id: number;
  transactionId: string;
  postedOn: string;
  memo: string;
  amountMinor: number;
  /** What the account held once this entry was counted, in the order of dates. */
  balanceMinor: number;
};

const inMonth = (month: string): SQL =>
  sql`t.posted_on >= ${`${month}-01`}::date and t.posted_on < ${addMonths(month, 1)}::date`;

/** The entries of one account, the latest date first, with the balance after each. */
export async function entriesPage(
  ctx: Context,
  accountId: string,
  { month, after }: AccountQuery,
): Promise<KeysetPage<Entry>> {
  const conditions = [sql`e.account_id = ${accountId}`];
  if (month) conditions.push(inMonth(month));
  if (after) {
    const [postedOn, id] = after.split('_');
    conditions.push(sql`(t.posted_on, e.id) < (${postedOn}::date, ${id}::bigint)`);
  }
  const rows = await ctx.db.execute<Entry>(sql`
    with cut as (
      select e.id, e.transaction_id, e.amount_minor, t.posted_on
      from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
      where ${sql.join(conditions, sql` and `)}
      order by t.posted_on desc, e.id desc limit ${ENTRIES_A_PAGE + 1}),
    last as (select posted_on, id from cut order by posted_on, id limit 1),
    before as (
      select coalesce(sum(e.amount_minor), 0) as held
      from last, ledger_entry e join ledger_transaction t on t.id = e.transaction_id
      where e.account_id = ${accountId} and (t.posted_on, e.id) < (last.posted_on, last.id))
    select c.id, c.transaction_id as "transactionId", c.posted_on as "postedOn", t.memo, c.amount_minor as "amountMinor",
      (b.held + sum(c.amount_minor) over (order by c.posted_on, c.id))::bigint as "balanceMinor", ${originColumns}
    from cut c cross join before b join ledger_transaction t on t.id = c.transaction_id ${originTables}
    order by c.posted_on desc, c.id desc`);
  return keysetPage([...rows], ENTRIES_A_PAGE, ({ postedOn, id }) => `${postedOn}_${id}`);
}

export type Transaction = Origin & {
  id: string;
  clientId: string;
  clientName: string;
  postedOn: string;
  postedAt: string;
  timeZone: string;
  memo: string;
  currency: string;
  /** What it takes back, and what took it back. */
  reverses: { id: string; memo: string; postedOn: string } | null;
  reversedBy: { id: string; memo: string; postedOn: string } | null;
  entries: {
    id: number;
    accountId: string;
    kind: AccountKind;
    supplierName: string | null;
    amountMinor: number;
  }[];
};

/** One transaction with its entries, what it came from, and what it takes back; null where there is none. */
export async function transactionOf(ctx: Context, id: string): Promise<Transaction | null> {
  const [row] = await ctx.db.execute<Omit<Transaction, 'entries'>>(sql`
    select t.id, t.client_id as "clientId", c.name as "clientName", t.posted_on as "postedOn", t.posted_at as "postedAt",
      p.time_zone as "timeZone", t.memo, p.currency, ${originColumns},
      case when o.id is not null then jsonb_build_object('id', o.id, 'memo', o.memo, 'postedOn', o.posted_on) end as reverses,
      case when b.id is not null then jsonb_build_object('id', b.id, 'memo', b.memo, 'postedOn', b.posted_on) end as "reversedBy"
    from ledger_transaction t
    join organization c on c.id = t.client_id
    join program p on p.client_id = t.client_id
    ${originTables}
    left join ledger_transaction o on o.id = t.reverses_id
    left join ledger_transaction b on b.reverses_id = t.id
    where t.id = ${id}`);
  if (!row) return null;
  const entries = await ctx.db.execute<Transaction['entries'][number]>(sql`
    select e.id, e.account_id as "accountId", a.kind, s.name as "supplierName", e.amount_minor as "amountMinor"
    from ledger_entry e
    join ledger_account a on a.id = e.account_id
    left join organization s on s.id = a.supplier_id
    where e.transaction_id = ${id} order by e.amount_minor < 0, e.id limit ${ENTRIES_OF_ONE}`);
  return { ...row, entries: [...entries] };
}
