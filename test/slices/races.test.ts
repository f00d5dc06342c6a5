import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { openRun } from '#app/invoices/commands/open-run.server.ts';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { draftRequisition } from '#app/requisitions/commands/draft.server.ts';
import { rejectRequisition } from '#app/requisitions/commands/reject.server.ts';
import { extendOffer } from '#app/submittals/commands/extend-offer.server.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { recallTimesheet } from '#app/timesheets/commands/recall-timesheet.server.ts';
import { startWeek } from '#app/timesheets/commands/start-week.server.ts';
import type { Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { clientTotals, firstHalfOfMarch, previewedRun } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import {
  extendedOffer,
  fillPosition,
  needTyped,
  offerTyped,
  openNeed,
  presentedCandidate,
  submittedNeed,
  type Assigned,
} from '#test/factories/story.ts';
import { statusOf, submittedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

/*
 * Two people press at the same moment. Each press is a transaction on a connection of its own; several rounds, because
 * a race that is lost once in three would pass a single one. A refusal must be an answer: an exception fails the test.
 */

const ROUNDS = 3;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

let world: World;
let assigned: Assigned;
let other: Assigned;

beforeAll(async () => {
  world = await aProgram({ overtime: 'none' });
  assigned = await fillPosition(world, { bill: '87', pay: '60' });
  other = await fillPosition(world, { name: 'Nora Vance' });
  world.on('2026-04-30');
});

const winners = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length;
const refusals = (results: Result<unknown>[]) =>
  results.flatMap((result) => (result.ok ? [] : [result.refusal.kind]));

test.each(rounds)('of two approvers of one step one signs (round %i)', async () => {
  const { requisitionId: id } = await submittedNeed(world, { startsOn: '2026-05-04' });
  const results = await Promise.all([
    world.act('approver', (ctx) => approveRequisition(ctx, id)),
    world.act('secondApprover', (ctx) => approveRequisition(ctx, id)),
  ]);
  expect(winners(results)).toBe(1);
  expect(refusals(results)).toEqual(['stale']);
  expect(
    await world.rows(
      sql`select s.decision from approval_step s join approval a on a.id = s.approval_id where a.subject_id = ${id}`,
    ),
  ).toEqual([{ decision: 'granted' }]);
  expect(
    await world.rows(
      sql`select 1 as once from event where subject_id = ${id} and kind = 'requisition.approved'`,
    ),
  ).toHaveLength(1);
});

test.each(rounds)('of an approval and a rejection at once one counts (round %i)', async () => {
  const { requisitionId: id } = await submittedNeed(world, { startsOn: '2026-05-04' });
  const [granted, rejected] = await Promise.all([
    world.act('approver', (ctx) => approveRequisition(ctx, id)),
    world.act('secondApprover', (ctx) => rejectRequisition(ctx, id, { reason: 'Not this year.' })),
  ]);
  expect(winners([granted, rejected])).toBe(1);
  expect(await statusOf(world, 'requisition', id)).toBe(granted.ok ? 'approved' : 'rejected');
});

test.each(rounds)('of two approvals of one week one freezes it (round %i)', async (round) => {
  const { timesheetId: id } = await submittedWeek(world, assigned, addDays('2026-03-08', 7 * round), {
    Mon: 8,
    Tue: 7.5,
  });
  const results = await Promise.all([
    world.act('ana', (ctx) => approveTimesheet(ctx, id)),
    world.act('clientAdmin', (ctx) => approveTimesheet(ctx, id)),
    world.act('coordinator', (ctx) => approveTimesheet(ctx, id)),
  ]);
  expect(winners(results)).toBe(1);
  expect(refusals(results)).toEqual(['stale', 'stale']);
  expect(
    await world.rows(
      sql`select sum(minutes)::int as minutes, count(*)::int as charges from charge where timesheet_id = ${id}`,
    ),
  ).toEqual([{ minutes: 930, charges: 1 }]);
});

test.each(rounds)(
  'a week that is approved and recalled at once ends as one of both (round %i)',
  async (round) => {
    const { timesheetId: id } = await submittedWeek(world, assigned, addDays('2026-04-05', 7 * round), {
      Mon: 8,
    });
    const [approved, recalled] = await Promise.all([
      world.act('ana', (ctx) => approveTimesheet(ctx, id)),
      world.act(assigned.worker, (ctx) => recallTimesheet(ctx, id)),
    ]);
    expect(winners([approved, recalled])).toBe(1);
    const charges = await world.rows(sql`select 1 from charge where timesheet_id = ${id}`);
    expect({ status: await statusOf(world, 'timesheet', id), charges: charges.length }).toEqual(
      approved.ok ? { status: 'approved', charges: 1 } : { status: 'draft', charges: 0 },
    );
  },
);

test.each(rounds)('a week that is begun three times at once is one week (round %i)', async (round) => {
  const weekEndsOn = addDays('2026-03-08', 7 * round);
  const begin = () =>
    world.act(other.worker, (ctx) => startWeek(ctx, { assignmentId: other.assignmentId, weekEndsOn }));
  const results = await Promise.all([begin(), begin(), begin()]);
  const ids = results.map((result) => (result.ok ? result.value.id : 'refused'));
  expect(new Set(ids).size).toBe(1);
  expect(ids).not.toContain('refused');
});

test.each(rounds)(
  'of two acceptances of the last position one becomes an assignment (round %i)',
  async () => {
    const { requisitionId } = await openNeed(world, {
      positions: 2,
      releasedTo: ['cobalt', 'juniper'],
      startsOn: '2026-05-04',
    });
    const plans = [
      { by: 'recruiter', name: 'Luis Ortiz' },
      { by: 'juniperRecruiter', name: 'Grace Obi' },
    ] as const;
    const offers: string[] = [];
    for (const plan of plans) {
      const { submittalId } = await presentedCandidate(world, requisitionId, plan);
      offers.push((await extendedOffer(world, submittalId, { startsOn: '2026-05-04' })).offerId);
    }
    // One person less after the offers went out: neither a command nor the database lets it come to that.
    await world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
      await tx`update requisition set positions = 1 where id = ${requisitionId}`;
    });
    const results = await Promise.all(
      plans.map(({ by }, index) => world.act(by, (ctx) => acceptOffer(ctx, offers[index] ?? ''))),
    );
    expect(winners(results)).toBe(1);
    expect(refusals(results)).toEqual(['stale']);
    expect(
      await world.rows(sql`select status, filled::int from requisition where id = ${requisitionId}`),
    ).toEqual([{ status: 'filled', filled: 1 }]);
    expect(
      await world.rows(sql`select 1 from assignment where requisition_id = ${requisitionId}`),
    ).toHaveLength(1);
  },
);

test.each(rounds)('one offer that two people of the firm accept is one assignment (round %i)', async () => {
  const { requisitionId } = await openNeed(world, { positions: 3, startsOn: '2026-05-04' });
  const { submittalId } = await presentedCandidate(world, requisitionId);
  const { offerId } = await extendedOffer(world, submittalId, { startsOn: '2026-05-04' });
  const results = await Promise.all([
    world.act('recruiter', (ctx) => acceptOffer(ctx, offerId)),
    world.act('supplierAdmin', (ctx) => acceptOffer(ctx, offerId)),
  ]);
  expect(winners(results)).toBe(1);
  expect(await world.rows(sql`select filled::int from requisition where id = ${requisitionId}`)).toEqual([
    { filled: 1 },
  ]);
});

test.each(rounds)('for one position one offer goes out (round %i)', async () => {
  const { requisitionId } = await openNeed(world, {
    releasedTo: ['cobalt', 'juniper'],
    startsOn: '2026-05-04',
  });
  const one = await presentedCandidate(world, requisitionId, { name: 'Luis Ortiz' });
  const other = await presentedCandidate(world, requisitionId, { name: 'Grace Obi', by: 'juniperRecruiter' });
  const typed = () => offerTyped(world, { startsOn: '2026-05-04' });
  const results = await Promise.all([
    world.act('ana', (ctx) => extendOffer(ctx, one.submittalId, typed())),
    world.act('coordinator', (ctx) => extendOffer(ctx, other.submittalId, typed())),
  ]);
  expect(winners(results)).toBe(1);
  expect(await world.rows(sql`select 1 from offer where requisition_id = ${requisitionId}`)).toHaveLength(1);
});

test.each(rounds)('a form that is sent twice at once makes one need (round %i)', async () => {
  const typed = needTyped(world, { startsOn: '2026-05-04' });
  const results = await Promise.all(
    [1, 2, 3].map(() => world.act('ana', (ctx) => draftRequisition(ctx, typed))),
  );
  expect(winners(results)).toBe(3);
  expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1);
  const numbers = await world.rows<{ number: number }>(
    sql`select number from requisition where id = ${typed.id}`,
  );
  expect(numbers).toHaveLength(1);
});

test('of two runs of one client at once one bills, period after period', async () => {
  const one = await aProgram();
  const placement = await placementInRows(one);
  one.on('2026-04-30');
  for (const round of rounds) {
    const startsOn = addDays('2026-03-02', 7 * round);
    const endsOn = addDays(startsOn, 6);
    await weekInRows(one, placement, { weekEndsOn: endsOn });
    const { runId } = await previewedRun(one, { startsOn, endsOn });
    const results = await Promise.all([
      one.act('finance', (ctx) => billRun(ctx, runId)),
      one.act('admin', (ctx) => billRun(ctx, runId)),
    ]);
    expect(winners(results)).toBe(1);
    expect(refusals(results)).toEqual(['stale']);
  }
  expect(await clientTotals(one)).toEqual(rounds.map(() => '783.00'));
  await expectInvariantsHold(one);
});

test('of two people who open one period one opens it', async () => {
  const one = await aProgram();
  one.on('2026-03-16');
  const open = (who: 'finance' | 'admin') =>
    one.act(who, (ctx) => openRun(ctx, { id: randomUUID(), clientId: one.clientId, ...firstHalfOfMarch }));
  const results = await Promise.all([open('finance'), open('admin')]);
  expect(winners(results)).toBe(1);
  expect(refusals(results)).toEqual(['invalid']);
});

test('clients that are billed at the same moment share the number series without a gap', async () => {
  const programs = await Promise.all(rounds.map(() => aProgram()));
  const runs: string[] = [];
  for (const one of programs) {
    await weekInRows(one, await placementInRows(one), { weekEndsOn: '2026-03-15' });
    one.on('2026-03-16');
    runs.push((await previewedRun(one, firstHalfOfMarch)).runId);
  }
  const results = await Promise.all(
    programs.map((one, index) => one.act('finance', (ctx) => billRun(ctx, runs[index] ?? ''))),
  );
  expect(winners(results)).toBe(programs.length);
  for (const one of programs) await expectInvariantsHold(one);
});

test('after all this nothing is counted twice', async () => {
  await expectInvariantsHold(world);
});
