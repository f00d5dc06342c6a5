import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { abilities } from '#app/platform/authorization/authorize.server.ts';
import { invoicesOfRun, type IssuedRow } from './invoices.server.ts';
import { leftOutOf, type LeftOut } from './left-out.server.ts';
import { isAsPreviewed, runBefore, type LastRun, type Preview } from './preview.server.ts';
import { parkedOf, type ParkedCharge } from './parked.server.ts';
import { isHeld } from './rules.ts';
import { runOf, type RunWithProgress } from './runs.server.ts';

/** What the page of a run shows, by where the run stands. */
export type RunView = { run: RunWithProgress; program: ProgramFacts } & (
  | {
      stage: 'preview';
      preview: Preview | null;
      parked: ParkedCharge[];
      isHeld: boolean;
      before: LastRun | null;
      leftOut: LeftOut;
      isAsSeen: boolean;
    }
  | { stage: 'finalizing' }
  | { stage: 'finalized'; documents: IssuedRow[] }
  | { stage: 'discarded' }
);

/** The page of a run; null where there is none. A run that nobody has finalized shows what was previewed, and whether that is still so. */
export async function runPage(ctx: Context, id: string) {
  const run = await runOf(ctx, id);
  const program = run && (await programOf(ctx, run.clientId));
  if (!run || !program) return null;
  return {
    view: await viewOf(ctx, run, program),
    entries: await timelineOf(ctx, [id]),
    can: abilities(ctx, run, ['billing.run', 'billing.decide']),
  };
}

async function viewOf(ctx: Context, run: RunWithProgress, program: ProgramFacts): Promise<RunView> {
  if (run.status === 'finalized')
    return { stage: 'finalized', run, program, documents: await invoicesOfRun(ctx, run.id) };
  if (run.status === 'discarded') return { stage: 'discarded', run, program };
  if (run.finalizeRequestedAt) return { stage: 'finalizing', run, program };
  return {
    stage: 'preview',
    run,
    program,
    preview: run.preview as Preview | null,
    parked: await parkedOf(ctx, run.id),
    isHeld: isHeld(run),
    before: await runBefore(ctx, program, run.startsOn),
    leftOut: await leftOutOf(ctx, program, run),
    isAsSeen: await isAsPreviewed(ctx, run),
  };
}
