import { waitingAssignments } from '#app/assignments/public.server.ts';
import { waitingCorrections } from '#app/corrections/public.server.ts';
import { waitingExpenses } from '#app/expenses/public.server.ts';
import { waitingInvoices } from '#app/invoices/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { waitingPayments } from '#app/payments/public.server.ts';
import { waitingRequisitions } from '#app/requisitions/public.server.ts';
import { waitingScorecards } from '#app/scorecards/public.server.ts';
import { waitingOffers, waitingSubmittals } from '#app/submittals/public.server.ts';
import { waitingTimesheets } from '#app/timesheets/public.server.ts';
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
  for (const waiting of sources) items.push(...(await waiting(ctx)));
  return items;
}
