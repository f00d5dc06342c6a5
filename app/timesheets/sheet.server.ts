import { and, asc, desc, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import {
  assignment,
  assignmentSplit,
  costCenter,
  organization,
  program,
  timeLine,
  timesheet,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { today } from '#app/values/week.ts';
import type { WeekRow } from './forms.ts';
import { overtimeRules, type OvertimeRule } from './overtime.ts';
import type { WeekOfTime } from './rules.ts';
import { classifiedLines, minutesByPayCode, type StoredLine } from './week-of-time.ts';

/** A week belongs to its worker and supplier until it is handed in: to a client a draft does not exist. */
export const unlessDraftOfOthers = (ctx: Context) =>
  ctx.actor.side === 'client' ? ne(timesheet.status, 'draft') : undefined;

function selectSheet(ctx: Context, id: string) {
  return ctx.db
    .select({
      ...getTableColumns(timesheet),
      workerName: assignment.workerName,
      assignmentNumber: assignment.number,
      assignmentStatus: assignment.status,
      jobTitle: assignment.jobTitle,
      hiringManagerName: assignment.hiringManagerName,
      startsOn: assignment.startsOn,
      endsOn: assignment.endsOn,
      scheduledMinutes: assignment.weekMinutes,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
    })
    .from(timesheet)
    .innerJoin(assignment, eq(assignment.id, timesheet.assignmentId))
    .innerJoin(program, eq(program.clientId, timesheet.clientId))
    .innerJoin(organization, eq(organization.id, timesheet.clientId))
    .where(and(eq(timesheet.id, id), unlessDraftOfOthers(ctx)));
}

/** One week with what its page and its commands need to know. Null where it does not exist for the actor. */
export async function findSheet(ctx: Context, id: string) {
  const [sheet] = await selectSheet(ctx, id);
  return sheet ?? null;
}

/** The same, locked until the transaction ends: two presses on one week come one after the other. */
export async function lockSheet(ctx: Context, id: string) {
  const [sheet] = await selectSheet(ctx, id).for('update', { of: timesheet });
  return sheet ?? null;
}

export type Sheet = NonNullable<Awaited<ReturnType<typeof findSheet>>>;

export type CostCenterOfWeek = { id: string; code: string; name: string; percent: string };

/**
 * What the worker books hours to, the largest share first. Where the program books by the assignment's split there is
 * one row to fill in: the split bears every hour, whatever row it stands in.
 */
export async function costCentersOf(ctx: Context, assignmentId: string): Promise<CostCenterOfWeek[]> {
  const rows = await ctx.db
    .select({
      id: costCenter.id,
      code: costCenter.code,
      name: costCenter.name,
      percent: assignmentSplit.percent,
      booking: sql<string>`(select t.cost_booking from program_terms t where t.client_id = ${assignmentSplit.clientId}
        and t.effective_from <= ${ctx.now.toISOString()}::date order by t.effective_from desc limit 1)`,
    })
    .from(assignmentSplit)
    .innerJoin(costCenter, eq(costCenter.id, assignmentSplit.costCenterId))
    .where(eq(assignmentSplit.assignmentId, assignmentId))
    .orderBy(desc(assignmentSplit.percent), asc(costCenter.code));
  return rows
    .filter(({ booking }, index) => index === 0 || booking !== 'split')
    .map(({ booking: _, ...row }) => row);
}

export async function linesOf(ctx: Context, timesheetId: string): Promise<StoredLine[]> {
  return ctx.db
    .select({
      workDate: timeLine.workDate,
      costCenterId: timeLine.costCenterId,
      payCode: timeLine.payCode,
      minutes: timeLine.minutes,
    })
    .from(timeLine)
    .where(eq(timeLine.timesheetId, timesheetId))
    .orderBy(asc(timeLine.workDate), asc(timeLine.id));
}

/** The lines of another week of the same assignment; none where that week was never begun. */
export async function linesOfWeek(
  ctx: Context,
  assignmentId: string,
  weekEndsOn: string,
): Promise<StoredLine[]> {
  const [other] = await ctx.db
    .select({ id: timesheet.id })
    .from(timesheet)
    .where(and(eq(timesheet.assignmentId, assignmentId), eq(timesheet.weekEndsOn, weekEndsOn)))
    .orderBy(desc(timesheet.version))
    .limit(1);
  return other ? linesOf(ctx, other.id) : [];
}

/** The surroundings that the rules hold a week against. */
export function weekOfTime(ctx: Context, sheet: Sheet, costCenters: { id: string }[]): WeekOfTime {
  return {
    weekEndsOn: sheet.weekEndsOn,
    timeZone: sheet.timeZone,
    today: today(ctx.now, sheet.timeZone),
    startsOn: sheet.startsOn,
    endsOn: sheet.endsOn,
    costCenterIds: costCenters.map(({ id }) => id),
  };
}

/** The rule that a week was begun under; the column is text, and a rule we do not know is a bug. */
export function ruleOf(sheet: { overtimeRule: string }): OvertimeRule {
  const rule = overtimeRules.find(({ id }) => id === sheet.overtimeRule);
  if (!rule) throw new Error(`There is no overtime rule ${sheet.overtimeRule}`);
  return rule.id;
}

export type WrittenWeek = { workedMinutes: number; overtimeMinutes: number; note: string };

/**
 * Replaces the lines of a draft by what stands in the grid, classified. The caller holds the lock and has checked the rules.
 * @returns what the week's own row then says
 */
export async function writeLines(
  ctx: Context,
  sheet: Sheet,
  rows: WeekRow[],
  note: string,
): Promise<WrittenWeek> {
  const lines = classifiedLines(ruleOf(sheet), rows, sheet.weekEndsOn);
  await ctx.db.delete(timeLine).where(eq(timeLine.timesheetId, sheet.id));
  if (lines.length > 0) {
    const { clientId, supplierId, assignmentId, id: timesheetId } = sheet;
    await ctx.db.insert(timeLine).values(
      lines.map(({ date, costCenterId, payCode, minutes }) => ({
        ...{ clientId, supplierId, assignmentId, timesheetId },
        ...{ workDate: date, costCenterId, payCode, minutes },
      })),
    );
  }
  const { ST, OT, DT } = minutesByPayCode(lines);
  const written = { workedMinutes: ST + OT + DT, overtimeMinutes: OT + DT, note };
  await ctx.db.update(timesheet).set(written).where(eq(timesheet.id, sheet.id));
  return written;
}
