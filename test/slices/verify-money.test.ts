import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { sentences, verifyMoney } from '#app/proofs/verify.server.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';

let world: World;
let week: string;
let charge: number;

beforeAll(async () => {
  world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')] });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00' });
  world.on('2026-03-16');
  const hours = { Mon: 9, Tue: 8, Wed: 13, Thu: 8, Fri: 8, Sat: 4 };
  week = (await approvedWeek(world, assigned, '2026-03-15', hours)).timesheetId;
  await billedPeriod(world, firstHalfOfMarch);
  const [line] = await world.rows<{ charge: number }>(sql`
    select charge_id as charge from invoice_line where client_id = ${world.clientId} and side = 'client' order by id limit 1`);
  charge = line?.charge ?? 0;
});

/** The sentences that do not hold of this program, in the order in which they are asked. */
async function broken(): Promise<string[]> {
  const ours = new Set(
    (
      await world.rows<{ name: string }>(sql`
        select reference as name from invoice where client_id = ${world.clientId} union all select ${week}
        union all select id::text from billing_run where client_id = ${world.clientId} union all select 'INV-2026'`)
    ).map(({ name }) => name),
  );
  const { differences } = await verifyMoney(world.database);
  const found = new Set(
    differences
      .filter(({ reference }) => reference?.includes(world.code) || ours.has(reference ?? ''))
      .map(({ sentence }) => sentence),
  );
  return sentences.filter((sentence) => found.has(sentence));
}

/** The guards would refuse it; whoever owns the database can switch them off. */
const forge = (statement: string) =>
  world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx.unsafe(statement);
  });

test('what was billed is found again', async () => {
  const told: string[] = [];
  const found = await verifyMoney(world.database, (sentence) => told.push(sentence));
  expect(await broken()).toEqual([]);
  expect(found.laws).toBe(sentences.length);
  expect(found.lines).toBeGreaterThanOrEqual(4);
  expect(told.sort()).toEqual([...sentences].sort());
});

describe('a number that was forged is not', () => {
  const client = () => `client_id = '${world.clientId}'`;
  const line = (side: string) => `charge_id = ${charge} and side = '${side}'`;
  const lineSum = `amount_minor = amount_minor + $ * 100, total_minor = total_minor + $ * 100`;

  /** What is forged, with `$` for 1 and then, to mend it, for -1; and every law that must notice it. */
  const forgeries: [string, () => string, string[]][] = [
    [
      'minutes of a day',
      () =>
        `update time_line set minutes = minutes + $ * 60 where timesheet_id = '${week}' and pay_code = 'ST' and work_date = '2026-03-10'`,
      [
        'A charge holds the minutes that its week has for its pay code and cost center',
        'A week is classified by its overtime rule',
      ],
    ],
    [
      'the amount of a line',
      () => `update invoice_line set ${lineSum} where ${line('client')}`,
      [
        'A line costs its minutes at its rate, rounded once half away from zero',
        'Both sides of a charge differ by fees and taxes and by nothing else',
        'A document is the sum of its lines and items',
      ],
    ],
    [
      'the minutes of a line',
      () => `update invoice_line set minutes = minutes + $ where ${line('supplier')}`,
      [
        'A line costs its minutes at its rate, rounded once half away from zero',
        'A document is the sum of its lines and items',
      ],
    ],
    [
      'a discount on one side alone',
      () =>
        `update invoice_line set discount_minor = discount_minor - $, total_minor = total_minor - $ where ${line('supplier')}`,
      [
        'Both sides of a charge differ by fees and taxes and by nothing else',
        'A document is the sum of its lines and items',
      ],
    ],
    [
      'a rate, with everything that follows from it',
      () =>
        `update charge set bill_rate = bill_rate + $, amount_minor = app.line_amount_minor(minutes, bill_rate + $) where id = ${charge};
         update invoice_line l set bill_rate = c.bill_rate, amount_minor = c.amount_minor, total_minor = l.total_minor - l.amount_minor + c.amount_minor from charge c where c.id = l.charge_id and c.id = ${charge}`,
      [
        'A charge is priced at the rate that was in force for its assignment, pay code and first day',
        'A fee is its fraction of the discounted amount, as its schedule says',
        'A document is the sum of its lines and items',
      ],
    ],
    [
      'a fee',
      () =>
        `update invoice_line_fee set fee_minor = fee_minor + $ where charge_id = ${charge} and funding = 'client'`,
      [
        'A fee is its fraction of the discounted amount, as its schedule says',
        'A line bears the fees that are listed for it',
      ],
    ],
    [
      'the fraction of a fee',
      () =>
        `update invoice_line_fee set fraction = fraction + $ * 0.000001 where charge_id = ${charge} and funding = 'supplier'`,
      ['A fee is its fraction of the discounted amount, as its schedule says'],
    ],
    [
      'a tax that no document owes',
      () =>
        `delete from invoice_line_tax where charge_id = ${charge};
         insert into invoice_line_tax (charge_id, side, leg, invoice_id, client_id, supplier_id, tax_rule_id, rate, base_minor, tax_minor)
         select charge_id, side, 'supply', invoice_id, client_id, supplier_id, invoice_id, 0.05, 0, 2 from invoice_line where ${line('client')} and 1 = $`,
      [
        'A line bears the taxes that are listed for it',
        'No line bears a tax that is off by a cent or more',
        'The lines bear the taxes of their documents',
      ],
    ],
    [
      'what a cost center bears',
      () =>
        `delete from invoice_line_split where charge_id = ${charge};
         insert into invoice_line_split (charge_id, cost_center_id, invoice_id, client_id, percent, minutes, amount_minor, discount_minor, fee_minor, tax_minor, total_minor)
         select charge_id, cost_center_id, invoice_id, client_id, 100, minutes, amount_minor + 1, discount_minor, fee_minor, tax_minor, total_minor + 1 from invoice_line where ${line('client')} and 1 = $`,
      ['What the cost centers bear of a line is the line'],
    ],
    [
      'the total of a document',
      () =>
        `update invoice set fee_minor = fee_minor + $, total_minor = total_minor + $ where ${client()} and side = 'client'`,
      [
        'A document is the sum of its lines and items',
        'What a client owes and a supplier is owed is what documents, receipts and payments say',
      ],
    ],
    [
      'the ledger',
      () => `update ledger_entry set amount_minor = amount_minor + $ where ${client()}`,
      ['Every ledger transaction balances', 'The clearing account of every program is empty'],
    ],
    [
      'what was spent',
      () => `update client_spend set total_minor = total_minor + $ where ${client()}`,
      ['What dashboards say was spent is what was invoiced'],
    ],
    [
      'what was settled',
      () => `update invoice_balance set settled_minor = settled_minor + $ where ${client()}`,
      ['A document is settled by what its receipts, payments and credits say'],
    ],
    [
      'the numbers of documents',
      () => `update number_series set next_number = next_number + $ where series = 'INV' and year = 2026`,
      ['No number of a series is skipped or used twice'],
    ],
  ];

  test.each(forgeries)('%s', async (_what, statement, laws) => {
    await forge(statement().replaceAll('$', '1'));
    expect(await broken()).toEqual(expect.arrayContaining(laws));
    await forge(statement().replaceAll('$', '-1'));
    expect(await broken()).toEqual([]);
  });

  test('a charge that was taken off both of its documents', async () => {
    await forge(`delete from invoice_line where charge_id = ${charge}`);
    const { differences } = await verifyMoney(world.database);
    expect(differences).toContainEqual(
      expect.objectContaining({
        sentence: 'Both sides of a charge differ by fees and taxes and by nothing else',
        chargeId: charge,
      }),
    );
  });
});
