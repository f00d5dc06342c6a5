/** What slices downstream may ask of billing: what waits here for whoever acts, and the one way in which documents are priced and posted. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import { invoice } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatPeriod } from '#app/values/period.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { addDays } from '#app/values/week.ts';
import { counted } from './counted.ts';
import { kinds } from './kinds.ts';
import { programsToBill, runsOpen, type OpenRun, type ProgramToBill } from './runs.server.ts';

export { makeRoom, pickForCorrection, isUnbilled } from './charges.server.ts';
export { pricePicked } from './price.server.ts';
export { postPriced } from './bill.server.ts';
export { issueDay, type IssuedDocument, type Origin } from './issue.server.ts';
export { whyMonthIsClosed } from './closed-month.server.ts';
export { makeDocuments } from './jobs.server.ts';
export { tellOfDocuments } from './issued-mail.server.ts';

export { flatFeesOfMonth, type FeeItem, type FlatFee } from './flat-fees.ts';
export { feeMonth, type FeeMonth } from './fee-invoice.server.ts';
export { proposeServiceCredits } from './service-credits.server.ts';

const INVOICES_WAITING = 50;

/**
 * For those who bill: programs whose next period is over, runs that are previewed and not finalized, runs that were
 * stopped. For the client's finance: invoices to be found in order.
 */
export async function waitingInvoices(ctx: Context): Promise<WaitingItem[]> {
  if (ctx.actor.side === 'client') return mayDo(ctx.actor, 'invoice.approve') ? invoicesToApprove(ctx) : [];
  if (!mayDo(ctx.actor, 'billing.run')) return [];
  const due = (await programsToBill(ctx)).filter(({ isDue, open }) => isDue && !open);
  return [...(await runsOpen(ctx)).map(openRun), ...due.map(duePeriod)];
}

function duePeriod({ program, next, lines }: ProgramToBill): WaitingItem {
  return {
    key: `billing:${program.clientId}:${next.endsOn}`,
    kind: 'Billing',
    title: `Bill ${formatPeriod(next)} for ${program.clientName}`,
    detail: `${counted(lines, 'approved line')}`,
    since: new Date(`${addDays(next.endsOn, 1)}T00:00:00Z`),
    to: `/billing/new?program=${program.clientId}`,
    unusual: [],
    actions: [{ label: 'Start billing', to: `/billing/new?program=${program.clientId}`, tone: 'primary' }],
  };
}

function openRun(run: OpenRun): WaitingItem {
  return {
    key: `billingRun:${run.id}`,
    kind: 'Billing run',
    title: `${run.clientName}, ${formatPeriod(run)}`,
    detail:
      run.previewedLines === null
        ? 'not previewed yet'
        : `previewed, ${counted(run.previewedLines, 'line')}, not finalized`,
    since: run.previewedAt ?? run.createdAt,
    to: `/billing/${run.id}`,
    amountMinor: run.previewedMinor,
    currency: run.currency,
    unusual: run.lastProblem ? [run.lastProblem] : [],
    actions: [{ label: 'Look and finalize', to: `/billing/${run.id}`, tone: 'primary' }],
  };
}

/** Invoices that wait to be found in order by the client's finance. */
export async function invoicesToApprove(ctx: Context): Promise<WaitingItem[]> {
  const rows = await ctx.db
    .select()
    .from(invoice)
    .where(
      and(
        eq(invoice.clientId, ctx.actor.clientId ?? ctx.actor.organizationId),
        inArray(invoice.kind, ['client_invoice', 'fee_invoice']),
        eq(invoice.status, 'issued'),
      ),
    )
    .orderBy(asc(invoice.issuedOn), asc(invoice.id))
    .limit(INVOICES_WAITING);
  return rows.map((row) => ({
    key: `invoice:${row.id}`,
    kind: kinds[row.kind].short,
    title: row.reference,
    detail: `${formatPeriod(row)} · ${counted(row.lineCount, row.kind === 'fee_invoice' ? 'item' : 'line')}`,
    since: row.issuedAt,
    to: `/invoices/${row.id}`,
    amountMinor: row.totalMinor,
    currency: row.currency,
    unusual: [],
    actions: [
      { label: 'Approve', to: `/invoices/${row.id}/approval`, post: true, tone: 'primary' },
      { label: 'Review', to: `/invoices/${row.id}` },
    ],
  }));
}

/** How documents are drawn, so that an advice looks like the statements that it pays. */
export { Sheet, accent, hairline, ink, quiet } from './document-sheet.server.ts';
export { Table, type Column } from './document-table.server.ts';
