import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { activateAssignment } from '#app/assignments/commands/activate-assignment.server.ts';
import { endAssignment } from '#app/assignments/commands/end-assignment.server.ts';
import { startAndEndAssignments } from '#app/assignments/jobs.server.ts';
import { assignmentForTime, assignmentsNeedingTime } from '#app/assignments/public.server.ts';
import { assignmentOf, listAssignments, splitOf } from '#app/assignments/queries.server.ts';
import { ratesOf } from '#app/assignments/rates.server.ts';
import { waitingAssignments } from '#app/assignments/waiting.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { submitCandidate } from '#app/submittals/commands/submit-candidate.server.ts';
import { offerOf } from '#app/submittals/offers.server.ts';
import { submittalOf } from '#app/submittals/queries.server.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram } from '#test/factories/program.ts';
import {
  candidateTyped,
  extendedOffer,
  fillPosition,
  openNeed,
  presentedCandidate,
} from '#test/factories/story.ts';

describe('accepting an offer', () => {
  test('freezes the rates of every pay code, copies the split, and starts what has begun', async () => {
    const world = await aProgram();
    const { assignmentId, worker } = await fillPosition(world, {
      bill: '62.37',
      pay: '41.1233',
      splits: ['60', '40'],
    });
    const row = await world.reads('ana', (ctx) => assignmentOf(ctx, assignmentId));
    expect(row).toMatchObject({
      ref: 'A-301',
      status: 'active',
      overtimeRule: 'us-ca',
      workerName: 'Luis Ortiz',
    });
    if (!row) return;
    const { bill, pay } = await world.reads('recruiter', (ctx) => ratesOf(ctx, row));
    expect(bill.map(({ payCode, billRate }) => [payCode, billRate])).toEqual([
      // 62.37 × 1.5 = 93.555
      ['ST', '62.3700'],
      ['OT', '93.5600'],
      ['DT', '124.7400'],
    ]);
    expect(bill[0]?.since).toBe('2026-03-02');
    expect(Number(bill[1]?.cardMaxBillRate)).toBe(Number(bill[0]?.cardMaxBillRate) * 1.5);
    // 41.1233 × 1.5 = 61.68495, × 2 = 82.2466
    expect(pay.map(({ payRate }) => payRate)).toEqual(['41.1233', '61.6800', '82.2500']);
    const splits = await world.reads('ana', (ctx) => splitOf(ctx, assignmentId));
    expect(splits.map(({ percent }) => percent)).toEqual(['60.0000', '40.0000']);

    expect((await world.reads('ana', (ctx) => ratesOf(ctx, row))).pay).toEqual([]);
    const own = await world.reads(worker, (ctx) => ratesOf(ctx, row));
    expect([own.bill.length, own.pay.length]).toEqual([0, 3]);
    expect((await world.reads(worker, (ctx) => assignmentForTime(ctx, assignmentId)))?.takesTime).toBe(true);
    expect(await world.reads(worker, assignmentsNeedingTime)).toHaveLength(1);
    const news = await world.reads(worker, (ctx) => timelineOf(ctx, [assignmentId]));
    expect(news.map(({ text }) => text).join()).not.toContain('62');
  });

  test('with the last position everybody else is passed over, and no rival learns who won', async () => {
    const world = await aProgram();
    const { requisitionId } = await openNeed(world, { releasedTo: ['cobalt', 'juniper'] });
    const winner = await presentedCandidate(world, requisitionId, { name: 'Luis Ortiz' });
    const rival = await presentedCandidate(world, requisitionId, {
      by: 'juniperRecruiter',
      name: 'Mei Chen',
    });
    const unseen = await world.does('juniperRecruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped({ name: 'Ivo Lang' })),
    );
    const { offerId } = await extendedOffer(world, winner.submittalId);
    const accepted = await world.does('recruiter', (ctx) => acceptOffer(ctx, offerId));
    expect(accepted).toMatchObject({ ref: 'A-301', started: true });

    const statusOf = async (id: string) =>
      (await world.reads('coordinator', (ctx) => submittalOf(ctx, id)))?.status;
    expect(await statusOf(winner.submittalId)).toBe('placed');
    expect(await statusOf(rival.submittalId)).toBe('not_selected');
    expect(await statusOf(unseen.id)).toBe('not_selected');
    const heard = await world.reads('juniperRecruiter', (ctx) =>
      timelineOf(ctx, [rival.submittalId, unseen.id]),
    );
    expect(JSON.stringify(heard)).not.toMatch(/Cobalt|Malone|Ortiz/);
    expect(await world.reads('ana', (ctx) => timelineOf(ctx, [unseen.id]))).toEqual([]);
    expect(await world.rows(sql`select status, filled from requisition where id = ${requisitionId}`)).toEqual(
      [{ status: 'filled', filled: 1 }],
    );
  });

  test('the last position accepted by two firms at once has one winner', async () => {
    const world = await aProgram();
    const { requisitionId } = await openNeed(world, { positions: 2, releasedTo: ['cobalt', 'juniper'] });
    const filler = await presentedCandidate(world, requisitionId);
    const one = await presentedCandidate(world, requisitionId);
    const two = await presentedCandidate(world, requisitionId, { by: 'juniperRecruiter' });
    const first = await extendedOffer(world, filler.submittalId);
    const second = await extendedOffer(world, one.submittalId);
    await world.does('recruiter', (ctx) => acceptOffer(ctx, first.offerId));
    // No command lets a third offer out; the race is forced to show what holds when one got out.
    const copy = await world.does('ana', async (ctx) => {
      await ctx.db.execute(sql`update submittal set status = 'offered' where id = ${two.submittalId}`);
      const [row] = await ctx.db.execute<{ id: string }>(sql`
        insert into offer (client_id, supplier_id, requisition_id, submittal_id, bill_rate, starts_on, ends_on,
                           extended_by, extended_at, expires_on)
        select s.client_id, s.supplier_id, s.requisition_id, s.id, s.bill_rate, o.starts_on, o.ends_on,
               o.extended_by, o.extended_at, o.expires_on
        from submittal s, offer o where s.id = ${two.submittalId} and o.id = ${second.offerId} returning id`);
      return { ok: true, value: String(row?.id) };
    });
    const answers = await Promise.all([
      world.act('recruiter', (ctx) => acceptOffer(ctx, second.offerId)),
      world.act('juniperRecruiter', (ctx) => acceptOffer(ctx, copy)),
    ]);
    const losers = answers.flatMap((answer) => (answer.ok ? [] : [inWords(answer.refusal)]));
    expect(losers).toHaveLength(1);
    // Whichever of the two the loser waits for first: the requisition, or the offer that the winner took back.
    expect(losers[0]).toMatch(/^stale: (All positions are filled|This offer is rescinded) already\.$/);
    expect(
      await world.rows(sql`select id from assignment where requisition_id = ${requisitionId}`),
    ).toHaveLength(2);
    const open = await world.rows(
      sql`select id from offer where requisition_id = ${requisitionId} and status = 'extended'`,
    );
    expect(open).toEqual([]);
  });

  test('two presses make one assignment', async () => {
    const world = await aProgram();
    const { requisitionId } = await openNeed(world, { positions: 2 });
    const { submittalId } = await presentedCandidate(world, requisitionId);
    const { offerId } = await extendedOffer(world, submittalId);
    const answers = await Promise.all(
      [1, 2].map(() => world.act('recruiter', (ctx) => acceptOffer(ctx, offerId))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.rows(sql`select filled from requisition where id = ${requisitionId}`)).toEqual([
      { filled: 1 },
    ]);
    expect(
      await world.rows(sql`select id from assignment where requisition_id = ${requisitionId}`),
    ).toHaveLength(1);
  });

  test('is the supplier’s alone: a rival finds nothing, the client may not', async () => {
    const world = await aProgram();
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    const { offerId } = await extendedOffer(world, submittalId);
    const rival = await world.act('juniperRecruiter', (ctx) => acceptOffer(ctx, offerId));
    expect(rival.ok ? 'ok' : rival.refusal.kind).toBe('missing');
    expect(await world.reads('rivalRecruiter', (ctx) => offerOf(ctx, offerId))).toBeNull();
    await expect(world.act('ana', (ctx) => acceptOffer(ctx, offerId))).rejects.toThrow('not yours');
  });
});

describe('an assignment in time', () => {
  test('waits for its first day, then starts by hand or by night', async () => {
    const world = await aProgram();
    const early = await fillPosition(world, { on: '2026-02-20', startsOn: '2026-03-02' });
    const other = await fillPosition(world, { on: '2026-02-20', startsOn: '2026-03-02', name: 'Mei Chen' });
    const before = await world.act('ana', (ctx) => activateAssignment(ctx, early.assignmentId));
    expect(before.ok ? 'ok' : inWords(before.refusal)).toBe('stale: It starts on 2 Mar 2026 and not before.');
    expect(await world.reads('ana', waitingAssignments)).toEqual([]);

    world.on('2026-03-02');
    const waiting = await world.reads('ana', waitingAssignments);
    expect(waiting.map(({ actions }) => actions[0]?.label)).toEqual(['Start', 'Start']);
    await world.does('ana', (ctx) => activateAssignment(ctx, early.assignmentId));
    await startAndEndAssignments.run({ ...world.surroundings(), config: {} as never }, {});
    const row = await world.reads('ana', (ctx) => assignmentOf(ctx, other.assignmentId));
    expect(row?.status).toBe('active');
    const [news] = await world.reads('ana', (ctx) => timelineOf(ctx, [other.assignmentId]));
    expect(news).toMatchObject({ who: 'Muster, Muster', text: 'started the assignment' });
    const [placed] = await world.rows(
      sql`select s.status from submittal s join assignment a on a.submittal_id = s.id where a.id = ${other.assignmentId}`,
    );
    expect(placed).toEqual({ status: 'placed' });
  });

  test('ends by itself two weeks after its last day, not before', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world, { endsOn: '2026-03-31' });
    const night = async (date: string) => {
      world.on(date);
      await startAndEndAssignments.run({ ...world.surroundings(), config: {} as never }, {});
      return (await world.reads('ana', (ctx) => assignmentOf(ctx, assignmentId)))?.status;
    };
    expect(await night('2026-04-14')).toBe('active');
    expect(await night('2026-04-15')).toBe('ended');
  });

  test('ends early with a reason; a day to come only moves the end', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world);
    world.on('2026-06-01');
    const end = (endsOn: string) =>
      world.act('ana', (ctx) => endAssignment(ctx, assignmentId, { endsOn, reason: 'The project is done.' }));
    const late = await end('2027-01-01');
    expect(late.ok ? 'ok' : inWords(late.refusal)).toContain('endsOn: It ends on 31 Dec 2026 anyway');
    expect(await end('2026-06-12')).toMatchObject({
      ok: true,
      value: { status: 'active', endsOn: '2026-06-12' },
    });
    expect(await end('2026-05-29')).toMatchObject({
      ok: true,
      value: { status: 'ended', endsOn: '2026-05-29' },
    });
    const again = await end('2026-05-29');
    expect(again.ok ? 'ok' : inWords(again.refusal)).toBe('stale: This is ended already.');
  });

  test('is found by the beginning of a name and by its number, within the reader’s wall', async () => {
    const world = await aProgram();
    await fillPosition(world, { name: 'Luis Ortiz' });
    await fillPosition(world, { name: 'Mei Chen', by: 'juniperRecruiter', releasedTo: ['juniper'] });
    const found = async (who: 'ana' | 'recruiter', search: string) =>
      (await world.reads(who, (ctx) => listAssignments(ctx, { search }))).rows.map(
        ({ workerName }) => workerName,
      );
    expect(await found('ana', 'ort')).toEqual(['Luis Ortiz']);
    expect(await found('ana', 'A-302')).toEqual(['Mei Chen']);
    expect(await found('ana', 'm')).toEqual(['Mei Chen']);
    expect(await found('recruiter', 'm')).toEqual([]);
    expect(await found('ana', '%')).toEqual([]);
  });
});
