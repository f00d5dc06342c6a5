import { connect } from '#db/connection.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { startWeek } from '#app/timesheets/commands/start-week.server.ts';
import { submitTimesheet } from '#app/timesheets/commands/submit-timesheet.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { addDays } from '#app/values/week.ts';
import { actorNamed } from './actors.ts';
import { does } from './product.ts';

export const USERS = 16;
/** Each hands in a week and has it approved so often: 32 submissions and as many approvals a second in all. */
const EVERY_MS = 500;
/** Weeks after the period that is billed meanwhile. */
const FIRST_WEEK = '2026-01-04';
const WEEKS = 50;

type Work = { assignment: string; costCenter: string; recruiter: Actor; manager: Actor };

/**
 * Has 16 users submit and approve weeks through the commands while `work` runs.
 * @returns what `work` gave, and the 95th percentile of a submission in milliseconds
 */
export async function whileUsersWork<T>(
  url: string,
  work: () => Promise<T>,
): Promise<{ result: T; p95: number; weeks: number }> {
  const database = connect(url, { max: USERS });
  try {
    const places = await placesOfWork(database);
    let working = true;
    const times: number[] = [];
    const one = async (place: Work, user: number) => {
      await sleep((user * EVERY_MS) / USERS);
      for (let week = 0; working && week < WEEKS; week += 1) {
        const begun = performance.now();
        const { assignment: assignmentId, costCenter: costCenterId, recruiter, manager } = place;
        const { id } = await does(database, recruiter, (ctx) =>
          startWeek(ctx, { assignmentId, weekEndsOn: addDays(FIRST_WEEK, 7 * week) }),
        );
        const rows = [{ costCenterId, days: [540, 540, 540, 540, 540, 0, 0] }];
        await does(database, recruiter, (ctx) => submitTimesheet(ctx, id, { rows, note: '', attest: true }));
        times.push(performance.now() - begun);
        await does(database, manager, (ctx) => approveTimesheet(ctx, id));
        await sleep(Math.max(0, EVERY_MS - (performance.now() - begun)));
      }
    };
    const users = Promise.all(places.map(one));
    const result = await work().finally(() => {
      working = false;
    });
    await users;
    times.sort((a, b) => a - b);
    return { result, p95: times[Math.floor(times.length * 0.95)] ?? 0, weeks: times.length };
  } finally {
    await database.close();
  }
}

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function placesOfWork(database: ReturnType<typeof connect>): Promise<Work[]> {
  const rows = await database.sql<
    { assignment: string; cost_center: string; recruiter: string; manager: string }[]
  >`
    select a.id as assignment, s.cost_center_id as cost_center, r.email as recruiter, m.email as manager
    from assignment a
    join assignment_split s on s.assignment_id = a.id and s.percent >= 60
    join account m on m.id = a.hiring_manager_id
    join membership b on b.organization_id = a.supplier_id and b.role = 'recruiter' join account r on r.id = b.account_id
    order by a.number limit ${USERS}`;
  return Promise.all(
    rows.map(async ({ assignment, cost_center: costCenter, recruiter, manager }) => ({
      ...{ assignment, costCenter },
      recruiter: await actorNamed(database, recruiter),
      manager: await actorNamed(database, manager),
    })),
  );
}
