import { waitingAssignments, waitingRevisions } from '#app/assignments/public.server.ts';
import { waitingCorrections } from '#app/corrections/public.server.ts';
import { waitingCharges, waitingExpenses, waitingSheets } from '#app/expenses/public.server.ts';
import { invoicesToApprove, waitingInvoices } from '#app/invoices/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { waitingPayments } from '#app/payments/public.server.ts';
import { requisitionsToSign, waitingRequisitions } from '#app/requisitions/public.server.ts';
import { waitingScorecards } from '#app/scorecards/public.server.ts';
import { waitingOffers, waitingSubmittals } from '#app/submittals/public.server.ts';
import { waitingTimesheets, waitingWeeks } from '#app/timesheets/public.server.ts';
import { inPlaceOf } from '#app/platform/authorization/authorize.server.ts';
import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import type { WaitingItem } from '#app/values/waiting.ts';

/** Each answers without a query where its slice has nothing for the actor's role, and bounds what it gives. */
const sources = [
  waitingRequisitions,
  waitingSubmittals,
  waitingOffers,
  waitingAssignments,
  waitingTimesheets,
  waitingExpenses,
  waitingInvoices,
  waitingCorrections,
  waitingPayments,
  waitingScorecards,
];

/**
 * Everything that waits for the actor. One slice after the other: they share a transaction, and one of them may look
 * over the wall for a moment in which no other may read.
 */
export async function whatWaits(ctx: Context): Promise<WaitingItem[]> {
  const items: WaitingItem[] = [];
  // One's own first: what is another's stands apart, with their name.
  const inOwnRight = { ...ctx, actor: { ...ctx.actor, standsInFor: [] } };
  for (const waiting of sources) items.push(...(await waiting(inOwnRight)));
  const known = new Set(items.map(({ key }) => key));
  const others = await whatWaitsForOthers(ctx);
  return [...items, ...others.filter(({ key }) => !known.has(key))];
}

/** What of each kind waits for the approval of whoever acts. */
const approvals: Record<ApprovalKind, (ctx: Context) => Promise<WaitingItem[]>> = {
  requisition: requisitionsToSign,
  timesheet: waitingWeeks,
  expense: waitingSheets,
  charge: waitingCharges,
  revision: waitingRevisions,
  invoice: invoicesToApprove,
};

/** What waits for those whom the actor stands in for, as far as it was given, each with their name. */
async function whatWaitsForOthers(ctx: Context): Promise<WaitingItem[]> {
  const items: WaitingItem[] = [];
  for (const standIn of ctx.actor.standsInFor ?? []) {
    const as = { ...ctx, actor: inPlaceOf(ctx.actor, standIn) };
    for (const kind of standIn.kinds)
      for (const item of await approvals[kind](as)) items.push({ ...item, forName: standIn.name });
  }
  return items;
}
