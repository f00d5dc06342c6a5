import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Action } from '#app/platform/authorization/policy.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Source } from './proof.ts';

type Subject = { clientId?: string; supplierId?: string };

/** A link to where something was written down, for those who may go there. */
export function sourceFor(
  ctx: Context,
  action: Action,
  subject: Subject,
  source: Source,
): Source | undefined {
  return mayDo(ctx.actor, action, subject) ? source : undefined;
}
