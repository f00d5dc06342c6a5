import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { candidate, offer, organization, program, requisition, submittal } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';

const MAX_OFFERS_OF_A_CANDIDATE = 20;

const client = alias(organization, 'client');
const supplier = alias(organization, 'supplier');

const facts = {
  id: offer.id,
  status: offer.status,
  clientId: offer.clientId,
  clientName: client.name,
  supplierId: offer.supplierId,
  supplierName: supplier.name,
  requisitionId: offer.requisitionId,
  requisitionRef: sql<string>`'R-' || ${requisition.number}`,
  requisitionTitle: requisition.title,
  requisitionStatus: requisition.status,
  weekMinutes: requisition.weekMinutes,
  hiringManagerId: requisition.hiringManagerId,
  hiringManagerName: requisition.hiringManagerName,
  createdBy: requisition.createdBy,
  currency: program.currency,
  timeZone: program.timeZone,
  submittalId: offer.submittalId,
  submittalStatus: submittal.status,
  submittedRate: submittal.billRate,
  candidateId: submittal.candidateId,
  candidateName: candidate.name,
  billRate: offer.billRate,
  startsOn: offer.startsOn,
  endsOn: offer.endsOn,
  message: offer.message,
  extendedAt: offer.extendedAt,
  expiresOn: offer.expiresOn,
  answeredBy: offer.answeredBy,
  answeredAt: offer.answeredAt,
  reason: offer.reason,
} as const;

export const offers = (ctx: Context) =>
  ctx.db
    .select(facts)
    .from(offer)
    .innerJoin(submittal, eq(submittal.id, offer.submittalId))
    .innerJoin(requisition, eq(requisition.id, offer.requisitionId))
    .innerJoin(program, eq(program.clientId, offer.clientId))
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .innerJoin(client, eq(client.id, offer.clientId))
    .innerJoin(supplier, eq(supplier.id, offer.supplierId));

/** One offer with its terms; null where there is none or a wall stands before it. */
export async function offerOf(ctx: Context, id: string) {
  const own = ownRows(ctx, { clientId: offer.clientId, supplierId: offer.supplierId });
  const [row] = await offers(ctx).where(and(eq(offer.id, id), own));
  return row ?? null;
}
export type OfferFacts = NonNullable<Awaited<ReturnType<typeof offerOf>>>;

/** The offers made for one candidate, newest first; at most 20. */
export function offersForSubmittal(ctx: Context, submittalId: string) {
  return offers(ctx)
    .where(eq(offer.submittalId, submittalId))
    .orderBy(desc(offer.extendedAt))
    .limit(MAX_OFFERS_OF_A_CANDIDATE);
}

/** How many offers for a need are out and unanswered. */
export async function offersOut(ctx: Context, requisitionId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(offer)
    .where(and(eq(offer.requisitionId, requisitionId), eq(offer.status, 'extended')));
  return row?.count ?? 0;
}
