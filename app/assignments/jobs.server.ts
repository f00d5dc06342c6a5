import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { assignment as assignmentTable, program, revision as revisionTable } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { defineJob, noPayload } from '#app/platform/jobs/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { placeSubmittals } from '#app/submittals/public.server.ts';
import { applyRevision } from './apply-revision.server.ts';
import { assignmentActivated, assignmentEnded } from './events.ts';
import { assignment } from './lifecycle.ts';
import { revisionOf } from './revisions.server.ts';
import { DAYS_UNTIL_ENDED } from './rules.ts';

const BATCH = 500;
/** 50,000 starts or ends in one night are a fault somewhere else. */
const MAX_BATCHES = 100;

/**
 * Starts what is ready and whose first day has come in its program's time zone, and ends what nobody ended, a while
 * after its last day. Each batch is a transaction of its own; a second run finds nothing left.
 */
export const startAndEndAssignments = defineJob({
  name: 'start-and-end-assignments',
  payload: noPayload,
  maxAttempts: 5,
  run: async (surroundings) => {
    for (const work of [startSome, endSome])
      for (let batch = 0; batch < MAX_BATCHES; batch += 1)
        if ((await asSystem(surroundings, work)) < BATCH) break;
  },
});

/** Few at a time: each supersedes rows of its own. */
const REVISIONS_A_BATCH = 50;

/** Puts accepted rates in force on their day, in the program's time zone. A second run finds nothing left. */
export const applyRevisions = defineJob({
  name: 'apply-revisions',
  payload: noPayload,
  maxAttempts: 5,
  run: async (surroundings) => {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1)
      if ((await asSystem(surroundings, applySome)) < REVISIONS_A_BATCH) break;
  },
});

async function applySome(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: revisionTable.id })
    .from(revisionTable)
    .innerJoin(program, eq(program.clientId, revisionTable.clientId))
    .where(
      and(eq(revisionTable.status, 'scheduled'), sql`${revisionTable.effectiveFrom} <= ${todayThere(ctx)}`),
    )
    .orderBy(asc(revisionTable.effectiveFrom), asc(revisionTable.id))
    .limit(REVISIONS_A_BATCH);
  for (const { id } of due) {
    const row = await revisionOf(ctx, id);
    // One that somebody else applied meanwhile is refused as stale, and that is all right.
    if (row) await applyRevision(ctx, row);
  }
  return due.length;
}

const todayThere = (ctx: Context) =>
  sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date`;

function dueIds(ctx: Context, where: SQL | undefined) {
  return ctx.db
    .select({ id: assignmentTable.id })
    .from(assignmentTable)
    .innerJoin(program, eq(program.clientId, assignmentTable.clientId))
    .where(where)
    .orderBy(asc(assignmentTable.id))
    .limit(BATCH);
}

async function startSome(ctx: Context): Promise<number> {
  const due = and(
    eq(assignmentTable.status, 'ready'),
    sql`${assignmentTable.startsOn} <= ${todayThere(ctx)}`,
  );
  const started = await transitionAll(
    ctx,
    assignment,
    'activate',
    inArray(assignmentTable.id, dueIds(ctx, due)),
  );
  const rows = await moved(ctx, started);
  await placeSubmittals(
    ctx,
    rows.map(({ submittalId }) => submittalId),
  );
  await recordEvents(
    ctx,
    rows.map(({ id, clientId, supplierId }) =>
      assignmentActivated({ subjectId: id, clientId, supplierId, facts: {} }),
    ),
  );
  return rows.length;
}

async function endSome(ctx: Context): Promise<number> {
  const due = and(
    inArray(assignmentTable.status, ['active', 'on_hold']),
    sql`${assignmentTable.endsOn} + ${DAYS_UNTIL_ENDED}::int < ${todayThere(ctx)}`,
  );
  const ended = await transitionAll(ctx, assignment, 'end', inArray(assignmentTable.id, dueIds(ctx, due)));
  const rows = await moved(ctx, ended);
  await recordEvents(
    ctx,
    rows.map(({ id, clientId, supplierId, endsOn }) =>
      assignmentEnded({ subjectId: id, clientId, supplierId, facts: { endsOn } }),
    ),
  );
  return rows.length;
}

async function moved(ctx: Context, ids: string[]) {
  if (ids.length === 0) return [];
  return ctx.db.select().from(assignmentTable).where(inArray(assignmentTable.id, ids));
}
