import { and, between, desc, eq, sql } from 'drizzle-orm';
import { assignment, organization, program, timesheet } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { programsIn } from '#app/programs/public.server.ts';
import { addDays } from '#app/values/week.ts';
import type { ListQuery } from './forms.ts';
import { isDecidable } from './lifecycle.ts';
import { unlessDraftOfOthers } from './sheet.server.ts';

const PAGE_ROWS = 50;

/** How people call an assignment. */
export const assignmentRef = (number: number): string => `A-${number}`;

const cursorOf = (row: { weekEndsOn: string; id: string }) => `${row.weekEndsOn}_${row.id}`;

/** A day finds the week that it falls in, whatever day weeks end on. */
function filters(ctx: Context, query: ListQuery) {
  const { status, program: clientId, assignment: assignmentId, week, after } = query;
  return and(
    ownRows(ctx, {
      clientId: timesheet.clientId,
      supplierId: timesheet.supplierId,
      workerId: timesheet.workerId,
    }),
    unlessDraftOfOthers(ctx),
    status ? eq(timesheet.status, status) : undefined,
    clientId ? eq(timesheet.clientId, clientId) : undefined,
    assignmentId ? eq(timesheet.assignmentId, assignmentId) : undefined,
    week ? between(timesheet.weekEndsOn, week, addDays(week, 6)) : undefined,
    after
      ? sql`(${timesheet.weekEndsOn}, ${timesheet.id}) < (${after.slice(0, 10)}::date, ${after.slice(11)}::uuid)`
      : undefined,
  );
}

/**
 * Weeks, newest first, fifty at a time. The page is cut before anything is joined or priced, so that its cost does not
 * grow with history. A worker reads no amounts.
 */
export async function weeksNewestFirst(ctx: Context, query: ListQuery): Promise<KeysetPage<ListedWeek>> {
  const page = cutPage(ctx, query);
  const rows = await ctx.db
    .select({
      id: page.id,
      status: page.status,
      clientId: page.clientId,
      supplierId: page.supplierId,
      workerId: page.workerId,
      hiringManagerId: page.hiringManagerId,
      submittedBy: page.submittedBy,
      weekEndsOn: page.weekEndsOn,
      version: page.version,
      workedMinutes: page.workedMinutes,
      overtimeMinutes: page.overtimeMinutes,
      workerName: assignment.workerName,
      assignmentId: page.assignmentId,
      assignmentNumber: assignment.number,
      clientName: organization.name,
      currency: program.currency,
      amountMinor: seesMoney(ctx) ? amountOf(page.id, page.status) : sql<null>`null`,
    })
    .from(page)
    .innerJoin(assignment, eq(assignment.id, page.assignmentId))
    .innerJoin(program, eq(program.clientId, page.clientId))
    .innerJoin(organization, eq(organization.id, page.clientId))
    .orderBy(desc(page.weekEndsOn), desc(page.id));
  const listed = rows.map(({ assignmentNumber, ...row }) => ({
    ...row,
    assignmentRef: assignmentRef(assignmentNumber),
    mayApprove: isDecidable(row.status) && mayDo(ctx.actor, 'timesheet.approve', row),
  }));
  return keysetPage(listed, PAGE_ROWS, cursorOf);
}

const cutPage = (ctx: Context, query: ListQuery) =>
  ctx.db
    .select()
    .from(timesheet)
    .where(filters(ctx, query))
    .orderBy(desc(timesheet.weekEndsOn), desc(timesheet.id))
    .limit(PAGE_ROWS + 1)
    .as('page');

const seesMoney = (ctx: Context) => mayDo(ctx.actor, 'rates.readBill');

/**
 * What was frozen at approval, less what was taken back of it; before approval what the rates of today's agreement would
 * make of it. Nothing for a version that was corrected: another one counts.
 */
const amountOf = (id: unknown, status: unknown) => sql<
  number | null
>`(case when ${status} = 'corrected' then null when ${status} in ('draft', 'submitted')
  then (select sum(p.amount_minor) from time_line_priced p where p.timesheet_id = ${id})
  else (select sum(c.amount_minor) from charge c where c.timesheet_id = ${id} and c.voided_at is null) end)::bigint`;

export type ListedWeek = {
  id: string;
  status: string;
  clientId: string;
  weekEndsOn: string;
  /** Above 1 where it corrects an earlier one. */
  version: number;
  workedMinutes: number;
  overtimeMinutes: number;
  workerName: string;
  assignmentId: string;
  assignmentRef: string;
  clientName: string;
  currency: string;
  amountMinor: number | null;
  mayApprove: boolean;
};

/** What the filters of the list offer and what they are called. */
export async function listSurroundings(ctx: Context, query: ListQuery) {
  const programs = ctx.actor.side === 'msp' ? await programsIn(ctx) : [];
  const [chosen] = query.assignment
    ? await ctx.db
        .select({ number: assignment.number, workerName: assignment.workerName })
        .from(assignment)
        .where(eq(assignment.id, query.assignment))
    : [];
  return {
    programs: programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName })),
    assignmentLabel: chosen ? `${assignmentRef(chosen.number)}, ${chosen.workerName}` : null,
    seesMoney: seesMoney(ctx),
    mayEnter: mayDo(ctx.actor, 'timesheet.enter'),
    side: ctx.actor.side,
    isWorker: ctx.actor.workerId !== null,
  };
}
