import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import { miscCharge as charges, program } from '#db/schema/index.ts';
import { defineJob, noPayload, type Job, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { makeDueCharges } from './due-charges.server.ts';
import { chargeEnded } from './events.ts';
import { miscCharge } from './lifecycle.ts';

const BATCH = 500;
/** 50,000 series that end in one night are a fault somewhere else. */
const MAX_BATCHES = 100;

/**
 * Makes what is due of every recurring charge, and ends the series whose last day has passed. A second run, or two at
 * once, find nothing left to make.
 */
export const chargeWhatIsDue = defineJob({
  name: 'charge-what-is-due',
  payload: noPayload,
  maxAttempts: 5,
  run: async (surroundings) => {
    await asSystem(surroundings, (ctx) => makeDueCharges(ctx, sql`${charges.cadence} <> 'once'`));
    for (let batch = 0; batch < MAX_BATCHES; batch += 1)
      if ((await asSystem(surroundings, endSome)) < BATCH) break;
  },
});

/** What was due up to the last day was made before, so nothing is lost by ending the series. */
async function endSome(ctx: Context): Promise<number> {
  const over = ctx.db
    .select({ id: charges.id })
    .from(charges)
    .innerJoin(program, eq(program.clientId, charges.clientId))
    .where(
      and(
        eq(charges.status, 'approved'),
        ne(charges.cadence, 'once'),
        lt(
          charges.endsOn,
          sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date`,
        ),
      ),
    )
    .orderBy(charges.id)
    .limit(BATCH);
  const ended = await transitionAll(ctx, miscCharge, 'end', inArray(charges.id, over));
  if (ended.length === 0) return 0;
  const rows = await ctx.db.select().from(charges).where(inArray(charges.id, ended));
  await recordEvents(
    ctx,
    rows.map(({ id, clientId, supplierId, startsOn, endsOn }) =>
      chargeEnded({ subjectId: id, clientId, supplierId, facts: { lastDay: endsOn ?? startsOn } }),
    ),
  );
  return rows.length;
}

/** For app/worker.ts. */
export const expenseJobs: Job[] = [chargeWhatIsDue];
export const expenseSchedules: Schedule[] = [{ job: chargeWhatIsDue.name, cron: '30 * * * *' }];
