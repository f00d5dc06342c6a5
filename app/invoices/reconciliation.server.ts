import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Preview } from './preview.server.ts';
import { chargeSources } from './reconciled-charges.server.ts';
import { documentSources } from './reconciled-documents.server.ts';
import { controlsOf } from './reconciliation-controls.ts';
import type { ControlGroup } from './reconciliation.ts';
import { runOf } from './runs.server.ts';

export type Reconciliation = {
  run: { id: string; startsOn: string; endsOn: string };
  program: ProgramFacts;
  /** Null for a run that is not finalized: there is nothing yet to hold against each other. */
  groups: ControlGroup[] | null;
};

/**
 * A finalized run held against what it was made of and what was made of it: counts, hours and sums from sources that
 * know nothing of each other. Reads each table once, whatever the number of lines. Null where there is no such run.
 */
export async function reconciliationOf(ctx: Context, runId: string): Promise<Reconciliation | null> {
  const run = await runOf(ctx, runId);
  const program = run && (await programOf(ctx, run.clientId));
  if (!run || !program) return null;
  const { id, clientId, startsOn, endsOn, previewedLines, previewedMinor } = run;
  const about = { run: { id, startsOn, endsOn }, program };
  if (run.status !== 'finalized') return { ...about, groups: null };
  const preview = run.preview as Preview | null;
  const reconciled = {
    ...{ id, clientId, startsOn, endsOn, previewedLines, previewedMinor },
    previewedMinutes: preview?.minutes ?? null,
  };
  const sources = { ...(await chargeSources(ctx, reconciled)), ...(await documentSources(ctx, reconciled)) };
  return { ...about, groups: controlsOf({ run: reconciled, ...sources }) };
}
