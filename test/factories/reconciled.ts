import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { miscCharge } from '#db/schema/index.ts';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import { addCode } from '#app/expenses/commands/add-code.server.ts';
import { addLine } from '#app/expenses/commands/add-line.server.ts';
import { approveCharge } from '#app/expenses/commands/approve-charge.server.ts';
import { approveSheet } from '#app/expenses/commands/approve-sheet.server.ts';
import { requestCharge } from '#app/expenses/commands/request-charge.server.ts';
import { startSheet } from '#app/expenses/commands/start-sheet.server.ts';
import { submitSheet } from '#app/expenses/commands/submit-sheet.server.ts';
import { makeDueCharges } from '#app/expenses/due-charges.server.ts';
import { addLineForm, chargeForm, codeForm } from '#app/expenses/forms.ts';
import { reconciliationOf } from '#app/invoices/reconciliation.server.ts';
import { agrees, type Control } from '#app/invoices/reconciliation.ts';
import { ok } from '#app/values/result.ts';
import { billedPeriod, firstHalfOfMarch, secondHalfOfMarch } from './bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from './program.ts';
import { fillPosition, type Assigned } from './story.ts';
import { approvedWeek, correctedWeek } from './weeks.ts';

/** What each control is called, in their order. */
export const titles = {
  time: 'Approved time is billed or accounted for',
  expenses: 'Approved expenses are billed or accounted for',
  misc: 'Approved miscellaneous charges are billed or accounted for',
  replaced: 'What a corrected version replaced is taken back whole',
  clientLines: 'Each charge of the run is on the client’s documents',
  supplierLines: 'Each charge of the run is on a supplier’s document',
  preview: 'What was previewed is what was issued',
  discounts: 'Discounts given are on the client’s lines',
  splits: 'Cost centers bear all of the lines that are split',
  clientSums: 'The client’s documents add up',
  supplierSums: 'The suppliers’ documents add up',
  bothSides: 'What the client is charged, less what suppliers are paid, is fees and taxes',
  receivable: 'The client owes what its documents say',
  payable: 'Suppliers are owed what their documents say',
  fees: 'Fees on documents are income in the ledger',
  taxes: 'Taxes on documents are owed in the ledger',
  balance: 'Debits are credits',
  clearing: 'Both sides meet in clearing and leave nothing',
  inARow: 'The documents of the run follow one another',
  series: 'Each number before them is on a document',
};

/** The guards would refuse it; whoever owns the database can switch them off. */
export const asOwner = (world: World, statement: string) =>
  world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx.unsafe(statement);
  });

/** Fees of both kinds, a discount, a tax, and work that two cost centers bear: every part that a document can have. */
async function aProgramWithAllParts(): Promise<World> {
  const world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')] });
  await asOwner(
    world,
    `update site set region = 'R-${world.code}' where client_id = '${world.clientId}';
     insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
     values ('US', 'R-${world.code}', 'temporary_staffing', 'supply', 'full', 0.05, 'US-R', 'A test', '2026-01-01', '[2025-01-01,)');
     insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, cost_booking)
     values ('${world.clientId}', '2025-06-01', 'us-ca', 30, 30, 'split');
     with schedule as (
       insert into discount_schedule (client_id, supplier_id, label, kind, method, spend_window, effective)
       values ('${world.clientId}', '${world.suppliers.cobalt}', 'Volume', 'volume', 'cliff_retroactive', 'year_to_date', '[2026-01-01,)') returning *)
     insert into discount_tier (schedule_id, client_id, from_minor, fraction)
     select s.id, s.client_id, t.from_minor, t.fraction from schedule s, (values (0, 0.01), (400000, 0.02)) t (from_minor, fraction)`,
  );
  return world;
}

/**
 * Two runs, one after the other, with everything that may come between: a week approved too late for the first, a
 * credit of a part, a week that a corrected version replaced, and one approved after the second.
 */
export async function aReconciledProgram(): Promise<{ world: World; first: string; second: string }> {
  const world = await aProgramWithAllParts();
  const assigned = await fillPosition(world, { bill: '87.33', pay: '60.00', splits: ['66.67', '33.33'] });
  const late = await fillPosition(world, { bill: '61.25', pay: '40.00', name: 'Nora Vance' });
  world.on('2026-03-16');
  const hours = { Mon: 9, Tue: '8:10', Wed: 13, Thu: 8, Fri: 8, Sat: 4 };
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-08', hours);
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 8 });
  await spent(world, assigned);
  const first = (await billedPeriod(world, firstHalfOfMarch)).runId;

  world.on('2026-03-20');
  await approvedWeek(world, late, '2026-03-15', { Mon: 8, Tue: 8, Wed: '7:20' });
  await creditOfAShare(world, first);
  await correctedWeek(world, assigned, timesheetId, { ...hours, Wed: 9 });
  world.on('2026-04-01');
  await approvedWeek(world, assigned, '2026-03-22', { Mon: 10, Tue: 10, Wed: 10, Thu: 10 });
  // The laptop falls due every week, and a job that is not at work here charges it.
  await world.does('finance', async (ctx) =>
    ok(await makeDueCharges(ctx, eq(miscCharge.clientId, world.clientId))),
  );
  const second = (await billedPeriod(world, secondHalfOfMarch)).runId;
  await approvedWeek(world, late, '2026-03-29', { Fri: 8 });
  return { world, first, second };
}

/** A tenth of every line but the rebate is taken back, on documents of its own. */
async function creditOfAShare(world: World, runId: string): Promise<void> {
  const rows = await world.rows<{ id: number }>(
    sql`select id from charge where billing_run_id = ${runId} and amount_minor > 0 order by id`,
  );
  const typed = correctionForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, charges: rows.map(({ id }) => String(id)) },
    ...{ how: 'share', sharePercent: '10', reasonCode: 'dispute', reason: 'A dispute was settled' },
  });
  const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed));
  await world.does('finance', (ctx) => submitCorrection(ctx, id));
  await world.does('admin', (ctx) => issueCorrection(ctx, id));
}

/** An expense sheet of two lines, a charge that comes once and one that comes every week, all of the first half of March. */
async function spent(world: World, { assignmentId, worker }: Assigned): Promise<void> {
  const { clientId, costCenterIds } = world;
  const [costCenterId] = costCenterIds;
  const [codeId, sheetId] = [randomUUID(), randomUUID()];
  const code = codeForm.parse({ id: codeId, code: 'taxi', name: 'Taxi', bearsFees: false });
  await world.does('admin', (ctx) => addCode(ctx, clientId, code));
  await world.does(worker, (ctx) => startSheet(ctx, { id: sheetId, assignmentId, title: 'Training' }));
  for (const [spentOn, amount] of [
    ['2026-03-04', '24.50'],
    ['2026-03-14', '11.05'],
  ]) {
    const line = { intent: 'add', id: randomUUID(), spentOn, expenseCodeId: codeId, costCenterId, amount };
    await world.does(worker, (ctx) => addLine(ctx, sheetId, addLineForm.parse(line)));
  }
  await world.does(worker, (ctx) => submitSheet(ctx, sheetId, { attest: true }));
  await world.does('ana', (ctx) => approveSheet(ctx, sheetId));
  for (const series of [
    { label: 'Badge', amount: '15.00', cadence: 'once', startsOn: '2026-03-09' },
    { label: 'Laptop', amount: '30.00', cadence: 'weekly', startsOn: '2026-03-03', endsOn: '2026-12-31' },
  ]) {
    const id = randomUUID();
    const asked = chargeForm.parse({ id, assignmentId, costCenterId, ...series });
    await world.does('recruiter', (ctx) => requestCharge(ctx, asked));
    await world.does('ana', (ctx) => approveCharge(ctx, id));
  }
}

export const controlsOf = async (world: World, runId: string): Promise<Control[]> => {
  const found = await world.reads('auditor', (ctx) => reconciliationOf(ctx, runId));
  return (found?.groups ?? []).flatMap(({ controls }) => controls);
};

/** The controls that do not agree, by their titles. */
export const differing = async (world: World, runId: string): Promise<string[]> =>
  (await controlsOf(world, runId)).filter((control) => !agrees(control)).map(({ title }) => title);

/** The parts of a control's second side, with what is counted of each. */
export async function partsOf(
  world: World,
  runId: string,
  title: string,
): Promise<Record<string, number | null>> {
  const control = (await controlsOf(world, runId)).find((one) => one.title === title);
  if (!control) throw new Error(`no control ${title}`);
  return Object.fromEntries(
    control.second.parts.map(({ label, count }): [string, number | null] => [
      label.split(':')[0] ?? label,
      count,
    ]),
  );
}
