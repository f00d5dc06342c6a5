import { sql } from 'drizzle-orm';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { bankInRows, released } from '#test/factories/payments.ts';
import { aProgram } from '#test/factories/program.ts';
import { storiesIn, type Telling } from './undone.ts';

/*
 * A week of Cobalt that is billed and payable, with accounts on both ends, for the tests that take the guards of money
 * away. Import it once those have their switches.
 */

export const world = await aProgram();
await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-08' });
world.on('2026-03-16');
const { documents } = await billedPeriod(world, firstHalfOfMarch);

/** The account that Cobalt is paid to. */
export const account = await bankInRows(world);
await bankInRows(world, 'msp');
world.on('2026-06-01');
await released(world);

export const { clientId } = world;
export const invoice = documents.find(({ kind }) => kind === 'client_invoice') ?? { id: '', totalMinor: 0 };
/** What a run of everything that is payable would pay. */
export const { totalMinor } = await world.reads('admin', (ctx) => planFor(ctx, clientId, 'USD'));
export const undone = storiesIn(world);

/** The books of June are closed. */
export const closed = (at: Telling) =>
  at.writes(sql`insert into ledger_period (client_id, month, closed_by, closed_by_name, closed_at)
    values (${clientId}, '2026-06-01', ${world.people.admin.accountId}, 'Margaret Osei', now())`);
