import { and, asc, desc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { approval, approvalStep } from '#db/schema/index.ts';
import { roles, type Role } from '#app/values/roles.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { hindranceToSign, openStep, type Step } from './rules.ts';

/** Approvals know their subject only by its kind and its id. */
export type ApprovalSubject = { kind: 'requisition'; id: string };

export type ChainStep = Step & {
  roleLabel: string;
  decidedByName: string | null;
  decidedAt: Date | null;
  reason: string | null;
};

export type Chain = {
  id: string;
  status: 'pending' | 'granted' | 'rejected' | 'withdrawn';
  title: string;
  amountMinor: number;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  decidedAt: Date | null;
  steps: ChainStep[];
};

const columns = {
  id: approval.id,
  status: approval.status,
  title: approval.title,
  amountMinor: approval.amountMinor,
  requestedBy: approval.requestedBy,
  requestedByName: approval.requestedByName,
  requestedAt: approval.requestedAt,
  decidedAt: approval.decidedAt,
};

const labelOf = (role: string) => (role in roles ? roles[role as Role].label : role);

async function stepsOf(ctx: Context, approvalId: string): Promise<ChainStep[]> {
  const steps = await ctx.db
    .select({
      position: approvalStep.position,
      role: approvalStep.role,
      decision: approvalStep.decision,
      decidedBy: approvalStep.decidedBy,
      decidedByName: approvalStep.decidedByName,
      decidedFor: approvalStep.decidedFor,
      decidedAt: approvalStep.decidedAt,
      reason: approvalStep.reason,
    })
    .from(approvalStep)
    .where(eq(approvalStep.approvalId, approvalId))
    .orderBy(asc(approvalStep.position));
  return steps.map((step) => ({ ...step, roleLabel: labelOf(step.role) }));
}

const ofSubject = ({ kind, id }: ApprovalSubject) =>
  and(eq(approval.subjectKind, kind), eq(approval.subjectId, id));

/** The chain that is open over a subject. With `lock` nobody else can decide on it until this transaction ends. */
export async function pendingApproval(
  ctx: Context,
  subject: ApprovalSubject,
  { lock = false }: { lock?: boolean } = {},
): Promise<Chain | null> {
  const query = ctx.db
    .select(columns)
    .from(approval)
    .where(and(ofSubject(subject), eq(approval.status, 'pending')));
  const [open] = await (lock ? query.for('update') : query);
  return open ? { ...open, steps: await stepsOf(ctx, open.id) } : null;
}

/** The newest chain of a subject with all its signatures, for the page; null where nothing was ever asked for. */
export async function approvalTrail(ctx: Context, subject: ApprovalSubject): Promise<Chain | null> {
  const [newest] = await ctx.db
    .select(columns)
    .from(approval)
    .where(ofSubject(subject))
    .orderBy(desc(approval.id))
    .limit(1);
  return newest ? { ...newest, steps: await stepsOf(ctx, newest.id) } : null;
}

/**
 * Who the actor would be in signing the step that is open over a subject now: themselves, or somebody they stand in for.
 * @param ways as whom the policy lets them sign this subject at all, as `waysToDo` answers
 * @returns null where they may not
 */
export async function maySign(ctx: Context, subject: ApprovalSubject, ways: Actor[]): Promise<Actor | null> {
  const chain = await pendingApproval(ctx, subject);
  return (chain && ways.find((way) => hindranceToSign(way, chain) === null)) ?? null;
}

const QUEUE_LIMIT = 100;

/**
 * What waits for the actor's own signature, oldest first: at most 100. It is their role's turn, they did not ask for
 * it, and they have signed no other step of the same chain.
 */
export async function waitingForMySignature(
  ctx: Context,
  kind: ApprovalSubject['kind'],
): Promise<{ subjectId: string; requestedAt: Date; requestedByName: string; amountMinor: number }[]> {
  const chains = await ctx.db
    .select({ ...columns, subjectId: approval.subjectId })
    .from(approval)
    .where(
      and(
        ownRows(ctx, { clientId: approval.clientId }),
        eq(approval.subjectKind, kind),
        eq(approval.status, 'pending'),
        notInArray(approval.requestedBy, bothOf(ctx)),
        inArray(approval.id, openStepsOfRole(ctx)),
      ),
    )
    .orderBy(asc(approval.requestedAt))
    .limit(QUEUE_LIMIT);
  return chains;
}

/** The actor, and whom they stand in for in this context. */
const bothOf = ({ actor }: Context): string[] =>
  actor.onBehalfOf ? [actor.accountId, actor.onBehalfOf.accountId] : [actor.accountId];

/** The chains whose first undecided step waits for the actor's role, less those the actor has signed before. */
function openStepsOfRole(ctx: Context) {
  const earlier = sql`select from ${approvalStep} as other where other.approval_id = ${approvalStep.approvalId}
    and ((other.position < ${approvalStep.position} and other.decision is null) or ${or(inArray(sql`other.decided_by`, bothOf(ctx)), inArray(sql`other.decided_for`, bothOf(ctx)))})`;
  return ctx.db
    .select({ approvalId: approvalStep.approvalId })
    .from(approvalStep)
    .where(
      and(
        ownRows(ctx, { clientId: approvalStep.clientId }),
        eq(approvalStep.role, ctx.actor.role),
        isNull(approvalStep.decision),
        sql`not exists (${earlier})`,
      ),
    );
}

/** Whose signature a chain waits for, in words; null where it is decided. */
export function waitsFor(chain: Pick<Chain, 'status' | 'steps'>): string | null {
  return chain.status === 'pending' ? (openStep(chain.steps)?.roleLabel ?? null) : null;
}
