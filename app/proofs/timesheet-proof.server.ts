import { sql } from 'drizzle-orm';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { sum } from '#app/values/money.ts';
import { formatDate, formatWeekday } from '#app/values/week.ts';
import { amountProof } from './amount.server.ts';
import { chargeFacts, sideOf } from './charge-facts.server.ts';
import { creditOf } from './credit.server.ts';
import type { Explained } from './explained.ts';
import { hoursProof, ruleNotes, signatures, weekOf, type HoursOf, type Week } from './hours.server.ts';
import { hours, money, stated, summed, type Proof } from './proof.ts';
import { rateFacts, rateProof } from './rate.server.ts';
import { payCodeName, roundingOf } from './words.ts';

type Sheet = {
  clientId: string;
  supplierId: string;
  workerId: string;
  workerName: string;
  jobTitle: string;
  currency: string;
  status: string;
  workedMinutes: number;
};

/** A week has few charges; of a corrected one, its credits too. */
const MAX_CHARGES = 200;

/** The proof of a week: its amount, or its hours for those who do not see money. Null where it does not exist for the actor. */
export async function explainTimesheet(ctx: Context, id: string): Promise<Explained | null> {
  const [sheet] = await ctx.db.execute<Sheet>(sql`
    select t.client_id as "clientId", t.supplier_id as "supplierId", t.worker_id as "workerId", a.worker_name as "workerName",
      a.job_title as "jobTitle", p.currency, t.status, t.worked_minutes as "workedMinutes"
    from timesheet t join assignment a on a.id = t.assignment_id join program p on p.client_id = t.client_id
    where t.id = ${id} and (t.status <> 'draft' or ${ctx.actor.side} <> 'client')`);
  const week = sheet ? await weekOf(ctx, id) : null;
  if (!sheet || !week) return null;
  authorize(ctx, 'proof.read', sheet);
  return {
    address: `/proofs/timesheets/${id}`,
    query: {},
    title: `${sheet.workerName}, week to ${formatDate(week.weekEndsOn)}`,
    lead: sheet.jobTitle,
    currency: sheet.currency,
    proof: mayDo(ctx.actor, 'rates.readBill', sheet)
      ? await moneyOfWeek(ctx, sheet, week)
      : await hoursOfWeek(ctx, sheet, week),
    besides: [],
    back: { label: 'The week', to: `/timesheets/${id}` },
  };
}

/** Frozen at approval; before that, what would be frozen now. */
async function moneyOfWeek(ctx: Context, sheet: Sheet, week: Week): Promise<Proof> {
  const isPriced = sheet.status !== 'draft' && sheet.status !== 'submitted';
  const parts = isPriced ? await frozenAmounts(ctx, week.id) : await estimatedAmounts(ctx, week);
  const total = sum(parts.map(({ value }) => (value.kind === 'money' ? value.minor : 0)));
  return summed(isPriced ? 'Amount of the week' : 'Estimate for the week', money(total), parts, {
    how: isPriced
      ? 'what was frozen when the week was approved, before discounts, fees and tax'
      : 'at the rates in force now; it is frozen when the week is approved',
    notes: isPriced ? [] : signatures(week),
  });
}

async function frozenAmounts(ctx: Context, timesheetId: string): Promise<Proof[]> {
  const side = sideOf(ctx, undefined) ?? 'client';
  const ids = await ctx.db.execute<{ id: number }>(sql`
    select id from charge where timesheet_id = ${timesheetId} and voided_at is null
    order by array_position(array['ST', 'OT', 'DT'], pay_code), id limit ${MAX_CHARGES}`);
  const parts: Proof[] = [];
  for (const { id } of ids) {
    const charge = await chargeFacts(ctx, id, side);
    if (!charge) continue;
    const amount = await amountProof(ctx, charge, side, await creditOf(ctx, charge, side));
    parts.push({
      ...amount,
      label: `${payCodeName[charge.payCode] ?? charge.payCode}, ${charge.costCenter}`,
      source: {
        label: charge.line ? `As billed on ${charge.line.reference}` : 'The line to be',
        to: `/proofs/charges/${id}?side=${side}`,
      },
    });
  }
  return parts;
}

type Estimated = Omit<HoursOf, 'id' | 'serviceFrom' | 'correctionId' | 'isVoided'> & {
  billRate: string;
  amountMinor: number;
};

async function estimatedAmounts(ctx: Context, week: Week): Promise<Proof[]> {
  const rows = await ctx.db.execute<Estimated>(sql`
    select p.timesheet_id as "timesheetId", p.pay_code as "payCode", p.cost_center_id as "costCenterId", k.code || ' ' || k.name as "costCenter",
      p.rate_id as "rateId", p.minutes, p.bill_rate::text as "billRate", p.amount_minor as "amountMinor"
    from time_line_priced p join cost_center k on k.id = p.cost_center_id
    where p.timesheet_id = ${week.id} order by array_position(array['ST', 'OT', 'DT'], p.pay_code), k.code limit ${MAX_CHARGES}`);
  const parts: Proof[] = [];
  for (const row of rows) {
    const facts = await rateFacts(ctx, row.rateId);
    if (!facts) continue;
    const hoursOf = { ...row, id: null, serviceFrom: null, correctionId: null, isVoided: false };
    const factors = [await hoursProof(ctx, hoursOf, week), rateProof(ctx, facts)];
    parts.push({
      label: `${payCodeName[row.payCode] ?? row.payCode}, ${row.costCenter}`,
      value: money(row.amountMinor),
      how: 'hours × rate, as it would be frozen now',
      operation: { kind: 'product' },
      rounding: roundingOf(factors, facts.currency),
      parts: factors,
    });
  }
  return parts;
}

type CodeRow = { payCode: string; date: string; minutes: number };

/** What a worker sees: their hours, and why they are straight time or overtime. */
async function hoursOfWeek(ctx: Context, sheet: Sheet, week: Week): Promise<Proof> {
  const rows = await ctx.db.execute<CodeRow>(sql`
    select pay_code as "payCode", work_date::text as date, sum(minutes)::int as minutes from time_line
    where timesheet_id = ${week.id} group by 1, 2 order by array_position(array['ST', 'OT', 'DT'], pay_code), 2`);
  const codes = [...new Set(rows.map(({ payCode }) => payCode))];
  const parts = codes.map((code) => {
    const days = rows.filter(({ payCode }) => payCode === code);
    return summed(
      payCodeName[code] ?? code,
      hours(sum(days.map(({ minutes }) => minutes))),
      days.map(({ date, minutes }) =>
        stated(`${formatWeekday(date)} ${formatDate(date)}`, hours(minutes), 'as it was entered'),
      ),
      { how: 'the days of the week' },
    );
  });
  return summed('Hours of the week', hours(sheet.workedMinutes), parts, {
    how: 'every hour once',
    notes: [...ruleNotes(week), ...signatures(week)],
    source: { label: 'The week', to: `/timesheets/${week.id}` },
  });
}
