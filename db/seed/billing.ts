import { eq, sql } from 'drizzle-orm';
import { billRun } from '#app/invoices/bill.server.ts';
import { previewRun } from '#app/invoices/commands/preview-run.server.ts';
import { invoiceApproved, runOpened } from '#app/invoices/events.ts';
import { clientInvoice } from '#app/invoices/lifecycle.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { periodContaining, type Period } from '#app/values/period.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { billingRun, invoice } from '#db/schema/index.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { loadRows } from './load.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';
import { writeEventsUntil } from './write-events.ts';

/**
 * Bills every month up to the one before the last full one, which is left for a visitor. The documents are made by the
 * product itself, month by month, as it would have been; only the newest invoice still waits for the client.
 */
export async function billTheMonths(tx: Db, world: World, programs: Program[]): Promise<number> {
  const periods = periodsToBill(world);
  for (const [index, period] of periods.entries()) {
    const billedAt = instant(addDays(period.endsOn, 4), 16);
    await writeEventsUntil(tx, world, billedAt);
    for (const program of programs) await bill(tx, world, program, period, billedAt);
    const approvedAt = instant(addDays(period.endsOn, 9), 17);
    if (index === periods.length - 1) break;
    await writeEventsUntil(tx, world, approvedAt);
    for (const program of programs) await approveInvoices(tx, program, approvedAt);
  }
  return periods.length * programs.length;
}

function periodsToBill(world: World): Period[] {
  const openMonth = addDays(`${world.today.slice(0, 7)}-01`, -1);
  const periods: Period[] = [];
  for (let period = periodContaining('monthly', world.firstMonth); period.endsOn < openMonth;) {
    periods.push(period);
    period = periodContaining('monthly', addDays(period.endsOn, 1));
  }
  return periods;
}

async function bill(tx: Db, world: World, { clientId }: Program, period: Period, at: Date): Promise<void> {
  const finance = personOf(world, 'finance@northgate');
  const ctx = contextOf(tx, finance, at);
  const id = world.random.id(at);
  const asked = { finalizeRequestedAt: at, finalizeRequestedBy: finance.accountId };
  const opened = { id, clientId, ...period, createdBy: finance.accountId, createdAt: at };
  await loadRows(tx, billingRun, [opened]);
  await recordEvent(ctx, runOpened({ subjectId: id, clientId, facts: { period } }));
  mustSucceed(`The preview of ${period.startsOn}`, await previewRun(ctx, id));
  const finalizing = { ...asked, finalizeMembershipId: finance.membershipId };
  await tx.update(billingRun).set(finalizing).where(eq(billingRun.id, id));
  mustSucceed(`The billing of ${period.startsOn}`, await billRun(ctx, id));
}

async function approveInvoices(tx: Db, { clientId, finance }: Program, at: Date): Promise<void> {
  const ctx = contextOf(tx, finance, at);
  const due = sql`${invoice.clientId} = ${clientId} and ${invoice.kind} = 'client_invoice'`;
  for (const id of await transitionAll(ctx, clientInvoice, 'approve', due)) {
    const [row] = await tx
      .select({ reference: invoice.reference })
      .from(invoice)
      .where(sql`${invoice.id} = ${id}`);
    if (row)
      await recordEvent(
        ctx,
        invoiceApproved({ subjectId: id, clientId, facts: { reference: row.reference } }),
      );
  }
}
