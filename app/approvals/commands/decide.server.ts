import { and, eq, isNull } from 'drizzle-orm';
import { approvalStep } from '#db/schema/index.ts';
import { roles } from '#app/values/roles.ts';
import type { Context } from '#app/platform/context.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, refused, stale, type Result } from '#app/values/result.ts';
import { approval } from '../lifecycle.ts';
import { approvalTrail, pendingApproval, type ApprovalSubject, type Chain } from '../queries.server.ts';
import { hindranceToSign, openStep, type ApproverRole } from '../rules.ts';

export type Decision = {
  decision: 'granted' | 'rejected';
  /** Whether the chain has ended with this signature. */
  complete: boolean;
  /** Whose signature comes next, in words; null where none does. */
  waitingFor: string | null;
  nextRole: ApproverRole | null;
};

const labelOf = (role: string) => (role in roles ? roles[role as ApproverRole].label : role);

/**
 * Takes the open step of a subject's chain. The chain's row is locked first, so that of two people who press at
 * once one decides and the other hears what already happened. The caller has authorized it on the subject.
 * Refuses: `Refused` for the requester and for roles whose turn it is not, `Stale` for whoever comes second.
 */
export async function decide(
  ctx: Context,
  subject: ApprovalSubject,
  decision: 'granted' | 'rejected',
  reason: string | null = null,
): Promise<Result<Decision>> {
  const chain = await pendingApproval(ctx, subject, { lock: true });
  if (!chain) return whatBecameOf(ctx, subject);
  const hindered = refusalToSign(ctx, chain);
  if (hindered) return hindered;
  const step = openStep(chain.steps);
  if (!step) return missing();

  const { accountId, name } = ctx.actor;
  const signed = await ctx.db
    .update(approvalStep)
    .set({ decision, reason, decidedBy: accountId, decidedByName: name, decidedAt: ctx.now })
    .where(
      and(
        eq(approvalStep.approvalId, chain.id),
        eq(approvalStep.position, step.position),
        isNull(approvalStep.decision),
      ),
    )
    .returning({ position: approvalStep.position });
  if (signed.length === 0) return stale('Somebody else decided this at the same moment.');

  const rest = chain.steps.filter(({ position }) => position !== step.position);
  const nextStep = decision === 'granted' ? openStep(rest) : null;
  if (nextStep) {
    const nextRole = nextStep.role as ApproverRole;
    return ok({ decision, complete: false, waitingFor: labelOf(nextRole), nextRole });
  }
  const closed = await transition(ctx, approval, chain, decision === 'granted' ? 'grant' : 'reject', {
    decidedAt: ctx.now,
  });
  return closed.ok ? ok({ decision, complete: true, waitingFor: null, nextRole: null }) : closed;
}

/** Says what already happened to whoever comes too late. */
async function whatBecameOf(ctx: Context, subject: ApprovalSubject): Promise<Result<never>> {
  const trail = await approvalTrail(ctx, subject);
  if (!trail) return missing();
  const last = trail.steps.filter(({ decision }) => decision !== null).at(-1);
  if (trail.status === 'withdrawn' || !last) return stale('This was taken back before it was decided.');
  const who = last.decidedBy === ctx.actor.accountId ? 'You' : last.decidedByName;
  return stale(`${who} ${last.decision === 'granted' ? 'approved' : 'rejected'} this already.`);
}

function refusalToSign(ctx: Context, chain: Chain): Result<never> | null {
  switch (hindranceToSign(ctx.actor, chain)) {
    case null:
      return null;
    case 'asked for it':
      return refused('You asked for this, so somebody else approves it.');
    case 'signed already':
      return stale('You signed this already; another person signs the next step.');
    case 'somebody else of this role was faster':
      return stale(`Somebody was faster: this now waits for ${labelOf(openStep(chain.steps)?.role ?? '')}.`);
    case 'nothing is open':
      return stale('This was decided already.');
    case 'not this role':
      return refused(`This waits for the signature of: ${labelOf(openStep(chain.steps)?.role ?? '')}.`);
  }
}
