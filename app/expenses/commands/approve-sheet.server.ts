import type { Context } from '#app/platform/context.server.ts';
import { missing, ok, refused, stale, type Result } from '#app/values/result.ts';
import type { SheetApproved } from '../approval-outcome.ts';
import { approveSheets } from './approve-sheets.server.ts';

/**
 * Approves one sheet, the same way as many.
 * Refuses: `Refused` for whoever submitted it, `Stale` when somebody moved it meanwhile.
 */
export async function approveSheet(ctx: Context, id: string): Promise<Result<SheetApproved>> {
  const { approved, skipped } = await approveSheets(ctx, [id]);
  const [sheet] = approved;
  if (sheet) return ok(sheet);
  const [left] = skipped;
  if (!left || left.kind === 'missing') return missing();
  return left.kind === 'refused'
    ? refused('These expenses are not yours to approve.')
    : stale(`This sheet was left as it is: ${left.why}.`);
}
