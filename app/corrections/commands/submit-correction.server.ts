import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import type { Correction } from '../draft.server.ts';
import { correctionSubmitted } from '../events.ts';
import { correction } from '../lifecycle.ts';
import { correctionToChange, differenceFacts } from '../queries.server.ts';

/** Hands a draft, with what it would change, to a second person. */
export async function submitCorrection(ctx: Context, id: string): Promise<Result<Correction>> {
  const row = await correctionToChange(ctx, id);
  const program = row && (await programOf(ctx, row.clientId));
  if (!row || !program) return missing();
  authorize(ctx, 'correction.propose', row);
  const submitted = await transition(ctx, correction, row, 'submit');
  if (!submitted.ok) return submitted;
  const facts = differenceFacts(row, program.currency);
  await recordEvent(ctx, correctionSubmitted({ subjectId: id, clientId: row.clientId, facts }));
  return submitted;
}
