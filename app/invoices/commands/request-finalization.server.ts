import { eq } from 'drizzle-orm';
import { billingRun, billingRunProgress } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import { RUN_STEPS } from '../bill.server.ts';
import { runFinalizeAsked } from '../events.ts';
import { finalizeBillingRun, jobKeyOf } from '../jobs.server.ts';
import { hasUndecided } from '../parked.server.ts';
import { isAsPreviewed } from '../preview.server.ts';
import { isHeld } from '../rules.ts';
import { runToChange, type Run } from '../runs.server.ts';

/**
 * Asks for a previewed run to be posted. A background job does it in the name of whoever asked; the page shows how
 * far it is. Refuses with `Stale` what is under way already, or would bill something else than was previewed.
 */
export async function requestFinalization(ctx: Context, id: string): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'billing.run', run);
  if (run.status === 'open') return stale('Look at the preview first; then finalize what it shows.');
  if (run.status !== 'previewed') return stale(`This run is ${run.status} already.`);
  if (run.finalizeRequestedAt)
    return stale('This run is being finalized already. You can leave the page; it goes on.');

  if (isHeld(run)) return stale(`${run.heldBecause} Release it first, with a reason.`);
  if (await hasUndecided(ctx, run.id))
    return stale('Some charges are parked. Release or exclude each of them first.');
  if (!(await isAsPreviewed(ctx, run)))
    return stale('Something else would be billed now than the preview showed. Preview it again.');

  const asked = {
    finalizeRequestedAt: ctx.now,
    finalizeRequestedBy: ctx.actor.accountId,
    finalizeMembershipId: ctx.actor.membershipId,
    lastProblem: null,
  };
  await ctx.db.update(billingRun).set(asked).where(eq(billingRun.id, run.id));
  await tellItWaits(ctx, run);
  await enqueue(ctx, finalizeBillingRun, { runId: run.id }, jobKeyOf(run.id));
  const { clientId } = run;
  await recordEvent(
    ctx,
    runFinalizeAsked({ subjectId: run.id, clientId, facts: { lines: run.previewedLines ?? 0 } }),
  );
  return ok({ ...run, ...asked });
}

/** What an earlier attempt told is not how far this one is. */
async function tellItWaits(ctx: Context, run: Run): Promise<void> {
  const waits = { step: 'Waiting for its turn', done: 0, total: RUN_STEPS, updatedAt: ctx.now };
  await ctx.db
    .insert(billingRunProgress)
    .values({ runId: run.id, clientId: run.clientId, ...waits })
    .onConflictDoUpdate({ target: billingRunProgress.runId, set: waits });
}
