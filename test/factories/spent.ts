import { randomUUID } from 'node:crypto';
import { expenseCode, expenseLine, expenseSheet, miscCharge } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import type { World } from './program.ts';
import type { Placement } from './rows.ts';

/** A code, a draft with one line, and a charge that was asked for, past every command. */
export async function writeSpent(db: Db, world: World, placement: Placement): Promise<void> {
  const { clientId, costCenterIds, people } = world;
  const { supplierId, assignmentId, workerId } = placement;
  const [codeId, sheetId] = [randomUUID(), randomUUID()];
  const { accountId, name } = people.recruiter;
  const [costCenterId] = costCenterIds;
  await db.insert(expenseCode).values({ id: codeId, clientId, code: 'MILES', name: 'Mileage' });
  await db.insert(expenseSheet).values({
    ...{ id: sheetId, clientId, supplierId, assignmentId, workerId, number: 1, title: 'Training' },
    ...{ totalMinor: 1250, lineCount: 1, hiringManagerId: people.ana.accountId, createdBy: accountId },
  });
  await db.insert(expenseLine).values({
    ...{ clientId, supplierId, sheetId, place: 1, spentOn: '2026-03-11' },
    ...{ expenseCodeId: codeId, costCenterId, amountMinor: 1250 },
  });
  await db.insert(miscCharge).values({
    ...{ clientId, supplierId, assignmentId, label: 'Background check', amountMinor: 4500, costCenterId },
    ...{ cadence: 'once' as const, startsOn: '2026-03-02', requestedBy: accountId, requestedByName: name },
  });
}
