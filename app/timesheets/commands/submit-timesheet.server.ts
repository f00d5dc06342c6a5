import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { timesheetSubmitted } from '../events.ts';
import { findingsOf } from '../findings.server.ts';
import type { WeekInput } from '../forms.ts';
import { isEditable, timesheet } from '../lifecycle.ts';
import { problemsOfSubmission } from '../rules.ts';
import { costCentersOf, lockSheet, weekOfTime, writeLines, type Sheet } from '../sheet.server.ts';

type WeekToSubmit = Pick<WeekInput, 'rows' | 'note' | 'attest'>;

/**
 * Keeps the hours and hands them to the hiring manager, in the words of whoever attests that they are true.
 * Refuses: `Invalid` with problems at the cells, `Stale` once the week was submitted.
 */
export async function submitTimesheet(ctx: Context, id: string, input: WeekToSubmit): Promise<Result<Sheet>> {
  const sheet = await lockSheet(ctx, id);
  if (!sheet) return missing();
  authorize(ctx, 'timesheet.submit', sheet);
  if (!isEditable(sheet.status)) return stale(`This week is ${sheet.status} already.`);

  const week = weekOfTime(ctx, sheet, await costCentersOf(ctx, sheet.assignmentId));
  const problems = problemsOfSubmission(week, input.rows, input.attest, sheet.correctsId !== null);
  if (problems.length > 0) return invalid(...problems);

  const written = await writeLines(ctx, sheet, input.rows, input.note);
  const submitted = await transition(ctx, timesheet, { ...sheet, ...written }, 'submit', {
    attested: true,
    submittedBy: ctx.actor.accountId,
    submittedByName: ctx.actor.name,
    submittedAt: ctx.now,
    rejectedReason: null,
  });
  if (!submitted.ok) return submitted;

  const { clientId, supplierId, workerName, weekEndsOn } = sheet;
  const { workedMinutes, overtimeMinutes } = written;
  const facts = { workerName, weekEndsOn, workedMinutes, overtimeMinutes };
  await recordEvent(ctx, timesheetSubmitted({ subjectId: id, clientId, supplierId, facts }));
  await tellTheHiringManager(ctx, submitted.value);
  return ok(submitted.value);
}

async function tellTheHiringManager(ctx: Context, sheet: Sheet): Promise<void> {
  const { id, workerName, weekEndsOn, workedMinutes, currency } = sheet;
  const { amountMinor, unusual } = await asTheProgram(
    ctx,
    'a worker who submits sees no rate, and the approver is told the amount',
    async () => {
      const [priced] = await ctx.db.execute<{ amount_minor: number }>(
        sql`select coalesce(sum(amount_minor), 0)::bigint as amount_minor from time_line_priced where timesheet_id = ${id}`,
      );
      const findings = await findingsOf(ctx, [id]);
      return { amountMinor: priced?.amount_minor ?? 0, unusual: findings.get(id) ?? [] };
    },
  );
  const props = {
    ...{ workerName, weekEndsOn, unusual },
    hours: `${formatHours(workedMinutes)} h`,
    amount: formatMoney(amountMinor, currency),
    link: `${ctx.baseUrl}/timesheets/${id}`,
  };
  await queueMail(ctx, { kind: 'timesheetToApprove', props }, { accountId: sheet.hiringManagerId });
}
