import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { stale, type Result } from '#app/values/result.ts';
import { runDiscarded } from '../events.ts';
import { billingRun } from '../lifecycle.ts';
import { runToChange, type Run } from '../runs.server.ts';

/** Gives a run up before anything was posted; its period is free to be opened again. */
export async function discardRun(ctx: Context, id: string): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'billing.run', run);
  if (run.finalizeRequestedAt && run.status === 'previewed')
    return stale('This run is being finalized and cannot be discarded any more.');
  const discarded = await transition(ctx, billingRun, run, 'discard');
  if (!discarded.ok) return discarded;
  await recordEvent(ctx, runDiscarded({ subjectId: run.id, clientId: run.clientId, facts: {} }));
  return discarded;
}
