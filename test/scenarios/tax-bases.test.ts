import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setSupplierReference } from '#app/assignments/commands/set-supplier-reference.server.ts';
import { billedPeriod, clientTotals, firstHalfOfMarch, supplierTotals } from '#test/factories/bills.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * The bases of field guide 3.7: the whole charge, the part over what the worker is paid, nothing; and who is exempt.
 * One week of 40 h: bill 87.00, pay 60.00, so 3,480.00 billed and 2,400.00 of wages; a client-funded fee of 3 %.
 */

type Rule = {
  leg: string;
  base: 'full' | 'fee_only' | 'none';
  rate: string;
  buyer?: string;
  reason?: string;
};

async function aTaxedWeek(
  rules: Rule[],
  more: (world: World, region: string) => Promise<void> = async () => undefined,
) {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const region = `T-${world.code}`;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${region} where client_id = ${world.clientId}`;
    for (const { leg, base, rate, buyer = null, reason = '' } of rules)
      await tx`insert into tax_rule (country, region, service_class, buyer_type, leg, base, rate, jurisdiction, reason, source, sourced_on, effective)
        values ('US', ${region}, 'temporary_staffing', ${buyer}, ${leg}, ${base}, ${rate}, 'US-T', ${reason}, 'A test', '2026-01-01', '[2025-01-01,)')`;
  });
  await more(world, region);
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00' });
  world.on('2026-03-16');
  await world.does('recruiter', (ctx) =>
    setSupplierReference(ctx, assigned.assignmentId, { supplierReference: 'COB-7781' }),
  );
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  await billedPeriod(world, firstHalfOfMarch);
  await expectInvariantsHold(world);
  return world;
}

const reasons = (world: World) =>
  world.rows(sql`
    select t.leg, t.base, t.base_minor, t.tax_minor, t.reason from invoice_tax t join invoice i on i.id = t.invoice_id
    where t.client_id = ${world.clientId} and i.side = 'client' order by t.leg desc`);

test('fee only: the tax is on what is put on the wages, and on the fee', async () => {
  const world = await aTaxedWeek([
    { leg: 'supply', base: 'fee_only', rate: '0.06' },
    { leg: 'client_fee', base: 'full', rate: '0.06' },
  ]);
  // (3,480.00 − 2,400.00) × 6 % = 64.80; fee 104.40 × 6 % = 6.26 (6.264). 3,480.00 + 104.40 + 71.06.
  expect(await reasons(world)).toEqual([
    { leg: 'supply', base: 'fee_only', base_minor: 108_000, tax_minor: 6_480, reason: '' },
    { leg: 'client_fee', base: 'full', base_minor: 10_440, tax_minor: 626, reason: '' },
  ]);
  expect(await clientTotals(world)).toEqual(['3,655.46']);
  expect(await supplierTotals(world)).toEqual(['3,480.00']);
});

test('a rule for one kind of buyer stands before the one for any, and a zero says why', async () => {
  const world = await aTaxedWeek(
    [
      { leg: 'supply', base: 'full', rate: '0.065' },
      {
        leg: 'supply',
        base: 'none',
        rate: '0',
        buyer: 'hospital',
        reason: 'Staff of hospitals are excepted',
      },
    ],
    (one) =>
      one.database.sql
        .begin(async (tx) => {
          await tx`select set_config('app.side', 'msp', true)`;
          await tx`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, buyer_type)
          values (${one.clientId}, '2025-06-01', 'none', 30, 30, 'hospital')`;
        })
        .then(() => undefined),
  );
  expect(await reasons(world)).toEqual([
    {
      leg: 'supply',
      base: 'none',
      base_minor: 348_000,
      tax_minor: 0,
      reason: 'Staff of hospitals are excepted',
    },
  ]);
  expect(await clientTotals(world)).toEqual(['3,584.40']);
});

test('a certificate exempts, and its number is printed', async () => {
  const world = await aTaxedWeek([{ leg: 'supply', base: 'full', rate: '0.065' }], async (one, region) => {
    await one.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      await tx`insert into exemption_certificate (id, client_id, country, region, number, reason, effective)
        values (${randomUUID()}, ${one.clientId}, 'US', ${region}, 'EX-9', 'Resale', '[2026-01-01,2027-01-01)')`;
    });
  });
  expect(await reasons(world)).toEqual([
    {
      leg: 'supply',
      base: 'none',
      base_minor: 348_000,
      tax_minor: 0,
      reason: 'Exempt, certificate EX-9: Resale',
    },
  ]);
});

test('where no rule is in use the document says so, and the supplier finds its own number on its line', async () => {
  const world = await aTaxedWeek([]);
  expect(await reasons(world)).toEqual([
    {
      leg: 'supply',
      base: 'none',
      base_minor: 348_000,
      tax_minor: 0,
      reason: `No rule in use here taxes work in T-${world.code}`,
    },
  ]);
  const [line] = await world.rows(sql`
    select a.supplier_reference from invoice_line l join assignment a on a.id = l.assignment_id
    where l.client_id = ${world.clientId} and l.side = 'supplier'`);
  expect(line).toEqual({ supplier_reference: 'COB-7781' });
});
