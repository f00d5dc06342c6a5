import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import {
  assignment,
  costCenter,
  feeSchedule,
  invoice,
  invoiceLine,
  invoiceLineFee,
  job,
  organization,
  timesheet,
} from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { CostCenterSum, DocumentFee, NamedSum } from './document.ts';
import type { InvoiceQuery, LineQuery } from './forms.ts';

/** All that reading takes of a context, so that a job without a person can read too. */
export type Reader = Pick<Context, 'db'>;

const INVOICES_A_PAGE = 50;
export const LINES_A_PAGE = 100;

const party = z.object({
  name: z.string(),
  addressLines: z.array(z.string()).nullish(),
  taxId: z.string().nullish(),
});

/** Who a document is between, as they were on the day of issue. */
const partiesSchema = z.object({
  msp: party,
  client: party,
  supplier: party.nullish(),
  paymentTerms: z.string(),
  payWhenPaid: z.boolean().default(false),
});
export type Parties = z.output<typeof partiesSchema>;

export type Invoice = Omit<typeof invoice.$inferSelect, 'parties'> & {
  parties: Parties;
  clientName: string;
  supplierName: string | null;
  timeZone: string;
};

const nameOf = (id: typeof invoice.clientId | typeof invoice.supplierId) =>
  sql<string>`(select o.name from ${organization} o where o.id = ${id})`;

/** A document as far as the actor may see it; null where there is none, or a wall stands before it. */
export async function invoiceOf(ctx: Reader, id: string): Promise<Invoice | null> {
  const [row] = await ctx.db
    .select({
      invoice,
      clientName: organization.name,
      supplierName: nameOf(invoice.supplierId),
      timeZone: sql<string>`(select p.time_zone from program p where p.client_id = ${invoice.clientId})`,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .where(eq(invoice.id, id));
  if (!row) return null;
  const { invoice: itself, ...names } = row;
  return { ...itself, ...names, parties: partiesSchema.parse(itself.parties) };
}

export type InvoiceRow = Awaited<ReturnType<typeof invoicesPage>>['rows'][number];

/** Documents, newest first, 50 a page: a client's invoices, a supplier's self-bills, all of them for the MSP. */
export async function invoicesPage(ctx: Context, query: InvoiceQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const filters: (SQL | undefined)[] = [
    ownRows(ctx, { clientId: invoice.clientId, supplierId: invoice.supplierId }),
    query.kind ? eq(invoice.kind, query.kind) : undefined,
    query.client ? eq(invoice.clientId, query.client) : undefined,
    query.supplier ? eq(invoice.supplierId, query.supplier) : undefined,
    query.status ? eq(invoice.status, query.status) : undefined,
    query.month
      ? sql`${invoice.endsOn} >= ${`${query.month}-01`}::date and ${invoice.endsOn} < ${`${query.month}-01`}::date + interval '1 month'`
      : undefined,
    afterDay ? sql`(${invoice.issuedOn}, ${invoice.id}) < (${afterDay}::date, ${afterId}::uuid)` : undefined,
  ];
  const rows = await ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      reference: invoice.reference,
      status: invoice.status,
      clientName: organization.name,
      supplierName: nameOf(invoice.supplierId),
      currency: invoice.currency,
      startsOn: invoice.startsOn,
      endsOn: invoice.endsOn,
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      payWhenPaid: sql<boolean>`coalesce((${invoice.parties} ->> 'payWhenPaid')::boolean, false)`,
      lineCount: invoice.lineCount,
      minutes: invoice.minutes,
      totalMinor: invoice.totalMinor,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .where(and(...filters))
    .orderBy(desc(invoice.issuedOn), desc(invoice.id))
    .limit(INVOICES_A_PAGE + 1);
  return keysetPage(rows, INVOICES_A_PAGE, (row) => `${row.issuedOn}_${row.id}`);
}

/** The documents that a run issued: the client's invoice first, then the self-bills by number. At most 500. */
export async function invoicesOfRun(ctx: Context, runId: string) {
  return ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      reference: invoice.reference,
      status: invoice.status,
      recipient: sql<string>`coalesce(${nameOf(invoice.supplierId)}, ${organization.name})`,
      currency: invoice.currency,
      lineCount: invoice.lineCount,
      minutes: invoice.minutes,
      timeMinor: invoice.timeMinor,
      feeMinor: invoice.feeMinor,
      totalMinor: invoice.totalMinor,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .where(eq(invoice.billingRunId, runId))
    .orderBy(invoice.kind, invoice.number)
    .limit(500);
}
export type IssuedRow = Awaited<ReturnType<typeof invoicesOfRun>>[number];

const sums = {
  minutes: sql<number>`sum(${invoiceLine.minutes})::bigint`.mapWith(Number),
  timeMinor: sql<number>`sum(${invoiceLine.amountMinor})::bigint`.mapWith(Number),
  feeMinor: sql<number>`sum(${invoiceLine.feeMinor})::bigint`.mapWith(Number),
  totalMinor: sql<number>`sum(${invoiceLine.totalMinor})::bigint`.mapWith(Number),
};

/** A document's lines summed by cost center, by code. */
export async function byCostCenter(ctx: Reader, id: string): Promise<(CostCenterSum & { id: string })[]> {
  return ctx.db
    .select({ id: costCenter.id, code: costCenter.code, name: costCenter.name, ...sums })
    .from(invoiceLine)
    .innerJoin(costCenter, eq(costCenter.id, invoiceLine.costCenterId))
    .where(eq(invoiceLine.invoiceId, id))
    .groupBy(costCenter.id, costCenter.code, costCenter.name)
    .orderBy(costCenter.code);
}

export type NamedSumWithId = NamedSum & { id: string };

/** A document's lines summed by supplier, by name. */
export async function bySupplier(ctx: Reader, id: string): Promise<NamedSumWithId[]> {
  return ctx.db
    .select({ id: organization.id, name: organization.name, ...sums })
    .from(invoiceLine)
    .innerJoin(organization, eq(organization.id, invoiceLine.supplierId))
    .where(eq(invoiceLine.invoiceId, id))
    .groupBy(organization.id, organization.name)
    .orderBy(organization.name);
}

/** A document's lines summed by worker, by name. */
export async function byWorker(ctx: Reader, id: string): Promise<NamedSumWithId[]> {
  const name = sql<string>`min(${assignment.workerName})`;
  return ctx.db
    .select({ id: invoiceLine.workerId, name, ...sums })
    .from(invoiceLine)
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .where(eq(invoiceLine.invoiceId, id))
    .groupBy(invoiceLine.workerId)
    .orderBy(name, invoiceLine.workerId);
}

/** The fees of a document, each schedule once, signed as they enter its total. */
export async function feesOf(
  ctx: Reader,
  { id, kind }: Pick<Invoice, 'id' | 'kind'>,
): Promise<DocumentFee[]> {
  const sign = kind === 'client_invoice' ? sql`1` : sql`-1`;
  return ctx.db
    .select({
      label: feeSchedule.label,
      percent: invoiceLineFee.fraction,
      funding: invoiceLineFee.funding,
      feeMinor: sql<number>`(${sign} * sum(${invoiceLineFee.feeMinor}))::bigint`.mapWith(Number),
    })
    .from(invoiceLineFee)
    .innerJoin(feeSchedule, eq(feeSchedule.id, invoiceLineFee.feeScheduleId))
    .where(eq(invoiceLineFee.invoiceId, id))
    .groupBy(feeSchedule.label, invoiceLineFee.fraction, invoiceLineFee.funding)
    .orderBy(feeSchedule.label, invoiceLineFee.fraction);
}

const lineFacts = {
  id: invoiceLine.id,
  chargeId: invoiceLine.chargeId,
  timesheetId: invoiceLine.timesheetId,
  supplierName: organization.name,
  workerName: assignment.workerName,
  assignmentNumber: assignment.number,
  jobTitle: job.title,
  weekEndsOn: invoiceLine.weekEndsOn,
  payCode: invoiceLine.payCode,
  costCenterCode: costCenter.code,
  minutes: invoiceLine.minutes,
  billRate: invoiceLine.billRate,
  amountMinor: invoiceLine.amountMinor,
  feeMinor: invoiceLine.feeMinor,
  totalMinor: invoiceLine.totalMinor,
  approvedBy: timesheet.approvedByName,
  approvedAt: timesheet.approvedAt,
};

/** Lines in the order of the document: they were written so, and so their ids are also their places. */
export async function linesAfter(ctx: Reader, id: string, query: LineQuery, limit: number) {
  const filters = [
    eq(invoiceLine.invoiceId, id),
    query.after === undefined ? undefined : sql`${invoiceLine.id} > ${query.after}`,
    query.supplier ? eq(invoiceLine.supplierId, query.supplier) : undefined,
    query.costCenter ? eq(invoiceLine.costCenterId, query.costCenter) : undefined,
    query.department ? eq(invoiceLine.departmentId, query.department) : undefined,
    query.job ? eq(invoiceLine.jobId, query.job) : undefined,
    query.worker ? eq(invoiceLine.workerId, query.worker) : undefined,
  ];
  return ctx.db
    .select(lineFacts)
    .from(invoiceLine)
    .innerJoin(organization, eq(organization.id, invoiceLine.supplierId))
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .innerJoin(job, eq(job.id, invoiceLine.jobId))
    .innerJoin(costCenter, eq(costCenter.id, invoiceLine.costCenterId))
    .innerJoin(timesheet, eq(timesheet.id, invoiceLine.timesheetId))
    .where(and(...filters))
    .orderBy(invoiceLine.id)
    .limit(limit);
}
export type InvoiceLine = Awaited<ReturnType<typeof linesAfter>>[number];

export type LineFee = { label: string; fraction: string; feeMinor: number };
export type LineWithFees = InvoiceLine & { fees: LineFee[] };

/** A page of lines, each with the fees that it bears, 100 a page. */
export async function linesPage(
  ctx: Context,
  id: string,
  query: LineQuery,
): Promise<KeysetPage<LineWithFees>> {
  const lines = await linesAfter(ctx, id, query, LINES_A_PAGE + 1);
  const fees = await feesOfLines(
    ctx,
    id,
    lines.map(({ chargeId }) => chargeId),
  );
  const rows = lines.map((line) => ({ ...line, fees: fees.get(line.chargeId) ?? [] }));
  return keysetPage(rows, LINES_A_PAGE, (line) => String(line.id));
}

async function feesOfLines(ctx: Context, id: string, chargeIds: number[]): Promise<Map<number, LineFee[]>> {
  const byCharge = new Map<number, LineFee[]>();
  if (chargeIds.length === 0) return byCharge;
  const fees = await ctx.db
    .select({
      chargeId: invoiceLineFee.chargeId,
      label: feeSchedule.label,
      fraction: invoiceLineFee.fraction,
      feeMinor: invoiceLineFee.feeMinor,
    })
    .from(invoiceLineFee)
    .innerJoin(feeSchedule, eq(feeSchedule.id, invoiceLineFee.feeScheduleId))
    .where(and(inArray(invoiceLineFee.chargeId, chargeIds), eq(invoiceLineFee.invoiceId, id)))
    .orderBy(feeSchedule.label);
  for (const { chargeId, ...fee } of fees) {
    const those = byCharge.get(chargeId) ?? [];
    those.push(fee);
    byCharge.set(chargeId, those);
  }
  return byCharge;
}
