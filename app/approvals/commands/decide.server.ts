import { and, eq, isNull } from 'drizzle-orm';
import { approvalStep } from '#db/schema/index.ts';
import { roles } from '#app/values/roles.ts';
import { signatureOf } from '#app/platform/authorization/authorize.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
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
  /** The context of whoever signed: where it was in another's place, its events carry both names. */
  as: Context;
};

const labelOf = (role: string) => (role in roles ? roles[role as ApproverRole].label : role);

/**
 * Takes the open step of a subject's chain. The chain's row is locked first, so that of two people who press at
 * once one decides and the other hears what already happened. The caller has authorized it on the subject.
 * @param ways as whom the policy lets the actor sign this subject: themselves, or somebody they stand in for
 * Refuses: `Refused` for the requester and for roles whose turn it is not, `Stale` for whoever comes second.
 */
export async function decide(
  ctx: Context,
  subject: ApprovalSubject,
  ways: Actor[],
  decision: 'granted' | 'rejected',
  reason: string | null = null,
): Promise<Result<Decision>> {
  const chain = await pendingApproval(ctx, subject, { lock: true });
  if (!chain) return whatBecameOf(ctx, subject);
  const actor = ways.find((way) => hindranceToSign(way, chain) === null);
  const step = openStep(chain.steps);
  if (!actor || !step) return refusalToSign(ways[0] ?? ctx.actor, chain);

  const as = { ...ctx, actor };
  const signed = await ctx.db
    .update(approvalStep)
    .set({
      ...{ decision, reason, decidedAt: ctx.now },
      decidedBy: actor.accountId,
      decidedByName: signatureOf(actor),
      decidedFor: actor.onBehalfOf?.accountId ?? null,
    })
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
    return ok({ decision, complete: false, waitingFor: labelOf(nextRole), nextRole, as });
  }
  const closed = await transition(ctx, approval, chain, decision === 'granted' ? 'grant' : 'reject', {
    decidedAt: ctx.now,
  });
  return closed.ok ? ok({ decision, complete: true, waitingFor: null, nextRole: null, as }) : closed;
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

function refusalToSign(actor: Actor, chain: Chain): Result<never> {
  switch (hindranceToSign(actor, chain)) {
    case null:
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
