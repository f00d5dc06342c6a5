import type { Context } from '#app/platform/context.server.ts';
import { invalid, missing, ok, problem, refused, stale, type Result } from '#app/values/result.ts';
import type { WeekApproved } from '../approval-outcome.ts';
import { approveTimesheets } from './approve-timesheets.server.ts';

/**
 * Approves one week, the same way as many.
 * Refuses: `Refused` for whoever submitted it, `Stale` when somebody moved it meanwhile, `Invalid` where a rate is missing.
 */
export async function approveTimesheet(ctx: Context, id: string): Promise<Result<WeekApproved>> {
  const { approved, skipped } = await approveTimesheets(ctx, [id]);
  const [week] = approved;
  if (week) return ok(week);
  const [left] = skipped;
  if (!left || left.kind === 'missing') return missing();
  const sentence = `This week was left as it is: ${left.why}.`;
  if (left.kind === 'refused') return refused('This week is not yours to approve.');
  return left.kind === 'stale' ? stale(sentence) : invalid(problem('', sentence));
}
