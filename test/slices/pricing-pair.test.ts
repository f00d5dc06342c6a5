import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { feeSumsByCharge } from '#app/invoices/charges.server.ts';
import { feesOnCharges } from '#app/invoices/price.server.ts';
import { feeSplit, lineAmountMinor, percentOf } from '#app/values/price.ts';
import { addDays } from '#app/values/week.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { decideParked } from '#app/invoices/commands/decide-parked.server.ts';
import { previewedRun } from '#test/factories/bills.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows, type ChargeRow } from '#test/factories/rows.ts';

/*
 * Prices are made twice: in SQL, where a run bills a hundred thousand lines in a statement, and in TypeScript, where a
 * page explains one. Each is the other's proof, on cases that nobody thought of.
 */

/** The same cases on every run, so that a red test is red for the next person too; FC_SEED looks for others. */
const sameEveryTime = { seed: Number(process.env['FC_SEED'] ?? 20_260_315) };

let world: World;
beforeAll(async () => {
  world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%', '0.0125%')] });
});

/** Whole minutes, a correction's too. */
const minutes = fc.oneof(
  fc.integer({ min: -20_000, max: 20_000 }),
  // Where halves of a cent come from: the minutes of quarter, sixth and tenth hours.
  fc.constantFrom(1, 3, 6, 10, 15, 30, 45, 90, -1, -3, -6, -15, -45),
);
const rateOf = (tenThousandths: number) =>
  `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
const rate = fc.oneof(
  fc.integer({ min: 1, max: 9_999_999_999 }).map(rateOf),
  fc.integer({ min: 1, max: 40_000 }).map((cents) => rateOf(cents * 100)),
  fc.constantFrom('0.0001', '0.0050', '0.0300', '0.1000', '0.3000', '87.0000', '101.3250', '999999.9999'),
);
/** Amounts around which fees of 2.5 %, 0.9 %, 3 % and 0.0125 % meet half a cent. */
const amount = fc.oneof(
  fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }),
  fc.integer({ min: -5000, max: 5000 }).map((n) => n * 20),
  fc.integer({ min: -500, max: 500 }).map((n) => n * 4000),
);

test('a line costs the same in SQL as in TypeScript, negative or half a cent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ minutes, rate }), { minLength: 300, maxLength: 400 }),
      async (lines) => {
        const [row] = await world.database.sql<{ amounts: number[] }[]>`
        select jsonb_agg(app.line_amount_minor(minutes, rate) order by place) as amounts
        from jsonb_to_recordset(${JSON.stringify(lines.map((line, place) => ({ ...line, place })))}::text::jsonb)
          as l (place int, minutes bigint, rate numeric(10, 4))`;
        const here = lines.map((line) => lineAmountMinor(line.minutes, line.rate));
        const wrong = lines.flatMap((line, place) =>
          here[place] === row?.amounts[place]
            ? []
            : [{ ...line, here: here[place], there: row?.amounts[place] }],
        );
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: 15, ...sameEveryTime },
  );
});

test('half a cent goes away from zero, on both sides', async () => {
  // 1 min × 0.30 = 0.5 cent; 3 min × 0.10 = 0.5 cent; 45 min × 0.02 = 1.5 cents.
  for (const [worked, per, expected] of [
    [1, '0.3', 1],
    [-1, '0.3', -1],
    [3, '0.1', 1],
    [-3, '0.1', -1],
    [45, '0.02', 2],
    [-45, '0.02', -2],
  ] as const) {
    expect(lineAmountMinor(worked, per)).toBe(expected);
    const [row] = await world.database
      .sql`select app.line_amount_minor(${worked}, ${per}::numeric)::int as amount`;
    expect(row).toEqual({ amount: expected });
  }
});

test('the fees of a charge are the same in the billing statement as in TypeScript', async () => {
  const schedules = await world.rows<{ id: string; funding: 'client' | 'supplier'; fraction: string }>(
    sql`select id, funding, fraction::text from fee_schedule where client_id = ${world.clientId}`,
  );
  expect(schedules).toHaveLength(4);
  await fc.assert(
    fc.asyncProperty(fc.array(amount, { minLength: 150, maxLength: 250 }), async (amounts) => {
      const charges = sql`(
        select place as charge_id, ${world.suppliers.cobalt}::uuid as supplier_id, amount_minor, 0::bigint as discount_minor, date '2026-03-09' as service_from,
          60 as minutes, null::bigint as credits_charge_id, true as bears_fees
        from jsonb_array_elements_text(${JSON.stringify(amounts)}::text::jsonb) with ordinality as c (text, place)
        cross join lateral (select text::bigint as amount_minor) a)`;
      const rows = await world.rows<{
        charge_id: number;
        client_fee_minor: number;
        supplier_fee_minor: number;
      }>(
        sql`with fee as (${feesOnCharges(charges, world.clientId)}) ${feeSumsByCharge(sql`fee`)} order by charge_id`,
      );
      const there = rows.map((row) => [row.client_fee_minor, row.supplier_fee_minor]);
      const here = amounts.map((base) => {
        const { clientTotalMinor, supplierTotalMinor, fees } = feeSplit(base, schedules);
        expect(clientTotalMinor - supplierTotalMinor).toBe(
          fees.reduce((total, { feeMinor }) => total + feeMinor, 0),
        );
        return [clientTotalMinor - base, base - supplierTotalMinor];
      });
      expect(there).toEqual(here);
    }),
    { numRuns: 10, ...sameEveryTime },
  );
});

test('a whole run bills every generated charge as TypeScript prices it', async () => {
  const placement = await placementInRows(world);
  const codes = ['ST', 'OT', 'DT'] as const;
  // Six charges a week: a pay code on a cost center each. A correction is negative.
  const weeks = fc.sample(
    fc.array(fc.record({ minutes: minutes.filter((count) => count !== 0), rate }), {
      minLength: 6,
      maxLength: 6,
    }),
    { numRuns: 8, ...sameEveryTime },
  );
  for (const [index, charges] of weeks.entries())
    await weekInRows(world, placement, {
      weekEndsOn: addDays('2026-03-01', 7 * index),
      charges: charges.map((charge, place): ChargeRow => ({
        ...charge,
        payCode: codes[place % 3] ?? 'ST',
        costCenter: place < 3 ? 0 : 1,
      })),
    });
  world.on('2026-06-01');
  // Rates that nobody would agree to are above the card, and so parked until finance releases them.
  const { runId } = await previewedRun(world, { startsOn: '2026-02-23', endsOn: '2026-05-31' });
  const parked = await world.rows<{ charge_id: number }>(
    sql`select distinct charge_id from parked_charge where billing_run_id = ${runId}`,
  );
  const charges = parked.map(({ charge_id }) => charge_id);
  expect(charges.length).toBeGreaterThan(0);
  await world.does('finance', (ctx) =>
    decideParked(ctx, runId, { charges, decision: 'released', reason: 'Generated' }),
  );
  const billed = await world.does('finance', (ctx) => billRun(ctx, runId));
  expect(billed.lines).toBe(48);

  const schedules = await world.rows<{ id: string; funding: 'client' | 'supplier'; fraction: string }>(
    sql`select id, funding, fraction::text from fee_schedule where client_id = ${world.clientId}`,
  );
  const lines = await world.rows<{
    kind: string;
    minutes: number;
    rate: string;
    amount: number;
    total: number;
    fees: Record<string, number>;
  }>(sql`
    select l.kind, l.minutes, l.bill_rate::text as rate, l.amount_minor as amount, l.total_minor as total,
      (select jsonb_object_agg(f.fee_schedule_id, f.fee_minor) from invoice_line_fee f where f.charge_id = l.charge_id) as fees
    from invoice_line l where l.client_id = ${world.clientId}`);
  expect(lines).toHaveLength(96);
  for (const line of lines) {
    const priced = feeSplit(lineAmountMinor(line.minutes, line.rate), schedules);
    expect(line.amount).toBe(lineAmountMinor(line.minutes, line.rate));
    expect(line.total).toBe(
      line.kind === 'client_invoice' ? priced.clientTotalMinor : priced.supplierTotalMinor,
    );
    expect(line.fees).toEqual(
      Object.fromEntries(schedules.map(({ id, fraction }) => [id, percentOf(line.amount, fraction)])),
    );
  }
});
