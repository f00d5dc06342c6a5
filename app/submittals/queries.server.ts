import { and, desc, eq, ilike, inArray, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import {
  account,
  candidate,
  organization,
  program,
  requisition,
  storedFile,
  submittal,
  submittalPay,
} from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { programsIn, publishedBy } from '#app/programs/public.server.ts';
import { requisitionForSupply } from '#app/requisitions/public.server.ts';
import type { ListQuery } from './forms.ts';
import { endedStatuses } from './lifecycle.ts';

const PAGE = 50;
/** Candidates shown for one need; programs limit them per supplier long before this. */
const MAX_OF_A_NEED = 200;
/** Candidates to choose from when one is submitted. */
const MAX_POOL = 200;

const client = alias(organization, 'client');
const supplier = alias(organization, 'supplier');

/** A submittal with what both sides may see of it, and what the policy looks at. */
const facts = {
  id: submittal.id,
  status: submittal.status,
  clientId: submittal.clientId,
  clientName: client.name,
  supplierId: submittal.supplierId,
  supplierName: supplier.name,
  requisitionId: submittal.requisitionId,
  requisitionRef: sql<string>`'R-' || ${requisition.number}`,
  requisitionTitle: requisition.title,
  requisitionStatus: requisition.status,
  maxBillRate: requisition.maxBillRate,
  hiringManagerId: requisition.hiringManagerId,
  createdBy: requisition.createdBy,
  currency: program.currency,
  timeZone: program.timeZone,
  candidateId: submittal.candidateId,
  candidateName: candidate.name,
  summary: candidate.summary,
  billRate: submittal.billRate,
  availableFrom: submittal.availableFrom,
  note: submittal.note,
  resumeFileId: submittal.resumeFileId,
  representedSince: submittal.representedSince,
  submittedAt: submittal.submittedAt,
  presentedAt: submittal.presentedAt,
  endedReason: submittal.endedReason,
  endedBySide: submittal.endedBySide,
} as const;

const submittals = (ctx: Context) =>
  ctx.db
    .select(facts)
    .from(submittal)
    .innerJoin(requisition, eq(requisition.id, submittal.requisitionId))
    .innerJoin(program, eq(program.clientId, submittal.clientId))
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .innerJoin(client, eq(client.id, submittal.clientId))
    .innerJoin(supplier, eq(supplier.id, submittal.supplierId));

/** The need that candidates are put forward for, as both sides may see it. */
export const needOf = requisitionForSupply;

/** An id for what a form is about to make: time-ordered, so that the newest stands first in every list. */
export async function newId(ctx: Context): Promise<string> {
  const [row] = await ctx.db.execute<{ id: string }>(sql`select app.uuid7() as id`);
  if (!row) throw new Error('the database made no id');
  return row.id;
}

/** One submittal, for its page and for every decision on it; null where there is none or a wall stands before it. */
export async function submittalOf(ctx: Context, id: string) {
  const [row] = await submittals(ctx).where(and(eq(submittal.id, id), ownSubmittals(ctx)));
  return row ?? null;
}
export type SubmittalFacts = NonNullable<Awaited<ReturnType<typeof submittalOf>>>;

const ownSubmittals = (ctx: Context) =>
  ownRows(ctx, { clientId: submittal.clientId, supplierId: submittal.supplierId });

/** What the candidate would be paid, for those who may know: a client only where its program publishes it. */
export async function payOfSubmittal(ctx: Context, row: { id: string; clientId: string }) {
  const published = await publishedBy(ctx, row.clientId);
  if (!mayDo(ctx.actor, 'rates.readPay', { ...row, ...published })) return null;
  const [pay] = await ctx.db
    .select({ rate: submittalPay.payRate })
    .from(submittalPay)
    .where(eq(submittalPay.submittalId, row.id));
  return pay ? { rate: pay.rate, isPublished: published.publishesPay } : null;
}

/** What only the supplier and the MSP see: how to reach the candidate, and who attested. */
export async function behindTheScenes(ctx: Context, id: string) {
  if (ctx.actor.side === 'client') return null;
  const [row] = await ctx.db
    .select({
      email: candidate.email,
      phone: candidate.phone,
      // The supplier's own people and the MSP know the name; the wall leaves it out for everybody else.
      representedBy: account.name,
    })
    .from(submittal)
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .leftJoin(account, eq(account.id, submittal.representedBy))
    .where(eq(submittal.id, id));
  return row ?? null;
}

/** The candidates of a need, those still in the running first, newest first; at most 200. */
export function submittalsForNeed(ctx: Context, requisitionId: string) {
  return submittals(ctx)
    .where(and(eq(submittal.requisitionId, requisitionId), ownSubmittals(ctx)))
    .orderBy(inArray(submittal.status, [...endedStatuses]), desc(submittal.id))
    .limit(MAX_OF_A_NEED);
}

/** Some candidates of one need, in the order asked for. What is not of this need is left out. */
export async function submittalsToCompare(ctx: Context, requisitionId: string, ids: string[]) {
  if (ids.length === 0) return [];
  const rows = await submittals(ctx)
    .where(and(eq(submittal.requisitionId, requisitionId), inArray(submittal.id, ids), ownSubmittals(ctx)))
    .limit(ids.length);
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}

/** A page of 50 over all needs, newest first. `search` is the beginning of the candidate's name. */
export async function listSubmittals(ctx: Context, query: ListQuery) {
  const rows = await submittals(ctx)
    .where(
      and(
        ownSubmittals(ctx),
        query.program ? eq(submittal.clientId, query.program) : undefined,
        query.status ? eq(submittal.status, query.status) : undefined,
        query.search ? ilike(candidate.name, `${query.search.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
        query.after ? lt(submittal.id, query.after) : undefined,
      ),
    )
    .orderBy(desc(submittal.id))
    .limit(PAGE + 1);
  return keysetPage(rows, PAGE, (row) => row.id);
}

/** Programs to filter by: only where the actor sees more than one. */
export async function programChoices(ctx: Context) {
  if (ctx.actor.side === 'client') return [];
  return (await programsIn(ctx)).map(({ clientId, clientName }) => ({ clientId, clientName }));
}

/** The firm's own candidates, by name; at most 200. */
export function candidatePool(ctx: Context) {
  return ctx.db
    .select({ id: candidate.id, name: candidate.name, email: candidate.email })
    .from(candidate)
    .where(ownRows(ctx, { supplierId: candidate.supplierId }))
    .orderBy(candidate.name, candidate.id)
    .limit(MAX_POOL);
}

/**
 * Which of these people another supplier put forward for the same need, and who. Only the MSP may know: everybody
 * else gets nothing.
 */
export async function samePersonElsewhere(ctx: Context, ids: string[]): Promise<Record<string, string[]>> {
  if (ctx.actor.side !== 'msp' || ids.length === 0) return {};
  const rival = alias(submittal, 'rival');
  const rivalCandidate = alias(candidate, 'rival_candidate');
  const rows = await ctx.db
    .selectDistinct({ id: submittal.id, name: supplier.name })
    .from(submittal)
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .innerJoin(rivalCandidate, eq(rivalCandidate.personKey, candidate.personKey))
    .innerJoin(
      rival,
      and(
        eq(rival.candidateId, rivalCandidate.id),
        eq(rival.requisitionId, submittal.requisitionId),
        ne(rival.supplierId, submittal.supplierId),
      ),
    )
    .innerJoin(supplier, eq(supplier.id, rival.supplierId))
    .where(inArray(submittal.id, ids));
  const found: Record<string, string[]> = {};
  for (const { id, name } of rows) (found[id] ??= []).push(name);
  return found;
}

/** The résumé of a submittal; null where there is none or a wall stands before it. */
export async function resumeOf(ctx: Context, submittalId: string) {
  const [row] = await ctx.db
    .select({ name: storedFile.name, mediaType: storedFile.mediaType, content: storedFile.content })
    .from(submittal)
    .innerJoin(storedFile, eq(storedFile.id, submittal.resumeFileId))
    .where(eq(submittal.id, submittalId));
  return row ?? null;
}
