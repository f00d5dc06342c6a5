import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { placeSubmittals } from '#app/submittals/public.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { assignmentActivated } from './events.ts';
import { assignment } from './lifecycle.ts';

type Startable = { id: string; status: string; clientId: string; supplierId: string; submittalId: string };

/** The first day at work: the assignment is active and takes time, and its candidate is placed. */
export async function startAssignment<Row extends Startable>(ctx: Context, row: Row): Promise<Result<Row>> {
  const started = await transition<typeof assignment, Startable>(ctx, assignment, row, 'activate');
  if (!started.ok) return started;
  await placeSubmittals(ctx, [row.submittalId]);
  const { id, clientId, supplierId } = row;
  await recordEvent(ctx, assignmentActivated({ subjectId: id, clientId, supplierId, facts: {} }));
  return ok({ ...row, status: started.value.status });
}
