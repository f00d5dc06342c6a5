import { programOf, sitesOf } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { today } from '#app/values/week.ts';

export type TaxedProgram = {
  clientId: string;
  clientName: string;
  /** What the calendar of the program shows now. */
  today: string;
  /** Where work is done, each place once. */
  regions: string[];
};

/** A program as far as its taxes go; null where there is none or a wall stands before it. */
export async function taxedProgram(ctx: Context, clientId: string): Promise<TaxedProgram | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const { clientName, timeZone } = program;
  const regions = [...new Set((await sitesOf(ctx, clientId)).map(({ region }) => region))];
  return { clientId, clientName, regions, today: today(ctx.now, timeZone) };
}
