import { walled } from '#db/walled.ts';
import { lt, or, sql } from 'drizzle-orm';
import { knownPlace, passwordReset } from '#db/schema/index.ts';
import { defineJob, noPayload, type Job, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import { sweepThrottle } from '#app/platform/throttle/throttle.server.ts';
import { resealTotp, sweepChallenges } from '#app/factors/public.server.ts';
import { sweepSessions } from './session.server.ts';
import { sweepSteps } from './step.server.ts';

const KNOWN_DAYS = 90;

/** Removes what is over by itself: sessions, half sign-ins, questions, links of a week ago, places nobody came back to. */
export const sweepDoors = defineJob({
  name: 'sweep-doors',
  payload: noPayload,
  maxAttempts: 3,
  run: async ({ database }) => {
    await sweepSessions(database);
    await walled(database, { side: 'door' }, async (db) => {
      await sweepSteps(db);
      await sweepChallenges(db);
      await sweepThrottle(db);
      await db
        .delete(passwordReset)
        .where(
          or(
            lt(passwordReset.expiresAt, sql`now() - interval '7 days'`),
            lt(passwordReset.endedAt, sql`now() - interval '7 days'`),
          ),
        );
      await db
        .delete(knownPlace)
        .where(lt(knownPlace.lastUsedAt, sql`now() - make_interval(days => ${KNOWN_DAYS})`));
      await resealTotp(db);
    });
  },
});

/** For app/worker.ts. */
export const accessJobs: Job[] = [sweepDoors];
export const accessSchedules: Schedule[] = [{ job: sweepDoors.name, cron: '*/10 * * * *' }];
