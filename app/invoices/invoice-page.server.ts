import { abilities } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import type { LineQuery } from './forms.ts';
import { timesheetRef } from './documents.server.ts';
import { byCostCenter, bySupplier, byWorker, feesOf, linesPage, type Invoice } from './invoices.server.ts';

const WORKERS_SHOWN = 100;

/** Everything that the page of a document shows beside its header. */
export async function invoicePage(ctx: Context, invoice: Invoice, query: LineQuery) {
  const isInvoice = invoice.kind === 'client_invoice';
  const groups = isInvoice ? await bySupplier(ctx, invoice.id) : await byWorker(ctx, invoice.id);
  const { rows, next } = await linesPage(ctx, invoice.id, query);
  const can = abilities(ctx, invoice, ['invoice.approve', 'billing.read']);
  return {
    fees: await feesOf(ctx, invoice),
    costCenters: await byCostCenter(ctx, invoice.id),
    groups: groups.slice(0, WORKERS_SHOWN),
    groupCount: groups.length,
    lines: rows.map((line) => ({ ...line, timesheetRef: timesheetRef(line.timesheetId) })),
    next,
    entries: await timelineOf(ctx, [invoice.id]),
    mayApprove: can['invoice.approve'] && isInvoice && invoice.status === 'issued',
    seesRun: can['billing.read'],
  };
}
