import { programsIn, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';

export { programOf, programsIn, type ProgramFacts } from '#app/programs/public.server.ts';

/** The programs that may be chosen in a form or a filter. */
export async function programChoices(ctx: Context): Promise<{ value: string; label: string }[]> {
  const programs: ProgramFacts[] = await programsIn(ctx);
  return programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }));
}
