import { sql } from 'drizzle-orm';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, problem, stale, type Result } from '#app/values/result.ts';
import { chargesDecided } from '../events.ts';
import type { ParkedDecision } from '../forms.ts';
import { runToChange, type Run } from '../runs.server.ts';
import { keepPreview } from './preview-run.server.ts';

/**
 * Decides on parked charges: released ones are billed by this run, excluded ones wait for a later one. All findings of a
 * charge, and of its week, are decided together. The run is then previewed anew, because it bills something else.
 * Refuses with `Stale` a run that is not open any more, or charges that were decided meanwhile; with `Invalid` to bill
 * what a purchase order does not cover.
 */
export async function decideParked(
  ctx: Context,
  runId: string,
  { charges, decision, reason }: ParkedDecision,
): Promise<Result<Run>> {
  const found = await runToChange(ctx, runId);
  if (!found.ok) return found;
  const run = found.value;
  authorize(ctx, 'billing.decide', run);
  if (run.status !== 'previewed' || run.finalizeRequestedAt)
    return stale('This run takes no decisions any more.');
  const program = await programOf(ctx, run.clientId);
  if (!program) return missing();

  if (decision === 'released' && (await overdraws(ctx, runId, charges)))
    return invalid(
      problem(
        'decision',
        'A purchase order does not cover these charges. Raise its funds first, or leave them out.',
      ),
    );

  const { accountId, name } = ctx.actor;
  const decided = await ctx.db.execute<{ charge_id: number }>(sql`
    update parked_charge p set decision = ${decision}, decided_by = ${accountId}, decided_by_name = ${name},
      decided_at = ${ctx.now.toISOString()}::timestamptz, reason = ${reason}
    where p.billing_run_id = ${runId} and p.decision is null and p.charge_id in (
      select same.id from charge chosen join charge same on same.id = chosen.id or same.timesheet_id = chosen.timesheet_id
      where chosen.id = any(${sql.param(charges)}::bigint[]))
    returning p.charge_id`);
  if (decided.length === 0) return stale('These charges were decided on meanwhile.');
  const facts = { charges: new Set(decided.map(({ charge_id }) => charge_id)).size, decision };
  await recordEvent(ctx, chargesDecided({ subjectId: runId, clientId: run.clientId, reason, facts }));
  return keepPreview(ctx, run, program);
}

/** What a purchase order has no room for cannot be billed on it, whoever releases it: the database would refuse. */
async function overdraws(ctx: Context, runId: string, charges: number[]): Promise<boolean> {
  const [found] = await ctx.db.execute(sql`
    select 1 from parked_charge where billing_run_id = ${runId} and finding = 'purchase_order' and decision is null
      and charge_id = any(${sql.param(charges)}::bigint[]) limit 1`);
  return found !== undefined;
}
