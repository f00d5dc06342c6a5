import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import {
  assignment,
  charge,
  costCenter,
  expenseLine,
  expenseSheet,
  feeSchedule,
  fundedCharge,
  invoiceLine,
  invoiceLineFee,
  invoiceLineSplit,
  job,
  miscCharge,
  organization,
  purchaseOrder,
  timesheet,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { LineQuery } from './forms.ts';
import type { Reader } from './invoices.server.ts';

export const LINES_A_PAGE = 100;

const credited = (what: ReturnType<typeof sql>) => sql<string | null>`(
  select ${what} from invoice_line o join invoice i on i.id = o.invoice_id
  where o.charge_id = ${charge.creditsChargeId} and o.side = ${invoiceLine.side})`;

const lineFacts = {
  id: invoiceLine.id,
  side: invoiceLine.side,
  chargeId: invoiceLine.chargeId,
  timesheetId: invoiceLine.timesheetId,
  expenseSheetId: expenseLine.sheetId,
  supplierName: organization.name,
  workerName: assignment.workerName,
  assignmentId: invoiceLine.assignmentId,
  assignmentNumber: assignment.number,
  jobTitle: job.title,
  weekEndsOn: invoiceLine.weekEndsOn,
  serviceFrom: invoiceLine.serviceFrom,
  payCode: invoiceLine.payCode,
  costCenterCode: costCenter.code,
  minutes: invoiceLine.minutes,
  billRate: invoiceLine.billRate,
  amountMinor: invoiceLine.amountMinor,
  discountMinor: invoiceLine.discountMinor,
  feeMinor: invoiceLine.feeMinor,
  taxMinor: invoiceLine.taxMinor,
  totalMinor: invoiceLine.totalMinor,
  note: charge.note,
  creditsLineOf: credited(sql`i.reference`),
  creditsInvoiceId: credited(sql`i.id`),
  // Purchase orders are between the client and the MSP; the supplier's own reference is for its books alone.
  purchaseOrder: sql<
    string | null
  >`case when ${invoiceLine.side} = 'client' then ${purchaseOrder.number} end`,
  supplierReference: sql<
    string | null
  >`case when ${invoiceLine.side} = 'supplier' then ${assignment.supplierReference} end`,
  approvedBy: sql<
    string | null
  >`coalesce(${timesheet.approvedByName}, ${expenseSheet.approvedByName}, ${miscCharge.approvedByName})`,
  approvedAt:
    sql<Date | null>`coalesce(${timesheet.approvedAt}, ${expenseSheet.approvedAt}, ${miscCharge.approvedAt})`.mapWith(
      timesheet.approvedAt,
    ),
};

/** The condition on lines of which a cost center bears all or a part. */
const bornBy = (costCenterId: string) => sql`case
  when exists (select from ${invoiceLineSplit} s where s.charge_id = ${invoiceLine.chargeId} and ${invoiceLine.side} = 'client')
  then exists (select from ${invoiceLineSplit} s where s.charge_id = ${invoiceLine.chargeId} and s.cost_center_id = ${costCenterId})
  else ${invoiceLine.costCenterId} = ${costCenterId} end`;

/** Lines in the order of the document: they were written so, and so their ids are also their places. */
export async function linesAfter(
  ctx: Reader,
  id: string,
  query: LineQuery,
  limit: number,
): Promise<InvoiceLine[]> {
  const filters = [
    eq(invoiceLine.invoiceId, id),
    query.after === undefined ? undefined : sql`${invoiceLine.id} > ${query.after}`,
    query.supplier ? eq(invoiceLine.supplierId, query.supplier) : undefined,
    query.costCenter ? bornBy(query.costCenter) : undefined,
    query.purchaseOrder ? eq(invoiceLine.purchaseOrderId, query.purchaseOrder) : undefined,
    query.department ? eq(invoiceLine.departmentId, query.department) : undefined,
    query.job ? eq(invoiceLine.jobId, query.job) : undefined,
    query.worker ? eq(invoiceLine.workerId, query.worker) : undefined,
  ];
  const lines = await linesWhere(ctx, and(...filters), limit);
  const splits = await splitsOf(ctx, lines);
  return lines.map((line) => ({ ...line, splits: splits.get(line.chargeId) ?? [] }));
}

const linesWhere = ({ db }: Reader, condition: ReturnType<typeof and>, limit: number) =>
  db
    .select(lineFacts)
    .from(invoiceLine)
    .innerJoin(charge, eq(charge.id, invoiceLine.chargeId))
    .innerJoin(organization, eq(organization.id, invoiceLine.supplierId))
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .innerJoin(job, eq(job.id, invoiceLine.jobId))
    .innerJoin(costCenter, eq(costCenter.id, invoiceLine.costCenterId))
    .leftJoin(timesheet, eq(timesheet.id, invoiceLine.timesheetId))
    .leftJoin(expenseLine, eq(expenseLine.id, charge.expenseLineId))
    .leftJoin(expenseSheet, eq(expenseSheet.id, expenseLine.sheetId))
    .leftJoin(miscCharge, eq(miscCharge.id, charge.miscChargeId))
    .leftJoin(purchaseOrder, eq(purchaseOrder.id, invoiceLine.purchaseOrderId))
    .where(condition)
    .orderBy(invoiceLine.id)
    .limit(limit);

type LineItself = Awaited<ReturnType<typeof linesWhere>>[number];
export type LineSplit = { code: string; percent: string; totalMinor: number };
export type InvoiceLine = LineItself & { splits: LineSplit[] };

/** Who bears how much of lines that are booked by percentage. Splits are the client's; a supplier's lines have none. */
async function splitsOf(ctx: Reader, lines: LineItself[]): Promise<Map<number, LineSplit[]>> {
  const ids = lines.filter(({ side }) => side === 'client').map(({ chargeId }) => chargeId);
  const byCharge = new Map<number, LineSplit[]>();
  if (ids.length === 0) return byCharge;
  const { chargeId, percent, totalMinor, costCenterId } = invoiceLineSplit;
  const rows = await ctx.db
    .select({ chargeId, code: costCenter.code, percent, totalMinor })
    .from(invoiceLineSplit)
    .innerJoin(costCenter, eq(costCenter.id, costCenterId))
    .where(inArray(chargeId, ids))
    .orderBy(asc(costCenter.code));
  for (const { chargeId: of, ...split } of rows) byCharge.set(of, [...(byCharge.get(of) ?? []), split]);
  return byCharge;
}

export type LineFee = { label: string; fraction: string; feeMinor: number };
export type ShownLine = InvoiceLine & {
  fees: LineFee[];
  /** The day on which the client's money for it came; only on what a supplier is paid. */
  fundedOn: string | null;
};

/** A page of lines, each with the fees that it bears, 100 a page. */
export async function linesPage(ctx: Context, id: string, query: LineQuery): Promise<KeysetPage<ShownLine>> {
  const lines = await linesAfter(ctx, id, query, LINES_A_PAGE + 1);
  const chargeIds = lines.map(({ chargeId }) => chargeId);
  const fees = await feesOfLines(ctx, id, chargeIds);
  const funded = await fundedOf(ctx, lines[0]?.side === 'supplier' ? chargeIds : []);
  const rows = lines.map((line) => ({
    ...line,
    fees: fees.get(line.chargeId) ?? [],
    fundedOn: funded.get(line.chargeId) ?? null,
  }));
  return keysetPage(rows, LINES_A_PAGE, (line) => String(line.id));
}

async function fundedOf(ctx: Context, chargeIds: number[]): Promise<Map<number, string>> {
  if (chargeIds.length === 0) return new Map();
  const { chargeId, fundedOn } = fundedCharge;
  const rows = await ctx.db
    .select({ chargeId, fundedOn })
    .from(fundedCharge)
    .where(inArray(chargeId, chargeIds));
  return new Map(rows.map((row) => [row.chargeId, row.fundedOn]));
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
  for (const { chargeId, ...fee } of fees) byCharge.set(chargeId, [...(byCharge.get(chargeId) ?? []), fee]);
  return byCharge;
}
