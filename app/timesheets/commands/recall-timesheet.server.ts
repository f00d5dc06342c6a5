import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { timesheetRecalled } from '../events.ts';
import { timesheet } from '../lifecycle.ts';
import { lockSheet, type Sheet } from '../sheet.server.ts';

/** Takes a submitted week back before it is decided: it is a draft again, and nobody stands by it until it is submitted. */
export async function recallTimesheet(ctx: Context, id: string): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'timesheet.recall', sheet);

  const recalled = await transition(ctx, timesheet, sheet, 'recall', { attested: false });
  if (!recalled.ok) return recalled;

  const { clientId, supplierId } = sheet;
  await recordEvent(ctx, timesheetRecalled({ subjectId: id, clientId, supplierId, facts: {} }));
  return ok(recalled.value);
}
