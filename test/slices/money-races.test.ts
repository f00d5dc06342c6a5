import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billRun } from '#app/invoices/bill.server.ts';
import { openRun } from '#app/invoices/commands/open-run.server.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { receiptForm } from '#app/payments/forms.ts';
import { releaseSelfBills } from '#app/payments/payable.server.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { clientTotals, firstHalfOfMarch, previewedRun } from '#test/factories/bills.ts';
import { aProgram, supplierFunded } from '#test/factories/program.ts';
import { approvedPayments, billedWeek, openAccounts } from '#test/factories/money.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Winners are counted: queries that find nothing wrong would also pass where nobody won.
 */

const winners = (results: Result<unknown>[]) => results.filter((result) => result.ok).length;
const times = <T>(count: number, act: (nth: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => act(nth)));

test('of eight people who open a period one opens it, and of eight jobs that post it one does: each minute is billed once', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00' });
  world.on('2026-03-16');
  for (const week of ['2026-03-08', '2026-03-15'])
    await approvedWeek(world, assigned, week, { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  const opened = await times(8, () =>
    world.act('finance', (ctx) =>
      openRun(ctx, { id: randomUUID(), clientId: world.clientId, ...firstHalfOfMarch }),
    ),
  );
  expect(winners(opened)).toBe(1);
  const [run] = await world.rows<{ id: string }>(
    sql`select id from billing_run where client_id = ${world.clientId}`,
  );
  const posted = await times(8, () => world.act('finance', (ctx) => billRun(ctx, run?.id ?? '')));
  expect(winners(posted)).toBe(1);
  expect(await clientTotals(world)).toEqual(['6,960.00']);
  const [billed] = await world.rows(sql`
    select count(*)::int as lines, sum(minutes)::int as minutes from invoice_line where client_id = ${world.clientId} and side = 'client'`);
  expect(billed).toEqual({ lines: 2, minutes: 4800 });
  await expectInvariantsHold(world);
});

test('two payment runs that are made and sent at once pay once', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  await billedWeek(world);
  await openAccounts(world);
  world.on('2026-05-20');
  const { clientId } = world;
  await world.does('finance', async (ctx) => ok(await releaseSelfBills(ctx, { clientId })));
  const { totalMinor } = await world.reads('finance', (ctx) => planFor(ctx, clientId, 'USD'));
  expect(totalMinor).toBe(339_300); // 3,480.00 − 87.00
  const drafted = await times(2, () =>
    world.act('admin', (ctx) =>
      draftRun(ctx, { id: randomUUID(), clientId, payOn: '2026-05-20', seenTotalMinor: totalMinor }),
    ),
  );
  expect(winners(drafted)).toBe(1);
  const [run] = await world.rows<{ id: string }>(
    sql`select id from payment_run where client_id = ${clientId}`,
  );
  const id = run?.id ?? '';
  expect(winners(await times(3, () => world.act('finance', (ctx) => approveRun(ctx, id))))).toBe(1);
  expect(winners(await times(3, () => world.act('admin', (ctx) => sendRun(ctx, id))))).toBe(1);
  const [paid] = await world.rows(sql`
    select sum(amount_minor)::bigint as amount from settlement where client_id = ${clientId} and payment_id is not null`);
  expect(paid).toEqual({ amount: 339_300 });
  await expectInvariantsHold(world);
});

test('ten receipts of a third of an invoice settle it three times, and not a cent more', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  await billedWeek(world);
  const [open] = await world.rows<{ id: string }>(
    sql`select id from invoice where client_id = ${world.clientId} and kind = 'client_invoice'`,
  );
  const results = await times(10, (nth) =>
    world.act('finance', (ctx) =>
      recordReceipt(
        ctx,
        receiptForm.parse({
          ...{ id: randomUUID(), clientId: world.clientId, receivedOn: '2026-03-16', amount: '1160.00' },
          ...{
            bankReference: `R-${nth}-${world.code}`,
            matches: [{ invoiceId: open?.id, amount: '1160.00' }],
          },
        }),
      ),
    ),
  );
  expect(winners(results)).toBe(3);
  const [balance] = await world.rows(
    sql`select settled_minor, total_minor from invoice_balance where invoice_id = ${open?.id}`,
  );
  expect(balance).toEqual({ settled_minor: 348_000, total_minor: 348_000 });
  await expectInvariantsHold(world);
});

test('a payment that two people send, one of them after it was cancelled, is sent or cancelled and never both', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  await billedWeek(world);
  const id = await approvedPayments(world);
  const { cancelRun } = await import('#app/payments/commands/cancel-run.server.ts');
  const results = await Promise.all([
    world.act('finance', (ctx) => sendRun(ctx, id)),
    world.act('admin', (ctx) => cancelRun(ctx, id, { reason: 'The bank is closed' })),
  ]);
  expect(winners(results)).toBe(1);
  await expectInvariantsHold(world);
});

/** A program with the same story, told with some circumstance changed. */
async function totalsOf({ weeks, zone }: { weeks: string[]; zone: string }): Promise<string[]> {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    const world = await aProgram({ fees: supplierFunded('2.5%', '0.9%'), overtime: 'us-ca' });
    const assigned = await fillPosition(world, { bill: '61.37', pay: '40.00' });
    world.on('2026-04-01');
    for (const week of weeks)
      await approvedWeek(world, assigned, week, { Mon: '9:07', Tue: 12.5, Wed: '13:01', Sun: 3 });
    const { runId } = await previewedRun(world, { startsOn: '2026-03-01', endsOn: '2026-03-31' });
    await world.does('finance', (ctx) => billRun(ctx, runId));
    await expectInvariantsHold(world);
    const rows = await world.rows<{ total: number }>(
      sql`select total_minor as total from invoice where client_id = ${world.clientId} order by kind`,
    );
    return rows.map(({ total }) => String(total));
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

test('neither the order of the weeks nor the time zone of the server changes a total; the clock does on both Sundays', async () => {
  // 8 March 2026 has 23 hours in California; what is worked there is what was entered.
  const weeks = ['2026-03-08', '2026-03-15', '2026-03-22'];
  const plain = await totalsOf({ weeks, zone: 'UTC' });
  expect(await totalsOf({ weeks: weeks.toReversed(), zone: 'Pacific/Auckland' })).toEqual(plain);
  expect(await totalsOf({ weeks, zone: 'America/Los_Angeles' })).toEqual(plain);
});
