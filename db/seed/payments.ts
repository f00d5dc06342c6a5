import { and, asc, eq, sql } from 'drizzle-orm';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { settleRun } from '#app/payments/commands/settle-run.server.ts';
import { releaseSelfBills } from '#app/payments/payable.server.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { bankAccount, invoice, organization } from '#db/schema/index.ts';
import { sealedAccount } from '#app/payments/account-number.server.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { loadRows } from './load.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';

/** Days from the invoice to the client's money. */
const PAID_AFTER = 24;
/** How long ago the payment run of each program was. */
const RUN_DAYS_AGO = 12;

/**
 * Clients have paid their older invoices, and one payment run of each program is settled. What came since waits for a
 * visitor: statements to pay, an invoice that is due, and new bank details to confirm.
 */
export async function playPayments(tx: Db, world: World, programs: Program[]): Promise<void> {
  await loadAccounts(tx, world);
  const runOn = addDays(world.today, -RUN_DAYS_AGO);
  for (const { clientId } of programs) {
    await receive(tx, world, clientId, { until: runOn });
    await payOn(tx, world, clientId, runOn);
    await receive(tx, world, clientId, { until: world.today });
    await releaseSelfBills(contextOf(tx, personOf(world, 'admin@northgate'), world.now), { clientId });
  }
}

async function loadAccounts(tx: Db, world: World): Promise<void> {
  const owners = await tx
    .select()
    .from(organization)
    .where(sql`side in ('msp', 'supplier')`)
    .orderBy(asc(organization.name));
  const [proposer, confirmer] = [
    personOf(world, 'coordinator@northgate'),
    personOf(world, 'admin@northgate'),
  ];
  const proposedAt = instant(addDays(world.firstMonth, 2), 15);
  const rows = owners.map(({ id: supplierId, legalName }, index) => ({
    ...numbered(world.random.id(proposedAt), String(480_211_907 + index * 1_117)),
    supplierId,
    status: 'confirmed' as const,
    holder: legalName,
    bankCode: '021000021',
    bankCodeKind: 'USABA' as const,
    country: 'US',
    proposedBy: proposer.accountId,
    proposedByName: proposer.name,
    proposedAt,
    confirmedBy: confirmer.accountId,
    confirmedByName: confirmer.name,
    confirmedAt: instant(addDays(world.firstMonth, 3), 15),
    usableFrom: instant(addDays(world.firstMonth, 4), 15),
  }));
  await loadRows(tx, bankAccount, rows);
  const changing = owners.find(({ name }) => name === 'Juniper Talent');
  if (!changing) return;
  const at = instant(addDays(world.today, -1), 16);
  const office = personOf(world, 'office@juniper');
  await tx.insert(bankAccount).values({
    ...numbered(world.random.id(at), '771204418'),
    supplierId: changing.id,
    holder: changing.legalName,
    bankCode: '011401533',
    bankCodeKind: 'USABA',
    country: 'US',
    proposedBy: office.accountId,
    proposedByName: office.name,
    proposedAt: at,
  });
}

const numbered = (id: string, accountNumber: string) => ({ id, ...sealedAccount(id, accountNumber) });

/** The client pays each approved invoice in full, some weeks after it was issued. */
async function receive(tx: Db, world: World, clientId: string, { until }: { until: string }): Promise<void> {
  const due = await tx
    .select({
      id: invoice.id,
      reference: invoice.reference,
      issuedOn: invoice.issuedOn,
      totalMinor: invoice.totalMinor,
    })
    .from(invoice)
    .where(
      and(eq(invoice.clientId, clientId), eq(invoice.kind, 'client_invoice'), eq(invoice.status, 'approved')),
    )
    .orderBy(asc(invoice.issuedOn));
  for (const { id: invoiceId, reference, issuedOn, totalMinor } of due) {
    const receivedOn = addDays(issuedOn, PAID_AFTER);
    if (receivedOn > until) break;
    const at = instant(receivedOn, 18);
    const ctx = contextOf(tx, personOf(world, 'finance@northgate'), at);
    const receipt = {
      id: world.random.id(at),
      clientId,
      receivedOn,
      amount: totalMinor,
      bankReference: `TRN ${reference.slice(4)}`,
      note: '',
      matches: [{ invoiceId, amount: totalMinor }],
    };
    mustSucceed(`The receipt for ${reference}`, await recordReceipt(ctx, receipt));
  }
}

/** Everything that is payable by then, drafted by one person, approved by another, sent and found on the bank statement. */
async function payOn(tx: Db, world: World, clientId: string, day: string): Promise<void> {
  const [admin, finance] = [personOf(world, 'admin@northgate'), personOf(world, 'finance@northgate')];
  const drafting = contextOf(tx, admin, instant(day, 15));
  await releaseSelfBills(drafting, { clientId });
  const plan = await planFor(drafting, clientId, 'USD');
  if (plan.payments.length === 0) return;
  const id = world.random.id(drafting.now);
  const asked = { id, clientId, payOn: addDays(day, 1), seenTotalMinor: plan.totalMinor };
  mustSucceed('The draft of a payment run', await draftRun(drafting, asked));
  mustSucceed('Its approval', await approveRun(contextOf(tx, finance, instant(day, 17)), id));
  mustSucceed('Its sending', await sendRun(contextOf(tx, admin, instant(day, 18)), id));
  const settled = contextOf(tx, finance, instant(addDays(day, 2), 15));
  mustSucceed('Its settlement', await settleRun(settled, id, { bankTrace: `STMT ${addDays(day, 1)}` }));
}
