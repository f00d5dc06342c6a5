import { and, asc, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { assignmentRate, timesheet } from '#db/schema/index.ts';
import { abilities, mayDo, decidesFor } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { addDays } from '#app/values/week.ts';
import { findingsOf } from './findings.server.ts';
import { isDecidable, isEditable, isPriced } from './lifecycle.ts';
import type { PayCode } from './overtime.ts';
import type { RateInForce } from './price-week.ts';
import { assignmentRef } from './queries.server.ts';
import {
  costCentersOf,
  findSheet,
  linesOf,
  linesOfWeek,
  ruleOf,
  unlessDraftOfOthers,
  weekOfTime,
  type Sheet,
} from './sheet.server.ts';
import { versionsOf } from './versions.server.ts';
import { copiedRows, rowsOf, type StoredLine } from './week-of-time.ts';

/** Everything that the page of a week shows to whoever asks; null where the week does not exist for them. */
export async function weekPage(ctx: Context, id: string) {
  const sheet = await findSheet(ctx, id);
  if (!sheet) return null;
  const can = abilities(ctx, sheet, [
    'timesheet.enter',
    'timesheet.recall',
    'timesheet.approve',
    'timesheet.reject',
    'rates.readBill',
  ]);
  const costCenters = await costCentersOf(ctx, sheet.assignmentId);
  const lines = await linesOf(ctx, id);
  const isEntry = isEditable(sheet.status) && can['timesheet.enter'];
  return {
    sheet: { ...sheet, assignmentRef: assignmentRef(sheet.assignmentNumber), rule: ruleOf(sheet) },
    costCenters,
    lines,
    rows: rowsOf(
      lines,
      costCenters.map((center) => center.id),
      sheet.weekEndsOn,
    ),
    charges: can['rates.readBill'] ? await chargesOf(ctx, sheet) : null,
    entry: isEntry ? await forEntry(ctx, sheet, costCenters) : null,
    findings: isDecidable(sheet.status) ? ((await findingsOf(ctx, [id])).get(id) ?? []) : [],
    neighbors: await neighborsOf(ctx, sheet),
    timeline: await timelineOf(ctx, [id]),
    mayDecide: isDecidable(sheet.status) && can['timesheet.approve'],
    decidesFor: isDecidable(sheet.status) ? decidesFor(ctx, 'timesheet.approve', sheet) : null,
    ...(await versionsOf(ctx, sheet)),
    mayRecall: isDecidable(sheet.status) && can['timesheet.recall'],
    side: ctx.actor.side,
  };
}
export type WeekPage = NonNullable<Awaited<ReturnType<typeof weekPage>>>;

async function forEntry(ctx: Context, sheet: Sheet, costCenters: { id: string }[]) {
  const week = weekOfTime(ctx, sheet, costCenters);
  const before: StoredLine[] = await linesOfWeek(ctx, sheet.assignmentId, addDays(sheet.weekEndsOn, -7));
  return {
    week,
    lastWeek: before.length > 0 ? copiedRows(before, week) : null,
    rates: mayDo(ctx.actor, 'rates.readBill', sheet) ? await ratesOf(ctx, sheet.assignmentId) : [],
  };
}

async function ratesOf(ctx: Context, assignmentId: string): Promise<RateInForce[]> {
  return ctx.db
    .select({
      rateId: assignmentRate.id,
      payCode: assignmentRate.payCode,
      billRate: assignmentRate.billRate,
      from: sql<string>`lower(${assignmentRate.effective})`,
      upTo: sql<string | null>`(upper(${assignmentRate.effective}) - 1)`,
    })
    .from(assignmentRate)
    .where(and(eq(assignmentRate.assignmentId, assignmentId), isNull(assignmentRate.supersededAt)));
}

export type ChargeOfWeek = {
  payCode: PayCode;
  costCenterCode: string;
  minutes: number;
  billRate: string;
  cardMaxBillRate: string | null;
  rateFrom: string;
  amountMinor: number;
};

/**
 * What was frozen at approval; before that, what would be frozen now. What took it back or replaced it later has lines
 * of its own elsewhere; of a corrected version, what stood until the later one took its place.
 */
async function chargesOf(ctx: Context, sheet: Sheet): Promise<ChargeOfWeek[]> {
  const source = isPriced(sheet.status)
    ? sql`(select * from charge where credits_charge_id is null and correction_id is null and pay_code in ('ST', 'OT', 'DT')
           and (voided_at is null or voided_at >= (select n.approved_at from timesheet n where n.corrects_id = ${sheet.id})))`
    : sql`time_line_priced`;
  const rows = await ctx.db.execute<ChargeOfWeek>(sql`
    select c.pay_code as "payCode", k.code as "costCenterCode", c.minutes, c.bill_rate as "billRate", c.amount_minor as "amountMinor",
      r.card_max_bill_rate as "cardMaxBillRate", lower(r.effective) as "rateFrom"
    from ${source} c
    join assignment_rate r on r.id = c.rate_id
    join cost_center k on k.id = c.cost_center_id
    where c.timesheet_id = ${sheet.id}
    order by array_position(array['ST', 'OT', 'DT'], c.pay_code), k.code, r.effective`);
  return [...rows];
}

/** The weeks of the assignment on either side of this one, as far as they exist for the actor. */
async function neighborsOf(ctx: Context, sheet: Sheet) {
  const one = { id: timesheet.id, weekEndsOn: timesheet.weekEndsOn };
  const same = and(eq(timesheet.assignmentId, sheet.assignmentId), unlessDraftOfOthers(ctx));
  const [before] = await ctx.db
    .select(one)
    .from(timesheet)
    .where(and(same, lt(timesheet.weekEndsOn, sheet.weekEndsOn)))
    .orderBy(desc(timesheet.weekEndsOn), desc(timesheet.version))
    .limit(1);
  const [after] = await ctx.db
    .select(one)
    .from(timesheet)
    .where(and(same, gt(timesheet.weekEndsOn, sheet.weekEndsOn)))
    .orderBy(asc(timesheet.weekEndsOn), desc(timesheet.version))
    .limit(1);
  return { before: before ?? null, after: after ?? null };
}
