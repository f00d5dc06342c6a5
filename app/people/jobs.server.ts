import { eq, lte, sql } from 'drizzle-orm';
import { actorOfMembership, VIEW_MINUTES } from '#app/access/public.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { defineJob, noPayload, type Job, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import { account, membership, session, viewAs } from '#db/schema/index.ts';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { stopViewing } from './commands/stop-viewing.server.ts';

const ENDED_AT_ONCE = 200;

const thatRanOut = (database: Database) =>
  walled(database, { side: 'door' }, (db) =>
    db
      .select({
        sessionIdHash: viewAs.sessionIdHash,
        viewerMembershipId: session.membershipId,
        viewed: { membershipId: membership.id, accountId: account.id, name: account.name },
      })
      .from(viewAs)
      .innerJoin(session, eq(session.idHash, viewAs.sessionIdHash))
      .innerJoin(membership, eq(membership.id, viewAs.membershipId))
      .innerJoin(account, eq(account.id, membership.accountId))
      .where(lte(viewAs.startedAt, sql`now() - make_interval(mins => ${VIEW_MINUTES})`))
      .limit(ENDED_AT_ONCE),
  );

/** A view that lasted its half hour is over for the pages at once. This writes its end into the trail as well. */
export const endViews = defineJob({
  name: 'end-views',
  payload: noPayload,
  maxAttempts: 3,
  run: async (surroundings) => {
    for (const { sessionIdHash, viewerMembershipId, viewed } of await thatRanOut(surroundings.database)) {
      const viewer = await actorOfMembership(surroundings.database, viewerMembershipId);
      if (viewer)
        await withContext(surroundings, viewer, (ctx) => stopViewing(ctx, viewed, sessionIdHash, true));
    }
  },
});

/** For app/worker.ts. */
export const peopleJobs: Job[] = [endViews];
export const peopleSchedules: Schedule[] = [{ job: endViews.name, cron: '*/10 * * * *' }];
