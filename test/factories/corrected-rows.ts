import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import {
  billingRun,
  charge,
  chargeSplit,
  correction,
  correctionLine,
  discountSchedule,
  invoice,
  invoiceLine,
  invoiceLineSplit,
  invoiceLineTax,
  parkedCharge,
  postedDiscount,
  supplierWeekSpend,
  taxRule,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import type { World } from './program.ts';
import type { Placement } from './rows.ts';

/**
 * A row in each table that splits, taxes, discounts, parks or corrects what was billed. Written around the first billed
 * charge and adding up to nothing, so that the program's sums stay as they are.
 * @param db a transaction on the MSP's side of the wall
 */
export async function writeCorrected(db: Db, world: World, { supplierId }: Placement): Promise<void> {
  const { clientId, costCenterIds, people } = world;
  const [billed] = await db
    .select()
    .from(charge)
    .where(eq(charge.clientId, clientId))
    .orderBy(charge.id)
    .limit(1);
  const [document] = await db.select().from(invoice).where(eq(invoice.clientId, clientId)).limit(1);
  const [run] = await db.select().from(billingRun).where(eq(billingRun.clientId, clientId)).limit(1);
  const [schedule] = await db
    .select()
    .from(discountSchedule)
    .where(eq(discountSchedule.clientId, clientId))
    .limit(1);
  const [rule] = await db.select().from(taxRule).limit(1);
  if (!billed || !document || !run || !schedule || !rule)
    throw new Error('there is nothing billed to correct');
  const chargeId = billed.id;
  await db.insert(chargeSplit).values({ chargeId, clientId, costCenterId: costCenterIds[0], percent: '100' });
  const [unbilled] = await db
    .insert(charge)
    .values({
      ...billed,
      ...{ id: undefined, billingRunId: null, minutes: 0, amountMinor: 0, creditsChargeId: chargeId },
    })
    .returning({ id: charge.id });
  const [line] = await db
    .select()
    .from(invoiceLine)
    .where(and(eq(invoiceLine.chargeId, chargeId), eq(invoiceLine.side, 'client')));
  if (!line) throw new Error('the charge stands on no line');
  const { amountMinor, discountMinor, feeMinor, taxMinor, totalMinor, minutes, invoiceId } = line;
  await db.insert(invoiceLineSplit).values({
    ...{ amountMinor, discountMinor, feeMinor, taxMinor, totalMinor, minutes, invoiceId },
    ...{ chargeId, clientId, costCenterId: costCenterIds[0], percent: '100' },
  });
  await db.insert(invoiceLineTax).values({
    ...{ chargeId: unbilled?.id ?? chargeId, side: 'client', leg: 'supply', invoiceId: document.id },
    ...{ clientId, supplierId, taxRuleId: rule.id, rate: '0.01', baseMinor: 0, taxMinor: 0 },
  });
  await db.insert(postedDiscount).values({
    ...{ clientId, supplierId, billingRunId: run.id, scheduleId: schedule.id, method: 'graduated' },
    ...{ beforeMinor: 0, grossMinor: 0, discountMinor: 0 },
  });
  await db
    .insert(supplierWeekSpend)
    .values({ clientId, supplierId, weekEndsOn: billed.weekEndsOn, grossMinor: 0 })
    .onConflictDoNothing();
  await db.insert(parkedCharge).values({
    ...{ billingRunId: run.id, chargeId, clientId, finding: 'above_card', detail: 'above the card' },
  });
  const correctionId = randomUUID();
  const { accountId, name } = people.finance;
  const legs = { creditMinor: 0, rebillMinor: 0, netMinor: 0 };
  const preview = {
    ...{ client: legs, supplier: legs, msp: legs, tax: legs },
    ...{ lines: [], suppliers: [], purchaseOrders: [] },
  };
  await db.insert(correction).values({
    ...{ id: correctionId, clientId, number: 1, kind: 'credit', reasonCode: 'other', reason: 'As agreed' },
    ...{ preview, createdBy: accountId, createdByName: name },
  });
  await db.insert(correctionLine).values({ correctionId, clientId, chargeId, place: 1, creditMinor: 1 });
}
