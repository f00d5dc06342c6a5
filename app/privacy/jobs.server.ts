import { walled } from '#db/walled.ts';
import { defineJob, noPayload, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import {
  before,
  eraseOldCandidates,
  monthsOf,
  purge,
  purgedKinds,
  removedAtTheDoor,
  told,
} from './retention.server.ts';

/** Lets go of what has been kept long enough, each kind in a transaction of its own. A second run finds nothing. */
export const letGo = defineJob({
  name: 'let-go',
  payload: noPayload,
  maxAttempts: 3,
  run: async (surroundings) => {
    for (const kind of purgedKinds) await asSystem(surroundings, (ctx) => purge(ctx, kind));
    await asSystem(surroundings, eraseOldCandidates);
    for (const [kind, statement] of Object.entries(removedAtTheDoor)) {
      const months = await asSystem(surroundings, (ctx) => monthsOf(ctx, kind));
      const [done] = await walled(surroundings.database, { side: 'door' }, (db) =>
        db.execute<{ count: number }>(statement(before(surroundings.now, months))),
      );
      await asSystem(surroundings, (ctx) => told(ctx, kind, done?.count ?? 0));
    }
  },
});

export const privacyJobs = [letGo];
export const privacySchedules: Schedule[] = [{ job: letGo.name, cron: '40 3 * * *' }];
