import { randomUUID } from 'node:crypto';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { anchoringAsked } from '../events.ts';
import { anchorHeads } from '../jobs.server.ts';

/** Has the heads of all chains carried outside now, by the worker, which also writes the file of anchors. */
export async function askForAnchor(ctx: Context): Promise<Result<{ by: string }>> {
  authorize(ctx, 'audit.anchor');
  const by = `${ctx.actor.name}, ${ctx.actor.organizationName}`;
  await enqueue(ctx, anchorHeads, { by }, 'anchor-heads');
  await recordEvent(ctx, anchoringAsked({ subjectId: randomUUID(), facts: {} }));
  return ok({ by });
}
