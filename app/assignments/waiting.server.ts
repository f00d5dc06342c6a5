import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import { assignment, program } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatDate } from '#app/values/week.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { ownAssignments } from './queries.server.ts';
import { assignmentRef } from './reference.ts';

const MAX_WAITING = 50;
/** So long before its end an assignment is mentioned, so that there is time to find somebody else. */
const DAYS_OF_NOTICE = 14;

/** For the MSP and the hiring manager: who should start today, and whose work is about to end. */
export async function waitingAssignments(ctx: Context): Promise<WaitingItem[]> {
  const { actor } = ctx;
  const mine = { hiringManagerId: actor.accountId };
  if (!mayDo(actor, 'assignment.activate', mine)) return [];
  const todayThere = sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date`;
  const toStart = await waiting(
    ctx,
    and(eq(assignment.status, 'ready'), lte(assignment.startsOn, todayThere)),
    assignment.startsOn,
  );
  const ending = await waiting(
    ctx,
    and(
      eq(assignment.status, 'active'),
      gte(assignment.endsOn, todayThere),
      lte(assignment.endsOn, sql`${todayThere} + ${DAYS_OF_NOTICE}::int`),
    ),
    assignment.endsOn,
  );
  return [...toStart.map((row) => startItem(row)), ...ending.map((row) => endItem(ctx, row))];
}

function waiting(
  ctx: Context,
  what: SQL | undefined,
  order: typeof assignment.startsOn | typeof assignment.endsOn,
) {
  const onlyMine =
    ctx.actor.role === 'hiringManager' ? eq(assignment.hiringManagerId, ctx.actor.accountId) : undefined;
  return ctx.db
    .select({
      id: assignment.id,
      number: assignment.number,
      workerName: assignment.workerName,
      jobTitle: assignment.jobTitle,
      startsOn: assignment.startsOn,
      endsOn: assignment.endsOn,
      createdAt: assignment.createdAt,
    })
    .from(assignment)
    .innerJoin(program, eq(program.clientId, assignment.clientId))
    .where(and(ownAssignments(ctx), onlyMine, what))
    .orderBy(asc(order), asc(assignment.id))
    .limit(MAX_WAITING);
}

type Row = Awaited<ReturnType<typeof waiting>>[number];

const startItem = (row: Row): WaitingItem => ({
  key: `assignment-start-${row.id}`,
  kind: 'Assignment',
  title: `${row.workerName} starts`,
  detail: `${assignmentRef(row.number)} ${row.jobTitle} · since ${formatDate(row.startsOn)}`,
  since: new Date(`${row.startsOn}T00:00:00Z`),
  to: `/assignments/${row.id}`,
  unusual: [],
  actions: [{ label: 'Start', to: `/assignments/${row.id}/activation`, post: true, tone: 'primary' }],
});

const endItem = (ctx: Context, row: Row): WaitingItem => ({
  key: `assignment-end-${row.id}`,
  kind: 'Assignment',
  title: `${row.workerName} ends on ${formatDate(row.endsOn)}`,
  detail: `${assignmentRef(row.number)} ${row.jobTitle}`,
  // News of today rather than a promise that grows old.
  since: ctx.now,
  to: `/assignments/${row.id}`,
  unusual: [],
  actions: [{ label: 'Look', to: `/assignments/${row.id}` }],
});
