import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billRun } from '#app/invoices/bill.server.ts';
import { decideParked } from '#app/invoices/commands/decide-parked.server.ts';
import { allocate, roundTogether } from '#app/values/allocate.ts';
import { Decimal } from '#app/values/decimal.ts';
import { volumeDiscount } from '#app/values/discount.ts';
import { sum } from '#app/values/money.ts';
import { lineAmountMinor, percentOf } from '#app/values/price.ts';
import { addDays } from '#app/values/week.ts';
import { previewedRun } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';

/*
 * A whole run with everything on it, priced in SQL, against the same in TypeScript: a graduated discount laid on the
 * lines, a fee by line, a fee by statement, a capped fee, a tax on the work and one on the client's fees, and a split
 * over two cost centers. Generated lines; the same ones every time unless FC_SEED says otherwise.
 */

const TIERS = [
  { fromMinor: 0, fraction: '0.005' },
  { fromMinor: 200_000, fraction: '0.02' },
  { fromMinor: 900_000, fraction: '0.0375' },
];
const FEES = { line: '0.025', statement: '0.013', capped: '0.09' };
const CAP = '1.15';
const TAX = { supply: '0.0635', client_fee: '0.04125' };
const SPLIT: [string, string] = ['37.5', '62.5'];

async function terms(world: World): Promise<void> {
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    const region = `Z-${world.code}`;
    await tx`update site set region = ${region} where client_id = ${world.clientId}`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, rounding, cap_per_hour, effective) values
      (${world.clientId}, 'line', 'supplier', ${FEES.line}, 'line', null, '[2025-01-01,)'),
      (${world.clientId}, 'statement', 'client', ${FEES.statement}, 'statement', null, '[2025-01-01,)'),
      (${world.clientId}, 'capped', 'client', ${FEES.capped}, 'line', ${CAP}, '[2025-01-01,)')`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, effective)
      values (${world.clientId}, 'Volume', 'volume', 'graduated', 'year_to_date', '[2025-01-01,)') returning id`;
    for (const { fromMinor, fraction } of TIERS)
      await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction) values (${schedule?.id ?? ''}, ${world.clientId}, ${fromMinor}, ${fraction})`;
    for (const [leg, rate] of Object.entries(TAX))
      await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
        values ('US', ${region}, 'temporary_staffing', ${leg}, 'full', ${rate}, 'US-Z', 'A test', '2026-01-01', '[2025-01-01,)')`;
  });
}

type Generated = { minutes: number; rate: string };

/** What billing must make of the charges, in the order of their ids. */
function priced(charges: Generated[]) {
  const amounts = charges.map(({ minutes, rate }) => lineAmountMinor(minutes, rate));
  const gross = sum(amounts);
  const { discountMinor } = volumeDiscount('graduated', TIERS, 0, gross);
  const discounts = allocate(discountMinor, amounts).map((minor) => (minor === 0 ? 0 : -minor));
  const nets = amounts.map((amount, index) => amount + (discounts[index] ?? 0));
  const exactly = (values: number[], fraction: string) =>
    values.map((value) => new Decimal(value).times(fraction).toFixed());
  const statement = roundTogether(exactly(nets, FEES.statement));
  const clientFees = nets.map(
    (net, index) =>
      Math.min(percentOf(net, FEES.capped), lineAmountMinor(charges[index]?.minutes ?? 0, CAP)) +
      (statement[index] ?? 0),
  );
  const supplierFees = nets.map((net) => 0 - percentOf(net, FEES.line));
  const supplyTax = roundTogether(exactly(nets, TAX.supply));
  const feeTax = roundTogether(exactly(clientFees, TAX.client_fee));
  const clientTax = supplyTax.map((tax, index) => tax + (feeTax[index] ?? 0));
  return { amounts, discounts, clientFees, supplierFees, clientTax };
}

/** The parts of a column by the running total, as cost centers bear it. */
function split(column: number[]): [number, number][] {
  let upto = 0;
  return column.map((value) => {
    const before = allocate(upto, SPLIT);
    upto += value;
    const after = allocate(upto, SPLIT);
    return [(after[0] ?? 0) - (before[0] ?? 0), (after[1] ?? 0) - (before[1] ?? 0)];
  });
}

const rates = fc
  .integer({ min: 100, max: 1_200_000 })
  .map((tenThousandths) => (tenThousandths / 10_000).toFixed(4));
const lines = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 900 }), rate: rates }), {
  minLength: 3,
  maxLength: 18,
});

test('a whole run with discount, fees, caps, taxes and splits is priced in SQL as in TypeScript', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (charges) => {
      const world = await aProgram({ fees: [], overtime: 'none' });
      await terms(world);
      const placement = await placementInRows(world);
      const ids: number[] = [];
      for (const [index, charge] of charges.entries())
        ids.push(
          ...(
            await weekInRows(world, placement, {
              weekEndsOn: addDays('2026-01-04', 7 * index),
              charges: [charge],
            })
          ).chargeIds,
        );
      await world.database.sql.begin(async (tx) => {
        await tx`select set_config('app.side', 'msp', true)`;
        await tx`insert into charge_split (charge_id, client_id, cost_center_id, percent)
          select id, ${world.clientId}, c.center, c.percent from unnest(${ids}::bigint[]) id
          cross join (values (${world.costCenterIds[0]}::uuid, ${SPLIT[0]}::numeric), (${world.costCenterIds[1]}::uuid, ${SPLIT[1]}::numeric)) c (center, percent)`;
      });
      world.on('2026-06-01');
      const { runId } = await previewedRun(world, { startsOn: '2026-01-01', endsOn: '2026-05-31' });
      const parked = await world.rows<{ charge_id: number }>(
        sql`select distinct charge_id from parked_charge where billing_run_id = ${runId}`,
      );
      if (parked.length > 0)
        await world.does('finance', (ctx) =>
          decideParked(ctx, runId, {
            charges: parked.map((row) => row.charge_id),
            decision: 'released',
            reason: 'Generated',
          }),
        );
      await world.does('finance', (ctx) => billRun(ctx, runId));

      const expected = priced(charges);
      const found = await world.rows<Record<string, number>>(sql`
        select c.amount_minor as amount, c.discount_minor as discount, c.fee_minor as fee, c.tax_minor as tax, s.fee_minor as supplier_fee, s.tax_minor as supplier_tax
        from invoice_line c join invoice_line s on s.charge_id = c.charge_id and s.side = 'supplier'
        where c.client_id = ${world.clientId} and c.side = 'client' order by c.charge_id`);
      expect(found).toEqual(
        charges.map((_, index) => ({
          amount: expected.amounts[index],
          discount: expected.discounts[index],
          fee: expected.clientFees[index],
          tax: expected.clientTax[index],
          supplier_fee: expected.supplierFees[index],
          supplier_tax: 0,
        })),
      );
      const parts = await world.rows<{ charge_id: number; amount: number; fee: number; tax: number }>(sql`
        select s.charge_id, s.amount_minor as amount, s.fee_minor as fee, s.tax_minor as tax from invoice_line_split s
        where s.client_id = ${world.clientId} and s.cost_center_id = ${world.costCenterIds[0]} order by s.charge_id`);
      expect(parts.map(({ amount, fee, tax }) => [amount, fee, tax])).toEqual(
        charges.map((_, index) => [
          split(expected.amounts)[index]?.[0],
          split(expected.clientFees)[index]?.[0],
          split(expected.clientTax)[index]?.[0],
        ]),
      );
    }),
    { numRuns: 6, seed: Number(process.env['FC_SEED'] ?? 20_261_122) },
  );
}, 120_000);
