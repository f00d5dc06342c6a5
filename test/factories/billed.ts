import { createHash, randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import {
  billingRun,
  billingRunProgress,
  clientSpend,
  feeSchedule,
  invoice,
  invoiceDocument,
  invoiceLine,
  invoiceLineFee,
  ledgerAccount,
  ledgerEntry,
  ledgerTransaction,
  numberSeries,
  supplierSpend,
  charge,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { percentOf } from '#app/values/price.ts';
import type { World } from './program.ts';

export type Billed = { runId: string; clientInvoiceId: string; selfBillId: string };
type Charge = typeof charge.$inferSelect;
type Fee = typeof feeSchedule.$inferSelect;

/**
 * Bills frozen charges by hand, as rows: run, both documents with lines, fees and PDF, ledger and spend. For tests
 * that must not depend on how billing is done.
 * @param series of its own, so that the numbers of real runs stay without gaps
 */
export function billedInRows(
  world: World,
  chargeIds: number[],
  { endsOn }: { endsOn: string },
): Promise<Billed> {
  return walled(world.database, { side: 'msp' }, async (db) => {
    const charges = await db.select().from(charge).where(inArray(charge.id, chargeIds));
    const fees = await db.select().from(feeSchedule).where(eq(feeSchedule.clientId, world.clientId));
    const runId = await writeRun(db, world, chargeIds, endsOn);
    const clientInvoiceId = await writeDocument(db, world, {
      runId,
      endsOn,
      charges,
      fees,
      kind: 'client_invoice',
    });
    const selfBillId = await writeDocument(db, world, { runId, endsOn, charges, fees, kind: 'self_bill' });
    await writeSpend(db, charges, fees, endsOn);
    return { runId, clientInvoiceId, selfBillId };
  });
}

const createdBy = (world: World) => world.people.finance.accountId;

async function writeRun(db: Db, world: World, chargeIds: number[], endsOn: string): Promise<string> {
  const id = randomUUID();
  const { clientId } = world;
  await db.insert(billingRun).values({
    id,
    clientId,
    startsOn: `${endsOn.slice(0, 8)}01`,
    endsOn,
    createdBy: createdBy(world),
    status: 'finalized',
    finalizedAt: world.now(),
  });
  await db
    .insert(billingRunProgress)
    .values({ runId: id, clientId, step: 'Keeping spend', done: 6, total: 6 });
  await db.update(charge).set({ billingRunId: id }).where(inArray(charge.id, chargeIds));
  return id;
}

const feeOf = (charge: Charge, fees: Fee[], funding: 'client' | 'supplier') =>
  fees
    .filter((fee) => fee.funding === funding)
    .reduce((total, fee) => total + percentOf(charge.amountMinor, fee.fraction), 0);

const lineOf = (charge: Charge, fees: Fee[], kind: 'client_invoice' | 'self_bill') => {
  const feeMinor =
    kind === 'client_invoice' ? feeOf(charge, fees, 'client') : -feeOf(charge, fees, 'supplier');
  const {
    clientId,
    supplierId,
    timesheetId,
    assignmentId,
    workerId,
    departmentId,
    jobId,
    costCenterId,
    weekEndsOn,
    serviceFrom,
    payCode,
    minutes,
    billRate,
    amountMinor,
  } = charge;
  return {
    clientId,
    supplierId,
    timesheetId,
    assignmentId,
    workerId,
    departmentId,
    jobId,
    costCenterId,
    weekEndsOn,
    serviceFrom,
    payCode,
    minutes,
    billRate,
    amountMinor,
    kind,
    chargeId: charge.id,
    feeMinor,
    totalMinor: amountMinor + feeMinor,
  };
};

type DocumentOptions = {
  runId: string;
  endsOn: string;
  charges: Charge[];
  fees: Fee[];
  kind: 'client_invoice' | 'self_bill';
};

async function writeDocument(
  db: Db,
  world: World,
  { runId, endsOn, charges, fees, kind }: DocumentOptions,
): Promise<string> {
  const id = randomUUID();
  const { clientId } = world;
  const supplierId = kind === 'self_bill' ? (charges[0]?.supplierId ?? null) : null;
  const lines = charges.map((charge) => ({ ...lineOf(charge, fees, kind), invoiceId: id }));
  const add = (pick: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + pick(line), 0);
  // A year and a series that no run takes its numbers from; one row per program, in its own legal entity's name.
  const series = kind === 'client_invoice' ? 'INV' : 'SB';
  await db.insert(numberSeries).values({ legalEntityId: clientId, series, year: 2025, nextNumber: 2 });
  await db.insert(invoice).values({
    id,
    kind,
    clientId,
    supplierId,
    billingRunId: runId,
    legalEntityId: clientId,
    series,
    year: 2025,
    number: 1,
    reference: `${series}-${world.code}-1`,
    currency: 'USD',
    startsOn: `${endsOn.slice(0, 8)}01`,
    endsOn,
    issuedOn: endsOn,
    dueOn: endsOn,
    lineCount: lines.length,
    minutes: add((line) => line.minutes),
    timeMinor: add((line) => line.amountMinor),
    feeMinor: add((line) => line.feeMinor),
    totalMinor: add((line) => line.totalMinor),
    parties: {
      msp: { name: 'Northgate Workforce' },
      client: { name: world.clientName },
      supplier: supplierId ? { name: 'Cobalt Staffing' } : null,
      paymentTerms: 'Within 45 days',
    },
  });
  await db.insert(invoiceLine).values(lines);
  const funding = kind === 'client_invoice' ? 'client' : 'supplier';
  const borne = charges.flatMap((charge) =>
    fees
      .filter((fee) => fee.funding === funding)
      .map((fee) => ({
        chargeId: charge.id,
        feeScheduleId: fee.id,
        invoiceId: id,
        clientId,
        supplierId: charge.supplierId,
        funding: fee.funding,
        baseMinor: charge.amountMinor,
        fraction: fee.fraction,
        feeMinor: percentOf(charge.amountMinor, fee.fraction),
      })),
  );
  if (borne.length > 0) await db.insert(invoiceLineFee).values(borne);
  const content = Buffer.from(`%PDF-1.7 ${id}`);
  await db
    .insert(invoiceDocument)
    .values({ invoiceId: id, clientId, sha256: createHash('sha256').update(content).digest('hex'), content });
  await writeLedger(db, {
    invoiceId: id,
    clientId,
    supplierId,
    endsOn,
    timeMinor: add((line) => line.amountMinor),
    totalMinor: add((line) => line.totalMinor),
  });
  return id;
}

type Posting = {
  invoiceId: string;
  clientId: string;
  supplierId: string | null;
  endsOn: string;
  timeMinor: number;
  totalMinor: number;
};

async function writeLedger(
  db: Db,
  { invoiceId, clientId, supplierId, endsOn, timeMinor, totalMinor }: Posting,
): Promise<void> {
  const sign = supplierId ? -1 : 1;
  const legs = [
    {
      kind: supplierId ? ('supplier_payable' as const) : ('client_receivable' as const),
      supplierId,
      amountMinor: sign * totalMinor,
    },
    { kind: 'billing_clearing' as const, supplierId: null, amountMinor: -sign * timeMinor },
    { kind: 'fee_income' as const, supplierId: null, amountMinor: sign * (timeMinor - totalMinor) },
  ].filter(({ amountMinor }) => amountMinor !== 0);
  const transactionId = randomUUID();
  await db
    .insert(ledgerTransaction)
    .values({ id: transactionId, clientId, invoiceId, postedOn: endsOn, memo: 'by hand' });
  for (const leg of legs) {
    await db
      .insert(ledgerAccount)
      .values({ kind: leg.kind, clientId, supplierId: leg.supplierId, currency: 'USD' })
      .onConflictDoNothing();
    const [held] = await db
      .select({ id: ledgerAccount.id })
      .from(ledgerAccount)
      .where(
        sql`kind = ${leg.kind} and client_id = ${clientId} and supplier_id is not distinct from ${leg.supplierId}::uuid`,
      );
    if (!held) throw new Error(`there is no account ${leg.kind}`);
    await db
      .insert(ledgerEntry)
      .values({ clientId, transactionId, accountId: held.id, amountMinor: leg.amountMinor });
  }
}

async function writeSpend(db: Db, charges: Charge[], fees: Fee[], endsOn: string): Promise<void> {
  const month = `${endsOn.slice(0, 8)}01`;
  for (const [table, name] of [
    ['client_invoice', clientSpend],
    ['self_bill', supplierSpend],
  ] as const)
    for (const charge of charges) {
      const {
        clientId,
        supplierId,
        departmentId,
        jobId,
        costCenterId,
        minutes,
        amountMinor,
        feeMinor,
        totalMinor,
      } = lineOf(charge, fees, table);
      await db.insert(name).values({
        clientId,
        month,
        supplierId,
        departmentId,
        jobId,
        costCenterId,
        minutes,
        overtimeMinutes: 0,
        timeMinor: amountMinor,
        feeMinor,
        totalMinor,
      });
    }
}
