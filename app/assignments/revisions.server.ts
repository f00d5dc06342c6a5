import { and, desc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { assignment, organization, program, revision, revisionPay } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { systemActor } from '#app/platform/jobs/system-actor.server.ts';
import { agreementOn } from '#app/suppliers/public.server.ts';
import { rateLimitsOn } from '#app/submittals/public.server.ts';
import { ownAssignments, type AssignmentFacts } from './queries.server.ts';
import { assignmentRef } from './reference.ts';
import { billInForce, payInForce } from './rates.server.ts';
import { cardRates, payRatesFrom, rateSteps, stepsFrom, withoutAgreement, type RateStep } from './rates.ts';
import { changesFrom, weeklyEffectMinor } from './revision-rules.ts';

const MAX_REVISIONS = 50;

const client = alias(organization, 'client');
const supplier = alias(organization, 'supplier');

const withAssignment = (ctx: Context) =>
  ctx.db
    .select({
      ...getTableColumns(revision),
      workerName: assignment.workerName,
      workerId: assignment.workerId,
      assignmentNumber: assignment.number,
      jobTitle: assignment.jobTitle,
      hiringManagerId: assignment.hiringManagerId,
      clientName: client.name,
      supplierName: supplier.name,
      currency: program.currency,
      timeZone: program.timeZone,
    })
    .from(revision)
    .innerJoin(assignment, eq(assignment.id, revision.assignmentId))
    .innerJoin(program, eq(program.clientId, revision.clientId))
    .innerJoin(client, eq(client.id, revision.clientId))
    .innerJoin(supplier, eq(supplier.id, revision.supplierId));

/** One revision with the assignment it is about; null where there is none or a wall stands before it. */
export async function revisionOf(ctx: Context, id: string) {
  const [row] = await withAssignment(ctx).where(and(eq(revision.id, id), ownAssignments(ctx)));
  if (!row || ctx.actor.workerId) return null;
  // Nobody approves what they proposed: the policy asks who handed it in.
  return { ...row, ref: assignmentRef(row.assignmentNumber), submittedBy: row.proposedBy };
}
export type RevisionFacts = NonNullable<Awaited<ReturnType<typeof revisionOf>>>;

/** The revisions of an assignment, the latest first; at most 50. */
export async function revisionsOf(ctx: Context, assignmentId: string) {
  if (ctx.actor.workerId) return [];
  return ctx.db
    .select()
    .from(revision)
    .where(eq(revision.assignmentId, assignmentId))
    .orderBy(desc(revision.number))
    .limit(MAX_REVISIONS);
}

/** Open revisions that wait for one of the verbs, the oldest first. */
export async function openRevisions(
  ctx: Context,
  status: 'pending_approval' | 'pending_supplier',
  limit: number,
) {
  const rows = await withAssignment(ctx)
    .where(and(inArray(revision.status, [status]), ownAssignments(ctx)))
    .orderBy(revision.createdAt)
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    ref: assignmentRef(row.assignmentNumber),
    submittedBy: row.proposedBy,
  }));
}

/** The pay rate that goes with a revision, where somebody has stated it; null for clients always. */
export async function revisedPayOf(ctx: Context, revisionId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ payRate: revisionPay.payRate })
    .from(revisionPay)
    .where(eq(revisionPay.revisionId, revisionId));
  return row?.payRate ?? null;
}

export type NewRates = { effectiveFrom: string; billRate: string; payRate: string | null };

type Revised = Pick<
  AssignmentFacts,
  'id' | 'clientId' | 'supplierId' | 'jobId' | 'siteId' | 'startsOn' | 'endsOn' | 'weekMinutes' | 'currency'
>;

/**
 * What new rates would put in force, step by step: from the agreement and the card of their first day. For rules and
 * for applying; it reaches over the wall, so that pages show only what `previewOf` lets through.
 */
export function stepsOfRevision(ctx: Context, row: Revised, wanted: NewRates) {
  const { clientId, supplierId, jobId, siteId, startsOn } = row;
  return asTheProgram(ctx, 'overtime at cost hangs on the pay rate, whoever looks', async () => {
    const agreement = await agreementOn(ctx, clientId, supplierId, wanted.effectiveFrom);
    const agreed = agreement ?? withoutAgreement;
    const payNow = (await payInForce(ctx, row.id)).find(
      ({ payCode, since, upTo }) =>
        payCode === 'ST' && since <= wanted.effectiveFrom && (upTo === null || wanted.effectiveFrom < upTo),
    );
    const payRate = wanted.payRate ?? payNow?.payRate ?? null;
    const limits = await rateLimitsOn(
      { ...ctx, actor: systemActor },
      { clientId, supplierId, jobId, siteId, date: wanted.effectiveFrom },
    );
    const all = rateSteps({ billRate: wanted.billRate, payRate, startsOn }, agreed);
    return {
      steps: stepsFrom(all, wanted.effectiveFrom),
      card: limits.card,
      allowed: cardRates(limits.card, payRate, agreed),
      agreementId: agreement?.id ?? null,
    };
  });
}

/** The difference before anything is posted: rates by pay code, and what a usual week then costs more or less. */
export async function previewOf(ctx: Context, row: Revised & { workerId: string }, wanted: NewRates) {
  const { steps } = await stepsOfRevision(ctx, row, wanted);
  const bill = (await billInForce(ctx, row.id)).map(({ payCode, billRate, since, upTo }) => ({
    ...{ payCode, rate: billRate, from: since, upTo },
  }));
  // A step after the last day changes nothing that will be worked.
  const billChanges = changesFrom(bill, steps).filter(({ from }) => from <= row.endsOn);
  const seesPay = mayDo(ctx.actor, 'rates.readPay', row) && wanted.payRate !== null;
  const pay = seesPay ? await payInForce(ctx, row.id) : [];
  const paid: Pick<RateStep, 'from' | 'upTo' | 'rates'>[] =
    seesPay && wanted.payRate !== null
      ? [{ from: wanted.effectiveFrom, upTo: null, rates: payRatesFrom(wanted.payRate) }]
      : [];
  return {
    bill: billChanges,
    pay: changesFrom(
      pay.map(({ payCode, payRate, since, upTo }) => ({ payCode, rate: payRate, from: since, upTo })),
      paid,
    ),
    weeklyEffectMinor: weeklyEffectMinor(billChanges[0], row.weekMinutes, row.currency),
    weekMinutes: row.weekMinutes,
  };
}
export type RevisionPreview = Awaited<ReturnType<typeof previewOf>>;
