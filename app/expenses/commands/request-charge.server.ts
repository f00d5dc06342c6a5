import { eq } from 'drizzle-orm';
import { miscCharge } from '#db/schema/index.ts';
import { assignmentForTime } from '#app/assignments/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { chargeRequested } from '../events.ts';
import type { ChargeInput } from '../forms.ts';
import { amountProblem, problemsOfCharge, readAmount } from '../rules.ts';
import { cadenceWord } from '../schedule.ts';
import { surroundingsOf } from '../sheet.server.ts';

export type RequestedCharge = { id: string; label: string; approver: string };

/**
 * Asks the client for a charge that hangs on no hour, once or as a series with one approval for all of it.
 * The form's own id makes a second press find what the first one asked for.
 * Refuses: `Invalid` with problems at the fields: days outside of the assignment, a cost center that is not its own,
 * fees flagged by anybody but the program team.
 */
export async function requestCharge(ctx: Context, input: ChargeInput): Promise<Result<RequestedCharge>> {
  const about = await assignmentForTime(ctx, input.assignmentId);
  if (!about) return missing();
  const { clientId, supplierId, currency, status } = about;
  authorize(ctx, 'miscCharge.request', { clientId, supplierId });

  const amountMinor = readAmount(input.amount, currency);
  const asked = { ...input, endsOn: input.cadence === 'once' ? null : (input.endsOn ?? null) };
  const costCenters = about.splits.map(({ costCenterId }) => ({ id: costCenterId }));
  const problems = [
    ...(amountMinor === null ? [amountProblem('amount', currency)] : []),
    ...problemsOfCharge(
      { ...surroundingsOf(ctx, about, costCenters), status },
      asked,
      ctx.actor.side === 'msp',
    ),
  ];
  if (problems.length > 0 || amountMinor === null) return invalid(...problems);

  const { id, label, costCenterId, bearsFees, cadence, startsOn, reason } = input;
  const requested = { id, label, approver: about.hiringManagerName };
  const [made] = await ctx.db
    .insert(miscCharge)
    .values({
      ...{ id, clientId, supplierId, assignmentId: about.id, label, amountMinor, costCenterId },
      ...{ bearsFees, cadence, startsOn, endsOn: asked.endsOn, reason },
      requestedBy: ctx.actor.accountId,
      requestedByName: ctx.actor.name,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({ target: miscCharge.id })
    .returning({ id: miscCharge.id });
  if (!made) return whatIsThere(ctx, requested);

  const facts = { label, amountMinor, currency, cadence };
  await recordEvent(ctx, chargeRequested({ subjectId: id, clientId, supplierId, facts }));
  const props = {
    ...{ workerName: about.workerName, label, amount: formatMoney(amountMinor, currency), reason },
    ...{
      cadence: cadenceWord(cadence).toLowerCase(),
      requestedBy: ctx.actor.name,
      link: `${ctx.baseUrl}/charges/${id}`,
    },
  };
  await queueMail(ctx, { kind: 'chargeToApprove', props }, { accountId: about.hiringManagerId });
  return ok(requested);
}

async function whatIsThere(ctx: Context, requested: RequestedCharge): Promise<Result<RequestedCharge>> {
  const [there] = await ctx.db
    .select({ requestedBy: miscCharge.requestedBy })
    .from(miscCharge)
    .where(eq(miscCharge.id, requested.id));
  return there?.requestedBy === ctx.actor.accountId ? ok(requested) : missing();
}
