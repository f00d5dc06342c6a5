import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { bankAccount } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { sealedAccount } from '#app/payments/account-number.server.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { recordReceipt, type RecordedReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { receiptForm } from '#app/payments/forms.ts';
import { releaseSelfBills } from '#app/payments/payable.server.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import type { SupplierName } from '../cast.ts';
import type { World } from './program.ts';

/*
 * How money comes in and goes out, through the commands that the pages call.
 */

/** A bank account that has cooled off long ago, put straight into the table. */
export function bankInRows(world: World, owner: SupplierName | 'msp' = 'cobalt'): Promise<string> {
  const id = randomUUID();
  const supplierId = owner === 'msp' ? world.mspId : world.suppliers[owner];
  const { admin, coordinator } = world.people;
  return walled(world.database, { side: 'msp' }, async (db) => {
    await db.insert(bankAccount).values({
      id,
      supplierId,
      status: 'confirmed',
      holder: `Account of ${owner}`,
      ...sealedAccount(id, String(100_000_000 + Math.floor(Number.parseInt(id.slice(0, 6), 16)))),
      bankCode: '021000021',
      bankCodeKind: 'USABA',
      country: 'US',
      proposedBy: coordinator.accountId,
      proposedByName: coordinator.name,
      proposedAt: new Date('2025-01-02T12:00:00Z'),
      confirmedBy: admin.accountId,
      confirmedByName: admin.name,
      confirmedAt: new Date('2025-01-02T13:00:00Z'),
      usableFrom: new Date('2025-01-03T13:00:00Z'),
    });
    return id;
  });
}

export type ReceiptPlan = {
  on: string;
  /** As people type it: `4,828.50`. */
  amount: string;
  matches?: { invoiceId: string; amount: string }[];
  id?: string;
  bankReference?: string;
};

export const receiptTyped = (world: World, { on, amount, matches = [], id, bankReference }: ReceiptPlan) =>
  receiptForm.parse({
    id: id ?? randomUUID(),
    clientId: world.clientId,
    receivedOn: on,
    amount,
    bankReference: bankReference ?? `BANK-${randomUUID().slice(0, 8)}`,
    matches,
  });

/** The MSP's finance records what the client paid. */
export function paidIn(world: World, plan: ReceiptPlan): Promise<RecordedReceipt> {
  return world.does('finance', (ctx) => recordReceipt(ctx, receiptTyped(world, plan)));
}

/** What the calendar makes payable. */
export const released = (world: World): Promise<number> =>
  asSystem(world.surroundings(), (ctx) => releaseSelfBills(ctx, { clientId: world.clientId }));

/** The MSP's administrator drafts a run of everything that is payable. */
export async function draftedRun(world: World, payOn: string): Promise<string> {
  const plan = await world.reads('admin', (ctx) => planFor(ctx, world.clientId, 'USD'));
  const { id } = await world.does('admin', (ctx) =>
    draftRun(ctx, { id: randomUUID(), clientId: world.clientId, payOn, seenTotalMinor: plan.totalMinor }),
  );
  return id;
}

/** … the finance approves it, and it is sent. */
export async function sentRun(world: World, payOn: string): Promise<string> {
  const id = await draftedRun(world, payOn);
  await world.does('finance', (ctx) => approveRun(ctx, id));
  await world.does('admin', (ctx) => sendRun(ctx, id));
  return id;
}

/** What an account of the program holds, as books write it: debits less credits. */
export async function booked(world: World, kind: string): Promise<number> {
  const [row] = await world.rows<{ amount: number }>(sql`
    select coalesce(sum(e.amount_minor), 0)::bigint as amount from ledger_account a join ledger_entry e on e.account_id = a.id
    where a.client_id = ${world.clientId} and a.kind = ${kind}`);
  return Number(row?.amount ?? 0);
}
