import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, stale, type Result } from '#app/values/result.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { runPreviewed } from '../events.ts';
import { billingRun } from '../lifecycle.ts';
import { lookAtRun } from '../preview.server.ts';
import { runToChange, type Run } from '../runs.server.ts';

/**
 * Keeps what the run would bill at this moment, with what is parked. Finalizing later refuses when it would bill
 * something else. Refuses with `Stale` a run that is finalized, discarded or being finalized.
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
  return keepPreview(ctx, run, program);
}

/** Looks at what the run would bill, and keeps what was seen on it. */
export async function keepPreview(ctx: Context, run: Run, program: ProgramFacts): Promise<Result<Run>> {
  const { preview, heldBecause } = await lookAtRun(ctx, run, program);
  const previewed = await transition(ctx, billingRun, run, 'preview', {
    preview,
    previewedLines: preview.lines,
    previewedMinor: preview.totalMinor,
    previewedAt: ctx.now,
    previewedBy: ctx.actor.accountId,
    heldBecause,
    lastProblem: null,
  });
  if (!previewed.ok) return previewed;
  const { lines, totalMinor } = preview;
  const facts = { lines, totalMinor, currency: program.currency };
  await recordEvent(ctx, runPreviewed({ subjectId: run.id, clientId: run.clientId, facts }));
  return previewed;
}
