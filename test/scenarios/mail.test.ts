import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { endRevision } from '#app/assignments/commands/end-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { revisionForm } from '#app/assignments/forms.ts';
import { rejectCharge } from '#app/expenses/commands/reject-charge.server.ts';
import { requestCharge } from '#app/expenses/commands/request-charge.server.ts';
import { chargeForm } from '#app/expenses/forms.ts';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { draftRequisition } from '#app/requisitions/commands/draft.server.ts';
import { submitRequisition } from '#app/requisitions/commands/submit.server.ts';
import { invalid, problem } from '#app/values/result.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import {
  extendedOffer,
  fillPosition,
  needTyped,
  openNeed,
  presentedCandidate,
  submittedNeed,
} from '#test/factories/story.ts';
import { submittedWeek } from '#test/factories/weeks.ts';

/** What was queued for this program's own people and organizations, and whether a job waits for each. */
async function queued(world: World): Promise<{ kind: string; job: boolean }[]> {
  const accounts = Object.values(world.people).map(({ accountId }) => accountId);
  const organizations = [world.clientId, ...Object.values(world.suppliers)];
  return (await world.database.sql<{ kind: string; job: boolean }[]>`
    select m.kind, exists (
      select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'deliver-mail' and j.payload ->> 'mailId' = m.id::text) as job
    from mail m
    where m.to_account_id = any (${accounts}) or m.to_organization_id = any (${organizations})
    order by m.queued_at, m.id`) as { kind: string; job: boolean }[];
}

const kindsOf = async (world: World) => (await queued(world)).map(({ kind }) => kind);

test('each step tells whoever has the next one, and a job waits for every message', async () => {
  const world = await aProgram();
  const assigned = await fillPosition(world);
  world.on('2026-03-09');
  await submittedWeek(world, assigned, '2026-03-08', { Mon: 8 });
  expect(await kindsOf(world)).toEqual([
    'requisitionToApprove',
    'requisitionReleased',
    'candidatePresented',
    'offerToAnswer',
    'timesheetToApprove',
  ]);
  expect((await queued(world)).every(({ job }) => job)).toBe(true);
});

test('what was refused, or fell over, sends nothing', async () => {
  const world = await aProgram();
  const { id } = await world.does('ana', (ctx) => draftRequisition(ctx, needTyped(world)));
  const refusedAfterwards = await world.act('ana', async (ctx) => {
    const submitted = await submitRequisition(ctx, id);
    return submitted.ok ? invalid(problem('', 'On second thought, no.')) : submitted;
  });
  expect(refusedAfterwards).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  await expect(
    world.act('ana', async (ctx) => {
      await submitRequisition(ctx, id);
      throw new Error('the process fell over');
    }),
  ).rejects.toThrow('fell over');
  expect(await queued(world)).toEqual([]);
  expect(await world.rows(sql`select status from requisition where id = ${id}`)).toEqual([
    { status: 'draft' },
  ]);
  expect(
    await world.rows(sql`select 1 from event where subject_id = ${id} and kind = 'requisition.submitted'`),
  ).toEqual([]);

  await world.does('ana', (ctx) => submitRequisition(ctx, id));
  expect(await kindsOf(world)).toEqual(['requisitionToApprove']);
});

test('a second press of the same button sends no second message', async () => {
  const world = await aProgram();
  const { requisitionId } = await submittedNeed(world);
  expect(await world.act('ana', (ctx) => submitRequisition(ctx, requisitionId))).toMatchObject({
    ok: false,
    refusal: { kind: 'stale' },
  });
  await world.does('approver', (ctx) => approveRequisition(ctx, requisitionId));
  expect(await world.act('approver', (ctx) => approveRequisition(ctx, requisitionId))).toMatchObject({
    ok: false,
    refusal: { kind: 'stale' },
  });
  expect(await kindsOf(world)).toEqual(['requisitionToApprove']);
});

test('who lost the last position to a rival is passed over, and learns nothing of the rival', async () => {
  const world = await aProgram();
  const { requisitionId } = await openNeed(world, { releasedTo: ['cobalt', 'juniper'] });
  const winner = await presentedCandidate(world, requisitionId, { name: 'Luis Ortiz' });
  const loser = await presentedCandidate(world, requisitionId, { name: 'Grace Obi', by: 'juniperRecruiter' });
  const { offerId } = await extendedOffer(world, winner.submittalId);
  await world.does('recruiter', (ctx) => acceptOffer(ctx, offerId));
  const seenByJuniper = await world.reads('juniperRecruiter', async (ctx) => [
    ...(await ctx.db.execute<{ id: string; status: string }>(sql`select id, status from submittal`)),
  ]);
  expect(seenByJuniper).toEqual([{ id: loser.submittalId, status: 'not_selected' }]);
  const told = await world.reads('juniperRecruiter', async (ctx) =>
    JSON.stringify([...(await ctx.db.execute(sql`select * from event`))]),
  );
  expect(told).not.toMatch(/Ortiz|Cobalt/);
});

test('new rates are asked of the manager, then of the supplier, and whoever proposed them reads the answer', async () => {
  const world = await aProgram();
  const assigned = await fillPosition(world);
  const before = (await kindsOf(world)).length;
  const revision = (reason: string) =>
    revisionForm.parse({
      id: randomUUID(),
      effectiveFrom: '2026-04-06',
      billRate: '88',
      reason,
      intent: 'propose',
    });
  const propose = (reason: string) =>
    world.does('coordinator', (ctx) => proposeRevision(ctx, assigned.assignmentId, revision(reason)));
  const first = await propose('Night shifts.');
  await world.does('ana', (ctx) => approveRevision(ctx, first.id));
  await world.does('recruiter', (ctx) => endRevision(ctx, first.id, 'decline', { reason: 'Too little.' }));
  expect((await kindsOf(world)).slice(before)).toEqual([
    'revisionToApprove',
    'revisionToAnswer',
    'revisionAnswered',
  ]);
  const [said] = await world.database.sql<{ props: { answer: string; reason: string }; to: string }[]>`
    select props, to_account_id as to from mail where kind = 'revisionAnswered' and to_account_id = ${world.people.coordinator.accountId}`;
  expect(said?.props).toMatchObject({ answer: 'declined', reason: 'Too little.' });
});

test('a charge is asked of the manager, and whoever asked reads why not', async () => {
  const world = await aProgram();
  const assigned = await fillPosition(world);
  world.on('2026-03-09');
  const before = (await kindsOf(world)).length;
  const typed = chargeForm.parse({
    ...{ id: randomUUID(), assignmentId: assigned.assignmentId, label: 'Laptop', amount: '1,240.00' },
    ...{
      costCenterId: world.costCenterIds[0],
      cadence: 'once',
      startsOn: '2026-03-09',
      reason: 'The unit asked.',
    },
  });
  const { id } = await world.does('recruiter', (ctx) => requestCharge(ctx, typed));
  await world.does('ana', (ctx) => rejectCharge(ctx, id, { reason: 'We lend one.' }));
  expect((await kindsOf(world)).slice(before)).toEqual(['chargeToApprove', 'chargeRejected']);
});
