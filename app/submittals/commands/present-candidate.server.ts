import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { missing, stale, type Result } from '#app/values/result.ts';
import { present } from '../present.server.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';
import { whyNotOpen } from '../rules.ts';

/**
 * The MSP has looked at a submittal and shows it to the client.
 * Refuses with `Stale` when it was presented or ended meanwhile, or when the need takes nobody now.
 */
export async function presentCandidate(ctx: Context, id: string): Promise<Result<SubmittalFacts>> {
  const row = await submittalOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'submittal.present', row);
  const closed = row.status === 'submitted' ? whyNotOpen(row.requisitionStatus) : null;
  if (closed) return stale(closed);
  return present(ctx, row);
}
