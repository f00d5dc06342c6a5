import { approvalDelegation } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { kindsInWords } from '#app/values/approval-kinds.ts';
import { invalid, missing, ok, problem, type Problem, type Result } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { daysFit, kindsFit } from '../delegation-rules.ts';
import { approverRow, inTheWay } from '../delegations.server.ts';
import { delegationGiven } from '../events.ts';
import type { DelegationInput } from '../forms.ts';

type Approver = NonNullable<Awaited<ReturnType<typeof approverRow>>>;
export type Given = { fromName: string; toName: string; startsOn: string; endsOn: string };

/**
 * Lets somebody stand in for another in approvals of some kinds between two days. People give their own; the client's
 * administrator may give anybody's, though to themselves nobody's. The one who stands in is told by mail.
 */
export async function giveDelegation(ctx: Context, input: DelegationInput): Promise<Result<Given>> {
  const { id, startsOn, endsOn, kinds, note = null } = input;
  const fromMembershipId = input.fromMembershipId ?? ctx.actor.membershipId;
  const from = await approverRow(ctx, fromMembershipId);
  const to = await approverRow(ctx, input.toMembershipId);
  if (!from) return missing();
  const own = from.accountId === ctx.actor.accountId;
  authorize(ctx, own ? 'delegation.give' : 'delegation.keep', { clientId: from.organizationId });
  if (to?.organizationId !== from.organizationId)
    return invalid(problem('toMembershipId', 'Choose somebody who is here.'));
  const problems = [
    ...peopleFit(ctx, from, to),
    ...daysFit(input, today(ctx.now, from.timeZone)),
    ...kindsFit(kinds, from, to),
  ];
  if (problems.length > 0) return invalid(...problems);
  const clientId = from.organizationId;
  const other = await inTheWay(ctx, { clientId, kinds, startsOn, endsOn }, from, to);
  if (other)
    return invalid(
      problem(
        'toMembershipId',
        `${other.toName} stands in for ${other.fromName} until ${formatDate(other.endsOn)}, and what somebody has from another is not passed on.`,
      ),
    );

  const facts = { fromName: from.name, toName: to.name, kinds, startsOn, endsOn };
  const made = await ctx.db
    .insert(approvalDelegation)
    .values({
      ...{ id, clientId, kinds, startsOn, endsOn, note, createdAt: ctx.now },
      ...{ fromMembershipId, fromAccountId: from.accountId, fromName: from.name },
      ...{ toMembershipId: to.membershipId, toAccountId: to.accountId, toName: to.name },
      ...{ createdBy: ctx.actor.accountId, createdByName: ctx.actor.name },
    })
    .onConflictDoNothing()
    .returning({ id: approvalDelegation.id });
  if (made.length === 0) return ok(facts);
  await recordEvent(ctx, delegationGiven({ subjectId: id, clientId, reason: note, facts }));
  await tell(ctx, from, to, input);
  return ok(facts);
}

function peopleFit(ctx: Context, from: Approver, to: Approver): Problem[] {
  if (from.accountId === to.accountId)
    return [problem('toMembershipId', 'Nobody stands in for themselves. Choose somebody else.')];
  if (to.accountId === ctx.actor.accountId)
    return [
      problem('toMembershipId', 'Nobody gives themselves another’s approvals. They can give them to you.'),
    ];
  return [];
}

async function tell(ctx: Context, from: Approver, to: Approver, input: DelegationInput): Promise<void> {
  const { startsOn, endsOn, kinds, note } = input;
  const props = {
    ...{ fromName: from.name, startsOn, endsOn },
    ...{ kinds: kindsInWords(kinds), note: note ?? '', link: `${ctx.baseUrl}/delegations` },
  };
  await queueMail(ctx, { kind: 'delegationGiven', props }, { accountId: to.accountId });
}
