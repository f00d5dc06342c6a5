import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { expensesRecalled } from '../events.ts';
import { expenseSheet } from '../lifecycle.ts';
import { lockSheet, type Sheet } from '../sheet.server.ts';

/** Takes a submitted sheet back before it is decided: it is a draft again. Refuses: `Stale` when it was decided. */
export async function recallSheet(ctx: Context, id: string): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'expense.enter', sheet);

  const recalled = await transition(ctx, expenseSheet, sheet, 'recall');
  if (!recalled.ok) return recalled;

  const { clientId, supplierId } = sheet;
  await recordEvent(ctx, expensesRecalled({ subjectId: id, clientId, supplierId, facts: {} }));
  return ok(recalled.value);
}
