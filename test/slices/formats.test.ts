import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { documentCsv } from '#app/invoices/document-csv.server.ts';
import { linesOf, loadDocument, makeDocument } from '#app/invoices/documents.server.ts';
import { invoicePage } from '#app/invoices/invoice-page.server.ts';
import { invoiceOf } from '#app/invoices/invoices.server.ts';
import { pagesOf, textOf } from '#app/invoices/pdf-text.fixture.ts';
import { spendCsv } from '#app/spend/export.server.ts';
import { spendFigures } from '#app/spend/queries.server.ts';
import { scopeOf } from '#app/spend/scope.server.ts';
import { formatAmount, parseAmount } from '#app/values/money.ts';
import { billedPeriod } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * One number, whoever writes it down (assurance M10): a run with overtime, fees of both sides, a volume discount, taxes
 * on work and fee, and costs that are split comes to the same cent as CSV, on the page, on paper, as spend and in the
 * ledger.
 */
const march = { startsOn: '2026-03-01', endsOn: '2026-03-31' };

/** The fees of the client are taken once of the document or on each line; the rest of cents goes to lines either way. */
const roundings = ['statement', 'line'] as const;

async function termsOfMoney(world: World, rounding: (typeof roundings)[number]): Promise<void> {
  const region = `CT-${world.code}`;
  const { clientId } = world;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${region} where client_id = ${clientId}`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, rounding, effective) values
      (${clientId}, 'Program fee', 'client', 0.03, ${rounding}, '[2025-01-01,)'),
      (${clientId}, 'Technology fee', 'supplier', 0.0125, 'line', '[2025-01-01,)')`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, opening_minor, opening_on, effective)
      values (${clientId}, 'Volume', 'volume', 'graduated', 'year_to_date', 24800000, '2026-01-01', '[2025-01-01,)') returning id`;
    const scheduleId = schedule?.id ?? '';
    await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction) values
      (${scheduleId}, ${clientId}, 0, 0), (${scheduleId}, ${clientId}, 25000000, 0.02)`;
    for (const leg of ['supply', 'client_fee'])
      await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
        values ('US', ${region}, 'temporary_staffing', ${leg}, 'full', 0.0635, 'US-CT', 'A statute', '2026-01-01', '[2025-01-01,)')`;
    await tx`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, cost_booking, tax_flow)
      values (${clientId}, '2025-06-01', 'us-flsa', 30, 30, 'split', 'principal')`;
  });
}

/** Two people, two weeks, odd rates and minutes, so that every amount has a rest. */
async function billed(rounding: (typeof roundings)[number]): Promise<World> {
  const world = await aProgram({ fees: [] });
  await termsOfMoney(world, rounding);
  for (const [bill, splits] of [
    ['57.3333', ['66.6667', '33.3333']],
    ['61.0700', ['60', '40']],
  ] as const) {
    world.on('2026-03-02');
    const assigned = await fillPosition(world, { bill, pay: '40', splits: [...splits] });
    world.on('2026-04-01');
    await approvedWeek(world, assigned, '2026-03-08', { Mon: 10.5, Tue: 9.25, Wed: 10, Thu: 9.75, Fri: 7.1 });
    await approvedWeek(world, assigned, '2026-03-15', { Mon: 7.35, Tue: 8, Thu: 6.05 });
  }
  await billedPeriod(world, march);
  return world;
}

type Side = 'client_invoice' | 'self_bill';
const readers = { client_invoice: 'clientFinance', self_bill: 'supplierFinance' } as const;
const accounts = { client_invoice: 'client_receivable', self_bill: 'supplier_payable' } as const;

/** A file's rows by the names in its head, as a spreadsheet would read it. */
const rowsOf = (csv: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(csv, { bom: true, columns: true }));

function columnSum(csv: string, name: string): number {
  return rowsOf(csv).reduce((sum, row) => {
    const minor = parseAmount(row[name] ?? '', 'USD');
    if (minor === null) throw new Error(`${row[name]} is no amount`);
    return sum + minor;
  }, 0);
}

async function linesCsv(world: World, kind: Side, id: string): Promise<string> {
  const who = readers[kind];
  const document = await world.reads(who, (ctx) => loadDocument(ctx, id));
  if (!document) throw new Error('there is no document');
  const lines = linesOf((work) => world.reads(who, work), id, 'America/Los_Angeles');
  let text = '';
  for await (const chunk of documentCsv(document, lines)) text += String(chunk);
  return text;
}

/** What the page of the document says in its lead, and what its lines come to. */
async function pageOf(world: World, kind: Side, id: string) {
  const who = readers[kind];
  const invoice = await world.reads(who, (ctx) => invoiceOf(ctx, id));
  if (!invoice) throw new Error('there is no document');
  const page = await world.reads(who, (ctx) => invoicePage(ctx, invoice, {}));
  const { timeMinor, otherMinor, discountMinor, feeMinor, taxMinor, totalMinor } = invoice;
  return {
    totalMinor,
    partsMinor: timeMinor + otherMinor + discountMinor + feeMinor + taxMinor,
    linesMinor: page.lines.reduce((sum, line) => sum + line.totalMinor, 0),
    centersMinor: page.costCenters.reduce((sum, center) => sum + center.totalMinor, 0),
    parts: { discountMinor, feeMinor, taxMinor },
  };
}

async function spend(world: World, kind: Side) {
  const months = { from: '2026-03', to: '2026-03' };
  const view = kind === 'client_invoice' ? 'spend' : 'earnings';
  return world.reads(readers[kind], async (ctx) => {
    const scope = await scopeOf(ctx, { view });
    if (!scope) throw new Error('there is no spend');
    const spend = await spendCsv(ctx, scope, {}, months);
    if (spend === null) throw new Error('that is too much');
    const { totalMinor } = (await spendFigures(ctx, scope, {}, months, null)).total;
    return { csvMinor: columnSum(spend.content, 'Total'), totalMinor };
  });
}

const ledgerOf = async (world: World, kind: Side, id: string): Promise<number> => {
  const rows = await world.rows<{ minor: number }>(sql`
    select sum(e.amount_minor)::bigint as minor from ledger_entry e
    join ledger_transaction t on t.id = e.transaction_id join ledger_account a on a.id = e.account_id
    where t.invoice_id = ${id} and a.kind = ${accounts[kind]}`);
  return rows[0]?.minor ?? 0;
};

test.each(roundings)('with fees rounded on the %s every format comes to the same cent', async (rounding) => {
  const world = await billed(rounding);
  const documents = await world.rows<{ id: string; kind: Side }>(
    sql`select id, kind from invoice where client_id = ${world.clientId} order by kind`,
  );
  expect(documents.map(({ kind }) => kind)).toEqual(['client_invoice', 'self_bill']);
  for (const { id, kind } of documents) {
    const page = await pageOf(world, kind, id);
    const { totalMinor } = page;
    // Everything that the test is about is in it.
    expect(page.parts.discountMinor).toBeLessThan(0);
    expect(page.parts.feeMinor === 0).toBe(false);
    if (kind === 'client_invoice') expect(page.parts.taxMinor).toBeGreaterThan(0);
    expect(page).toMatchObject({ partsMinor: totalMinor, linesMinor: totalMinor, centersMinor: totalMinor });

    const csv = await linesCsv(world, kind, id);
    expect(columnSum(csv, 'Total')).toBe(totalMinor);
    const columns = ['Amount', 'Discount', 'Fee', 'Tax'].map((name) => columnSum(csv, name));
    expect(columns.reduce((sum, minor) => sum + minor, 0)).toBe(totalMinor);
    if (kind === 'client_invoice') expect(rowsOf(csv).every((row) => row['Split'] !== '')).toBe(true);

    const paper = await makeDocument(world.database, id);
    const [front] = pagesOf(Buffer.from(paper?.content ?? []));
    expect(textOf(front)).toContain(`USD ${formatAmount(totalMinor)}`);

    const kept = await spend(world, kind);
    expect(kept).toEqual({ csvMinor: totalMinor, totalMinor });
    expect(await ledgerOf(world, kind, id)).toBe(kind === 'client_invoice' ? totalMinor : -totalMinor);
  }
  await expectInvariantsHold(world);
});
