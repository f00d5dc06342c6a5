import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import {
  assignment,
  bankAccount,
  feeSchedule,
  invoice,
  invoiceLine,
  invoiceLineFee,
  organization,
  payment,
  paymentItem,
  program,
} from '#db/schema/index.ts';
import { assignmentRef } from '#app/assignments/public.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { masked } from './bank-details.ts';
import type { ListQuery } from './forms.ts';
import { isUnderWay } from './lifecycle.ts';
import type { Deduction, Remittance, RemittedDocument, RemittedLine } from './remittance.ts';

const REMITTANCES_A_PAGE = 50;
export const LINES_A_PAGE = 100;
const DOCUMENTS_SHOWN = 2_000;
const told = ['sent', 'settled', 'returned'] as const;

/** What was sent to suppliers, newest first, 50 a page: a supplier's own, all of it for the MSP. */
export async function remittancesPage(ctx: Context, query: ListQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const rows = await ctx.db
    .select({
      id: payment.id,
      reference: payment.reference,
      status: payment.status,
      clientName: sql<string>`(select o.name from ${organization} o where o.id = ${payment.clientId})`,
      supplierName: organization.name,
      valueOn: payment.valueOn,
      amountMinor: payment.amountMinor,
      currency: program.currency,
      bankTrace: payment.bankTrace,
      documents: sql<number>`(select count(*)::int from ${paymentItem} i where i.payment_id = ${payment.id})`,
    })
    .from(payment)
    .innerJoin(organization, eq(organization.id, payment.supplierId))
    .innerJoin(program, eq(program.clientId, payment.clientId))
    .where(
      and(
        ownRows(ctx, { supplierId: payment.supplierId }),
        inArray(payment.status, told),
        query.client ? eq(payment.clientId, query.client) : undefined,
        query.supplier ? eq(payment.supplierId, query.supplier) : undefined,
        afterDay
          ? sql`(${payment.valueOn}, ${payment.id}) < (${afterDay}::date, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(payment.valueOn), desc(payment.id))
    .limit(REMITTANCES_A_PAGE + 1);
  return keysetPage(rows, REMITTANCES_A_PAGE, (row) => `${row.valueOn}_${row.id}`);
}
export type RemittanceRow = Awaited<ReturnType<typeof remittancesPage>>['rows'][number];

/** One payment as an advice; null where there is none, a wall stands before it, or it is not on its way yet. */
export async function remittanceOf(ctx: Context, id: string): Promise<Remittance | null> {
  const [row] = await ctx.db
    .select({
      payment,
      clientName: sql<string>`(select o.name from ${organization} o where o.id = ${payment.clientId})`,
      payerName: sql<string>`(select o.legal_name from ${organization} o where o.side = 'msp' limit 1)`,
      supplierName: organization.name,
      currency: program.currency,
      lastFour: bankAccount.accountLastFour,
    })
    .from(payment)
    .innerJoin(organization, eq(organization.id, payment.supplierId))
    .innerJoin(program, eq(program.clientId, payment.clientId))
    .innerJoin(bankAccount, eq(bankAccount.id, payment.bankAccountId))
    .where(eq(payment.id, id));
  if (!row || !isUnderWay(row.payment.status)) return null;
  const documents = await documentsOf(ctx, id);
  const { payment: own, lastFour, ...names } = row;
  const { reference, status, clientId, supplierId, valueOn, bankTrace, returnedReason, amountMinor } = own;
  return {
    id,
    reference,
    status,
    clientId,
    supplierId,
    valueOn,
    bankTrace,
    returnedReason,
    ...names,
    method: 'Credit transfer',
    account: masked(lastFour),
    grossMinor: sum(documents.map((one) => one.grossMinor)),
    deductions: await deductionsOf(ctx, documents),
    netMinor: amountMinor,
    documents,
  };
}

async function documentsOf(ctx: Context, paymentId: string): Promise<RemittedDocument[]> {
  const rows = await ctx.db
    .select({ invoice, paidMinor: paymentItem.amountMinor, shortReason: paymentItem.shortReason })
    .from(paymentItem)
    .innerJoin(invoice, eq(invoice.id, paymentItem.invoiceId))
    .where(eq(paymentItem.paymentId, paymentId))
    .orderBy(asc(invoice.issuedOn), asc(invoice.id))
    .limit(DOCUMENTS_SHOWN);
  return rows.map(({ invoice: one, paidMinor, shortReason }) => ({
    id: one.id,
    reference: one.reference,
    kind: one.kind === 'supplier_credit' ? 'supplier_credit' : 'self_bill',
    issuedOn: one.issuedOn,
    startsOn: one.startsOn,
    endsOn: one.endsOn,
    grossMinor: one.timeMinor + one.otherMinor,
    discountMinor: one.discountMinor,
    feeMinor: one.feeMinor,
    taxMinor: one.taxMinor,
    totalMinor: one.totalMinor,
    paidMinor,
    shortReason,
  }));
}

/** What stands between gross and net, by type: each fee by its name, discounts, tax, and what was settled before. */
async function deductionsOf(ctx: Context, documents: RemittedDocument[]): Promise<Deduction[]> {
  const add = (pick: (one: RemittedDocument) => number) => sum(documents.map(pick));
  const fees = await feesByLabel(
    ctx,
    documents.map(({ id }) => id),
  );
  const otherFees = add((one) => one.feeMinor) - sum(fees.map(({ amountMinor }) => amountMinor));
  return [
    ...fees,
    { label: 'Other fees', amountMinor: otherFees },
    { label: 'Discounts', amountMinor: add((one) => one.discountMinor) },
    { label: 'Tax', amountMinor: add((one) => one.taxMinor) },
    { label: 'Settled before', amountMinor: add((one) => one.paidMinor - one.totalMinor) },
  ].filter(({ amountMinor }) => amountMinor !== 0);
}

async function feesByLabel(ctx: Context, invoiceIds: string[]): Promise<Deduction[]> {
  if (invoiceIds.length === 0) return [];
  return ctx.db
    .select({
      label: feeSchedule.label,
      amountMinor: sql<number>`-sum(${invoiceLineFee.feeMinor})::bigint`.mapWith(Number),
    })
    .from(invoiceLineFee)
    .innerJoin(feeSchedule, eq(feeSchedule.id, invoiceLineFee.feeScheduleId))
    .where(and(inArray(invoiceLineFee.invoiceId, invoiceIds), eq(invoiceLineFee.funding, 'supplier')))
    .groupBy(feeSchedule.label)
    .orderBy(asc(feeSchedule.label));
}

/** The lines that a payment pays, in the order of their documents, 100 a page. */
export async function remittedLines(ctx: Context, paymentId: string, after = 0, limit = LINES_A_PAGE) {
  const rows = await ctx.db
    .select({
      id: invoiceLine.id,
      document: invoice.reference,
      supplierReference: assignment.supplierReference,
      assignmentNumber: assignment.number,
      workerName: assignment.workerName,
      weekEndsOn: invoiceLine.weekEndsOn,
      payCode: invoiceLine.payCode,
      minutes: invoiceLine.minutes,
      billRate: invoiceLine.billRate,
      amountMinor: invoiceLine.amountMinor,
      discountMinor: invoiceLine.discountMinor,
      feeMinor: invoiceLine.feeMinor,
      taxMinor: invoiceLine.taxMinor,
      totalMinor: invoiceLine.totalMinor,
    })
    .from(paymentItem)
    .innerJoin(invoice, eq(invoice.id, paymentItem.invoiceId))
    .innerJoin(invoiceLine, eq(invoiceLine.invoiceId, invoice.id))
    .innerJoin(assignment, eq(assignment.id, invoiceLine.assignmentId))
    .where(and(eq(paymentItem.paymentId, paymentId), gt(invoiceLine.id, after)))
    .orderBy(asc(invoiceLine.id))
    .limit(limit + 1);
  const lines: RemittedLine[] = rows.map(({ assignmentNumber, ...line }) => ({
    ...line,
    assignmentRef: assignmentRef(assignmentNumber),
  }));
  return keysetPage(lines, limit, (line) => String(line.id));
}

/** In a sentence: `USD 4,664.33 to Cobalt Staffing`. */
export const inWords = ({
  netMinor,
  currency,
  supplierName,
}: Pick<Remittance, 'netMinor' | 'currency' | 'supplierName'>) =>
  `${formatMoney(netMinor, currency)} to ${supplierName}`;
