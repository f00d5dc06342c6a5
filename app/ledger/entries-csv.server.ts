import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Context, InTransaction } from '#app/platform/context.server.ts';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { addMonths } from '#app/values/month.ts';
import { plainAmount } from '#app/values/money.ts';
import { accountName, type AccountKind } from './accounts.ts';
import type { EntriesQuery } from './forms.ts';

const ENTRIES_A_BATCH = 2_000;

type Row = {
  id: number;
  postedOn: string;
  postedAt: string;
  transactionId: string;
  memo: string;
  client: string;
  program: string;
  kind: AccountKind;
  supplier: string | null;
  currency: string;
  amountMinor: number;
  invoice: string | null;
  receipt: string | null;
  payment: string | null;
  accrual: string | null;
  reversesId: string | null;
};

const head = [
  ...[
    'Entry',
    'Posted on',
    'Recorded at',
    'Transaction',
    'Memo',
    'Program',
    'Client',
    'Account',
    'Account kind',
  ],
  ...[
    'Supplier',
    'Currency',
    'Debit',
    'Credit',
    'Amount',
    'Document',
    'Receipt',
    'Payment',
    'Accrual',
    'Takes back',
  ],
];

/**
 * The ledger as CSV in the order of posting, read in batches, since entries never change: UTF-8 with a byte order mark, amounts
 * as plain decimals, debits and credits beside the signed amount, which sums to nothing.
 */
export function entriesCsv(
  inTransaction: InTransaction,
  query: EntriesQuery,
  tally: Tally = tallyOfEntries(),
): Readable {
  return Readable.from(pieces(inTransaction, query, tally), { objectMode: false });
}

export const tallyOfEntries = (): Tally => tallyOf(head, ['Debit', 'Credit', 'Amount']);

async function* pieces(
  inTransaction: InTransaction,
  query: EntriesQuery,
  tally: Tally,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvText([head]));
  let after = 0;
  for (;;) {
    const rows = await inTransaction((ctx) => entriesAfter(ctx, query, after));
    if (rows.length > 0) yield Buffer.from(csvText(tally.take(rows.map(cells)), 'next'));
    if (rows.length < ENTRIES_A_BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}

async function entriesAfter(ctx: Context, { client, month }: EntriesQuery, after: number): Promise<Row[]> {
  const conditions = [sql`e.id > ${after}`];
  if (client) conditions.push(sql`e.client_id = ${client}`);
  if (month)
    conditions.push(
      sql`t.posted_on >= ${`${month}-01`}::date and t.posted_on < ${addMonths(month, 1)}::date`,
    );
  const rows = await ctx.db.execute<Row>(sql`
    select e.id, t.posted_on as "postedOn", to_char(t.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "postedAt",
      t.id as "transactionId", t.memo, c.name as client, p.code as program, a.kind, s.name as supplier, a.currency,
      e.amount_minor as "amountMinor", i.reference as invoice, r.bank_reference as receipt, y.reference as payment,
      to_char(k.month, 'YYYY-MM') as accrual, t.reverses_id as "reversesId"
    from ledger_entry e
    join ledger_transaction t on t.id = e.transaction_id
    join ledger_account a on a.id = e.account_id
    join organization c on c.id = e.client_id
    join program p on p.client_id = e.client_id
    left join organization s on s.id = a.supplier_id
    left join invoice i on i.id = t.invoice_id
    left join receipt r on r.id = t.receipt_id
    left join payment y on y.id = t.payment_id
    left join accrual k on k.id = t.accrual_id
    where ${sql.join(conditions, sql` and `)}
    order by e.id limit ${ENTRIES_A_BATCH}`);
  return [...rows];
}

function cells(row: Row): CsvRow {
  const plain = (minor: number) => plainAmount(minor, row.currency);
  return [
    row.id,
    row.postedOn,
    row.postedAt,
    row.transactionId,
    row.memo,
    row.program,
    row.client,
    accountName(row.kind),
    row.kind,
    row.supplier,
    row.currency,
    row.amountMinor > 0 ? plain(row.amountMinor) : '',
    row.amountMinor < 0 ? plain(-row.amountMinor) : '',
    plain(row.amountMinor),
    row.invoice,
    row.receipt,
    row.payment,
    row.accrual,
    row.reversesId,
  ];
}
