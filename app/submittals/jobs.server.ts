import { and, asc, eq, sql } from 'drizzle-orm';
import { offer, program } from '#db/schema/index.ts';
import { defineJob, noPayload } from '#app/platform/jobs/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { requisitionEnded } from '#app/requisitions/public.server.ts';
import { endOffer } from './end-offer.server.ts';
import { offers } from './offers.server.ts';
import { passOverAll } from './pass-over.server.ts';

const BATCH = 200;
/** 20,000 offers in one night are a fault somewhere else. */
const MAX_BATCHES = 100;

/** Ends the offers whose last day to answer is over in their program's time zone. */
export const expireOffers = defineJob({
  name: 'expire-offers',
  payload: noPayload,
  maxAttempts: 5,
  run: async (surroundings) => {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1)
      if ((await asSystem(surroundings, expireSome)) < BATCH) return;
  },
});

async function expireSome(ctx: Context): Promise<number> {
  const todayThere = sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})::date`;
  const due = await offers(ctx)
    .where(and(eq(offer.status, 'extended'), sql`${offer.expiresOn} < ${todayThere}`))
    .orderBy(asc(offer.id))
    .limit(BATCH);
  for (const row of due) await endOffer(ctx, row, 'expire', null);
  return due.length;
}

/** Ends whoever is still in the running for a need that was closed or cancelled. A second run finds nobody left. */
export const endSubmittals = defineJob({
  ...requisitionEnded,
  run: async (surroundings, { requisitionId }) => {
    await asSystem(surroundings, (ctx) => passOverAll(ctx, requisitionId));
  },
});
