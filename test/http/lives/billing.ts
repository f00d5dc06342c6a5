import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { finalizeBillingRun } from '#app/invoices/jobs.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import type { Period } from '#app/values/period.ts';
import type { World } from '#test/factories/program.ts';
import { chargeAsked, hours, weekApproved, type AtWork } from './at-work.ts';
import type { Living } from './living.ts';

const why = { reason: 'Somebody has looked at it.' };

/** A month of flat fees, and four periods: one with charges that are parked, the last held for its total. */
export async function billing(life: Living, work: AtWork): Promise<void> {
  await flatFees(life);
  await parkedPeriod(life, work, { startsOn: '2026-03-01', endsOn: '2026-03-08' });
  for (const [startsOn, endsOn] of [
    ['2026-03-09', '2026-03-15'],
    ['2026-03-16', '2026-03-22'],
  ] as const) {
    await weekApproved(life, work, endsOn, hours('8'));
    await finalized(life, await opened(life, { startsOn, endsOn }));
  }
  await heldPeriod(life, work, { startsOn: '2026-03-23', endsOn: '2026-03-29' });
}

async function flatFees({ act, world }: Living): Promise<void> {
  const { clientId } = world;
  const fee = { label: 'Platform', component: 'subscription', amountMinor: '4,000.00' };
  const once = { startsOn: '2026-03-01', endsOn: '2026-03-31' };
  await act('admin', `/programs/${clientId}/flat-fees/new`, { ...fee, ...once });
  await act('finance', '/billing/fees', {}, `?program=${clientId}&month=2026-03`);
}

/** @returns the address of the run */
async function opened({ act, world }: Living, period: Period): Promise<string> {
  const id = randomUUID();
  await act('finance', '/billing/new', { id, ...period }, `?program=${world.clientId}`);
  return `/billing/${id}`;
}

async function finalized({ act, world }: Living, run: string): Promise<void> {
  await act('finance', `${run}/finalization`);
  // No jobs run beside the test's server.
  const surroundings = { ...world.surroundings(), now: new Date(), config: readConfig({ NODE_ENV: 'test' }) };
  await finalizeBillingRun.run(surroundings, { runId: run.split('/').at(-1) ?? '' });
}

/** Overtime of the tests' placements is billed above the rate card. */
async function parkedPeriod(life: Living, work: AtWork, period: Period): Promise<void> {
  const { act, read } = life;
  await weekApproved(life, work, period.endsOn, hours('8', '10'));
  const run = await opened(life, period);
  await act('finance', `${run}/discard`);
  const again = await opened(life, period);
  await act('finance', `${again}/preview`);
  const charges = offered(await read('finance', again));
  await act('finance', `${again}/parked`, { charges, decision: 'released', ...why });
  await finalized(life, again);
  const [invoiceId] = await documentsOf(life.world, 'client_invoice');
  await act('clientFinance', `/invoices/${invoiceId}/approval`);
}

/** A run is compared with those before it, once there are three. */
async function heldPeriod(life: Living, work: AtWork, period: Period): Promise<void> {
  const { act } = life;
  const laptop = { label: 'Laptops', amount: '25,000', startsOn: period.startsOn };
  await act('ana', `${await chargeAsked(life, work, 'coordinator', laptop)}/approval`);
  const run = await opened(life, period);
  await act('finance', `${run}/release`, why);
  await finalized(life, run);
}

/** The first charge that a page offers to choose. */
export function offered(page: string): string {
  const found = /<input[^>]*name="charges"[^>]*value="(\d+)"/.exec(page)?.[1];
  if (!found) throw new Error('the page offers no charge');
  return found;
}

/** Documents of a program by id, those of the earliest period first. */
export async function documentsOf(world: World, kind: string): Promise<string[]> {
  const rows = await world.rows<{ id: string }>(
    sql`select id from invoice where client_id = ${world.clientId} and kind = ${kind} order by starts_on, number`,
  );
  return rows.map(({ id }) => id);
}
