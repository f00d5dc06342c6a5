import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { chargesBeside } from '#app/purchase-orders/beside.server.ts';
import { takeCharges } from '#app/purchase-orders/commands/take-charges.server.ts';
import { addPurchaseOrder } from '#app/purchase-orders/commands/add-purchase-order.server.ts';
import { changeFunds } from '#app/purchase-orders/commands/change-funds.server.ts';
import { closePurchaseOrder } from '#app/purchase-orders/commands/close-purchase-order.server.ts';
import { linkAssignments } from '#app/purchase-orders/commands/link-assignments.server.ts';
import { setBudget } from '#app/purchase-orders/commands/set-budget.server.ts';
import { fundsForm, purchaseOrderForm } from '#app/purchase-orders/forms.ts';
import { budgetsOf, standingOf } from '#app/purchase-orders/public.server.ts';
import { consumedBy, purchaseOrderOf, purchaseOrdersPage } from '#app/purchase-orders/queries.server.ts';
import { findingsOf } from '#app/timesheets/findings.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek, submittedWeek } from '#test/factories/weeks.ts';

const typed = (world: World, plan: Record<string, string> = {}) =>
  purchaseOrderForm.parse({
    ...{ id: randomUUID(), clientId: world.clientId, number: '4711', funds: '10,000', tolerance: '5' },
    startsOn: '2026-01-01',
    ...plan,
  });

const added = (world: World, plan: Record<string, string> = {}) =>
  world.does('finance', (ctx) => addPurchaseOrder(ctx, typed(world, plan)));

const refusal = (answer: Result<unknown>) => (answer.ok ? 'not refused' : inWords(answer.refusal));

const fullWeek = { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 };

test('what is approved on an order is committed, what is billed is consumed, with the client’s fees', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const { id } = await added(world);
  const assigned = await fillPosition(world, { bill: '92', pay: '60' });
  const { assignmentId } = assigned;
  await world.does('finance', (ctx) =>
    linkAssignments(ctx, id, { shown: [assignmentId], chosen: [assignmentId] }),
  );
  world.on('2026-03-09');
  await approvedWeek(world, assigned, '2026-03-08', fullWeek);
  // 40 h × 92.00 = 3,680.00 and 3 % of it.
  expect(await world.reads('finance', (ctx) => standingOf(ctx, [id]))).toMatchObject([
    { number: '4711', consumedMinor: 0, committedMinor: 379_040, remainingMinor: 1_050_000 - 379_040 },
  ]);
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  const order = await world.reads('ana', (ctx) => purchaseOrderOf(ctx, id));
  expect(order).toMatchObject({ consumedMinor: 379_040, committedMinor: 0, assignments: 1 });
  if (!order) throw new Error('the client does not see its own order');
  expect(await world.reads('ana', (ctx) => consumedBy(ctx, order))).toMatchObject([
    { kind: 'client_invoice', lines: 1, totalMinor: 379_040 },
  ]);
});

test('a week that would exhaust its order says so before it is approved, to the client and not to the supplier', async () => {
  const world = await aProgram({ fees: [], overtime: 'none' });
  const { id } = await added(world, { funds: '3,800' });
  const assigned = await fillPosition(world, { bill: '92', pay: '60' });
  const { assignmentId } = assigned;
  await world.does('finance', (ctx) =>
    linkAssignments(ctx, id, { shown: [assignmentId], chosen: [assignmentId] }),
  );
  world.on('2026-03-09');
  const { timesheetId } = await submittedWeek(world, assigned, '2026-03-08', fullWeek);
  const found = async (who: 'ana' | 'recruiter') =>
    (await world.reads(who, (ctx) => findingsOf(ctx, [timesheetId]))).get(timesheetId) ?? [];
  expect(await found('ana')).toContain('Would nearly exhaust PO 4711 (at 97 %)'); // 3,680 of 3,800
  expect((await found('recruiter')).join()).not.toMatch(/PO/);
  await world.does('finance', (ctx) =>
    changeFunds(ctx, id, fundsForm.parse({ funds: '3,600', tolerance: '5', reason: 'Less was granted.' })),
  );
  expect(await found('ana')).toContain('Would exhaust PO 4711 (at 102 %) and draw on its tolerance');
});

test('a number is taken once, a second press adds nothing, and funds stay above what was billed', async () => {
  const world = await aProgram();
  const input = typed(world);
  await world.does('finance', (ctx) => addPurchaseOrder(ctx, input));
  expect(await world.does('finance', (ctx) => addPurchaseOrder(ctx, input))).toMatchObject({ id: input.id });
  expect(refusal(await world.act('finance', (ctx) => addPurchaseOrder(ctx, typed(world))))).toMatch(
    /number: There is a PO 4711 already/,
  );
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update purchase_order set consumed_minor = 500000 where id = ${input.id}`;
  });
  const less = fundsForm.parse({ funds: '4,000', tolerance: '0', reason: 'Cut.' });
  expect(refusal(await world.act('finance', (ctx) => changeFunds(ctx, input.id, less)))).toMatch(
    /funds: USD 5,000.00 was billed to it already/,
  );
  const { rows } = await world.reads('clientFinance', (ctx) => purchaseOrdersPage(ctx, { show: 'open' }));
  expect(rows.map(({ number }) => number)).toEqual(['4711']);
});

test('a closed order takes no assignment, and unticked ones leave an open one', async () => {
  const world = await aProgram();
  const { id } = await added(world);
  const { assignmentId } = await fillPosition(world);
  const shown = [assignmentId];
  const link = (chosen: string[]) =>
    world.act('finance', (ctx) => linkAssignments(ctx, id, { shown, chosen }));
  expect(await link(shown)).toMatchObject({ ok: true, value: { added: 1, removed: 0 } });
  expect(await link([])).toMatchObject({ ok: true, value: { added: 0, removed: 1 } });
  await world.does('finance', (ctx) => closePurchaseOrder(ctx, id));
  expect(refusal(await link(shown))).toMatch(/^stale: PO 4711 is closed/);
  expect(refusal(await world.act('finance', (ctx) => closePurchaseOrder(ctx, id)))).toMatch(/closed already/);
  await expect(world.act('ana', (ctx) => closePurchaseOrder(ctx, id))).rejects.toThrow(/not yours/);
});

test('a budget is set by the client’s finance, replaced by the next, and never for another’s cost center', async () => {
  const world = await aProgram();
  const [costCenterId] = world.costCenterIds;
  const set = (amount: number, center: string = costCenterId) =>
    world.act('clientFinance', (ctx) =>
      setBudget(ctx, { clientId: world.clientId, costCenterId: center, year: 2026, amount }),
    );
  await set(100_000_00);
  await set(120_000_00);
  const rows = await world.reads('ana', (ctx) => budgetsOf(ctx, world.clientId, 2026));
  expect(rows.map(({ code, budgetMinor }) => [code, budgetMinor])).toEqual([
    ['IS-100', 12_000_000],
    ['IS-200', null],
  ]);
  const other = await aProgram();
  expect(refusal(await set(1, other.costCenterIds[0]))).toMatch(/not one of the program/);
  const [count] = await world.rows<{ n: number }>(
    sql`select count(*)::int as n from event where subject_id = ${costCenterId} and kind = 'budget.set'`,
  );
  expect(count?.n).toBe(2);
});

test('bad input is a problem at its field', () => {
  const problemsOf = (plan: Record<string, string>) =>
    purchaseOrderForm
      .safeParse({
        id: randomUUID(),
        clientId: randomUUID(),
        number: '1',
        funds: '1',
        startsOn: '2026-01-01',
        ...plan,
      })
      .error?.issues.map(({ path }) => path.join('.'));
  expect(problemsOf({})).toBeUndefined();
  expect(problemsOf({ funds: '12.345' })).toEqual(['funds']);
  expect(problemsOf({ funds: '-1' })).toEqual(['funds']);
  expect(problemsOf({ tolerance: '101' })).toEqual(['tolerance']);
  expect(problemsOf({ endsOn: '2025-12-31' })).toEqual(['endsOn']);
  expect(problemsOf({ startsOn: '2026-02-30' })).toEqual(['startsOn']);
});

test('what was approved before its assignment was put on an order is offered, and taken without overdraw', async () => {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '92', pay: '60' });
  world.on('2026-03-23');
  // 40 h × 92.00 and 3 % of it, three times: 3,790.40 each. The first is of work before the order.
  for (const week of ['2026-03-08', '2026-03-15', '2026-03-22'])
    await approvedWeek(world, assigned, week, fullWeek);
  const order = await added(world, { funds: '4,000', tolerance: '0', startsOn: '2026-03-09' });
  const { assignmentId } = assigned;
  const linked = await world.does('finance', (ctx) =>
    linkAssignments(ctx, order.id, { shown: [assignmentId], chosen: [assignmentId] }),
  );
  expect(linked.beside).toBe(2);
  const offered = await world.reads('finance', (ctx) =>
    chargesBeside(ctx, { id: order.id, clientId: world.clientId }),
  );
  expect(offered.map(({ weekEndsOn, committedMinor }) => [weekEndsOn, committedMinor])).toEqual([
    ['2026-03-15', 379_040],
    ['2026-03-22', 379_040],
  ]);
  const [first, second] = offered.map(({ id }) => id);
  const take = (chosen: (number | undefined)[]) =>
    world.act('finance', (ctx) => takeCharges(ctx, order.id, { chosen: chosen.map((id) => id ?? 0) }));
  expect(refusal(await take([first, second]))).toMatch(/come to USD 7,580.80, and USD 4,000.00 is left/);
  // Two at once: one fits, and the other is told what is left.
  const both = await Promise.all([take([first]), take([second])]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.flatMap((one) => (one.ok ? [] : [inWords(one.refusal)]))[0]).toMatch(/USD 209.60 is left/);
  expect(await world.reads('finance', (ctx) => standingOf(ctx, [order.id]))).toMatchObject([
    { committedMinor: 379_040, remainingMinor: 20_960 },
  ]);
  await expect(world.act('ana', (ctx) => takeCharges(ctx, order.id, { chosen: [1] }))).rejects.toThrow(
    /not yours/,
  );
});
