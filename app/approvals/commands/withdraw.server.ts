import type { Context } from '#app/platform/context.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { approval } from '../lifecycle.ts';
import { pendingApproval, type ApprovalSubject } from '../queries.server.ts';

/**
 * Takes a request back before it is decided; with nothing pending there is nothing to do. The caller has authorized
 * it on the subject.
 * Refuses with `Stale` when somebody decided meanwhile.
 */
export async function withdrawApproval(ctx: Context, subject: ApprovalSubject): Promise<Result<null>> {
  const chain = await pendingApproval(ctx, subject, { lock: true });
  if (!chain) return ok(null);
  const withdrawn = await transition(ctx, approval, chain, 'withdraw', { decidedAt: ctx.now });
  return withdrawn.ok ? ok(null) : withdrawn;
}
