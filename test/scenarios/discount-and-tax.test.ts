import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billedPeriod, clientTotals, supplierTotals } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';
import { formatAmount } from '#app/values/money.ts';

/*
 * Field guide 3.12, example B: client-funded 3 % on the statement, a graduated volume discount of 2 % above 250,000.00
 * with 248,000.00 spent before, Connecticut's 6.35 % on the work and on the fee, two cost centers 60/40.
 * 120 h × 28.50 = 3,420.00 and 10 h of overtime × 42.75 = 427.50: gross 3,847.50.
 */

async function connecticut(world: World, flow: 'principal' | 'agent', method = 'graduated'): Promise<void> {
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${`CT-${world.code}`} where client_id = ${world.clientId}`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, rounding, effective) values (${world.clientId}, 'MSP fee', 'client', 0.03, 'statement', '[2025-01-01,)')`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, opening_minor, opening_on, effective)
      values (${world.clientId}, 'Volume', 'volume', ${method}, 'year_to_date', 24800000, '2026-01-01', '[2025-01-01,)') returning id`;
    await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction) values (${schedule?.id ?? ''}, ${world.clientId}, 0, 0), (${schedule?.id ?? ''}, ${world.clientId}, 25000000, 0.02)`;
    for (const leg of ['supply', 'client_fee'])
      await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
        values ('US', ${`CT-${world.code}`}, 'temporary_staffing', ${leg}, 'full', 0.0635, 'US-CT', 'Field guide 3.12, example B', '2026-01-01', '[2025-01-01,)')`;
    await tx`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, cost_booking, tax_flow)
      values (${world.clientId}, '2025-06-01', 'us-flsa', 30, 30, 'split', ${flow})`;
  });
}

const threeWeeks = async (world: World) => {
  const assigned = await fillPosition(world, {
    bill: '28.50',
    pay: '20',
    minRate: '20',
    splits: ['60', '40'],
  });
  world.on('2026-04-01');
  // 50 h are 40 straight and 10 of overtime under the FLSA, the other two weeks 40 each.
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 10, Tue: 10, Wed: 10, Thu: 10, Fri: 10 });
  for (const week of ['2026-03-15', '2026-03-22'])
    await approvedWeek(world, assigned, week, { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
};

const march = { startsOn: '2026-03-01', endsOn: '2026-03-31' };

test('as principal the client pays 4,174.10 and the supplier gets 3,810.55', async () => {
  const world = await aProgram({ fees: [] });
  await connecticut(world, 'principal');
  await threeWeeks(world);
  await billedPeriod(world, march);
  // 3,847.50 − 36.95 = 3,810.55; fee 3 % = 114.32; tax 241.97 + 7.26 = 249.23.
  expect(await clientTotals(world)).toEqual(['4,174.10']);
  expect(await supplierTotals(world)).toEqual(['3,810.55']);
  const [parts] = await world.rows(sql`
    select time_minor, discount_minor, fee_minor, tax_minor from invoice where client_id = ${world.clientId} and kind = 'client_invoice'`);
  expect(parts).toEqual({
    time_minor: 384_750,
    discount_minor: -3_695,
    fee_minor: 11_432,
    tax_minor: 24_923,
  });
  const taxes = await world.rows(sql`
    select t.leg, t.rate::text, t.base_minor, t.tax_minor, t.reason from invoice_tax t join invoice i on i.id = t.invoice_id
    where t.client_id = ${world.clientId} order by i.side, t.leg desc`);
  expect(taxes).toEqual([
    { leg: 'supply', rate: '0.063500', base_minor: 381_055, tax_minor: 24_197, reason: '' },
    { leg: 'client_fee', rate: '0.063500', base_minor: 11_432, tax_minor: 726, reason: '' },
    // The supplier's document says why it shows none.
    {
      leg: 'supply',
      rate: '0.000000',
      base_minor: 381_055,
      tax_minor: 0,
      reason: 'Supplied for resale: the program accounts for the tax',
    },
  ]);
  const splits = await world.rows<{ total: number }>(sql`
    select sum(s.total_minor)::bigint as total from invoice_line_split s join cost_center k on k.id = s.cost_center_id
    where s.client_id = ${world.clientId} group by k.code order by k.code`);
  expect(splits.map(({ total }) => formatAmount(total))).toEqual(['2,504.46', '1,669.64']);
  const spent = await world.rows<{ total: number }>(
    sql`select sum(total_minor)::bigint as total from client_spend where client_id = ${world.clientId} group by cost_center_id order by 1 desc`,
  );
  expect(spent.map(({ total }) => formatAmount(total))).toEqual(['2,504.46', '1,669.64']);
  await expectInvariantsHold(world);
});

test('as agent the supplier is owed the tax on its work: 4,052.52', async () => {
  const world = await aProgram({ fees: [] });
  await connecticut(world, 'agent');
  await threeWeeks(world);
  // Without its consent nobody writes a taxed invoice for a supplier: its lines are parked and nothing is billed.
  world.on('2026-04-02');
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`insert into self_billing_agreement (client_id, supplier_id, tax_number, effective, consented_by, consented_by_name)
      values (${world.clientId}, ${world.suppliers.cobalt}, 'CT-1', '[2026-01-01,2027-01-01)', ${world.people.recruiter.accountId}, 'R')`;
  });
  await billedPeriod(world, march);
  expect(await clientTotals(world)).toEqual(['4,174.10']);
  expect(await supplierTotals(world)).toEqual(['4,052.52']); // 3,810.55 + 241.97
  await expectInvariantsHold(world);
});

test('a cliff counts for the whole run, or for the whole window as a rebate', async () => {
  const world = await aProgram({ fees: [] });
  await connecticut(world, 'principal', 'cliff_prospective');
  await threeWeeks(world);
  await billedPeriod(world, march);
  const rows = await world.rows(
    sql`select discount_minor from invoice where client_id = ${world.clientId} and kind = 'client_invoice'`,
  );
  expect(rows).toEqual([{ discount_minor: -7_695 }]); // 2 % × 3,847.50
  await expectInvariantsHold(world);

  const other = await aProgram({ fees: [] });
  await connecticut(other, 'principal', 'cliff_retroactive');
  await threeWeeks(other);
  await billedPeriod(other, march);
  const documents = await other.rows(sql`
    select kind, time_minor, other_minor, discount_minor from invoice where client_id = ${other.clientId} order by kind`);
  expect(documents).toEqual([
    { kind: 'client_credit', time_minor: 0, other_minor: -503_695, discount_minor: 0 }, // 2 % × 251,847.50
    { kind: 'client_invoice', time_minor: 384_750, other_minor: 0, discount_minor: 0 },
    { kind: 'self_bill', time_minor: 384_750, other_minor: 0, discount_minor: 0 },
    { kind: 'supplier_credit', time_minor: 0, other_minor: -503_695, discount_minor: 0 },
  ]);
  await expectInvariantsHold(other);
});
