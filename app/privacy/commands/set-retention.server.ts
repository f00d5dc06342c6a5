import { eq } from 'drizzle-orm';
import { retentionRule } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { retentionChanged } from '../events.ts';
import type { RetentionInput } from '../forms.ts';
import { DEPLOYMENT } from '../retention.server.ts';

/** Sets for how long a kind of record is kept, and on what ground. It holds from the next night on. */
export async function setRetention(ctx: Context, input: RetentionInput): Promise<Result<RetentionInput>> {
  authorize(ctx, 'retention.set');
  const { documentType, months, basis } = input;
  const [changed] = await ctx.db
    .update(retentionRule)
    .set({ months, basis, changedBy: ctx.actor.accountId, changedAt: ctx.now })
    .where(eq(retentionRule.documentType, documentType))
    .returning({ documentType: retentionRule.documentType });
  if (!changed) return missing();
  await recordEvent(
    ctx,
    retentionChanged({ subjectId: DEPLOYMENT, reason: basis, facts: { documentType, months } }),
  );
  return ok(input);
}
