import { authorize, signatureOf } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { timesheetRejected } from '../events.ts';
import { timesheet } from '../lifecycle.ts';
import { lockSheet, type Sheet } from '../sheet.server.ts';

/**
 * Sends a submitted week back with a reason. It is a draft again with everything in it; whoever submitted it is told.
 * Refuses: `Stale` when it was recalled or decided meanwhile.
 */
export async function rejectTimesheet(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  const as = authorize(ctx, 'timesheet.reject', sheet);

  const rejected = await transition(ctx, timesheet, sheet, 'reject', {
    attested: false,
    rejectedReason: reason,
  });
  if (!rejected.ok) return rejected;

  const { clientId, supplierId, workerName, weekEndsOn, workedMinutes, overtimeMinutes } = sheet;
  const facts = { workerName, weekEndsOn, workedMinutes, overtimeMinutes };
  await recordEvent(as, timesheetRejected({ subjectId: id, clientId, supplierId, reason, facts }));
  if (sheet.submittedBy) {
    const link = `${ctx.baseUrl}/timesheets/${id}`;
    const props = { workerName, weekEndsOn, reason, rejectedBy: signatureOf(as.actor), link };
    await queueMail(ctx, { kind: 'timesheetRejected', props }, { accountId: sheet.submittedBy });
  }
  return ok(rejected.value);
}
