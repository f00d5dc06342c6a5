import { and, eq } from 'drizzle-orm';
import { expenseCode, expenseLine } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { expenseLineRemoved } from '../events.ts';
import { isEditable } from '../lifecycle.ts';
import { lockSheet, sumUp, type Sheet } from '../sheet.server.ts';

/** Takes a line out of a draft. Refuses: `Stale` once the sheet was submitted, or where the line is gone already. */
export async function removeLine(ctx: Context, sheetId: string, lineId: string): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, sheetId);
  if (!sheet) return missing();
  authorize(ctx, 'expense.enter', sheet);
  if (!isEditable(sheet.status)) return stale(`This sheet is ${sheet.status} already.`);

  const [removed] = await ctx.db
    .delete(expenseLine)
    .where(and(eq(expenseLine.id, lineId), eq(expenseLine.sheetId, sheetId)))
    .returning({ amountMinor: expenseLine.amountMinor, codeId: expenseLine.expenseCodeId });
  if (!removed) return stale('This line is no longer there.');
  await sumUp(ctx, sheetId);

  const [code] = await ctx.db
    .select({ name: expenseCode.name })
    .from(expenseCode)
    .where(eq(expenseCode.id, removed.codeId));
  const { clientId, supplierId, currency } = sheet;
  const facts = { what: code?.name ?? 'a line', amountMinor: removed.amountMinor, currency };
  await recordEvent(ctx, expenseLineRemoved({ subjectId: sheetId, clientId, supplierId, facts }));
  return ok(sheet);
}
