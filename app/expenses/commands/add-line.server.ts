import { and, eq, sql } from 'drizzle-orm';
import { expenseLine } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { expenseLineAdded } from '../events.ts';
import type { LineInput } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { readLine } from '../read-line.server.ts';
import { MAX_LINES } from '../rules.ts';
import { findSheet, keepReceipt, lockSheet, sumUp, type Sheet } from '../sheet.server.ts';

/**
 * Adds what was spent to a draft, with its receipt where there is one; a second press adds nothing.
 * Refuses: `Invalid` with problems at the fields, `Stale` once the sheet was submitted. Nothing is kept then.
 */
export async function addLine(ctx: Context, sheetId: string, input: LineInput): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, sheetId);
  if (!sheet) return missing();
  authorize(ctx, 'expense.enter', sheet);
  if (!isEditable(sheet.status)) return stale(`This sheet is ${sheet.status} already.`);
  if (await isThere(ctx, sheetId, input.id)) return ok(sheet);
  if (sheet.lineCount >= MAX_LINES)
    return invalid(problem('', `A sheet takes ${MAX_LINES} lines. Submit this one and begin another.`));

  const line = await readLine(ctx, sheet, input);
  if (!line.ok) return line;
  const receipt = await keepReceipt(ctx, sheet, input.receipt);
  if (!receipt.ok) return receipt;

  const { clientId, supplierId, currency } = sheet;
  const { what, ...columns } = line.value;
  const [added] = await ctx.db
    .insert(expenseLine)
    .values({
      ...{ id: input.id, clientId, supplierId, sheetId, ...columns },
      receiptFileId: receipt.value,
      place: sql`(select coalesce(max(l.place), 0) + 1 from expense_line l where l.sheet_id = ${sheetId})`,
    })
    .onConflictDoNothing({ target: expenseLine.id })
    .returning({ id: expenseLine.id });
  // The id is taken by a line of another sheet: the form was not made by us.
  if (!added) return missing();
  await sumUp(ctx, sheetId);
  const facts = { what, amountMinor: columns.amountMinor, currency };
  await recordEvent(ctx, expenseLineAdded({ subjectId: sheetId, clientId, supplierId, facts }));
  return ok((await findSheet(ctx, sheetId)) ?? sheet);
}

async function isThere(ctx: Context, sheetId: string, id: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: expenseLine.id })
    .from(expenseLine)
    .where(and(eq(expenseLine.id, id), eq(expenseLine.sheetId, sheetId)));
  return rows.length > 0;
}
