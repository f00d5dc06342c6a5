import { randomUUID } from 'node:crypto';
import {
  bankAccount,
  fundedCharge,
  payment,
  paymentItem,
  paymentRun,
  receipt,
  selfBillingAgreement,
  settlement,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { sealedAccount } from '#app/payments/account-number.server.ts';
import type { Billed } from './billed.ts';
import type { World } from './program.ts';
import type { Placement } from './rows.ts';

/** One row in every table of money that comes in and goes out, past every command, for tests of the walls. */
export async function writeMoney(
  db: Db,
  world: World,
  { supplierId }: Placement,
  { clientInvoiceId, selfBillId }: Billed,
  chargeIds: number[],
): Promise<void> {
  const { clientId, code, people } = world;
  const { finance, admin, supplierFinance } = people;
  const receiptId = randomUUID();
  await db.insert(receipt).values({
    id: receiptId,
    clientId,
    receivedOn: '2026-04-01',
    amountMinor: 1,
    currency: 'USD',
    bankReference: `TRN ${code}`,
    recordedBy: finance.accountId,
    recordedByName: finance.name,
  });
  await db.insert(settlement).values({
    invoiceId: clientInvoiceId,
    clientId,
    side: 'client',
    amountMinor: 1,
    receiptId,
    settledOn: '2026-04-01',
  });
  await db
    .insert(fundedCharge)
    .values(chargeIds.map((chargeId) => ({ chargeId, clientId, supplierId, fundedOn: '2026-04-01' })));
  const bankAccountId = randomUUID();
  await db.insert(bankAccount).values({
    id: bankAccountId,
    supplierId,
    holder: `Cobalt ${code}`,
    ...sealedAccount(bankAccountId, '123456789'),
    bankCode: '021000021',
    bankCodeKind: 'USABA',
    country: 'US',
    proposedBy: supplierFinance.accountId,
    proposedByName: supplierFinance.name,
  });
  const paymentRunId = randomUUID();
  const paymentId = randomUUID();
  await db.insert(paymentRun).values({
    id: paymentRunId,
    clientId,
    number: 1,
    payOn: '2026-04-02',
    totalMinor: 1,
    paymentCount: 1,
    currency: 'USD',
    createdBy: admin.accountId,
    createdByName: admin.name,
  });
  await db.insert(payment).values({
    id: paymentId,
    clientId,
    supplierId,
    paymentRunId,
    reference: `${code}-PR-1-1`,
    amountMinor: 1,
    bankAccountId,
    valueOn: '2026-04-02',
  });
  await db
    .insert(paymentItem)
    .values({ paymentId, invoiceId: selfBillId, clientId, supplierId, amountMinor: 1 });
  await db.insert(selfBillingAgreement).values({
    clientId,
    supplierId,
    taxNumber: '12-3456789',
    effective: '[2026-01-01,2027-01-01)',
    consentedBy: supplierFinance.accountId,
    consentedByName: supplierFinance.name,
  });
}
