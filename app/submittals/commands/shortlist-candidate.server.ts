import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { submittalShortlisted } from '../events.ts';
import { submittal } from '../lifecycle.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';

/** Puts a presented candidate on the short list. Refuses with `Stale` when they stand elsewhere by now. */
export async function shortlistCandidate(ctx: Context, id: string): Promise<Result<SubmittalFacts>> {
  const row = await submittalOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'submittal.shortlist', row);
  const listed = await transition(ctx, submittal, row, 'shortlist');
  if (!listed.ok) return listed;
  const { clientId, supplierId } = row;
  await recordEvent(ctx, submittalShortlisted({ subjectId: id, clientId, supplierId, facts: {} }));
  return ok(listed.value);
}
