import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { purchaseOrder } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, supplierFunded } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { storiesIn, type Telling } from './undone.ts';

/*
 * The first half of a March is billed, on an order that has little left. Of the second half a week on the same order is
 * approved, and one on none. For the tests that take the guards of the books away; import it once those have switches.
 */

export const world = await aProgram({ fees: supplierFunded('2.5%') });
export const { clientId } = world;
const onOrder = await placementInRows(world);
const first = await weekInRows(world, onOrder, { weekEndsOn: '2026-03-15' });
const second = await weekInRows(world, onOrder, { weekEndsOn: '2026-03-22' });
await weekInRows(world, await placementInRows(world, { workerName: 'Bea Marlow' }), {
  weekEndsOn: '2026-03-22',
});
export const [billedCharge = 0] = first.chargeIds;
export const [coveredCharge = 0] = second.chargeIds;

/** Each week costs 783.00, and so 17.00 are left once the first one is billed. */
const purchaseOrderId = randomUUID();
await walled(world.database, { side: 'msp' }, async (db) => {
  await db.insert(purchaseOrder).values({
    ...{ id: purchaseOrderId, clientId, number: '4711', fundsMinor: 80_000 },
    effective: '[2026-01-01,)',
  });
  await db.execute(
    sql`update charge set purchase_order_id = ${purchaseOrderId} where id in (${billedCharge}, ${coveredCharge})`,
  );
});
world.on('2026-03-16');
const { documents } = await billedPeriod(world, firstHalfOfMarch);
export const invoiceId = documents.find(({ kind }) => kind === 'client_invoice')?.id ?? '';
world.on('2026-04-01');

export const undone = storiesIn(world);

/** The books of March and April are closed. */
export const closed = (at: Telling) =>
  at.writes(sql`insert into ledger_period (client_id, month, closed_by, closed_by_name, closed_at)
    select ${clientId}, month, ${world.people.admin.accountId}, 'Margaret Osei', now()
    from unnest(array['2026-03-01', '2026-04-01']::date[]) month`);
