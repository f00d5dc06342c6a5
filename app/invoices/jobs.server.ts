import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { billingRun, billingRunProgress, invoice, invoiceDocument } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Database } from '#db/connection.ts';
import { actorOfMembership } from '#app/access/public.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { withContext, type Context } from '#app/platform/context.server.ts';
import {
  defineJob,
  enqueue,
  noPayload,
  type Job,
  type JobSurroundings,
  type Schedule,
} from '#app/platform/jobs/jobs.server.ts';
import { log, stackOf } from '#app/platform/observability/log.server.ts';
import type { Period } from '#app/values/period.ts';
import type { Refusal } from '#app/values/result.ts';
import { billRun, type BilledRun, type RunProgress } from './bill.server.ts';
import { makeDocument } from './documents.server.ts';
import { tellOfDocuments } from './issued-mail.server.ts';

const HEARTBEAT_MS = 15_000;
/** A run whose progress is older than this has lost its worker. */
const SILENT_SECONDS = 60;
const RUNS_AT_ONCE = 50;

/** Of two waiting jobs for one run only one is kept. */
export const jobKeyOf = (runId: string) => `run:${runId}`;

class NotBilled extends Error {
  constructor(readonly refusal: Refusal) {
    super('not billed');
  }
}

/** Draws and keeps the PDFs of the documents of a run or a correction, each in a transaction of its own; those already made are skipped. */
export const makeDocuments = defineJob({
  name: 'make-documents',
  payload: z.union([z.object({ runId: z.uuid() }), z.object({ correctionId: z.uuid() })]),
  maxAttempts: 8,
  run: async ({ database }, origin) => {
    const ofOrigin =
      'runId' in origin
        ? eq(invoice.billingRunId, origin.runId)
        : eq(invoice.correctionId, origin.correctionId);
    const ids = await walled(database, { side: 'msp' }, (db) =>
      db
        .select({ id: invoice.id })
        .from(invoice)
        .leftJoin(invoiceDocument, eq(invoiceDocument.invoiceId, invoice.id))
        .where(and(ofOrigin, isNull(invoiceDocument.invoiceId)))
        .orderBy(asc(invoice.id)),
    );
    for (const { id } of ids) await makeDocument(database, id);
  },
});

/**
 * Posts a run in the name of whoever asked for it: all of it in one transaction, or nothing. Why it was refused
 * stands on the run afterwards, which can then be previewed and asked for again.
 */
export const finalizeBillingRun = defineJob({
  name: 'finalize-billing-run',
  payload: z.object({ runId: z.uuid() }),
  maxAttempts: 5,
  run: async (surroundings, { runId }) => {
    const { database } = surroundings;
    const run = await requestedRun(database, runId);
    if (!run) return;
    const actor = run.membershipId ? await actorOfMembership(database, run.membershipId) : null;
    if (!actor || !mayDo(actor, 'billing.run', { clientId: run.clientId })) {
      await notBilled(database, runId, 'Whoever asked for it may not bill any more. Finalize it again.');
      return;
    }
    const heart = setInterval(() => void beat(database, runId).catch(() => undefined), HEARTBEAT_MS);
    try {
      await withContext(surroundings, actor, (ctx) => post(ctx, database, run));
    } catch (error) {
      await explain(surroundings, runId, actor, error);
    } finally {
      clearInterval(heart);
    }
  },
});

type RequestedRun = Period & { id: string; clientId: string; membershipId: string | null };

async function post(ctx: Context, database: Database, run: RequestedRun): Promise<void> {
  // A worker that is only slow is not joined by a second one.
  const [lock] = await ctx.db.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${jobKeyOf(run.id)}, 0)) as free`,
  );
  if (!lock?.free) return;
  const billed = await billRun(ctx, run.id, progressOf(database, run));
  if (!billed.ok) throw new NotBilled(billed.refusal);
  await afterwards(ctx, run, billed.value);
}

/** What follows from issued documents, in the transaction that issued them. */
async function afterwards(ctx: Context, run: RequestedRun, { documents }: BilledRun): Promise<void> {
  const program = await programOf(ctx, run.clientId);
  if (!program) throw new Error(`No program ${run.clientId}`);
  await tellOfDocuments(ctx, program, run, documents);
  await enqueue(ctx, makeDocuments, { runId: run.id }, `documents:${run.id}`);
}

/** The run, if somebody waits for it to be posted; a second job for a finished one finds nothing to do. */
async function requestedRun(database: Database, runId: string): Promise<RequestedRun | null> {
  const [row] = await walled(database, { side: 'msp' }, (db) =>
    db
      .select({
        id: billingRun.id,
        clientId: billingRun.clientId,
        startsOn: billingRun.startsOn,
        endsOn: billingRun.endsOn,
        membershipId: billingRun.finalizeMembershipId,
      })
      .from(billingRun)
      .where(
        and(
          eq(billingRun.id, runId),
          eq(billingRun.status, 'previewed'),
          isNotNull(billingRun.finalizeRequestedAt),
        ),
      ),
  );
  return row ?? null;
}

/** Writes how far the run is, in a transaction of its own: what the run itself writes nobody sees before it commits. */
const progressOf =
  (database: Database, run: RequestedRun): RunProgress =>
  async (step, done, total) => {
    const now = { step, done, total, updatedAt: sql`now()` };
    await walled(database, { side: 'msp' }, (db) =>
      db
        .insert(billingRunProgress)
        .values({ runId: run.id, clientId: run.clientId, ...now })
        .onConflictDoUpdate({ target: billingRunProgress.runId, set: now }),
    );
  };

const beat = (database: Database, runId: string): Promise<unknown> =>
  walled(database, { side: 'msp' }, (db) =>
    db
      .update(billingRunProgress)
      .set({ updatedAt: sql`now()` })
      .where(eq(billingRunProgress.runId, runId)),
  );

/** Deadlocks and lost connections are nobody's fault: the queue tries again, and the request stands. */
const passes = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return /^(40001|40P01|55P03|57P0\d|08\d{3}|CONNECTION_\w+|ECONN\w+)$/.test(code);
};

async function explain(
  { database, requestId }: JobSurroundings,
  runId: string,
  actor: Actor,
  error: unknown,
): Promise<void> {
  if (error instanceof NotBilled) return notBilled(database, runId, sentenceOf(error.refusal));
  if (passes(error)) throw error;
  log('error', 'billing run failed', { requestId, runId, asked: actor.accountId, stack: stackOf(error) });
  const why = `Something unexpected stopped it, and nothing was posted. The log has it under ${requestId}.`;
  await notBilled(database, runId, why);
}

function sentenceOf(refusal: Refusal): string {
  if (refusal.kind === 'invalid') return refusal.problems.map(({ message }) => message).join(' ');
  return refusal.kind === 'missing' ? 'What it bills is no longer here.' : refusal.message;
}

/** Leaves the reason on the run and takes the request back, so that a person decides what next. */
async function notBilled(database: Database, runId: string, lastProblem: string): Promise<void> {
  await walled(database, { side: 'msp' }, (db) =>
    db
      .update(billingRun)
      .set({ lastProblem, finalizeRequestedAt: null, finalizeRequestedBy: null, finalizeMembershipId: null })
      .where(and(eq(billingRun.id, runId), eq(billingRun.status, 'previewed'))),
  );
}

/** Queues again what a killed process left undone: nothing of it was posted, and the request still stands. */
export const resumeBillingRuns = defineJob({
  name: 'resume-billing-runs',
  payload: noPayload,
  maxAttempts: 1,
  run: async ({ database }) => {
    const { name, maxAttempts } = finalizeBillingRun;
    await walled(database, { side: 'msp' }, (db) =>
      db.execute(sql`
        select app.enqueue(${name}, json_build_object('runId', r.id), 'run:' || r.id, ${maxAttempts})
        from billing_run r left join billing_run_progress p on p.run_id = r.id
        where r.status = 'previewed' and r.finalize_requested_at is not null
          and greatest(r.finalize_requested_at, p.updated_at) < now() - make_interval(secs => ${SILENT_SECONDS})
        limit ${RUNS_AT_ONCE}`),
    );
  },
});

/** For app/worker.ts. */
export const invoiceJobs: Job[] = [finalizeBillingRun, makeDocuments, resumeBillingRuns];
export const invoiceSchedules: Schedule[] = [{ job: resumeBillingRuns.name, cron: '* * * * *' }];
