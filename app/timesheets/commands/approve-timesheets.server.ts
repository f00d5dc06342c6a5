import { and, asc, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import { assignment, program, timesheet as sheets } from '#db/schema/index.ts';
import { approvedIn, byWay, mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { formatHours } from '#app/values/hours.ts';
import { whyNotWaiting, type ApprovalOutcome, type WeekSkipped } from '../approval-outcome.ts';
import { timesheetApproved } from '../events.ts';
import { MAX_BULK } from '../forms.ts';
import { isDecidable, timesheet } from '../lifecycle.ts';
import { freezeCharges, takePlaces } from '../take-place.server.ts';

type Priced = { minutes: number; amountMinor: number };
type WaitingWeek = Awaited<ReturnType<typeof lockWeeks>>[number];

/**
 * Approves submitted weeks and freezes what they cost, one or a thousand of them, in six statements.
 * A week that may not or can no longer be approved is left as it is and named with the reason; the others go through.
 * A week of which a minute has no rate is left too: nothing is ever dropped from what is billed.
 * @param ids at most 1,000; a week named twice counts once
 */
export async function approveTimesheets(ctx: Context, ids: string[]): Promise<ApprovalOutcome> {
  const asked = [...new Set(ids)];
  if (asked.length > MAX_BULK) throw new RangeError(`At most ${MAX_BULK} weeks are approved at once`);
  const found = await lockWeeks(ctx, asked);
  const prices = await pricesOf(
    ctx,
    found.filter((week) => isDecidable(week.status)).map(({ id }) => id),
  );

  const reasons = new Map(found.map((week) => [week.id, whyNot(ctx, week, prices.get(week.id))]));
  const skipped = asked.flatMap((id): WeekSkipped[] => {
    const reason = reasons.has(id) ? reasons.get(id) : ({ kind: 'missing', why: 'it is not here' } as const);
    return reason ? [{ id, ...reason }] : [];
  });
  const passing = found.filter((week) => !reasons.get(week.id));
  if (passing.length === 0) return { approved: [], skipped };

  const moved = await sign(ctx, passing);
  if (moved.length !== passing.length) throw new Error('A week that was locked did not move');
  // That every minute of them is priced, the database looks at when all of it is done.
  await freezeCharges(ctx, moved);
  await takePlaces(ctx, moved);
  const approved = passing.map(({ id, workerName, weekEndsOn, currency }) => ({
    ...{ id, workerName, weekEndsOn, currency },
    amountMinor: prices.get(id)?.amountMinor ?? 0,
  }));
  return { approved, skipped };
}

/** In one's own right together; and together those in the place of each person whom one stands in for. */
async function sign(ctx: Context, passing: WaitingWeek[]): Promise<string[]> {
  const moved: string[] = [];
  for (const { as, subjects: weeks } of byWay(ctx, 'timesheet.approve', passing)) {
    const chosen = inArray(
      sheets.id,
      weeks.map(({ id }) => id),
    );
    moved.push(...(await transitionAll(ctx, timesheet, 'approve', chosen, approvedIn(as))));
    await recordEvents(
      as,
      weeks.map(({ id, clientId, supplierId, ...facts }) =>
        timesheetApproved({ subjectId: id, clientId, supplierId, facts: factsOf(facts) }),
      ),
    );
  }
  return moved;
}

/**
 * In the order of their ids, so that two approvers with the same weeks wait for each other and never deadlock.
 * A draft that was never handed in is not here; one that went back to the supplier is, to say so.
 */
function lockWeeks(ctx: Context, ids: string[]) {
  return ctx.db
    .select({
      id: sheets.id,
      status: sheets.status,
      clientId: sheets.clientId,
      supplierId: sheets.supplierId,
      workerId: sheets.workerId,
      hiringManagerId: sheets.hiringManagerId,
      submittedBy: sheets.submittedBy,
      weekEndsOn: sheets.weekEndsOn,
      workedMinutes: sheets.workedMinutes,
      overtimeMinutes: sheets.overtimeMinutes,
      workerName: assignment.workerName,
      currency: program.currency,
    })
    .from(sheets)
    .innerJoin(assignment, eq(assignment.id, sheets.assignmentId))
    .innerJoin(program, eq(program.clientId, sheets.clientId))
    .where(and(inArray(sheets.id, ids), or(ne(sheets.status, 'draft'), isNotNull(sheets.submittedAt))))
    .orderBy(asc(sheets.id))
    .for('update', { of: sheets });
}

async function pricesOf(ctx: Context, ids: string[]): Promise<Map<string, Priced>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.execute<{ id: string; minutes: number; amount_minor: number }>(sql`
    select timesheet_id as id, sum(minutes)::int as minutes, sum(amount_minor)::bigint as amount_minor
    from time_line_priced where timesheet_id = any(${sql.param(ids)}::uuid[]) group by timesheet_id`);
  return new Map(
    [...rows].map(({ id, minutes, amount_minor }) => [id, { minutes, amountMinor: amount_minor }]),
  );
}

function whyNot(ctx: Context, week: WaitingWeek, price: Priced | undefined): Omit<WeekSkipped, 'id'> | null {
  if (!mayDo(ctx.actor, 'timesheet.approve', week))
    return { kind: 'refused', why: 'it is not yours to approve' };
  if (!isDecidable(week.status)) return { kind: 'stale', why: whyNotWaiting(week.status) };
  const unpriced = week.workedMinutes - (price?.minutes ?? 0);
  if (unpriced === 0) return null;
  const hours = `${formatHours(unpriced)} of its ${formatHours(week.workedMinutes)} h`;
  return { kind: 'invalid', why: `no rate of the assignment covers ${hours}` };
}

const factsOf = ({
  workerName,
  weekEndsOn,
  workedMinutes,
  overtimeMinutes,
}: Omit<WaitingWeek, 'id' | 'clientId' | 'supplierId'>) => ({
  ...{ workerName, weekEndsOn },
  ...{ workedMinutes, overtimeMinutes },
});
