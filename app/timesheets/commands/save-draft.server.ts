import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { timesheetSaved } from '../events.ts';
import type { WeekInput } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { problemsOfDraft } from '../rules.ts';
import {
  costCentersOf,
  linesOfWeek,
  lockSheet,
  weekOfTime,
  writeLines,
  type Sheet,
} from '../sheet.server.ts';
import { copiedRows } from '../week-of-time.ts';

/**
 * Keeps the hours of a draft, classified by the overtime rule.
 * With `copy` the hours of the week before take the place of what stands in the grid.
 * Refuses: `Invalid` with problems at the cells, `Stale` once the week was submitted.
 */
export async function saveDraft(ctx: Context, id: string, input: WeekInput): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'timesheet.enter', sheet);
  if (!isEditable(sheet.status)) return stale(`This week is ${sheet.status} already.`);

  const week = weekOfTime(ctx, sheet, await costCentersOf(ctx, sheet.assignmentId));
  const rows = input.copy
    ? copiedRows(await linesOfWeek(ctx, sheet.assignmentId, addDays(sheet.weekEndsOn, -7)), week)
    : input.rows;
  const problems = problemsOfDraft(week, rows);
  if (problems.length > 0) return invalid(...problems);

  const written = await writeLines(ctx, sheet, rows, input.note);
  const { clientId, supplierId, workerName, weekEndsOn } = sheet;
  const { workedMinutes, overtimeMinutes } = written;
  if (workedMinutes !== sheet.workedMinutes || overtimeMinutes !== sheet.overtimeMinutes) {
    const facts = { workerName, weekEndsOn, workedMinutes, overtimeMinutes };
    await recordEvent(ctx, timesheetSaved({ subjectId: id, clientId, supplierId, facts }));
  }
  return ok({ ...sheet, ...written });
}
