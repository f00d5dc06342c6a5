import { randomUUID } from 'node:crypto';
import { accrual, accrualLine, budget, ledgerPeriod, purchaseOrder } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import type { World } from './program.ts';
import type { Placement } from './rows.ts';

/**
 * A closed month, an accrual with a line, a purchase order and a budget, straight into their tables.
 * @param db a transaction on the MSP's side of the wall
 */
export async function writeBooks(
  db: Db,
  { clientId, people, costCenterIds }: World,
  { supplierId, assignmentId }: Placement,
): Promise<void> {
  const { accountId, name } = people.finance;
  // Long before anything else in the world, so that closed books are in nobody's way.
  await db
    .insert(ledgerPeriod)
    .values({ clientId, month: '2024-01-01', closedBy: accountId, closedByName: name });
  const purchaseOrderId = randomUUID();
  await db.insert(purchaseOrder).values({
    id: purchaseOrderId,
    clientId,
    number: '4711',
    fundsMinor: 100_000,
    effective: '[2025-01-01,)',
  });
  await db
    .insert(budget)
    .values({ clientId, costCenterId: costCenterIds[0], year: 2026, amountMinor: 1_000_000 });
  const accrualId = randomUUID();
  const figures = { clientMinor: 100, supplierMinor: 100 };
  await db.insert(accrual).values({
    ...{ id: accrualId, clientId, month: '2024-01-01', asOf: '2024-01-31' },
    ...{ createdBy: accountId, createdByName: name, feeMinor: 0, taxMinor: 0, ...figures },
  });
  await db.insert(accrualLine).values({
    ...{ accrualId, clientId, supplierId, assignmentId, purchaseOrderId, class: 'approved' },
    ...{ costCenterId: costCenterIds[0], amountMinor: 100, method: 'Approved and not billed', ...figures },
  });
}
