import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { agreement, assignmentPay, assignmentRate } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { publishedBy } from '#app/programs/public.server.ts';

const MAX_REPLACED = 100;

type RatesOwner = { id: string; clientId: string; workerId: string; supplierId: string };

const byPayCode = sql`array_position(array['ST', 'OT', 'DT'], pay_code)`;

const billColumns = {
  id: assignmentRate.id,
  payCode: assignmentRate.payCode,
  billRate: assignmentRate.billRate,
  cardMaxBillRate: assignmentRate.cardMaxBillRate,
  rateCardEntryId: assignmentRate.rateCardEntryId,
  agreementId: assignmentRate.agreementId,
  revisionId: assignmentRate.revisionId,
  since: sql<string>`lower(${assignmentRate.effective})::text`,
  /** The first day on which it no longer holds; null without an end. */
  upTo: sql<string | null>`upper(${assignmentRate.effective})::text`,
  supersededAt: assignmentRate.supersededAt,
  convention: agreement.overtimeConvention,
  burden: agreement.overtimeBurden,
  tenureWeeks: agreement.tenureWeeks,
  tenureFraction: agreement.tenureFraction,
};

const payColumns = {
  id: assignmentPay.id,
  payCode: assignmentPay.payCode,
  payRate: assignmentPay.payRate,
  revisionId: assignmentPay.revisionId,
  since: sql<string>`lower(${assignmentPay.effective})::text`,
  upTo: sql<string | null>`upper(${assignmentPay.effective})::text`,
};

/** The bill rates that count, oldest first, whoever asks. For commands and previews; pages ask `ratesOf`. */
export function billInForce(ctx: Context, assignmentId: string) {
  return ctx.db
    .select(billColumns)
    .from(assignmentRate)
    .leftJoin(agreement, eq(agreement.id, assignmentRate.agreementId))
    .where(and(eq(assignmentRate.assignmentId, assignmentId), isNull(assignmentRate.supersededAt)))
    .orderBy(asc(sql`lower(${assignmentRate.effective})`), byPayCode);
}
export type BillInForce = Awaited<ReturnType<typeof billInForce>>[number];

/** The pay rates that count, oldest first; a client finds none unless its program publishes them. */
export function payInForce(ctx: Context, assignmentId: string) {
  return ctx.db
    .select(payColumns)
    .from(assignmentPay)
    .where(and(eq(assignmentPay.assignmentId, assignmentId), isNull(assignmentPay.supersededAt)))
    .orderBy(asc(sql`lower(${assignmentPay.effective})`), byPayCode);
}
export type PayInForce = Awaited<ReturnType<typeof payInForce>>[number];

/** The rates in force by pay code, oldest first; what the actor may not see is not there. */
export async function ratesOf(ctx: Context, row: RatesOwner) {
  return {
    bill: mayDo(ctx.actor, 'rates.readBill', row) ? await billInForce(ctx, row.id) : [],
    pay: mayDo(ctx.actor, 'rates.readPay', { ...row, ...(await publishedBy(ctx, row.clientId)) })
      ? await payInForce(ctx, row.id)
      : [],
  };
}

/** What once counted and was replaced by a revision, the latest first; at most 100. */
export async function replacedRatesOf(ctx: Context, row: RatesOwner) {
  if (!mayDo(ctx.actor, 'rates.readBill', row)) return [];
  return ctx.db
    .select(billColumns)
    .from(assignmentRate)
    .leftJoin(agreement, eq(agreement.id, assignmentRate.agreementId))
    .where(and(eq(assignmentRate.assignmentId, row.id), isNotNull(assignmentRate.supersededAt)))
    .orderBy(desc(assignmentRate.supersededAt), asc(sql`lower(${assignmentRate.effective})`), byPayCode)
    .limit(MAX_REPLACED);
}
