import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { post, postableOn, postReversal, type Leg } from '#app/ledger/public.server.ts';
import { addMonths } from '#app/values/month.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { formatDate, formatMonth, today } from '#app/values/week.ts';
import { computationOf, linesOf, type Computation } from '../compute.server.ts';
import { accrualPosted } from '../events.ts';
import type { PostInput } from '../forms.ts';
import { accrualOf, type Accrual } from '../queries.server.ts';

/**
 * Posts the accrual of a month on its last day, and in the same transaction what takes it back on the first of the next
 * month: nobody has to remember to. It is computed anew, as the database sees it at that moment.
 * Refuses: `Invalid` for a month that is not over, for closed books, and where there is nothing to accrue; `Stale`
 * where the month's accrual was posted before.
 */
export async function postAccrual(ctx: Context, { client, month }: PostInput): Promise<Result<Accrual>> {
  const computation = await computationOf(ctx, client, month);
  if (!computation) return missing();
  const { program, scope } = computation;
  authorize(ctx, 'accrual.post', program);
  await planForMany(ctx);
  const name = formatMonth(month.slice(0, 7));
  if (scope.asOf > today(ctx.now, program.timeZone))
    return invalid(
      problem('month', `${name} can be accrued from its last day on, ${formatDate(scope.asOf)}.`),
    );
  const backOn = addMonths(month, 1);
  for (const day of [scope.asOf, backOn])
    if ((await postableOn(ctx, client, day)) === null)
      return invalid(problem('month', `The books of ${formatMonth(day.slice(0, 7))} are closed.`));

  const id = await writeAccrual(ctx, computation);
  if (id === null) return stale(`The accrual of ${name} was posted before.`);
  const accrual = await accrualOf(ctx, id);
  if (!accrual) return missing();
  const legs = await legsOf(ctx, accrual);
  if (legs.length === 0)
    return invalid(problem('month', `Nothing of ${name} is left to accrue: everything earned is billed.`));
  const memo = `Accrual ${name}`;
  const { currency } = program;
  const transactionId = await post(ctx, {
    ...{ clientId: client, currency, postedOn: scope.asOf, memo },
    origin: { accrualId: id },
    legs,
  });
  await postReversal(ctx, { transactionId, postedOn: backOn, memo: `${memo}, taken back` });
  const facts = { month, clientMinor: accrual.clientMinor, currency };
  await recordEvent(ctx, accrualPosted({ subjectId: id, clientId: client, facts }));
  return ok(accrual);
}

/** Head and lines in one statement, so that they see the same moment. Null where the month has an accrual already. */
async function writeAccrual(ctx: Context, computation: Computation): Promise<string | null> {
  const { clientId, month, asOf } = computation.scope;
  const { accountId, name } = ctx.actor;
  const [row] = await ctx.db.execute<{ id: string }>(sql`
    with l as materialized (${linesOf(computation)}),
    head as (
      insert into accrual (client_id, month, as_of, created_by, created_by_name, created_at, client_minor, supplier_minor, fee_minor, tax_minor)
      select ${clientId}, ${month}::date, ${asOf}::date, ${accountId}, ${name}, ${ctx.now.toISOString()}::timestamptz,
        coalesce(sum(client_minor), 0), coalesce(sum(supplier_minor), 0), coalesce(sum(fee_minor), 0), coalesce(sum(tax_minor), 0) from l
      on conflict (client_id, month) do nothing returning id),
    written as (
      insert into accrual_line (accrual_id, client_id, supplier_id, class, assignment_id, cost_center_id, purchase_order_id, minutes,
        amount_minor, fee_minor, tax_minor, client_minor, supplier_minor, method)
      select head.id, ${clientId}, l.supplier_id, l.class, l.assignment_id, l.cost_center_id, l.purchase_order_id, l.minutes,
        l.amount_minor, l.fee_minor, l.tax_minor, l.client_minor, l.supplier_minor, l.method
      from head cross join l
      order by array_position(array['approved', 'submitted', 'estimated', 'expenses', 'flat_fee', 'discount', 'credit'], l.class), l.assignment_id, l.method, l.cost_center_id
      returning id)
    select head.id, (select count(*) from written) as lines from head`);
  return row?.id ?? null;
}

async function legsOf(ctx: Context, { id, clientMinor, feeMinor, taxMinor }: Accrual): Promise<Leg[]> {
  const suppliers = await ctx.db.execute<{ supplierId: string; minor: number }>(sql`
    select supplier_id as "supplierId", sum(supplier_minor)::bigint as minor from accrual_line
    where accrual_id = ${id} and supplier_id is not null group by supplier_id order by supplier_id`);
  const legs: Leg[] = [
    { kind: 'accrued_receivable', supplierId: null, amountMinor: clientMinor },
    ...[...suppliers].map(({ supplierId, minor }): Leg => ({
      kind: 'accrued_payable',
      supplierId,
      amountMinor: -minor,
    })),
    { kind: 'accrued_fee', supplierId: null, amountMinor: -feeMinor },
    { kind: 'accrued_tax', supplierId: null, amountMinor: -taxMinor },
  ];
  return legs.filter(({ amountMinor }) => amountMinor !== 0);
}
