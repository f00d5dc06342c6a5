import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { laws } from '#app/proofs/verify-laws.server.ts';
import { verifyMoney } from '#app/proofs/verify.server.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';

test('what was billed is found again, and a number that was forged is not', async () => {
  const world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')] });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00' });
  world.on('2026-03-16');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-15', {
    Mon: 9,
    Tue: 8,
    Wed: 13,
    Thu: 8,
    Fri: 8,
    Sat: 4,
  });
  await billedPeriod(world, firstHalfOfMarch);
  const before = await verifyMoney(world.database);
  const ours = (found: typeof before) =>
    found.differences.filter(
      ({ reference }) =>
        reference?.includes(world.code) || reference === timesheetId || references.has(reference ?? ''),
    );
  const references = new Set(
    (
      await world.rows<{ reference: string }>(
        sql`select reference from invoice where client_id = ${world.clientId}`,
      )
    ).map(({ reference }) => reference),
  );
  expect(ours(before)).toEqual([]);
  expect(before.laws).toBe(laws.length + 1);

  // The guards would refuse each of these; whoever owns the database can switch them off.
  const forge = (statement: string) =>
    world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
      await tx.unsafe(statement);
    });
  const [line] = await world.rows<{ id: number }>(sql`
    select l.id from invoice_line l where l.client_id = ${world.clientId} and l.kind = 'client_invoice' order by id limit 1`);
  await forge(
    `update time_line set minutes = minutes + 60 where timesheet_id = '${timesheetId}' and pay_code = 'ST' and work_date = '2026-03-10'`,
  );
  await forge(
    `update invoice_line_fee set fee_minor = fee_minor + 1 where client_id = '${world.clientId}' and funding = 'client'`,
  );
  await forge(
    `update invoice_line set amount_minor = amount_minor + 100, total_minor = total_minor + 100 where id = ${line?.id ?? 0}`,
  );
  await forge(
    `update ledger_entry set amount_minor = amount_minor + 1 where client_id = '${world.clientId}'`,
  );
  const sentences = new Set((await verifyMoney(world.database)).differences.map(({ sentence }) => sentence));
  for (const said of [
    'A week is classified by its overtime rule',
    'A charge holds the minutes that its week has for its pay code and cost center',
    'A fee rounded by line is its fraction of the discounted amount, cut at its cap',
    'A line bears the fees that are listed for it',
    'A line costs its minutes at its rate, rounded once half away from zero',
    'A document is the sum of its lines and items',
    'Every ledger transaction balances',
    'What a client owes and a supplier is owed is what documents, receipts and payments say',
  ])
    expect([...sentences]).toContain(said);
});
