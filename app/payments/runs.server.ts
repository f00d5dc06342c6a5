import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import { bankAccount, organization, payment, paymentRun, program } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { masked } from './bank-details.ts';
import type { ListQuery } from './forms.ts';
import { planPayments, type PayableDocument, type RunPlan } from './plan.ts';

const RUNS_A_PAGE = 50;
/** Documents that one run pays at most; the rest goes with the next one. */
const DOCUMENTS_A_RUN = 5_000;
const PAYMENTS_SHOWN = 1_000;

export type Run = typeof paymentRun.$inferSelect;

/** A run as a command needs it, locked for the rest of the transaction. */
export async function runToChange(ctx: Context, id: string): Promise<Result<Run>> {
  const [run] = await ctx.db.select().from(paymentRun).where(eq(paymentRun.id, id)).for('no key update');
  return run ? ok(run) : missing();
}

/** What a run of the program would pay if it were drafted now. */
export async function planFor(ctx: Context, clientId: string, currency: string): Promise<RunPlan> {
  const documents = await ctx.db.execute<PayableDocument>(sql`
    select i.id as "invoiceId", i.reference, i.supplier_id as "supplierId", o.name as "supplierName",
      b.total_minor - b.settled_minor as "openMinor", b.total_minor as "totalMinor", a.id as "bankAccountId"
    from invoice i
    join invoice_balance b on b.invoice_id = i.id
    join organization o on o.id = i.supplier_id
    left join lateral (${usableAccountOf(ctx, sql`i.supplier_id`)}) a on true
    where i.client_id = ${clientId} and b.settled_minor <> b.total_minor
      and ((i.kind = 'self_bill' and i.status = 'payable') or (i.kind = 'supplier_credit' and i.status = 'issued'
        -- A credit waits for what stands in its place, so that nobody is paid too little in between.
        and not exists (select from invoice r where r.correction_id = i.correction_id and r.supplier_id = i.supplier_id
                        and r.kind = 'self_bill' and r.status = 'issued')))
      and not exists (select from payment_item p where p.invoice_id = i.id and p.released_at is null)
    order by o.name, i.supplier_id, i.issued_on, i.id
    limit ${DOCUMENTS_A_RUN}`);
  return planPayments(documents, currency);
}

/** The account that somebody is paid to now: the newest that was confirmed and has cooled off. */
export const usableAccountOf = (ctx: Context, owner: SQL): SQL => sql`
  select u.id from bank_account u
  where u.supplier_id = ${owner} and u.status = 'confirmed' and u.usable_from <= ${ctx.now.toISOString()}::timestamptz
  order by u.usable_from desc, u.id desc limit 1`;

/** Runs, newest first, 50 a page. */
export async function runsPage(ctx: Context, query: ListQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const day = sql<string>`(${paymentRun.createdAt} at time zone 'utc')::date`;
  const rows = await ctx.db
    .select({
      id: paymentRun.id,
      number: paymentRun.number,
      status: paymentRun.status,
      clientName: organization.name,
      payOn: paymentRun.payOn,
      totalMinor: paymentRun.totalMinor,
      paymentCount: paymentRun.paymentCount,
      currency: paymentRun.currency,
      createdByName: paymentRun.createdByName,
      approvedByName: paymentRun.approvedByName,
      createdOn: sql<string>`${day}::text`,
    })
    .from(paymentRun)
    .innerJoin(organization, eq(organization.id, paymentRun.clientId))
    .where(
      and(
        query.client ? eq(paymentRun.clientId, query.client) : undefined,
        afterDay ? sql`(${day}, ${paymentRun.id}) < (${afterDay}::date, ${afterId}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(day), desc(paymentRun.id))
    .limit(RUNS_A_PAGE + 1);
  return keysetPage(rows, RUNS_A_PAGE, (row) => `${row.createdOn}_${row.id}`);
}
export type RunRow = Awaited<ReturnType<typeof runsPage>>['rows'][number];

/** A run with its client; null where there is none. */
export async function runOf(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({
      run: paymentRun,
      clientName: organization.name,
      code: program.code,
      timeZone: program.timeZone,
    })
    .from(paymentRun)
    .innerJoin(organization, eq(organization.id, paymentRun.clientId))
    .innerJoin(program, eq(program.clientId, paymentRun.clientId))
    .where(eq(paymentRun.id, id));
  return row ? { ...row.run, clientName: row.clientName, code: row.code, timeZone: row.timeZone } : null;
}

/** The payments of a run by supplier, their accounts masked; at most 1,000. */
export async function paymentsOf(ctx: Context, runId: string) {
  const rows = await ctx.db
    .select({
      id: payment.id,
      reference: payment.reference,
      status: payment.status,
      supplierId: payment.supplierId,
      supplierName: organization.name,
      amountMinor: payment.amountMinor,
      valueOn: payment.valueOn,
      bankTrace: payment.bankTrace,
      returnedReason: payment.returnedReason,
      lastFour: bankAccount.accountLastFour,
      accountStatus: bankAccount.status,
      accountProposedBy: bankAccount.proposedBy,
      accountConfirmedBy: bankAccount.confirmedBy,
      documents: sql<number>`(select count(*)::int from payment_item i where i.payment_id = ${payment.id})`,
    })
    .from(payment)
    .innerJoin(organization, eq(organization.id, payment.supplierId))
    .innerJoin(bankAccount, eq(bankAccount.id, payment.bankAccountId))
    .where(eq(payment.paymentRunId, runId))
    .orderBy(asc(organization.name), asc(payment.id))
    .limit(PAYMENTS_SHOWN);
  return rows.map(({ lastFour, ...row }) => ({ ...row, account: masked(lastFour) }));
}
export type PaymentRow = Awaited<ReturnType<typeof paymentsOf>>[number];

export type ProgramToPay = {
  clientId: string;
  clientName: string;
  currency: string;
  payable: number;
  payableMinor: number;
  since: string;
};

/** Programs with statements that are payable and in no run yet, with what they come to before credits. */
export async function programsToPay(ctx: Context): Promise<ProgramToPay[]> {
  return ctx.db.execute<ProgramToPay>(sql`
    select p.client_id as "clientId", o.name as "clientName", p.currency, count(*)::int as payable,
      sum(b.total_minor - b.settled_minor)::bigint as "payableMinor", min(i.due_on)::text as since
    from invoice i
    join invoice_balance b on b.invoice_id = i.id
    join program p on p.client_id = i.client_id
    join organization o on o.id = p.client_id
    where i.kind = 'self_bill' and i.status = 'payable'
    group by p.client_id, o.name, p.currency
    order by o.name limit 200`);
}

/** Runs on their way: to be approved, to be sent, or to be found on a bank statement; the oldest first. */
export async function runsUnderWay(ctx: Context) {
  return ctx.db
    .select({
      id: paymentRun.id,
      number: paymentRun.number,
      status: paymentRun.status,
      clientId: paymentRun.clientId,
      clientName: organization.name,
      payOn: paymentRun.payOn,
      totalMinor: paymentRun.totalMinor,
      paymentCount: paymentRun.paymentCount,
      currency: paymentRun.currency,
      createdBy: paymentRun.createdBy,
      createdByName: paymentRun.createdByName,
      createdAt: paymentRun.createdAt,
    })
    .from(paymentRun)
    .innerJoin(organization, eq(organization.id, paymentRun.clientId))
    .where(sql`${paymentRun.status} in ('draft', 'approved', 'sent')`)
    .orderBy(asc(paymentRun.createdAt))
    .limit(RUNS_A_PAGE);
}
