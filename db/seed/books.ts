import { sql } from 'drizzle-orm';
import { postAccrual } from '#app/accruals/commands/post-accrual.server.ts';
import { addPurchaseOrder } from '#app/purchase-orders/commands/add-purchase-order.server.ts';
import { linkAssignments } from '#app/purchase-orders/commands/link-assignments.server.ts';
import { setBudget } from '#app/purchase-orders/commands/set-budget.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { closeMonth } from '#app/ledger/commands/close-month.server.ts';
import { addMonths, monthsBetween } from '#app/values/month.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';

const ASSIGNMENTS_ON_THE_LARGE_ORDER = 5;
/** A week that waits for approval brings the small order to this share of its funds. */
const NEARLY_ALL = 0.96;
/** Months before this one whose books are still open. */
const MONTHS_LEFT_OPEN = 2;
/** What a cost center is given for the year, against what it was billed up to now. */
const BUDGET_OF_SPENT = 1.15;

/** Purchase orders and budgets of Halden, and every program's accrual of the month that is over and not billed. */
export async function playBooks(tx: Db, world: World, programs: Program[]): Promise<void> {
  const [halden] = programs;
  if (halden) {
    const ctx = contextOf(tx, personOf(world, 'finance@northgate'), instant(addDays(world.today, -20), 16));
    await purchaseOrders(ctx, world, halden);
    await budgets(ctx, world, halden);
  }
  const month = addMonths(world.today, -1);
  const postedAt = instant(`${world.today.slice(0, 7)}-01`, 15);
  for (const { clientId } of programs) {
    const ctx = contextOf(tx, personOf(world, 'finance@northgate'), postedAt);
    mustSucceed(`The accrual of ${month}`, await postAccrual(ctx, { client: clientId, month }));
    await closeOldMonths(tx, world, clientId);
  }
}

/** The books of every month that is over for long are closed, in their order. */
async function closeOldMonths(tx: Db, world: World, clientId: string): Promise<void> {
  const ctx = contextOf(tx, personOf(world, 'finance@northgate'), instant(addDays(world.today, -9), 16));
  const [first] = await tx.execute<{ month: string }>(sql`
    select to_char(min(posted_on), 'YYYY-MM-01') as month from ledger_transaction where client_id = ${clientId}`);
  if (!first?.month) return;
  for (const month of monthsBetween(first.month, addMonths(world.today, -MONTHS_LEFT_OPEN - 1)))
    mustSucceed(`The close of ${month}`, await closeMonth(ctx, { client: clientId, month }));
}

async function purchaseOrders(ctx: Context, world: World, { clientId }: Program): Promise<void> {
  const add = async (number: string, funds: number, assignmentIds: string[]) => {
    const id = world.random.id(ctx.now);
    const order = { id, clientId, number, funds, tolerance: '0.05', startsOn: world.firstMonth };
    mustSucceed(`PO ${number}`, await addPurchaseOrder(ctx, order));
    const links = { shown: assignmentIds, chosen: assignmentIds };
    mustSucceed(`The assignments of PO ${number}`, await linkAssignments(ctx, id, links));
  };
  const [waiting] = await ctx.db.execute<{ assignment_id: string; amount: number }>(sql`
    select t.assignment_id, sum(p.amount_minor)::bigint as amount
    from timesheet t join time_line_priced p on p.timesheet_id = t.id
    where t.client_id = ${clientId} and t.status = 'submitted' group by t.id order by t.submitted_at, t.id limit 1`);
  if (waiting)
    await add('4720', Math.round(waiting.amount / NEARLY_ALL / 1000) * 1000, [waiting.assignment_id]);
  const active = await ctx.db.execute<{ id: string }>(sql`
    select id from assignment where client_id = ${clientId} and status = 'active' and purchase_order_id is null
    order by number limit ${ASSIGNMENTS_ON_THE_LARGE_ORDER}`);
  await add(
    '4711',
    250_000_00,
    [...active].map(({ id }) => id),
  );
}

async function budgets(ctx: Context, world: World, { clientId }: Program): Promise<void> {
  const year = Number(world.today.slice(0, 4));
  const spent = await ctx.db.execute<{ id: string; minor: number }>(sql`
    select cost_center_id as id, sum(total_minor)::bigint as minor from client_spend
    where client_id = ${clientId} and extract(year from month) = ${year} group by cost_center_id
    having sum(total_minor) > 0 order by cost_center_id`);
  for (const { id, minor } of spent) {
    const amount = Math.ceil((minor * BUDGET_OF_SPENT) / 1_000_000) * 1_000_000;
    mustSucceed('A budget', await setBudget(ctx, { clientId, costCenterId: id, year, amount }));
  }
}
