import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { addDays } from '#app/values/week.ts';
import { billedPeriod, firstHalfOfMarch } from './bills.ts';
import { bankInRows, draftedRun, released } from './payments.ts';
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

/** Accounts that Cobalt is paid to and the MSP pays from. */
export async function openAccounts(world: World): Promise<void> {
  await bankInRows(world, 'cobalt');
  await bankInRows(world, 'msp');
}

/** Sixty days later everything is payable: a payment run of it, approved by a second person and not sent. */
export async function approvedPayments(world: World): Promise<string> {
  await openAccounts(world);
  const day = addDays(world.now().toISOString().slice(0, 10), 60);
  world.on(day);
  await released(world);
  const id = await draftedRun(world, day);
  await world.does('finance', (ctx) => approveRun(ctx, id));
  return id;
}
