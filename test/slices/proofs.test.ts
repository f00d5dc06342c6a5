import { randomUUID } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { walled } from '#db/walled.ts';
import { postAccrual } from '#app/accruals/commands/post-accrual.server.ts';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { explainAccrual } from '#app/proofs/accrual-proof.server.ts';
import { explainCharge } from '#app/proofs/charge-proof.server.ts';
import type { Explained } from '#app/proofs/explained.ts';
import { explainInvoice } from '#app/proofs/invoice-proof.server.ts';
import { proofJson } from '#app/proofs/json.ts';
import { explainOrder } from '#app/proofs/order-proof.server.ts';
import { explainPayment } from '#app/proofs/payment-proof.server.ts';
import { checkOf, holds, minorOf, type Proof } from '#app/proofs/proof.ts';
import { explainRate } from '#app/proofs/rate-proof.server.ts';
import { explainSpend } from '#app/proofs/spend-proof.server.ts';
import { spendQuery } from '#app/proofs/spend-query.server.ts';
import { explainTimesheet } from '#app/proofs/timesheet-proof.server.ts';
import { addPurchaseOrder } from '#app/purchase-orders/commands/add-purchase-order.server.ts';
import { linkAssignments } from '#app/purchase-orders/commands/link-assignments.server.ts';
import { purchaseOrderForm } from '#app/purchase-orders/forms.ts';
import { startWeek } from '#app/timesheets/commands/start-week.server.ts';
import type { Person } from '#test/cast.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { bankInRows, released, sentRun } from '#test/factories/payments.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { writeTermsOfMoney } from '#test/factories/terms-of-money.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';
import { approvedWeek, correctedWeek, submittedWeek } from '#test/factories/weeks.ts';

/*
 * A world with everything in it: a client-funded fee rounded on the statement, a supplier-funded one on each line, a
 * volume discount, tax on the work and on both fees, two cost centers 60/40, overtime. Pay and card are numbers that
 * occur nowhere else, so that a proof which holds them gives somebody away.
 */
const PAY = '20.37';
const CARD = '113.57';

type Terms = { flow?: 'principal' | 'agent'; method?: string; base?: 'full' | 'fee_only'; cap?: string };

async function agreedTerms(
  world: World,
  { flow = 'principal', method = 'graduated', base = 'full', cap }: Terms,
): Promise<void> {
  const region = `CT-${world.code}`;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update site set region = ${region} where client_id = ${world.clientId}`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, rounding, effective) values (${world.clientId}, 'Zephyr fee', 'client', 0.03, 'statement', '[2025-01-01,)')`;
    await tx`insert into fee_schedule (client_id, label, funding, fraction, rounding, cap_per_hour, effective) values (${world.clientId}, 'Quill fee', 'supplier', 0.0217, 'line', ${cap ?? null}, '[2025-01-01,)')`;
    const [schedule] = await tx<{ id: string }[]>`
      insert into discount_schedule (client_id, label, kind, method, spend_window, opening_minor, opening_on, effective)
      values (${world.clientId}, 'Volume', 'volume', ${method}, 'year_to_date', 24800000, '2026-01-01', '[2025-01-01,)') returning id`;
    const id = schedule?.id ?? '';
    await tx`insert into discount_tier (schedule_id, client_id, from_minor, fraction) values (${id}, ${world.clientId}, 0, 0), (${id}, ${world.clientId}, 25000000, 0.02)`;
    for (const leg of ['supply', 'client_fee', 'supplier_fee'])
      await tx`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
        values ('US', ${region}, 'temporary_staffing', ${leg}, ${leg === 'supply' ? base : 'full'}, 0.0635, 'US-CT', 'A statute', '2026-01-01', '[2025-01-01,)')`;
    await tx`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, cost_booking, tax_flow)
      values (${world.clientId}, '2025-06-01', 'us-flsa', 30, 30, 'split', ${flow})`;
    await tx`insert into self_billing_agreement (client_id, supplier_id, tax_number, effective, consented_by, consented_by_name)
      values (${world.clientId}, ${world.suppliers.cobalt}, 'CT-1', '[2026-01-01,2027-01-01)', ${world.people.recruiter.accountId}, 'R')`;
  });
}

const march = { startsOn: '2026-03-01', endsOn: '2026-03-31' };

async function aBilledWorld(
  terms: Terms = {},
): Promise<{ world: World; assigned: Assigned; timesheetId: string }> {
  const world = await aProgram({ fees: [], maxBillRate: CARD });
  await agreedTerms(world, terms);
  const assigned = await fillPosition(world, {
    bill: '28.53',
    pay: PAY,
    minRate: '20',
    splits: ['60', '40'],
  });
  world.on('2026-04-01');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-08', {
    Mon: 10,
    Tue: 10,
    Wed: '10:07',
    Thu: 10,
    Fri: 10,
  });
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 8, Wed: 8, Thu: '7:50', Fri: 8 });
  await approvedWeek(world, assigned, '2026-03-22', { Mon: 8, Tue: 8 });
  await billedPeriod(world, march);
  return { world, assigned, timesheetId };
}

type Line = { chargeId: string; side: 'client' | 'supplier'; total: number; fee: number };
const linesOf = (world: World, which: SQL = sql`true`) =>
  world.rows<Line>(sql`
    select charge_id::text as "chargeId", side, total_minor as total, fee_minor as fee from invoice_line l
    where client_id = ${world.clientId} and ${which} order by charge_id, side`);

const explained = async (
  world: World,
  who: Person | Actor,
  { chargeId, side }: Pick<Line, 'chargeId' | 'side'>,
): Promise<Explained> => {
  const found = await world.reads(who, (ctx) => explainCharge(ctx, chargeId, side));
  if (!found) throw new Error(`no proof of ${chargeId} for ${side}`);
  return found;
};

/** Every step that was computed, for a failure that says which one. */
const faults = (proof: Proof, path = ''): string[] => [
  ...(checkOf(proof) === 'differs'
    ? [`${path}${proof.label}: ${JSON.stringify(proof.value)} by ${JSON.stringify(proof.operation)}`]
    : []),
  ...proof.parts.flatMap((part) => faults(part, `${path}${proof.label} / `)),
];
const allNodes = (proof: Proof): Proof[] => [proof, ...proof.parts.flatMap(allNodes)];

const ownSide = { client: 'clientFinance', supplier: 'recruiter' } as const;

async function expectLinesProven(world: World): Promise<void> {
  const lines = await linesOf(world);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    for (const who of ['finance', ownSide[line.side]] as const) {
      const { proof, besides } = await explained(world, who, line);
      expect([proof, ...besides].flatMap((tree) => faults(tree))).toEqual([]);
      expect(minorOf(proof)).toBe(line.total);
      expect(besides.map(minorOf).every((minor) => minor === line.total)).toBe(true);
    }
}

async function expectDocumentsProven(world: World): Promise<void> {
  const documents = await world.rows<{ id: string; side: 'client' | 'supplier'; total: number }>(
    sql`select id, side, total_minor as total from invoice where client_id = ${world.clientId}`,
  );
  for (const { id, side, total } of documents) {
    const found = await world.reads(ownSide[side], (ctx) => explainInvoice(ctx, id));
    expect(found && faults(found.proof)).toEqual([]);
    expect(found && minorOf(found.proof)).toBe(total);
  }
}

test('every line of a discounted, taxed and split bill is proven on both sides, to the cent', async () => {
  for (const flow of ['principal', 'agent'] as const) {
    const { world } = await aBilledWorld({ flow });
    await expectLinesProven(world);
    await expectDocumentsProven(world);
  }
});

test('the tree goes down to the days, the rule, the rate and who approved', async () => {
  const { world } = await aBilledWorld();
  const [line] = await linesOf(world, sql`side = 'client' and pay_code = 'OT'`);
  if (!line) throw new Error('no overtime');
  const { proof, besides } = await explained(world, 'clientFinance', line);
  const labels = proof.parts.map(({ label }) => label);
  expect(labels).toEqual([
    'Amount',
    'Discount',
    'Zephyr fee',
    'Tax, US-CT, on the work',
    'Tax, US-CT, on the fee that the client bears',
  ]);
  const [hours, rate] = proof.parts[0]?.parts ?? [];
  expect(hours?.notes?.join(' ')).toMatch(
    /us-flsa version 1 .*29 U\.S\.C\. § 207.*over 40 a week is overtime.*Attested by Luis Ortiz.*Approved by Ana Castellan/,
  );
  expect(hours?.parts.map(({ value }) => value.kind)).toContain('hours');
  expect(rate?.operation).toEqual({ kind: 'product', places: 2 }); // 28.53 × 1.5 = 42.795 → 42.80
  expect(rate?.value).toEqual({ kind: 'rate', rate: '42.8000' });
  expect(allNodes(proof).some(({ operation }) => operation.kind === 'volume')).toBe(true);
  expect(besides[0]?.parts).toHaveLength(2);
});

test('each side sees only its own: no pay and no supplier’s fee for clients, no client’s fee and no card for suppliers', async () => {
  const { world, timesheetId } = await aBilledWorld({ base: 'fee_only', flow: 'agent' });
  await expectLinesProven(world);
  let clients = '';
  let suppliers = '';
  for (const line of await linesOf(world)) {
    const text = proofJson(await explained(world, ownSide[line.side], line));
    if (line.side === 'client') clients += text;
    else suppliers += text;
  }
  const [rate] = await world.rows<{ id: string }>(
    sql`select id from assignment_rate where client_id = ${world.clientId} and pay_code = 'OT'`,
  );
  for (const who of ['clientFinance', 'recruiter'] as const) {
    const week = await world.reads(who, (ctx) => explainTimesheet(ctx, timesheetId));
    const ofRate = await world.reads(who, (ctx) => explainRate(ctx, rate?.id ?? ''));
    if (!week || !ofRate) throw new Error('no proof of the week');
    const text = proofJson(week) + proofJson(ofRate);
    if (who === 'clientFinance') clients += text;
    else suppliers += text;
  }
  for (const forbidden of ['Quill', 'fee that the supplier bears', PAY, '20.3700', 'Pay rate'])
    expect(clients).not.toContain(forbidden);
  for (const forbidden of [
    'Zephyr',
    'fee that the client bears',
    CARD,
    'rate card',
    'Rate card',
    'cost centers bear',
  ])
    expect(suppliers).not.toContain(forbidden);
  // What they must not see is there for those who may.
  const [line] = await linesOf(world, sql`side = 'supplier' and pay_code = 'ST'`);
  expect(suppliers).toContain('Quill');
  expect(suppliers).toContain(PAY);
  expect(clients).toContain('Zephyr');
  expect(clients).toContain('What the worker is paid is not shown to clients');
  expect(proofJson(await explained(world, 'auditor', line ?? { chargeId: '', side: 'supplier' }))).toContain(
    PAY,
  );
});

test('a worker sees the hours of their own week and no money', async () => {
  const { world, assigned, timesheetId } = await aBilledWorld();
  const found = await world.reads(assigned.worker, (ctx) => explainTimesheet(ctx, timesheetId));
  expect(found?.proof.value).toEqual({ kind: 'hours', minutes: 3007 });
  expect(found && faults(found.proof)).toEqual([]);
  expect(found && allNodes(found.proof).every(({ value }) => value.kind === 'hours')).toBe(true);
  const [line] = await linesOf(world);
  expect(
    await world.reads(assigned.worker, (ctx) => explainCharge(ctx, line?.chargeId, undefined)),
  ).toBeNull();
});

test('what is somebody else’s is not there, like what never was', async () => {
  const { world, timesheetId } = await aBilledWorld();
  const other = await aProgram();
  const [client] = await linesOf(world, sql`side = 'client'`);
  const documents = await world.rows<{ id: string; side: string }>(
    sql`select id, side from invoice where client_id = ${world.clientId} order by side`,
  );
  const asked = (who: Person, chargeId: string | undefined, side?: 'client' | 'supplier', stage = world) =>
    stage.reads(who, (ctx) => explainCharge(ctx, chargeId, side));
  const id = client?.chargeId;
  // The other side of one's own line.
  expect(await asked('clientFinance', id, 'supplier')).toBeNull();
  expect(await asked('recruiter', id, 'client')).toBeNull();
  expect(await asked('clientFinance', id)).not.toBeNull();
  // Strangers, and addresses of nothing.
  for (const who of ['clientFinance', 'recruiter'] as const)
    expect(await asked(who, id, undefined, other)).toBeNull();
  expect(await asked('rivalRecruiter', id)).toBeNull();
  for (const nothing of [undefined, '', 'x', '0', '999999999999', '-1', '1.5'])
    expect(await asked('finance', nothing)).toBeNull();
  const [ofClient, ofSupplier] = documents;
  expect(await world.reads('recruiter', (ctx) => explainInvoice(ctx, ofClient?.id ?? ''))).toBeNull();
  expect(await world.reads('clientFinance', (ctx) => explainInvoice(ctx, ofSupplier?.id ?? ''))).toBeNull();
  expect(await other.reads('clientFinance', (ctx) => explainInvoice(ctx, ofClient?.id ?? ''))).toBeNull();
  expect(await other.reads('clientFinance', (ctx) => explainTimesheet(ctx, timesheetId))).toBeNull();
  const random = randomUUID();
  for (const explain of [explainInvoice, explainTimesheet, explainPayment, explainRate])
    expect(await world.reads('finance', (ctx) => explain(ctx, random))).toBeNull();
});

test('an estimate before approval, and what is not billed yet', async () => {
  const world = await aProgram({ maxBillRate: CARD });
  const assigned = await fillPosition(world);
  world.on('2026-03-16');
  const { timesheetId } = await submittedWeek(world, assigned, '2026-03-08', { Mon: 9, Tue: '8:20' });
  for (const who of ['ana', 'recruiter', 'finance'] as const) {
    const found = await world.reads(who, (ctx) => explainTimesheet(ctx, timesheetId));
    expect(found?.proof.label).toBe('Estimate for the week');
    expect(found && faults(found.proof)).toEqual([]);
    expect(found && minorOf(found.proof)).toBe(156_600); // 16 h × 87.00 = 1,392.00, and 1.3333 h × 130.50 = 174.00
  }
  await approvedWeek(world, assigned, '2026-03-15', { Mon: 8 });
  const [charge] = await world.rows<{ id: string }>(
    sql`select id::text from charge where client_id = ${world.clientId}`,
  );
  const unbilled = await explained(world, 'recruiter', { chargeId: charge?.id ?? '', side: 'supplier' });
  expect(unbilled.proof).toMatchObject({ label: 'Amount so far', value: { minor: 69_600 } });
  expect(faults(unbilled.proof)).toEqual([]);
});

test('a draft is its worker’s and supplier’s', async () => {
  const world = await aProgram();
  const assigned = await fillPosition(world);
  const { id } = await world.does(assigned.worker, (ctx) =>
    startWeek(ctx, { assignmentId: assigned.assignmentId, weekEndsOn: '2026-03-08' }),
  );
  expect(await world.reads('ana', (ctx) => explainTimesheet(ctx, id))).toBeNull();
  expect(await world.reads('recruiter', (ctx) => explainTimesheet(ctx, id))).not.toBeNull();
});

test('a rebate of all the window, and a fee at its cap', async () => {
  const { world } = await aBilledWorld({ method: 'cliff_retroactive', cap: '0.5' });
  expect(await linesOf(world, sql`pay_code = 'RBT'`)).toHaveLength(2);
  await expectLinesProven(world);
  await expectDocumentsProven(world);
  const [capped] = await linesOf(world, sql`side = 'supplier' and pay_code = 'ST'`);
  const { proof } = await explained(world, 'recruiter', capped ?? { chargeId: '', side: 'supplier' });
  expect(allNodes(proof).some(({ operation }) => operation.kind === 'least')).toBe(true);
});

test('credits in thirds, a rate corrected after the invoice, and hours corrected', async () => {
  const { world, assigned, timesheetId } = await aBilledWorld({ flow: 'agent' });
  const charges = (await linesOf(world, sql`side = 'client'`)).map(({ chargeId }) => chargeId);
  const [third, rebilled] = charges.filter((_, index) => index !== 0 && index !== 1);
  world.on('2026-04-20');
  const issue = async (typed: Record<string, unknown>) => {
    const form = correctionForm.parse({
      id: randomUUID(),
      clientId: world.clientId,
      reasonCode: 'dispute',
      reason: 'As agreed',
      ...typed,
    });
    const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, form));
    await world.does('finance', (ctx) => submitCorrection(ctx, id));
    await world.does('admin', (ctx) => issueCorrection(ctx, id));
  };
  await issue({ charges: [third], how: 'share', sharePercent: '33.3333' });
  await issue({ charges: [third], how: 'share', sharePercent: '33.3333' });
  await issue({ charges: [third], how: 'whole' });
  await issue({ charges: [rebilled], how: 'rate', rate: '27.11', reasonCode: 'rate' });
  await correctedWeek(world, assigned, timesheetId, { Mon: 10, Tue: 10, Wed: 10, Thu: 10, Fri: 8 });
  world.on('2026-05-01');
  await billedPeriod(world, { startsOn: '2026-04-01', endsOn: '2026-04-30' });
  const credits = await world.rows(
    sql`select from charge where client_id = ${world.clientId} and credits_charge_id is not null`,
  );
  expect(credits.length).toBeGreaterThanOrEqual(6);
  await expectLinesProven(world);
  await expectDocumentsProven(world);
});

test('a figure of the dashboard is its months and their documents, whole and in part', async () => {
  const { world } = await aBilledWorld({ method: 'cliff_retroactive' });
  const sum = (side: 'client' | 'supplier') =>
    world.rows<{ total: number }>(
      sql`select sum(total_minor)::bigint as total from invoice where client_id = ${world.clientId} and side = ${side}`,
    );
  for (const [who, side] of [
    ['clientFinance', 'client'],
    ['recruiter', 'supplier'],
  ] as const) {
    const [expected] = await sum(side);
    const addresses = [
      {},
      { period: '2026' },
      { month: '2026-03' },
      { month: '2026-03', department: world.departmentId },
      { department: world.departmentId },
    ];
    for (const address of addresses) {
      const found = await world.reads(who, (ctx) => explainSpend(ctx, spendQuery.parse(address)));
      expect(found && faults(found.proof)).toEqual([]);
      expect(found && minorOf(found.proof)).toBe(expected?.total);
    }
  }
  const [forty] = await world.rows<{ total: number }>(
    sql`select sum(total_minor)::bigint as total from invoice_line_split where client_id = ${world.clientId} and cost_center_id = ${world.costCenterIds[1]}`,
  );
  const found = await world.reads('clientFinance', (ctx) =>
    explainSpend(ctx, spendQuery.parse({ month: '2026-03', costCenter: world.costCenterIds[1] })),
  );
  expect(found && faults(found.proof)).toEqual([]);
  expect(found && minorOf(found.proof)).toBe(forty?.total);
  const other = await aProgram();
  expect(
    await world.reads('clientFinance', (ctx) =>
      explainSpend(ctx, spendQuery.parse({ client: other.clientId })),
    ),
  ).toBeNull();
});

test('a payment is the statements that it pays', async () => {
  const { world } = await aBilledWorld();
  await bankInRows(world);
  await bankInRows(world, 'msp');
  world.on('2026-06-15');
  await released(world);
  await sentRun(world, '2026-06-16');
  const [payment] = await world.rows<{ id: string; amount: number }>(
    sql`select id, amount_minor as amount from payment where client_id = ${world.clientId}`,
  );
  const id = payment?.id ?? '';
  for (const who of ['finance', 'recruiter'] as const) {
    const found = await world.reads(who, (ctx) => explainPayment(ctx, id));
    expect(found && holds(found.proof)).toBe(true);
    expect(found && minorOf(found.proof)).toBe(payment?.amount);
  }
  for (const who of ['clientFinance', 'rivalRecruiter'] as const)
    expect(await world.reads(who, (ctx) => explainPayment(ctx, id))).toBeNull();
});

test('what is left of an order is its funds, less what was billed and what is approved; a supplier has no order', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const order = purchaseOrderForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, number: '4711', funds: '10,000', tolerance: '5' },
    startsOn: '2026-01-01',
  });
  await world.does('finance', (ctx) => addPurchaseOrder(ctx, order));
  const assigned = await fillPosition(world, { bill: '92', pay: '60' });
  const chosen = [assigned.assignmentId];
  await world.does('finance', (ctx) => linkAssignments(ctx, order.id, { shown: chosen, chosen }));
  world.on('2026-03-09');
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 8 });
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-23');
  await approvedWeek(world, assigned, '2026-03-22', { Mon: 8, Tue: 4 });
  for (const who of ['finance', 'ana'] as const) {
    const found = await world.reads(who, (ctx) => explainOrder(ctx, order.id));
    expect(found && faults(found.proof)).toEqual([]);
    // 10,000.00 + 5 % − 8 h × 92.00 with 3 % − 12 h × 92.00 with 3 %
    expect(found && minorOf(found.proof)).toBe(1_050_000 - 75_808 - 113_712);
    const links = found ? allNodes(found.proof).flatMap(({ source }) => source?.to ?? []) : [];
    expect(links.filter((to) => to.startsWith('/proofs/invoices/'))).toHaveLength(1);
    expect(links.filter((to) => to.startsWith('/proofs/charges/'))).toHaveLength(1);
  }
  expect(await world.reads('recruiter', (ctx) => explainOrder(ctx, order.id))).toBeNull();
  // A figure that its documents do not come to is not made to: the page says that it differs.
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update purchase_order set consumed_minor = consumed_minor + 100 where id = ${order.id}`;
  });
  const wrong = await world.reads('finance', (ctx) => explainOrder(ctx, order.id));
  expect(wrong && faults(wrong.proof)).toMatchObject([expect.stringContaining('Billed')]);
});

test('an accrual is its classes and their lines, each with its method', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const assigned = await fillPosition(world, {
    bill: '92',
    pay: '60',
    on: '2026-06-22',
    startsOn: '2026-06-22',
  });
  world.on('2026-06-29');
  await approvedWeek(world, assigned, '2026-06-28', { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 });
  world.on('2026-06-30');
  const { id, clientMinor } = await world.does('finance', (ctx) =>
    postAccrual(ctx, { client: world.clientId, month: '2026-06-01' }),
  );
  const found = await world.reads('clientFinance', (ctx) => explainAccrual(ctx, id));
  expect(found && faults(found.proof)).toEqual([]);
  expect(found && minorOf(found.proof)).toBe(clientMinor);
  const said = found ? allNodes(found.proof).map(({ how }) => how) : [];
  expect(said).toContain('Week to 28 Jun 2026, approved and not billed');
  expect(await world.reads('recruiter', (ctx) => explainAccrual(ctx, id))).toBeNull();
});

test('overtime at cost is proven to its supplier, and keeps the pay rate from the client', async () => {
  const world = await aProgram({ maxBillRate: CARD });
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`insert into agreement (client_id, supplier_id, effective, overtime_convention, overtime_burden)
      values (${world.clientId}, ${world.suppliers.cobalt}, '[2026-01-01,)', 'premium_at_cost', 0.1175)`;
  });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '61.37' });
  const [rate] = await world.rows<{ id: string; bill: string }>(
    sql`select id, bill_rate::text as bill from assignment_rate where assignment_id = ${assigned.assignmentId} and pay_code = 'OT'`,
  );
  expect(rate?.bill).toBe('121.2900'); // 87.00 + 0.5 × 61.37 × 1.1175 = 121.290…
  const asked = (who: Person) => world.reads(who, (ctx) => explainRate(ctx, rate?.id ?? ''));
  const supplier = await asked('recruiter');
  expect(supplier && holds(supplier.proof)).toBe(true);
  expect(supplier?.proof.operation.kind).toBe('sum');
  const client = await asked('clientFinance');
  expect(client?.proof.hidden).toMatch(/not shown to clients/);
  expect(client && proofJson(client)).not.toContain('61.37');
  expect(await world.reads(assigned.worker, (ctx) => explainRate(ctx, rate?.id ?? ''))).toBeNull();
});

test('an expense leads to its receipt and a charge to who agreed it; neither bears a fee', async () => {
  const { world, assigned } = await aBilledWorld();
  const { recruiter, ana } = world.people;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    const [code] = await tx<
      { id: string }[]
    >`insert into expense_code (client_id, code, name) values (${world.clientId}, 'MILES', 'Mileage') returning id`;
    const [sheet] = await tx<{ id: string }[]>`
      insert into expense_sheet (client_id, supplier_id, assignment_id, worker_id, number, title, total_minor, line_count, hiring_manager_id, created_by)
      values (${world.clientId}, ${world.suppliers.cobalt}, ${assigned.assignmentId}, ${assigned.workerId}, 1, 'Training', 1250, 1, ${ana.accountId}, ${recruiter.accountId}) returning id`;
    const sheetId = sheet?.id ?? '';
    const [line] = await tx<{ id: string }[]>`
      insert into expense_line (client_id, supplier_id, sheet_id, place, spent_on, expense_code_id, cost_center_id, amount_minor, note)
      values (${world.clientId}, ${world.suppliers.cobalt}, ${sheetId}, 1, '2026-04-08', ${code?.id ?? ''}, ${world.costCenterIds[0]}, 1250, 'To the other site') returning id`;
    await tx`update expense_sheet set status = 'submitted', submitted_by = ${recruiter.accountId}, submitted_by_name = 'Bridget Malone', submitted_at = '2026-04-09T12:00Z' where id = ${sheetId}`;
    await tx`update expense_sheet set status = 'approved', approved_by = ${ana.accountId}, approved_by_name = 'Ana Castellan', approved_at = '2026-04-10T12:00Z' where id = ${sheetId}`;
    const [misc] = await tx<{ id: string }[]>`
      insert into misc_charge (client_id, supplier_id, assignment_id, label, amount_minor, cost_center_id, cadence, starts_on, status, requested_by, requested_by_name)
      values (${world.clientId}, ${world.suppliers.cobalt}, ${assigned.assignmentId}, 'Background check', 4500, ${world.costCenterIds[0]}, 'once', '2026-04-08', 'approved', ${recruiter.accountId}, 'Bridget Malone') returning id`;
    for (const [payCode, amount, expenseLine, miscId] of [
      ['EXP', 1250, line?.id ?? null, null],
      ['MSC', 4500, null, misc?.id ?? null],
    ] as const)
      await tx`
        insert into charge (client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from, pay_code, amount_minor, expense_line_id, misc_charge_id, bears_fees)
        values (${world.clientId}, ${world.suppliers.cobalt}, ${assigned.assignmentId}, ${assigned.workerId}, ${world.departmentId}, ${world.jobId}, ${world.costCenterIds[0]},
          '2026-04-12', '2026-04-08', ${payCode}, ${amount}, ${expenseLine}, ${miscId}, false)`;
  });
  world.on('2026-05-01');
  await billedPeriod(world, { startsOn: '2026-04-01', endsOn: '2026-04-30' });
  const lines = await linesOf(world, sql`pay_code in ('EXP', 'MSC')`);
  expect(lines).toHaveLength(4);
  await expectLinesProven(world);
  const said = await Promise.all(
    lines.map(async (line) => proofJson(await explained(world, ownSide[line.side], line))),
  );
  expect(
    said.filter((text) => text.includes('To the other site') && text.includes('Approved by Ana Castellan')),
  ).toHaveLength(2);
  expect(
    said.filter((text) => text.includes('Background check') && text.includes('Asked for by Bridget Malone')),
  ).toHaveLength(2);
  expect(said.every((text) => !text.includes('Zephyr') && !text.includes('Quill'))).toBe(true);
});

test('a fee invoice is its items and their tax', async () => {
  const world = await aProgram();
  await walled(world.database, { side: 'msp' }, (db) => writeTermsOfMoney(db, world));
  await expectDocumentsProven(world);
  const [document] = await world.rows<{ id: string }>(
    sql`select id from invoice where client_id = ${world.clientId}`,
  );
  const found = await world.reads('clientFinance', (ctx) => explainInvoice(ctx, document?.id ?? ''));
  expect(found?.proof.parts.map(({ label, value }) => [label, value])).toEqual([
    ['Items', { kind: 'money', minor: 400_000 }],
    ['Tax', { kind: 'money', minor: 20_000 }],
  ]);
});
