import { eq, and, asc } from 'drizzle-orm';
import { approval, approvalRule, approvalStep } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { stepsFor, type ApproverRole } from '../rules.ts';

/** All that approvals know of what is approved. `amountMinor` is integer minor units of the program's currency. */
export type ApprovalRequest = {
  clientId: string;
  kind: 'requisition';
  id: string;
  title: string;
  amountMinor: number;
};

/**
 * Opens a chain of signatures over a subject, as the program's rules ask for its amount. The actor is the requester
 * and can sign none of it. The caller has authorized the request on the subject itself.
 * @returns the role whose signature comes first
 */
export async function requestApproval(
  ctx: Context,
  request: ApprovalRequest,
): Promise<{ firstRole: ApproverRole }> {
  const { clientId, kind, id, title, amountMinor } = request;
  const rules = await ctx.db
    .select({ position: approvalRule.position, role: approvalRule.role, aboveMinor: approvalRule.aboveMinor })
    .from(approvalRule)
    .where(and(eq(approvalRule.clientId, clientId), eq(approvalRule.subjectKind, kind)))
    .orderBy(asc(approvalRule.position));
  const steps = stepsFor(rules, amountMinor);
  const { accountId, name } = ctx.actor;
  const [opened] = await ctx.db
    .insert(approval)
    .values({
      clientId,
      subjectKind: kind,
      subjectId: id,
      title,
      amountMinor,
      requestedBy: accountId,
      requestedByName: name,
      requestedAt: ctx.now,
    })
    .returning({ id: approval.id });
  if (!opened) throw new Error('The approval was not opened');
  await ctx.db
    .insert(approvalStep)
    .values(steps.map((step) => ({ ...step, approvalId: opened.id, clientId, requestedBy: accountId })));
  return { firstRole: steps[0]?.role ?? 'approver' };
}
