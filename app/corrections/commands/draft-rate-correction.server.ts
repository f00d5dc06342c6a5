import { eq } from 'drizzle-orm';
import { assignment } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { draftedBefore, keepDraft, type Correction } from '../draft.server.ts';
import type { RateCorrectionInput } from '../forms.ts';
import { linesForNewRates } from '../lines.server.ts';
import { MAX_LINES } from '../rules.ts';

/**
 * Drafts the correction of everything that was billed for an assignment at rates which were agreed anew since. Weeks
 * that are not billed yet are priced anew by themselves. Refuses with `Invalid` where everything is as agreed.
 */
export async function draftRateCorrection(
  ctx: Context,
  { id, assignmentId, reason }: RateCorrectionInput,
): Promise<Result<Correction>> {
  const [row] = await ctx.db
    .select({ id: assignment.id, clientId: assignment.clientId })
    .from(assignment)
    .where(eq(assignment.id, assignmentId));
  if (!row) return missing();
  authorize(ctx, 'correction.propose', row);
  const before = await draftedBefore(ctx, id);
  if (before) return ok(before);

  const lines = await linesForNewRates(ctx, assignmentId);
  if (lines.length === 0) return invalid(problem('', 'Everything that was billed is at the rates in force.'));
  if (lines.length > MAX_LINES)
    return invalid(
      problem('', `More than ${MAX_LINES} lines would change. Correct them document by document.`),
    );
  return keepDraft(ctx, {
    ...{ id, clientId: row.clientId, reason, lines },
    ...{ kind: 'credit_rebill', reasonCode: 'rate' },
  });
}
