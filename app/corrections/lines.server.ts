import { sql } from 'drizzle-orm';
import { correctionLine } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { percentOf, lineAmountMinor } from '#app/values/price.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { lineProblems, type Correctable } from './rules.ts';

/** A line of a correction as it is written: what is taken back, and what stands in its place. */
export type LineToWrite = Omit<typeof correctionLine.$inferInsert, 'correctionId' | 'clientId' | 'place'>;

type Found = Correctable & {
  amountMinor: number;
  payCode: string;
  minutes: number;
  remainingMinutes: number;
};

/** The charges as they stand now, with what earlier credits left of them. Charges behind a wall are not found. */
async function findCharges(ctx: Context, clientId: string, ids: number[]): Promise<Map<number, Found>> {
  const rows = await ctx.db.execute<Found>(sql`
    select c.id as "chargeId", c.amount_minor as "amountMinor", c.pay_code as "payCode", c.minutes, c.credits_charge_id is not null as "isCredit",
      (c.amount_minor + coalesce(b.amount, 0))::bigint as "remainingMinor", (c.minutes + coalesce(b.minutes, 0))::int as "remainingMinutes",
      exists (select from invoice_line l where l.charge_id = c.id and l.side = 'client') as "isBilled"
    from charge c
    left join lateral (select sum(x.amount_minor) as amount, sum(x.minutes) as minutes from charge x where x.credits_charge_id = c.id) b on true
    where c.client_id = ${clientId} and c.id = any(${sql.param(ids)}::bigint[])`);
  return new Map(rows.map((row) => [row.chargeId, row]));
}

export type HowToCorrect =
  { how: 'whole' } | { how: 'share'; fraction: string } | { how: 'rate'; rate: string };

/**
 * What a person's choice means for each line. A share is of the line's whole amount, so that thirds are thirds
 * whatever was credited before.
 */
export async function linesFor(
  ctx: Context,
  { clientId, charges, currency }: { clientId: string; charges: number[]; currency: string },
  choice: HowToCorrect,
): Promise<{ lines: LineToWrite[]; problems: Problem[] }> {
  const found = await findCharges(ctx, clientId, charges);
  const lines: LineToWrite[] = [];
  const problems: Problem[] = [];
  for (const chargeId of [...new Set(charges)].sort((a, b) => a - b)) {
    const one = found.get(chargeId);
    const creditMinor = one
      ? choice.how === 'share'
        ? percentOf(one.amountMinor, choice.fraction)
        : one.remainingMinor
      : 0;
    const why = lineProblems({ creditMinor }, one, 'charges', currency);
    if (one && why.length === 0 && creditMinor <= 0)
      why.push(problem('charges', 'Nothing is left to credit on one of these lines.'));
    problems.push(...why);
    if (one && why.length === 0) lines.push(lineOf(one, creditMinor, choice, problems));
  }
  return { lines, problems };
}

function lineOf(one: Found, creditMinor: number, choice: HowToCorrect, problems: Problem[]): LineToWrite {
  if (choice.how !== 'rate') return { chargeId: one.chargeId, creditMinor };
  if (!['ST', 'OT', 'DT'].includes(one.payCode) || one.remainingMinutes !== one.minutes)
    problems.push(problem('charges', 'Only hours that were not credited before are billed at another rate.'));
  return {
    chargeId: one.chargeId,
    creditMinor,
    rebillMinutes: one.minutes,
    rebillRate: choice.rate,
    rebillAmountMinor: lineAmountMinor(one.minutes, choice.rate),
  };
}

/**
 * The lines that bring an assignment's billed weeks to the rates now in force: every current charge of a week of which
 * a rate was superseded, and of which the rate or the amount is another now, is taken back whole, and what the week's
 * time costs now stands in its place. A rate that was only written anew, because another followed it, changes nothing:
 * what a correction billed at a rate of its own keeps that rate until another is agreed for the same days. Hours of a
 * week of which somebody credited a part or all are left to them: they are not billed again by a new rate.
 */
export async function linesForNewRates(ctx: Context, assignmentId: string): Promise<LineToWrite[]> {
  const rows = await ctx.db.execute<LineToWrite>(sql`
    with given as (
      select c.timesheet_id, c.pay_code, c.cost_center_id from charge c
      join charge x on x.credits_charge_id = c.id join correction k on k.id = x.correction_id and k.kind = 'credit'
      where c.assignment_id = ${assignmentId}
    ), current as (
      select c.* from charge c
      where c.assignment_id = ${assignmentId} and c.pay_code in ('ST', 'OT', 'DT') and c.credits_charge_id is null and c.voided_at is null
        and not exists (select from charge x where x.credits_charge_id = c.id)
        and exists (select from invoice_line l where l.charge_id = c.id)
        and not exists (select from given g where g.timesheet_id = c.timesheet_id and g.pay_code = c.pay_code and g.cost_center_id = c.cost_center_id)
    ), week as (
      select c.timesheet_id, min(c.id) as first_id from current c join assignment_rate r on r.id = c.rate_id
      join timesheet t on t.id = c.timesheet_id and t.status <> 'corrected'
      where r.superseded_at is not null group by c.timesheet_id
    ), now as (
      select p.*, row_number() over (partition by p.timesheet_id, p.pay_code, p.cost_center_id order by p.service_from) as nth
      from time_line_priced_by_service p join week w on w.timesheet_id = p.timesheet_id
      where not exists (select from given g where g.timesheet_id = p.timesheet_id and g.pay_code = p.pay_code and g.cost_center_id = p.cost_center_id)
    ), then_ as (
      select c.*, row_number() over (partition by c.timesheet_id, c.pay_code, c.cost_center_id order by c.service_from, c.id) as nth
      from current c join week w on w.timesheet_id = c.timesheet_id
    )
    select coalesce(t.id, (select x.id from then_ x where x.timesheet_id = n.timesheet_id and x.pay_code = n.pay_code and x.cost_center_id = n.cost_center_id order by x.id limit 1)) as "chargeId",
      coalesce(t.amount_minor, 0) as "creditMinor", n.minutes as "rebillMinutes", due.rate::text as "rebillRate", n.rate_id as "rebillRateId",
      n.service_from::text as "rebillServiceFrom", due.amount_minor as "rebillAmountMinor"
    from then_ t
    full join now n on n.timesheet_id = t.timesheet_id and n.pay_code = t.pay_code and n.cost_center_id = t.cost_center_id and n.nth = t.nth
    left join assignment_rate billed_by on billed_by.id = t.rate_id
    left join assignment_rate in_force on in_force.id = n.rate_id
    cross join lateral (select case when t.bill_rate <> billed_by.bill_rate and billed_by.revision_id is not distinct from in_force.revision_id
      then t.bill_rate else n.bill_rate end as rate) agreed
    cross join lateral (select agreed.rate, app.line_amount_minor(n.minutes, agreed.rate) as amount_minor) due
    where t.id is null or n.rate_id is null or t.bill_rate <> due.rate or t.amount_minor <> due.amount_minor
    order by 1, n.service_from`);
  return [...rows];
}

export async function writeCorrectionLines(
  ctx: Context,
  { id, clientId }: { id: string; clientId: string },
  lines: LineToWrite[],
): Promise<void> {
  await ctx.db
    .insert(correctionLine)
    .values(lines.map((line, index) => ({ ...line, correctionId: id, clientId, place: index + 1 })));
}
