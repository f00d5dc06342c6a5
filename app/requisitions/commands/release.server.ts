import { release } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { enrolledSuppliers } from '#app/suppliers/public.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { requisitionReleased } from '../events.ts';
import { isReleasable, requisition } from '../lifecycle.ts';
import { mailRecruiters } from '../mail.server.ts';
import { releaseMoments } from '../release-moments.ts';
import { releasesOf, requisitionRow } from '../rows.server.ts';
import { requisitionForSupply } from '../supply.server.ts';

export type Released = { ref: string; supplierNames: string[] };

/**
 * Makes a requisition visible to the chosen suppliers; all of one act share one moment, so that nobody of a tier
 * has a head start. The first release opens it. Suppliers it was released to before are left as they are.
 * Refuses: `Invalid` for a supplier that is not enrolled and active, `Stale` when it went to all of them already.
 */
export async function releaseRequisition(
  ctx: Context,
  id: string,
  input: { suppliers: string[] },
): Promise<Result<Released>> {
  const row = await requisitionRow(ctx, id, { lock: true });
  if (!row) return missing();
  authorize(ctx, 'requisition.release', row);
  const { clientId, status } = row;
  if (!isReleasable(status)) return stale(`It is ${status.replaceAll('_', ' ')} and cannot be released now.`);
  const enrolled = await enrolledSuppliers(ctx, clientId);
  const chosen = enrolled.filter(
    (one) => one.status === 'active' && input.suppliers.includes(one.supplierId),
  );
  if (chosen.length < new Set(input.suppliers).size)
    return invalid(problem('suppliers', 'Choose suppliers that are enrolled in this program and active.'));
  const before = await releasesOf(ctx, id);
  const fresh = chosen.filter(({ supplierId }) => !before.some((one) => one.supplierId === supplierId));
  if (fresh.length === 0) return stale('It was released to these suppliers already.');

  if (status === 'approved') {
    const opened = await transition(ctx, requisition, row, 'release', { openedAt: ctx.now });
    if (!opened.ok) return opened;
  }
  const need = await requisitionForSupply(ctx, id);
  if (!need) return missing();
  const momentOf = releaseMoments(before, ctx.now);
  await ctx.db.insert(release).values(
    fresh.map(({ supplierId, tier }) => ({
      ...{ requisitionId: id, clientId, supplierId, tier },
      releasedAt: momentOf(tier),
      releasedBy: ctx.actor.accountId,
    })),
  );
  await recordEvents(
    ctx,
    fresh.map(({ supplierId, name }) =>
      requisitionReleased({ subjectId: id, clientId, supplierId, facts: { supplierName: name } }),
    ),
  );
  await mailRecruiters(
    ctx,
    need,
    fresh.map(({ supplierId }) => supplierId),
  );
  return ok({ ref: need.ref, supplierNames: fresh.map(({ name }) => name) });
}
