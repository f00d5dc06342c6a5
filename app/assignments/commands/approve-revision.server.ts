import { approvedIn, authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { revisionApproved } from '../events.ts';
import { revision } from '../lifecycle.ts';
import { askTheSupplier } from '../revision-mail.server.ts';
import { revisionOf, type RevisionFacts } from '../revisions.server.ts';

/**
 * A second person of the client's side agrees, and the supplier is asked. Throws `NotAllowed` for whoever proposed it;
 * the database would refuse it too. Refuses with `Stale` when it was answered or taken back meanwhile.
 */
export async function approveRevision(ctx: Context, id: string): Promise<Result<RevisionFacts>> {
  const row = await revisionOf(ctx, id);
  if (!row) return missing();
  const as = authorize(ctx, 'revision.approve', row);
  const approved = await transition(ctx, revision, row, 'approve', approvedIn(as));
  if (!approved.ok) return approved;
  const { clientId, supplierId, number, effectiveFrom } = row;
  await recordEvent(
    as,
    revisionApproved({ subjectId: id, clientId, supplierId, facts: { number, effectiveFrom } }),
  );
  await askTheSupplier(ctx, row);
  return ok(approved.value);
}
