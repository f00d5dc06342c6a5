import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { releaseSelfBills } from '#app/payments/payable.server.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { ok } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { billedPeriod, firstHalfOfMarch } from './bills.ts';
import type { World } from './program.ts';
import { fillPosition } from './story.ts';
import { approvedWeek } from './weeks.ts';

/** One week of 40 h at 87.00, approved and billed for the first half of March. */
export async function billedWeek(world: World): Promise<{ timesheetId: string }> {
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00' });
  world.on('2026-03-16');
  const week = await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  await billedPeriod(world, firstHalfOfMarch);
  return week;
}

/** A credit of a share of every billed line, waiting for a second person. */
export async function submittedCorrection(world: World, sharePercent: string): Promise<string> {
  const rows = await world.rows<{ id: number }>(
    sql`select id from charge where client_id = ${world.clientId} and credits_charge_id is null and billing_run_id is not null order by id`,
  );
  const typed = correctionForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, charges: rows.map(({ id }) => String(id)) },
    ...{ how: 'share', sharePercent, reasonCode: 'dispute', reason: 'A dispute was settled' },
  });
  const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed));
  await world.does('finance', (ctx) => submitCorrection(ctx, id));
  return id;
}

/** Bank accounts of Cobalt and the MSP, confirmed long ago; how they come to be has tests of its own. */
export async function openAccounts(world: World): Promise<void> {
  const owners: [string, string][] = [
    [world.suppliers.cobalt, world.people.supplierAdmin.accountId],
    [world.mspId, world.people.coordinator.accountId],
  ];
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    for (const [owner, proposer] of owners) {
      const [there] = await tx`select 1 from bank_account where supplier_id = ${owner} and status = 'confirmed'`;
      if (there) continue;
      await tx`insert into bank_account (id, supplier_id, status, holder, account_number, bank_code, bank_code_kind, country, proposed_by, proposed_by_name, proposed_at,
          confirmed_by, confirmed_by_name, confirmed_at, usable_from)
        values (${randomUUID()}, ${owner}, 'confirmed', 'Holder', '1234567890', '021000021', 'USABA', 'US', ${proposer}, 'P', '2025-01-01',
          ${world.people.clientAdmin.accountId}, 'C', '2025-01-02', '2025-01-03')`;
    }
  });
}

/** Sixty days later everything is payable: a payment run of it, approved by a second person and not sent. */
export async function approvedPayments(world: World): Promise<string> {
  await openAccounts(world);
  const day = addDays(world.now().toISOString().slice(0, 10), 60);
  world.on(day);
  const { clientId } = world;
  await world.does('finance', async (ctx) => ok(await releaseSelfBills(ctx, { clientId })));
  const plan = await world.reads('finance', (ctx) => planFor(ctx, clientId, 'USD'));
  const input = { id: randomUUID(), clientId, payOn: day, seenTotalMinor: plan.totalMinor };
  const { id } = await world.does('finance', (ctx) => draftRun(ctx, input));
  await world.does('admin', (ctx) => approveRun(ctx, id));
  return id;
}
