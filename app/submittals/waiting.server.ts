import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { candidate, offer, organization, program, requisition, submittal } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { compareRates, formatRate } from '#app/values/rate.ts';
import { formatDate, today } from '#app/values/week.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { offers } from './offers.server.ts';
import { samePersonElsewhere } from './queries.server.ts';

const MAX_WAITING = 50;

/** What waits in the way of candidates: for the MSP those to be presented, for a hiring manager those to look at. */
export async function waitingSubmittals(ctx: Context): Promise<WaitingItem[]> {
  if (mayDo(ctx.actor, 'submittal.present')) return toPresent(ctx);
  return ctx.actor.side === 'client' ? toLookAt(ctx) : [];
}

async function toPresent(ctx: Context): Promise<WaitingItem[]> {
  const rows = await ctx.db
    .select({
      id: submittal.id,
      billRate: submittal.billRate,
      submittedAt: submittal.submittedAt,
      createdAt: submittal.createdAt,
      candidateName: candidate.name,
      supplierName: organization.name,
      number: requisition.number,
      title: requisition.title,
      maxBillRate: requisition.maxBillRate,
      currency: program.currency,
    })
    .from(submittal)
    .innerJoin(requisition, eq(requisition.id, submittal.requisitionId))
    .innerJoin(program, eq(program.clientId, submittal.clientId))
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .innerJoin(organization, eq(organization.id, submittal.supplierId))
    .where(and(eq(submittal.status, 'submitted'), eq(requisition.status, 'open')))
    .orderBy(asc(submittal.id))
    .limit(MAX_WAITING);
  const twice = await samePersonElsewhere(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    key: `submittal-${row.id}`,
    kind: 'Candidate',
    title: `${row.candidateName}, ${row.supplierName}`,
    detail: `R-${row.number} ${row.title} · ${row.currency} ${formatRate(row.billRate)} an hour`,
    since: row.submittedAt ?? row.createdAt,
    to: `/submittals/${row.id}`,
    unusual: [
      ...(twice[row.id] ?? []).map((name) => `the same person was also submitted by ${name}`),
      ...(compareRates(row.billRate, row.maxBillRate) === 0 ? ['rate at the maximum of the card'] : []),
    ],
    actions: [
      { label: 'Present', to: `/submittals/${row.id}/presentation`, post: true, tone: 'primary' },
      { label: 'Reject', to: `/submittals/${row.id}/rejection` },
    ],
  }));
}

async function toLookAt(ctx: Context): Promise<WaitingItem[]> {
  const { accountId } = ctx.actor;
  const rows = await ctx.db
    .select({
      requisitionId: requisition.id,
      number: requisition.number,
      title: requisition.title,
      count: sql<number>`count(*)::int`,
      names: sql<string>`string_agg(${candidate.name}, ', ' order by ${submittal.id})`,
      since: sql<string>`min(${submittal.presentedAt})`,
    })
    .from(submittal)
    .innerJoin(requisition, eq(requisition.id, submittal.requisitionId))
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .where(
      and(
        ownRows(ctx, { clientId: submittal.clientId }),
        inArray(submittal.status, ['presented', 'shortlisted']),
        eq(requisition.status, 'open'),
        or(eq(requisition.hiringManagerId, accountId), eq(requisition.createdBy, accountId)),
      ),
    )
    .groupBy(requisition.id)
    .orderBy(sql`min(${submittal.presentedAt})`)
    .limit(MAX_WAITING);
  return rows.map((row) => ({
    key: `candidates-${row.requisitionId}`,
    kind: 'Candidates',
    title: row.count === 1 ? `${row.names} to look at` : `${row.count} candidates to look at`,
    detail: `R-${row.number} ${row.title}${row.count === 1 ? '' : ` · ${row.names.slice(0, 120)}`}`,
    since: new Date(row.since),
    to: `/requisitions/${row.requisitionId}`,
    unusual: [],
    actions: [{ label: 'Look', to: `/requisitions/${row.requisitionId}` }],
  }));
}

/** Offers that a supplier's people have to answer, the one that expires first standing first. */
export async function waitingOffers(ctx: Context): Promise<WaitingItem[]> {
  if (!mayDo(ctx.actor, 'offer.answer')) return [];
  const rows = await offers(ctx)
    .where(and(ownRows(ctx, { supplierId: offer.supplierId }), eq(offer.status, 'extended')))
    .orderBy(asc(offer.expiresOn), asc(offer.id))
    .limit(MAX_WAITING);
  return rows.map((row) => ({
    key: `offer-${row.id}`,
    kind: 'Offer',
    title: `${row.candidateName}, ${row.clientName}`,
    detail: `${row.requisitionRef} ${row.requisitionTitle} · ${row.currency} ${formatRate(row.billRate)} an hour from ${formatDate(row.startsOn)} · answer by ${formatDate(row.expiresOn)}`,
    since: row.extendedAt,
    to: `/offers/${row.id}`,
    unusual: whatDiffers(ctx, row),
    actions: [
      { label: 'Accept', to: `/offers/${row.id}/acceptance`, post: true, tone: 'primary' },
      { label: 'Decline', to: `/offers/${row.id}/decline` },
    ],
  }));
}

type OfferRow = { expiresOn: string; timeZone: string; billRate: string; submittedRate: string };

function whatDiffers(ctx: Context, row: OfferRow): string[] {
  const findings: string[] = [];
  const day = today(ctx.now, row.timeZone);
  if (row.expiresOn < day) findings.push('the day to answer is over');
  else if (row.expiresOn === day) findings.push('expires today');
  if (compareRates(row.billRate, row.submittedRate) !== 0)
    findings.push(`the rate differs from the ${formatRate(row.submittedRate)} that you submitted`);
  return findings;
}
