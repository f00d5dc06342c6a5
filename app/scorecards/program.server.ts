import { programOf } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { today } from '#app/values/week.ts';

/** A program with the date that its own calendar shows now; null where there is none. */
export async function programToday(ctx: Context, clientId: string) {
  const program = await programOf(ctx, clientId);
  return program && { ...program, today: today(ctx.now, program.timeZone) };
}
