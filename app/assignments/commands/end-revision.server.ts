import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { revisionEnded } from '../events.ts';
import { revision } from '../lifecycle.ts';
import { tellTheAnswer } from '../revision-mail.server.ts';
import { revisionOf, type RevisionFacts } from '../revisions.server.ts';

const endings = {
  reject: { action: 'revision.approve', how: 'rejected' },
  decline: { action: 'revision.answer', how: 'declined' },
  cancel: { action: 'assignment.revise', how: 'cancelled' },
} as const;

/**
 * Ends a revision that is not in force: a second person of the client's side rejects it, the supplier declines it, or
 * whoever may propose takes it back. Rates stay as they are.
 * Refuses with `Stale` when it went further meanwhile.
 */
export async function endRevision(
  ctx: Context,
  id: string,
  verb: keyof typeof endings,
  { reason }: { reason: string },
): Promise<Result<RevisionFacts>> {
  const row = await revisionOf(ctx, id);
  if (!row) return missing();
  const { action, how } = endings[verb];
  const as = authorize(ctx, action, row);
  const ended = await transition(ctx, revision, row, verb, { endedReason: reason });
  if (!ended.ok) return ended;
  const { clientId, supplierId, number } = row;
  await recordEvent(
    as,
    revisionEnded({ subjectId: id, clientId, supplierId, reason, facts: { number, how } }),
  );
  if (verb === 'decline') await tellTheAnswer(ctx, row, 'declined', reason);
  return ok(ended.value);
}
