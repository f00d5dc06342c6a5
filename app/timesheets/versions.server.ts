import { and, eq, sql } from 'drizzle-orm';
import { timesheet } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { isCorrectable, isPriced } from './lifecycle.ts';
import type { PayCode } from './overtime.ts';
import { linesOf, unlessDraftOfOthers, type Sheet } from './sheet.server.ts';
import {
  dayDifferences,
  movedCostCenters,
  type DayDifference,
  type MoneyDifference,
} from './version-difference.ts';

export type OtherVersion = { id: string; version: number; status: string };

export type VersionsOfWeek = {
  /** The version that this one corrects, and what it changes. */
  corrects: (OtherVersion & Difference) | null;
  /** The version that corrects this one, as far as it exists for the actor. */
  correctedBy: OtherVersion | null;
  mayCorrect: boolean;
};

type Difference = {
  days: DayDifference[];
  moved: boolean;
  beforeMinutes: number;
  /** Null for those who see no money. */
  money: MoneyDifference[] | null;
};

/** How a week stands among its versions: which it corrects and by how much, and which corrects it. */
export async function versionsOf(ctx: Context, sheet: Sheet): Promise<VersionsOfWeek> {
  const one = { id: timesheet.id, version: timesheet.version, status: timesheet.status };
  const [next] = await ctx.db.select(one).from(timesheet).where(eq(timesheet.correctsId, sheet.id));
  // A client is not told of a draft that was never handed in.
  const [visible] = next
    ? await ctx.db
        .select(one)
        .from(timesheet)
        .where(and(eq(timesheet.id, next.id), unlessDraftOfOthers(ctx)))
    : [];
  return {
    corrects: await correctedOne(ctx, sheet),
    correctedBy: visible ?? null,
    mayCorrect: !next && isCorrectable(sheet.status) && mayDo(ctx.actor, 'timesheet.correct', sheet),
  };
}

async function correctedOne(ctx: Context, sheet: Sheet): Promise<VersionsOfWeek['corrects']> {
  if (sheet.correctsId === null) return null;
  const [original] = await ctx.db
    .select({
      id: timesheet.id,
      version: timesheet.version,
      status: timesheet.status,
      beforeMinutes: timesheet.workedMinutes,
    })
    .from(timesheet)
    .where(eq(timesheet.id, sheet.correctsId));
  if (!original) return null;
  const [before, after] = [await linesOf(ctx, original.id), await linesOf(ctx, sheet.id)];
  return {
    ...original,
    days: dayDifferences(before, after),
    moved: movedCostCenters(before, after),
    money: mayDo(ctx.actor, 'rates.readBill', sheet) ? await moneyOf(ctx, original.id, sheet) : null,
  };
}

/**
 * What both versions cost by pay code. The earlier one as it stood when the later one took its place, with what
 * corrections of its documents had changed by then; the later one as it was frozen, or as it would be now.
 */
async function moneyOf(ctx: Context, originalId: string, { id, status }: Sheet): Promise<MoneyDifference[]> {
  const after = isPriced(status)
    ? sql`select pay_code, amount_minor from charge
          where timesheet_id = ${id} and credits_charge_id is null and correction_id is null
            and (voided_at is null or voided_at >= (select n.approved_at from timesheet n where n.corrects_id = ${id}))`
    : sql`select pay_code, amount_minor from time_line_priced where timesheet_id = ${id}`;
  const rows = await ctx.db.execute<{ payCode: PayCode; beforeMinor: number; afterMinor: number }>(sql`
    with replaced as (select approved_at as at from timesheet where id = ${id}),
    before as (
      select c.pay_code, c.amount_minor from charge c, replaced r
      where c.timesheet_id = ${originalId} and c.pay_code in ('ST', 'OT', 'DT')
        and (c.credits_charge_id is null or c.correction_id is not null) and (c.voided_at is null or c.voided_at >= r.at)
    ), after as (${after})
    select pay_code as "payCode", sum(before)::bigint as "beforeMinor", sum(after)::bigint as "afterMinor"
    from (select pay_code, amount_minor as before, 0 as after from before union all select pay_code, 0, amount_minor from after) sides
    group by pay_code order by array_position(array['ST', 'OT', 'DT'], pay_code)`);
  return [...rows];
}
