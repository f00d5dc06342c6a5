import { and, asc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import {
  agreement,
  assignment,
  assignmentPay,
  assignmentRate,
  organization,
  timeLine,
  timesheet,
} from '#db/schema/index.ts';
import {
  assignmentRef,
  billRatesFrom,
  withoutAgreement,
  type AgreedTerms,
} from '#app/assignments/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { enrolledSuppliers } from '#app/suppliers/public.server.ts';
import { compareRates } from '#app/values/rate.ts';
import { addDays, today } from '#app/values/week.ts';
import type { OvertimeRule } from './overtime.ts';
import type { RateInForce } from './price-week.ts';
import { replayWeek, triedStraightRate, type ReplayLine, type WeekToReplay } from './replay.ts';
import { MAX_REPLAYED, type ReplayAsked } from './replay-forms.ts';

/** What the page needs to ask: the program, its suppliers, and the last four weeks as a period to begin with. */
export async function replayDesk(ctx: Context, clientId: string) {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const day = today(ctx.now, program.timeZone);
  const suppliers = await enrolledSuppliers(ctx, clientId);
  return {
    program,
    suppliers: suppliers.map(({ supplierId, name }) => ({ value: supplierId, label: name })),
    period: { from: addDays(day, -28), to: addDays(day, -1) },
  };
}

export type Replayed = { lines: ReplayLine[]; weeks: number; isCut: boolean };

/** Approved weeks of a period, priced as they would be today and as they would be tried. Writes nothing. */
export async function replay(ctx: Context, clientId: string, asked: ReplayAsked): Promise<Replayed> {
  const found = await weeksOf(ctx, clientId, asked);
  const weeks = found.slice(0, MAX_REPLAYED);
  if (weeks.length === 0) return { lines: [], weeks: 0, isCut: false };
  const rates = await ratesOfAssignments(ctx, [...new Set(weeks.map((week) => week.assignmentId))], asked);
  const lines = await linesOfWeeks(
    ctx,
    weeks.map(({ timesheetId }) => timesheetId),
  );
  const rule: OvertimeRule | null = asked.rule === 'as-it-is' ? null : asked.rule;
  const replayed = weeks.flatMap(({ assignmentId, number, ...about }) => {
    const priced = rates.get(assignmentId) ?? { rates: [], triedRates: [] };
    const week: WeekToReplay = {
      ...{ ...about, ref: assignmentRef(number) },
      ...{ lines: lines.get(about.timesheetId) ?? [], ...priced },
    };
    return replayWeek(week, rule);
  });
  return { lines: replayed, weeks: weeks.length, isCut: found.length > MAX_REPLAYED };
}

/** One more than are replayed, by week and worker. */
function weeksOf(ctx: Context, clientId: string, { from, to, supplier }: ReplayAsked) {
  return ctx.db
    .select({
      timesheetId: timesheet.id,
      assignmentId: timesheet.assignmentId,
      number: assignment.number,
      workerName: assignment.workerName,
      supplierId: timesheet.supplierId,
      supplierName: organization.name,
      weekEndsOn: timesheet.weekEndsOn,
    })
    .from(timesheet)
    .innerJoin(assignment, eq(assignment.id, timesheet.assignmentId))
    .innerJoin(organization, eq(organization.id, timesheet.supplierId))
    .where(
      and(
        eq(timesheet.clientId, clientId),
        inArray(timesheet.status, ['approved', 'invoiced', 'paid', 'complete']),
        gte(timesheet.weekEndsOn, from),
        lte(timesheet.weekEndsOn, to),
        supplier ? eq(timesheet.supplierId, supplier) : undefined,
      ),
    )
    .orderBy(asc(timesheet.weekEndsOn), asc(assignment.workerName), asc(timesheet.id))
    .limit(MAX_REPLAYED + 1);
}

async function linesOfWeeks(
  ctx: Context,
  timesheetIds: string[],
): Promise<Map<string, WeekToReplay['lines']>> {
  const rows = await ctx.db
    .select({
      timesheetId: timeLine.timesheetId,
      workDate: timeLine.workDate,
      costCenterId: timeLine.costCenterId,
      payCode: timeLine.payCode,
      minutes: timeLine.minutes,
    })
    .from(timeLine)
    .where(inArray(timeLine.timesheetId, timesheetIds))
    .orderBy(asc(timeLine.workDate), asc(timeLine.id));
  return grouped(rows, ({ timesheetId, ...line }) => [timesheetId, line]);
}

/** The rates that count, and beside them those to try, by assignment. */
async function ratesOfAssignments(ctx: Context, assignmentIds: string[], asked: ReplayAsked) {
  const rows = await ctx.db
    .select({
      assignmentId: assignmentRate.assignmentId,
      rateId: assignmentRate.id,
      payCode: assignmentRate.payCode,
      billRate: assignmentRate.billRate,
      from: sql<string>`lower(${assignmentRate.effective})::text`,
      upTo: sql<string | null>`(upper(${assignmentRate.effective}) - 1)::text`,
      overtimeConvention: agreement.overtimeConvention,
      overtimeBurden: agreement.overtimeBurden,
      overtimeRate: agreement.overtimeRate,
      doubleTimeRate: agreement.doubleTimeRate,
      payRate: sql<string | null>`(select paid.pay_rate from ${assignmentPay} paid
        where paid.assignment_id = ${assignmentRate.assignmentId} and paid.pay_code = 'ST' and paid.superseded_at is null
          and paid.effective @> lower(${assignmentRate.effective}))`,
    })
    .from(assignmentRate)
    .leftJoin(agreement, eq(agreement.id, assignmentRate.agreementId))
    .where(and(inArray(assignmentRate.assignmentId, assignmentIds), isNull(assignmentRate.supersededAt)));
  const byAssignment = grouped(rows, (row) => [row.assignmentId, row]);
  const tries = asked.convention !== 'as-it-is' || asked.change !== undefined || asked.max !== undefined;
  return new Map(
    [...byAssignment].map(([id, own]) => {
      const rates = own.map(asInForce);
      return [id, { rates, triedRates: tries ? own.map((row) => tried(row, own, asked)) : rates }];
    }),
  );
}

type RateRow = RateInForce & { payRate: string | null } & {
  [
    Term in keyof Pick<
      AgreedTerms,
      'overtimeConvention' | 'overtimeBurden' | 'overtimeRate' | 'doubleTimeRate'
    >
  ]: AgreedTerms[Term] | null;
};

const asInForce = ({ rateId, payCode, billRate, from, upTo }: RateRow): RateInForce => ({
  ...{ rateId, payCode, billRate, from, upTo },
});

/** A rate as it would be: from the straight one of the same days, by the convention to try or by its own. */
function tried(row: RateRow, own: RateRow[], asked: ReplayAsked): RateInForce {
  const straight = own.find(({ payCode, from }) => payCode === 'ST' && from === row.from);
  // What is not billed in a free start stays so.
  if (!straight || compareRates(straight.billRate, '0') === 0) return asInForce(row);
  const agreed = asked.convention === 'as-it-is' ? ownTerms(row) : triedTerms(asked);
  if (agreed.overtimeConvention === 'premium_at_cost' && row.payRate === null) return asInForce(row);
  const { change = null, max = null } = asked;
  const rates = billRatesFrom(triedStraightRate(straight.billRate, { change, max }), row.payRate, agreed);
  return { ...asInForce(row), billRate: rates[row.payCode] };
}

const ownTerms = (row: RateRow): AgreedTerms => ({
  ...withoutAgreement,
  overtimeConvention: row.overtimeConvention ?? 'full',
  overtimeBurden: row.overtimeBurden ?? '0',
  overtimeRate: row.overtimeRate,
  doubleTimeRate: row.doubleTimeRate,
});

const triedTerms = ({ convention, burden, overtimeRate, doubleTimeRate }: ReplayAsked): AgreedTerms => ({
  ...withoutAgreement,
  overtimeConvention: convention === 'as-it-is' ? 'full' : convention,
  overtimeBurden: burden,
  overtimeRate: overtimeRate ?? null,
  doubleTimeRate: doubleTimeRate ?? null,
});

function grouped<Row, Value>(rows: Row[], of: (row: Row) => [string, Value]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const [key, value] = of(row);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
