import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { assignmentOf, type AssignmentFacts } from '../queries.server.ts';
import { hasCome } from '../rules.ts';
import { startAssignment } from '../start.server.ts';

/**
 * The first day has come and the worker is there. Refuses with `Stale` before that day, and when it was started
 * or called off meanwhile.
 */
export async function activateAssignment(ctx: Context, id: string): Promise<Result<AssignmentFacts>> {
  const row = await assignmentOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'assignment.activate', row);
  if (row.status === 'ready' && !hasCome(row.startsOn, today(ctx.now, row.timeZone)))
    return stale(`It starts on ${formatDate(row.startsOn)} and not before.`);
  const started = await startAssignment(ctx, row);
  return started.ok ? ok({ ...row, status: 'active' }) : started;
}
