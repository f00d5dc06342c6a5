import { eq } from 'drizzle-orm';
import { rateCardEntry, requisition, requisitionBudget } from '#db/schema/index.ts';
import { approvalTrail, maySign, waitsFor, type ApprovalTrail } from '#app/approvals/public.server.ts';
import { abilities, waysToDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { next } from '#app/values/lifecycle.ts';
import { formatMoney } from '#app/values/money.ts';
import { today } from '#app/values/week.ts';
import { estimateBySplit } from './estimate.ts';
import type { Choices } from './form-data.ts';
import { estimateFor } from './need.server.ts';
import { cardOnTheStart, requisitionRow, type RequisitionRow } from './rows.server.ts';
import { findings, LARGE_ESTIMATE_MINOR } from './rules.ts';
import { isReleasable, requisition as lifecycle, takesCandidates } from './lifecycle.ts';
import { standingSentence, stepsOf } from './standing.ts';
import { requisitionForSupply, requisitionSplits } from './supply.server.ts';

const actions = [
  'requisition.edit',
  'requisition.submit',
  'requisition.recall',
  'requisition.approve',
  'requisition.release',
  'requisition.hold',
  'requisition.close',
  'submittal.submit',
] as const;

/** What the actor may do with it now: what the policy allows, where the lifecycle has room for it. */
async function choicesOf(ctx: Context, row: RequisitionRow, trail: ApprovalTrail | null): Promise<Choices> {
  const pending = row.status === 'pending_approval';
  const submittedBy = trail?.requestedBy ?? null;
  const may = abilities(ctx, { ...row, submittedBy }, actions);
  const can = (verb: string) => next(lifecycle, row.status, verb) !== undefined;
  const ways = pending ? waysToDo(ctx.actor, 'requisition.approve', { ...row, submittedBy }) : [];
  const signer = ways.length > 0 ? await maySign(ctx, { kind: 'requisition', id: row.id }, ways) : null;
  const sign = signer !== null;
  const mine = submittedBy === ctx.actor.accountId || row.createdBy === ctx.actor.accountId;
  return {
    edit: row.status === 'draft' && may['requisition.edit'],
    submit: can('submit') && may['requisition.submit'],
    revise: can('revise') && may['requisition.edit'],
    sign,
    recall: can('recall') && may['requisition.recall'],
    release: isReleasable(row.status) && may['requisition.release'],
    hold: can('hold') && may['requisition.hold'],
    resume: can('resume') && may['requisition.hold'],
    close: can('close') && may['requisition.close'],
    cancel: can('cancel') && may['requisition.close'] && row.filled === 0,
    propose: takesCandidates(row.status) && may['submittal.submit'],
    /** In whose place the signature would be, where it is not one's own. */
    signsFor: signer?.onBehalfOf?.name ?? null,
    /** Why there is no button to approve, for those who might look for one. */
    whyNotSign: pending && !sign && ctx.actor.side === 'client' ? whyNotSign(mine, trail) : null,
  };
}

function whyNotSign(mine: boolean, trail: ApprovalTrail | null): string {
  if (mine) return 'You asked for this, so somebody else approves it.';
  const role = trail && waitsFor(trail);
  return role ? `It waits for the signature of: ${role.toLowerCase()}.` : 'It waits for a decision.';
}

/** Header, steps and timeline of one requisition, as far as the actor's side sees them. */
export async function requisitionHeader(ctx: Context, id: string) {
  const need = await requisitionForSupply(ctx, id);
  const row = need && (await requisitionRow(ctx, id));
  if (!need || !row) return null;
  const seesClientSide = ctx.actor.side !== 'supplier';
  const trail = seesClientSide ? await approvalTrail(ctx, { kind: 'requisition', id }) : null;
  const moments = { ...row, decidedAt: trail?.decidedAt ?? null };
  const rejectedFor = trail?.steps.find(({ decision }) => decision === 'rejected');
  return {
    ...{ id, ref: need.ref, title: need.title, status: need.status, clientName: need.clientName },
    ...{ timeZone: need.timeZone, positions: need.positions, filled: need.filled },
    departmentName: need.departmentName,
    siteName: need.siteName,
    standing:
      seesClientSide || takesCandidates(need.status)
        ? standingSentence(moments, ctx.now, need.timeZone)
        : null,
    steps: seesClientSide ? stepsOf(moments) : null,
    rejection:
      need.status === 'rejected' && rejectedFor
        ? { by: rejectedFor.decidedByName, reason: rejectedFor.reason }
        : null,
    findings: await findingsFor(ctx, row, trail, need.timeZone, need.currency),
    can: await choicesOf(ctx, row, trail),
    seesClientSide,
    timeline: await timelineOf(ctx, [id]),
  };
}
export type RequisitionHeader = NonNullable<Awaited<ReturnType<typeof requisitionHeader>>>;

/** What is unusual, for those who decide: said while it waits for a signature. */
async function findingsFor(
  ctx: Context,
  row: RequisitionRow,
  trail: ApprovalTrail | null,
  timeZone: string,
  currency: string,
): Promise<string[]> {
  if (row.status !== 'pending_approval' || ctx.actor.side === 'supplier') return [];
  const known = {
    today: today(ctx.now, timeZone),
    largeEstimate: formatMoney(LARGE_ESTIMATE_MINOR, currency),
  };
  const estimateMinor = trail?.amountMinor ?? 0;
  return findings({ ...row, estimateMinor }, { ...known, cardMax: await cardMaxOf(ctx, row.id) });
}

async function cardMaxOf(ctx: Context, id: string): Promise<string | null> {
  const [card] = await ctx.db
    .select({ maxBillRate: rateCardEntry.maxBillRate })
    .from(requisition)
    .innerJoin(rateCardEntry, cardOnTheStart)
    .where(eq(requisition.id, id));
  return card?.maxBillRate ?? null;
}

/** Every fact of a requisition; money, split and approvals for the client and the MSP only. */
export async function requisitionDetails(ctx: Context, id: string) {
  const need = await requisitionForSupply(ctx, id);
  if (!need) return null;
  return { need, clientSide: ctx.actor.side === 'supplier' ? null : await clientSideOf(ctx, id) };
}
export type RequisitionDetails = NonNullable<Awaited<ReturnType<typeof requisitionDetails>>>;
export type ClientSide = NonNullable<RequisitionDetails['clientSide']>;

async function clientSideOf(ctx: Context, id: string) {
  const row = await requisitionRow(ctx, id);
  if (!row) return null;
  const [budget] = await ctx.db
    .select({ estimateMinor: requisitionBudget.estimateMinor })
    .from(requisitionBudget)
    .where(eq(requisitionBudget.requisitionId, id));
  const proof = await estimateFor(ctx, row.clientId, row);
  const splits = await requisitionSplits(ctx, id);
  const frozen = row.status !== 'draft';
  const estimateMinor = (frozen ? budget?.estimateMinor : null) ?? proof.totalMinor;
  return {
    minBillRate: row.minBillRate,
    cardMax: await cardMaxOf(ctx, id),
    estimateMinor,
    // A fee that changed since the submission no longer proves the figure that stands.
    proof: proof.totalMinor === estimateMinor ? proof : null,
    frozen,
    splits: estimateBySplit(estimateMinor, splits),
    trail: await approvalTrail(ctx, { kind: 'requisition', id }),
  };
}
