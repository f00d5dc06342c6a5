import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import type { Correction } from '../draft.server.ts';
import { correctionRejected } from '../events.ts';
import { correction } from '../lifecycle.ts';
import { correctionToChange } from '../queries.server.ts';

/** A second person finds that the correction should not be made, and says why. */
export async function rejectCorrection(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<Correction>> {
  const row = await correctionToChange(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'correction.approve', row);
  const rejected = await transition(ctx, correction, row, 'reject', {
    decidedBy: ctx.actor.accountId,
    decidedByName: ctx.actor.name,
    decidedAt: ctx.now,
    decidedReason: reason,
  });
  if (!rejected.ok) return rejected;
  await recordEvent(ctx, correctionRejected({ subjectId: id, clientId: row.clientId, reason, facts: {} }));
  return rejected;
}
