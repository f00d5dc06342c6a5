import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import type { Correction } from '../draft.server.ts';
import { correctionCancelled } from '../events.ts';
import { correction } from '../lifecycle.ts';
import { correctionToChange } from '../queries.server.ts';

/** Gives a correction up before it was issued. Nothing of it was posted. */
export async function cancelCorrection(ctx: Context, id: string): Promise<Result<Correction>> {
  const row = await correctionToChange(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'correction.propose', row);
  const cancelled = await transition(ctx, correction, row, 'cancel');
  if (!cancelled.ok) return cancelled;
  await recordEvent(ctx, correctionCancelled({ subjectId: id, clientId: row.clientId, facts: {} }));
  return cancelled;
}
