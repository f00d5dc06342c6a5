import { eq } from 'drizzle-orm';
import { billingRun } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { runReleased } from '../events.ts';
import { isHeld } from '../rules.ts';
import { runToChange, type Run } from '../runs.server.ts';

/** Lets a run go that is held for its unusual total. It counts for that total: a later, greater one is held again. */
export async function releaseRun(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<Run>> {
  const found = await runToChange(ctx, id);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'billing.decide', run);
  if (!isHeld(run)) return stale('This run is not held.');
  const program = await programOf(ctx, run.clientId);
  if (!program) return missing();
  const released = {
    releasedMinor: run.previewedMinor,
    releasedBy: ctx.actor.accountId,
    releasedByName: ctx.actor.name,
    releasedReason: reason,
  };
  await ctx.db.update(billingRun).set(released).where(eq(billingRun.id, id));
  const facts = { totalMinor: run.previewedMinor ?? 0, currency: program.currency };
  await recordEvent(ctx, runReleased({ subjectId: id, clientId: run.clientId, reason, facts }));
  return ok({ ...run, ...released });
}
