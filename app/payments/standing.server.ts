import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { assignment, fundedCharge, invoice, invoiceLine, organization, program } from '#db/schema/index.ts';
import { asTheProgram, ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { today } from '#app/values/week.ts';
import type { ListQuery } from './forms.ts';
import { idList } from './open-documents.server.ts';
import { paysWhenPaid, termsDaysOf } from './payable.server.ts';
import { predictPayment, type Prediction, type Standing } from './predicted.ts';

const STATEMENTS_A_PAGE = 50;
const LINES_A_PAGE = 100;
const STEPS_SHOWN = 200;

/** A document as the money pages name it; null where there is none or a wall stands before it. */
export async function documentOf(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      side: invoice.side,
      reference: invoice.reference,
      status: invoice.status,
      clientId: invoice.clientId,
      supplierId: invoice.supplierId,
      clientName: organization.name,
      supplierName: sql<
        string | null
      >`(select o.name from ${organization} o where o.id = ${invoice.supplierId})`,
      currency: invoice.currency,
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      startsOn: invoice.startsOn,
      endsOn: invoice.endsOn,
      totalMinor: invoice.totalMinor,
      settledMinor:
        sql<number>`coalesce((select b.settled_minor from invoice_balance b where b.invoice_id = ${invoice.id}), 0)::bigint`.mapWith(
          Number,
        ),
      timeZone: program.timeZone,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .innerJoin(program, eq(program.clientId, invoice.clientId))
    .where(eq(invoice.id, id));
  return row ?? null;
}
export type MoneyDocument = NonNullable<Awaited<ReturnType<typeof documentOf>>>;

type StandingRow = {
  id: string;
  status: string;
  dueOn: string;
  payWhenPaid: boolean;
  termsDays: number;
  clientInvoices: Standing['clientInvoices'] | null;
  payment: Standing['payment'];
};

/** When each of these statements can be expected to be paid, and why. At most as many as are asked for. */
export async function predictionsOf(
  ctx: Context,
  ids: string[],
  day: string,
): Promise<Map<string, Prediction>> {
  if (ids.length === 0) return new Map();
  const rows = await asTheProgram(
    ctx,
    'a supplier is told which invoice of the client its money waits for, when that is due, and no more of it',
    () =>
      ctx.db.execute<StandingRow>(sql`
        select i.id, i.status, i.due_on::text as "dueOn", ${paysWhenPaid} as "payWhenPaid", ${termsDaysOf} as "termsDays",
          w.invoices as "clientInvoices",
          (select json_build_object('reference', p.reference, 'valueOn', p.value_on::text, 'status', p.status)
           from payment_item t join payment p on p.id = t.payment_id where t.invoice_id = i.id and t.released_at is null) as payment
        from invoice i
        left join lateral (
          select json_agg(json_build_object('reference', g.reference, 'dueOn', g.due_on::text, 'fundedOn', g.funded_on::text) order by g.due_on, g.reference) as invoices
          from (
            select c.reference, c.due_on, case when bool_and(f.charge_id is not null) then max(f.funded_on) end as funded_on
            from invoice_line l
            join invoice_line k on k.charge_id = l.charge_id and k.side = 'client'
            join invoice c on c.id = k.invoice_id
            left join funded_charge f on f.charge_id = l.charge_id
            where l.invoice_id = i.id
            group by c.id, c.reference, c.due_on limit 20) g) w on true
        where i.id in (${idList(ids)}) and i.kind = 'self_bill'`),
  );
  return new Map(
    rows.map(({ id, clientInvoices, ...row }) => [
      id,
      predictPayment({ ...row, clientInvoices: clientInvoices ?? [] }, day),
    ]),
  );
}

/** Statements whose money has not been sent, the oldest first, 50 a page, each with when it can be expected. */
export async function expectedPage(ctx: Context, query: ListQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const rows = await ctx.db
    .select({
      id: invoice.id,
      reference: invoice.reference,
      status: invoice.status,
      clientName: organization.name,
      supplierName: sql<string>`(select o.name from ${organization} o where o.id = ${invoice.supplierId})`,
      startsOn: invoice.startsOn,
      endsOn: invoice.endsOn,
      issuedOn: invoice.issuedOn,
      totalMinor: invoice.totalMinor,
      currency: invoice.currency,
      timeZone: program.timeZone,
      fundedMinor: fundedOf(sql`${invoice.id}`),
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .innerJoin(program, eq(program.clientId, invoice.clientId))
    .where(
      and(
        ownRows(ctx, { supplierId: invoice.supplierId }),
        eq(invoice.kind, 'self_bill'),
        sql`${invoice.status} in ('issued', 'payable', 'scheduled')`,
        query.client ? eq(invoice.clientId, query.client) : undefined,
        query.supplier ? eq(invoice.supplierId, query.supplier) : undefined,
        afterDay
          ? sql`(${invoice.issuedOn}, ${invoice.id}) > (${afterDay}::date, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(invoice.issuedOn), asc(invoice.id))
    .limit(STATEMENTS_A_PAGE + 1);
  const { rows: shown, next } = keysetPage(rows, STATEMENTS_A_PAGE, (row) => `${row.issuedOn}_${row.id}`);
  const day = today(ctx.now, shown[0]?.timeZone ?? 'UTC');
  const predictions = await predictionsOf(
    ctx,
    shown.map(({ id }) => id),
    day,
  );
  const unknown: Prediction = { on: null, certain: false, why: '' };
  return { rows: shown.map((row) => ({ ...row, expected: predictions.get(row.id) ?? unknown })), next };
}
export type ExpectedRow = Awaited<ReturnType<typeof expectedPage>>['rows'][number];

/** What of a statement the client's money has reached. */
const fundedOf = (id: SQL) =>
  sql<number>`coalesce((select sum(l.total_minor) from invoice_line l join funded_charge f on f.charge_id = l.charge_id
    where l.invoice_id = ${id}), 0)::bigint`.mapWith(Number);

export type SettlementStep = {
  id: number;
  settledOn: string;
  amountMinor: number;
  receiptId: string | null;
  receiptReference: string | null;
  paymentId: string | null;
  paymentReference: string | null;
  againstId: string | null;
  againstReference: string | null;
};

/** How a document was settled, step by step, as far as the actor may see it; at most 200 steps. */
export async function settlementsOf(ctx: Context, invoiceId: string): Promise<SettlementStep[]> {
  return ctx.db.execute<SettlementStep>(sql`
    select s.id, s.settled_on::text as "settledOn", s.amount_minor as "amountMinor", s.receipt_id as "receiptId", r.bank_reference as "receiptReference",
      s.payment_id as "paymentId", p.reference as "paymentReference", s.against_invoice_id as "againstId", a.reference as "againstReference"
    from settlement s
    left join receipt r on r.id = s.receipt_id
    left join payment p on p.id = s.payment_id
    left join invoice a on a.id = s.against_invoice_id
    where s.invoice_id = ${invoiceId} order by s.id limit ${STEPS_SHOWN}`);
}

/** The lines of a statement with the day the client's money came for each, 100 a page. */
export async function fundedLines(ctx: Context, invoiceId: string, after = 0) {
  const rows = await ctx.db
    .select({
      id: invoiceLine.id,
      workerName: assignment.workerName,
      supplierReference: assignment.supplierReference,
      weekEndsOn: invoiceLine.weekEndsOn,
      payCode: invoiceLine.payCode,
      minutes: invoiceLine.minutes,
      totalMinor: invoiceLine.totalMinor,
      fundedOn: fundedCharge.fundedOn,
    })
    .from(invoiceLine)
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .leftJoin(fundedCharge, eq(fundedCharge.chargeId, invoiceLine.chargeId))
    .where(and(eq(invoiceLine.invoiceId, invoiceId), gt(invoiceLine.id, after)))
    .orderBy(asc(invoiceLine.id))
    .limit(LINES_A_PAGE + 1);
  return keysetPage(rows, LINES_A_PAGE, (row) => String(row.id));
}
export type FundedLine = Awaited<ReturnType<typeof fundedLines>>['rows'][number];
