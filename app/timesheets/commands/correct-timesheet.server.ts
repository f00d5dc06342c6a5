import { and, eq, sql } from 'drizzle-orm';
import { timesheet as sheets } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { timesheetCorrectionStarted } from '../events.ts';
import type { CorrectInput } from '../forms.ts';
import { isCorrectable } from '../lifecycle.ts';
import { lockSheet } from '../sheet.server.ts';

/**
 * Begins a new version of an approved week, with its hours to start from. The approved one counts until somebody else
 * approves this one; then what was billed is taken back and billed anew, as signed lines of the next invoice.
 * A week that is being corrected already is opened. Refuses with `Stale` a week that is not approved, or was corrected.
 */
export async function correctTimesheet(
  ctx: Context,
  id: string,
  { reason }: CorrectInput,
): Promise<Result<{ id: string }>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'timesheet.correct', sheet);
  const [begun] = await ctx.db.select({ id: sheets.id }).from(sheets).where(eq(sheets.correctsId, id));
  if (begun) return ok(begun);
  if (!isCorrectable(sheet.status))
    return stale(`This week is ${sheet.status}; only approved time is corrected.`);

  const { clientId, supplierId, assignmentId, workerId, weekEndsOn, departmentId, hiringManagerId } = sheet;
  const { overtimeRule, overtimeRuleVersion, note, workerName } = sheet;
  const [latest] = await ctx.db
    .select({ version: sql<number>`max(${sheets.version})::int` })
    .from(sheets)
    .where(and(eq(sheets.assignmentId, assignmentId), eq(sheets.weekEndsOn, weekEndsOn)));
  const [made] = await ctx.db
    .insert(sheets)
    .values({
      ...{ clientId, supplierId, assignmentId, workerId, weekEndsOn, departmentId, hiringManagerId },
      ...{ overtimeRule, overtimeRuleVersion, note, correctsId: id, correctionReason: reason },
      version: (latest?.version ?? sheet.version) + 1,
      createdAt: ctx.now,
    })
    .returning({ id: sheets.id });
  if (!made) throw new Error('a version was written and is not there');
  await ctx.db.execute(sql`
    insert into time_line (client_id, supplier_id, timesheet_id, assignment_id, work_date, pay_code, cost_center_id, minutes)
    select client_id, supplier_id, ${made.id}, assignment_id, work_date, pay_code, cost_center_id, minutes from time_line where timesheet_id = ${id}`);
  const { workedMinutes, overtimeMinutes } = sheet;
  await ctx.db.update(sheets).set({ workedMinutes, overtimeMinutes }).where(eq(sheets.id, made.id));
  const news = { clientId, supplierId, reason, facts: { workerName, weekEndsOn } };
  await recordEvent(ctx, timesheetCorrectionStarted({ subjectId: id, ...news }));
  await recordEvent(ctx, timesheetCorrectionStarted({ subjectId: made.id, ...news }));
  return ok(made);
}
