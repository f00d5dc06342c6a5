import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { expensesSubmitted } from '../events.ts';
import { expenseSheet, isEditable } from '../lifecycle.ts';
import { problemsOfSubmission } from '../rules.ts';
import {
  asSubmitted,
  costCentersOf,
  linesOf,
  lockSheet,
  surroundingsOf,
  type Sheet,
} from '../sheet.server.ts';

/**
 * Hands a draft to the hiring manager, in the name of whoever attests that it is true.
 * Refuses: `Invalid` where a receipt is missing, a limit is passed or nothing was entered; `Stale` once it was submitted.
 */
export async function submitSheet(
  ctx: Context,
  id: string,
  { attest }: { attest: boolean },
): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'expense.enter', sheet);
  if (!isEditable(sheet.status)) return stale(`This sheet is ${sheet.status} already.`);

  const lines = await linesOf(ctx, id);
  const about = surroundingsOf(ctx, sheet, await costCentersOf(ctx, sheet.assignmentId));
  const problems = problemsOfSubmission(about, lines.map(asSubmitted), attest);
  if (problems.length > 0) return invalid(...problems);

  const submitted = await transition(ctx, expenseSheet, sheet, 'submit', {
    submittedBy: ctx.actor.accountId,
    submittedByName: ctx.actor.name,
    submittedAt: ctx.now,
    rejectedReason: null,
  });
  if (!submitted.ok) return submitted;

  const { clientId, supplierId, title, totalMinor, currency, workerName } = sheet;
  const facts = { title, amountMinor: totalMinor, currency };
  await recordEvent(ctx, expensesSubmitted({ subjectId: id, clientId, supplierId, facts }));
  const props = {
    ...{ workerName, title },
    lines: lines.length === 1 ? '1 line' : `${lines.length} lines`,
    amount: formatMoney(totalMinor, currency),
    link: `${ctx.baseUrl}/expenses/${id}`,
  };
  await queueMail(ctx, { kind: 'expensesToApprove', props }, { accountId: sheet.hiringManagerId });
  return ok(submitted.value);
}
