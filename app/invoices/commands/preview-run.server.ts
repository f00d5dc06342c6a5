import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, stale, type Result } from '#app/values/result.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { runPreviewed } from '../events.ts';
import { billingRun } from '../lifecycle.ts';
import { billableNow } from '../preview.server.ts';
import { runToChange, type Run } from '../runs.server.ts';

/**
 * Keeps what the run would bill at this moment. Finalizing later refuses when it would bill something else.
 * Refuses with `Stale` a run that is finalized, discarded or being finalized.
 */
export async function previewRun(ctx: Context, id: string): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'billing.run', run);
  if (run.finalizeRequestedAt && run.status === 'previewed')
    return stale('This run is being finalized; what it bills is settled.');
  const program = await programOf(ctx, run.clientId);
  if (!program) return missing();

  const seen = await billableNow(ctx, run.clientId, run.endsOn);
  const previewed = await transition(ctx, billingRun, run, 'preview', {
    previewedLines: seen.lines,
    previewedMinor: seen.totalMinor,
    previewedAt: ctx.now,
    previewedBy: ctx.actor.accountId,
    lastProblem: null,
  });
  if (!previewed.ok) return previewed;
  const facts = { ...seen, currency: program.currency };
  await recordEvent(ctx, runPreviewed({ subjectId: run.id, clientId: run.clientId, facts }));
  return previewed;
}
