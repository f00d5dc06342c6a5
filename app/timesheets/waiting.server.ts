import { and, asc, eq, gte, isNotNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { assignment, program, timesheet } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { accountInCharge } from '#app/platform/authorization/vocabulary.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { formatHours } from '#app/values/hours.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { findingsOf } from './findings.server.ts';
import { weeksOverdue, type MissingWeek } from './missing-weeks.server.ts';

const APPROVALS_LIMIT = 100;
const CORRECTIONS_LIMIT = 50;
const OVERDUE_DAYS = 7;
/** Drafts older than this are looked up in the list, so that the queue's cost does not grow with history. */
const REMEMBERED_DAYS = 120;

/** What waits for the actor in this slice, each with its action in place. */
export async function waitingTimesheets(ctx: Context): Promise<WaitingItem[]> {
  switch (ctx.actor.role) {
    case 'hiringManager':
    case 'clientAdmin':
    case 'mspCoordinator':
      return waitingWeeks(ctx);
    case 'recruiter':
    case 'supplierAdmin':
    case 'worker':
      return [...(await draftsToFinish(ctx)), ...(await weeksOverdue(ctx, CORRECTIONS_LIMIT)).map(toEnter)];
    default:
      return [];
  }
}

/** Weeks that wait for the actor's approval: a manager's own, and of everybody's those that wait too long. */
export function waitingWeeks(ctx: Context): Promise<WaitingItem[]> {
  const mine =
    ctx.actor.role === 'hiringManager'
      ? eq(timesheet.hiringManagerId, accountInCharge(ctx.actor))
      : lt(timesheet.submittedAt, daysAgo(ctx, OVERDUE_DAYS));
  return weeksToApprove(ctx, mine);
}

const daysAgo = (ctx: Context, days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
/** A week waits from the moment it has ended. */
const endOf = (weekEndsOn: string) => new Date(`${addDays(weekEndsOn, 1)}T00:00:00Z`);
const versionOf = ({ version }: { version: number }) => (version > 1 ? ` · version ${version}` : '');
const weekTo = (weekEndsOn: string) => `week to ${formatDate(weekEndsOn)}`;

async function weeksToApprove(ctx: Context, mine: SQL): Promise<WaitingItem[]> {
  const rows = await ctx.db
    .select({
      sheet: timesheet,
      workerName: assignment.workerName,
      jobTitle: assignment.jobTitle,
      currency: program.currency,
      amountMinor: sql<
        number | null
      >`(select sum(p.amount_minor) from time_line_priced p where p.timesheet_id = ${timesheet.id})::bigint`,
    })
    .from(timesheet)
    .innerJoin(assignment, eq(assignment.id, timesheet.assignmentId))
    .innerJoin(program, eq(program.clientId, timesheet.clientId))
    .where(and(eq(timesheet.status, 'submitted'), ownRows(ctx, { clientId: timesheet.clientId }), mine))
    .orderBy(asc(timesheet.submittedAt), asc(timesheet.id))
    .limit(APPROVALS_LIMIT);
  const allowed = rows.filter(({ sheet }) => mayDo(ctx.actor, 'timesheet.approve', sheet));
  const findings = await findingsOf(
    ctx,
    allowed.map(({ sheet }) => sheet.id),
  );
  return allowed.map(({ sheet, workerName, jobTitle, currency, amountMinor }) => ({
    key: `timesheet-${sheet.id}`,
    kind: 'Timesheet',
    title: workerName,
    detail: `${jobTitle} · ${weekTo(sheet.weekEndsOn)} · ${formatHours(sheet.workedMinutes)} h${versionOf(sheet)}`,
    since: sheet.submittedAt ?? ctx.now,
    to: `/timesheets/${sheet.id}`,
    amountMinor: amountMinor ?? 0,
    currency,
    unusual: findings.get(sheet.id) ?? [],
    actions: [
      { label: 'Approve', to: `/timesheets/${sheet.id}/approval`, post: true, tone: 'primary' },
      { label: 'Reject', to: `/timesheets/${sheet.id}/rejection` },
    ],
    bulk: { formTo: '/timesheets/approvals', label: 'Approve', field: 'ids', value: sheet.id },
  }));
}

/** Weeks that were sent back, and drafts of weeks that are over. */
async function draftsToFinish(ctx: Context): Promise<WaitingItem[]> {
  const own = ownRows(ctx, { supplierId: timesheet.supplierId, workerId: timesheet.workerId });
  const todayInUtc = today(ctx.now, 'UTC');
  const rows = await ctx.db
    .select({
      id: timesheet.id,
      weekEndsOn: timesheet.weekEndsOn,
      workedMinutes: timesheet.workedMinutes,
      version: timesheet.version,
      createdAt: timesheet.createdAt,
      reason: timesheet.rejectedReason,
      workerName: assignment.workerName,
      jobTitle: assignment.jobTitle,
      rejectedAt: sql<
        string | null
      >`(select max(e.at) from event e where e.subject_id = ${timesheet.id} and e.kind = 'timesheet.rejected')`,
    })
    .from(timesheet)
    .innerJoin(assignment, eq(assignment.id, timesheet.assignmentId))
    .where(
      and(
        own,
        eq(timesheet.status, 'draft'),
        or(
          gte(timesheet.weekEndsOn, addDays(todayInUtc, -REMEMBERED_DAYS)),
          and(isNotNull(timesheet.correctsId), gte(timesheet.createdAt, daysAgo(ctx, REMEMBERED_DAYS))),
        ),
        or(
          isNotNull(timesheet.rejectedReason),
          isNotNull(timesheet.correctsId),
          lt(timesheet.weekEndsOn, todayInUtc),
        ),
      ),
    )
    .orderBy(asc(timesheet.weekEndsOn), asc(timesheet.id))
    .limit(CORRECTIONS_LIMIT);
  return rows.map(
    ({ id, weekEndsOn, version, workedMinutes, createdAt, reason, workerName, jobTitle, rejectedAt }) => ({
      key: `timesheet-${id}`,
      kind: 'Timesheet',
      title: workerName,
      detail: `${jobTitle} · ${weekTo(weekEndsOn)} · ${formatHours(workedMinutes)} h${versionOf({ version })}, ${reason ? 'sent back' : 'not submitted'}`,
      since: reason && rejectedAt ? new Date(rejectedAt) : version > 1 ? createdAt : endOf(weekEndsOn),
      to: `/timesheets/${id}`,
      unusual: reason ? [`Sent back: ${reason}`] : [],
      actions: [{ label: reason ? 'Correct' : 'Finish', to: `/timesheets/${id}`, tone: 'primary' }],
    }),
  );
}

function toEnter(week: MissingWeek): WaitingItem {
  const address = `/timesheets/new?assignment=${week.assignmentId}&week=${week.weekEndsOn}`;
  return {
    key: `missing-${week.assignmentId}-${week.weekEndsOn}`,
    kind: 'Timesheet',
    title: week.workerName,
    detail: `${week.jobTitle} · ${weekTo(week.weekEndsOn)} · no hours yet`,
    since: endOf(week.weekEndsOn),
    to: address,
    unusual: [],
    actions: [{ label: 'Enter', to: address }],
  };
}
