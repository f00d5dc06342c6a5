import { and, eq } from 'drizzle-orm';
import { expenseLine } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { expenseLineChanged } from '../events.ts';
import type { LineChange } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { readLine } from '../read-line.server.ts';
import { keepReceipt, lockSheet, sumUp, type Sheet } from '../sheet.server.ts';

/**
 * Changes a line of a draft. Its receipt stays unless another one comes or it is to be dropped.
 * Refuses: `Invalid` with problems at the fields, `Stale` once the sheet was submitted.
 */
export async function changeLine(
  ctx: Context,
  sheetId: string,
  lineId: string,
  input: LineChange,
): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, sheetId);
  if (!sheet) return missing();
  authorize(ctx, 'expense.enter', sheet);
  if (!isEditable(sheet.status)) return stale(`This sheet is ${sheet.status} already.`);
  const itself = and(eq(expenseLine.id, lineId), eq(expenseLine.sheetId, sheetId));
  const [before] = await ctx.db
    .select({ receiptFileId: expenseLine.receiptFileId })
    .from(expenseLine)
    .where(itself);
  if (!before) return missing();

  const line = await readLine(ctx, sheet, input);
  if (!line.ok) return line;
  const receipt = await keepReceipt(ctx, sheet, input.receipt);
  if (!receipt.ok) return receipt;

  const kept = input.dropReceipt ? null : before.receiptFileId;
  const { what, ...columns } = line.value;
  await ctx.db
    .update(expenseLine)
    .set({ ...columns, receiptFileId: receipt.value ?? kept })
    .where(itself);
  await sumUp(ctx, sheetId);
  const { clientId, supplierId, currency } = sheet;
  const facts = { what, amountMinor: columns.amountMinor, currency };
  await recordEvent(ctx, expenseLineChanged({ subjectId: sheetId, clientId, supplierId, facts }));
  return ok(sheet);
}
