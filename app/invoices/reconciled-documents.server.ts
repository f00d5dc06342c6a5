import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type {
  DocumentRow,
  DocumentSources,
  ReconciledRun,
  SeriesRow,
  SplitRow,
} from './reconciliation-sources.ts';

/*
 * The side of the documents: their heads, their lines, fees and taxes, and what the ledger posted for them. Each table is
 * summed by document once; a run has one document or two of each party.
 */

export async function documentSources(ctx: Context, run: ReconciledRun): Promise<DocumentSources> {
  return {
    documents: await documentsOfRun(ctx, run),
    splits: await splitsOf(ctx, run),
    series: await seriesOf(ctx, run),
    givenMinor: await discountsGiven(ctx, run),
  };
}

async function documentsOfRun(ctx: Context, run: ReconciledRun): Promise<DocumentRow[]> {
  const sum = (column: string) => sql`coalesce(sum(${sql.raw(column)}), 0)::bigint`;
  const onAccount = (kind: string) =>
    sql`coalesce(sum(e.amount_minor) filter (where a.kind = ${kind}), 0)::bigint`;
  return ctx.db.execute<DocumentRow>(sql`
    with document as materialized (select * from invoice where client_id = ${run.clientId} and billing_run_id = ${run.id}),
    line as (
      select l.invoice_id, count(*)::int as lines, ${sum('l.minutes')} as minutes, ${sum('l.amount_minor')} as amount, ${sum('l.discount_minor')} as discount,
        -- A discount is negative; what is positive takes one back with its line.
        ${sum('least(l.discount_minor, 0)')} as given, coalesce(sum(l.amount_minor) filter (where l.pay_code = 'RBT'), 0)::bigint as rebate
      from invoice_line l join document d on d.id = l.invoice_id group by l.invoice_id
    ), item as (
      select t.invoice_id, count(*)::int as lines, ${sum('t.amount_minor')} as amount from invoice_item t join document d on d.id = t.invoice_id group by 1
    ), fee as (select f.invoice_id, ${sum('f.fee_minor')} as fee from invoice_line_fee f join document d on d.id = f.invoice_id group by 1),
    tax as (select t.invoice_id, ${sum('t.tax_minor')} as tax from invoice_tax t join document d on d.id = t.invoice_id group by 1),
    posted as (
      select t.invoice_id, count(distinct t.id)::int as transactions, ${sum('e.amount_minor')} as left_over, ${sum('greatest(e.amount_minor, 0)')} as debit,
        ${sum('greatest(-e.amount_minor, 0)')} as credit, count(*) filter (where a.kind in ('client_receivable', 'supplier_payable'))::int as owing,
        ${onAccount('client_receivable')} as receivable, ${onAccount('supplier_payable')} as payable, ${onAccount('fee_income')} as fee,
        ${onAccount('tax_payable')} as tax, ${onAccount('billing_clearing')} as clearing
      from document d join ledger_transaction t on t.invoice_id = d.id
      left join ledger_entry e on e.transaction_id = t.id left join ledger_account a on a.id = e.account_id
      group by t.invoice_id
    )
    select d.side, d.line_count as "lineCount", d.minutes, d.fee_minor as "feeMinor", d.tax_minor as "taxMinor", d.total_minor as "totalMinor",
      coalesce(l.lines, 0) + coalesce(i.lines, 0) as lines, coalesce(l.minutes, 0)::bigint as "lineMinutes",
      (coalesce(l.amount, 0) + coalesce(i.amount, 0))::bigint as "lineMinor", coalesce(l.discount, 0)::bigint as "discountMinor",
      coalesce(l.given, 0)::bigint as "givenMinor", coalesce(l.rebate, 0)::bigint as "rebateMinor",
      coalesce(f.fee, 0)::bigint as "listedFeeMinor", coalesce(t.tax, 0)::bigint as "listedTaxMinor",
      coalesce(p.transactions, 0) as transactions, coalesce(p.owing, 0) as "owingEntries", coalesce(p.left_over, 0)::bigint as "leftOverMinor",
      coalesce(p.debit, 0)::bigint as "debitMinor", coalesce(p.credit, 0)::bigint as "creditMinor", coalesce(p.receivable, 0)::bigint as "receivableMinor",
      coalesce(p.payable, 0)::bigint as "payableMinor", coalesce(p.fee, 0)::bigint as "feeIncomeMinor", coalesce(p.tax, 0)::bigint as "taxPayableMinor",
      coalesce(p.clearing, 0)::bigint as "clearingMinor"
    from document d
    left join line l on l.invoice_id = d.id left join item i on i.invoice_id = d.id
    left join fee f on f.invoice_id = d.id left join tax t on t.invoice_id = d.id left join posted p on p.invoice_id = d.id
    order by d.side, d.series, d.number`);
}

/** Lines of charges that were approved with a split, and what was written of each cost center's part. */
async function splitsOf(ctx: Context, run: ReconciledRun): Promise<SplitRow> {
  const [row] = await ctx.db.execute<SplitRow>(sql`
    with document as materialized (select id from invoice where client_id = ${run.clientId} and billing_run_id = ${run.id} and side = 'client')
    select l.*, s.* from (
      select count(*)::int as lines, coalesce(sum(l.minutes), 0)::bigint as minutes, coalesce(sum(l.total_minor), 0)::bigint as minor
      from invoice_line l join document d on d.id = l.invoice_id
      where exists (select from charge_split s where s.charge_id = l.charge_id)) l,
    (select count(distinct s.charge_id)::int as "splitLines", coalesce(sum(s.minutes), 0)::bigint as "splitMinutes", coalesce(sum(s.total_minor), 0)::bigint as "splitMinor"
     from invoice_line_split s join document d on d.id = s.invoice_id) s`);
  return row ?? { lines: 0, minutes: 0, minor: 0, splitLines: 0, splitMinutes: 0, splitMinor: 0 };
}

/** The numbers that the run took in each series, and how many documents carry a number of the series up to its last. */
async function seriesOf(ctx: Context, run: ReconciledRun): Promise<SeriesRow[]> {
  return ctx.db.execute<SeriesRow>(sql`
    select m.series || '-' || m.year as series, m.first, m.last, m.documents,
      (select count(*)::int from invoice i
       where i.legal_entity_id = m.legal_entity_id and i.series = m.series and i.year = m.year and i.number between 1 and m.last) as issued
    from (select legal_entity_id, series, year, min(number) as first, max(number) as last, count(*)::int as documents
          from invoice where client_id = ${run.clientId} and billing_run_id = ${run.id} group by 1, 2, 3) m
    order by m.series, m.year`);
}

async function discountsGiven(ctx: Context, run: ReconciledRun): Promise<number> {
  const [row] = await ctx.db.execute<{ minor: number }>(sql`
    select coalesce(sum(discount_minor), 0)::bigint as minor from posted_discount where client_id = ${run.clientId} and billing_run_id = ${run.id}`);
  return row?.minor ?? 0;
}
