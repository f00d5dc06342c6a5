import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import { assignment, program } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { accountInCharge } from '#app/platform/authorization/vocabulary.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatRate } from '#app/values/rate.ts';
import { formatDate } from '#app/values/week.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { ownAssignments } from './queries.server.ts';
import { assignmentRef } from './reference.ts';
import { openRevisions } from './revisions.server.ts';

const MAX_WAITING = 50;
/** So long before its end an assignment is mentioned, so that there is time to find somebody else. */
const DAYS_OF_NOTICE = 14;

/** For the MSP and the hiring manager: who should start today, whose work is about to end; for all, new rates to answer. */
export async function waitingAssignments(ctx: Context): Promise<WaitingItem[]> {
  return [...(await startsAndEnds(ctx)), ...(await revisionsToAnswer(ctx))];
}

/** New rates that wait: for a second person of the client's side, then for the supplier. */
async function revisionsToAnswer(ctx: Context): Promise<WaitingItem[]> {
  const { actor } = ctx;
  if (actor.side === 'supplier') {
    if (!mayDo(actor, 'revision.answer')) return [];
    const asked = await openRevisions(ctx, 'pending_supplier', MAX_WAITING);
    return asked.map((row) =>
      revisionItem(row, row.approvedAt, [
        { label: 'Accept', to: `/revisions/${row.id}/acceptance`, tone: 'primary' },
        { label: 'Look', to: `/revisions/${row.id}` },
      ]),
    );
  }
  return waitingRevisions(ctx);
}

/** New rates that wait for the actor's approval. */
export async function waitingRevisions(ctx: Context): Promise<WaitingItem[]> {
  const { actor } = ctx;
  if (!mayDo(actor, 'revision.approve', { hiringManagerId: accountInCharge(actor) })) return [];
  const proposed = await openRevisions(ctx, 'pending_approval', MAX_WAITING);
  return proposed
    .filter((row) => mayDo(actor, 'revision.approve', row))
    .map((row) =>
      revisionItem(row, null, [
        { label: 'Approve', to: `/revisions/${row.id}/approval`, post: true, tone: 'primary' },
        { label: 'Look', to: `/revisions/${row.id}` },
      ]),
    );
}

type Open = Awaited<ReturnType<typeof openRevisions>>[number];

const revisionItem = (row: Open, since: Date | null, actions: WaitingItem['actions']): WaitingItem => ({
  key: `revision-${row.id}`,
  kind: 'New rates',
  title: `${row.workerName}: ${row.currency} ${formatRate(row.billRate)} an hour`,
  detail: `${row.ref} ${row.jobTitle} · for work from ${formatDate(row.effectiveFrom)} · ${row.proposedByName}`,
  since: since ?? row.createdAt,
  to: `/revisions/${row.id}`,
  unusual: [],
  actions,
});

async function startsAndEnds(ctx: Context): Promise<WaitingItem[]> {
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
