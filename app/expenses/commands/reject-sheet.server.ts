import { authorize, signatureOf } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { expensesRejected } from '../events.ts';
import { expenseSheet } from '../lifecycle.ts';
import { lockSheet, type Sheet } from '../sheet.server.ts';

/**
 * Sends a submitted sheet back with a reason. It is a draft again with everything in it; whoever submitted it is told.
 * Refuses: `Stale` when it was recalled or decided meanwhile.
 */
export async function rejectSheet(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  const as = authorize(ctx, 'expense.approve', sheet);

  const rejected = await transition(ctx, expenseSheet, sheet, 'reject', { rejectedReason: reason });
  if (!rejected.ok) return rejected;

  const { clientId, supplierId, workerName, title, totalMinor, currency } = sheet;
  const facts = { title, amountMinor: totalMinor, currency };
  await recordEvent(as, expensesRejected({ subjectId: id, clientId, supplierId, reason, facts }));
  if (sheet.submittedBy) {
    const link = `${ctx.baseUrl}/expenses/${id}`;
    const props = { workerName, title, reason, rejectedBy: signatureOf(as.actor), link };
    await queueMail(ctx, { kind: 'expensesRejected', props }, { accountId: sheet.submittedBy });
  }
  return ok(rejected.value);
}
