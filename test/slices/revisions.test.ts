import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { acceptRevision } from '#app/assignments/commands/accept-revision.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { endRevision } from '#app/assignments/commands/end-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { revisionForm } from '#app/assignments/forms.ts';
import { applyRevisions } from '#app/assignments/jobs.server.ts';
import { assignmentOf } from '#app/assignments/queries.server.ts';
import { ratesOf, replacedRatesOf } from '#app/assignments/rates.server.ts';
import { revisionPage } from '#app/assignments/revision-page.server.ts';
import { revisedPayOf, revisionOf } from '#app/assignments/revisions.server.ts';
import { waitingAssignments } from '#app/assignments/waiting.server.ts';
import { replay } from '#app/timesheets/replay.server.ts';
import { replayForm } from '#app/timesheets/replay-forms.ts';
import { changes, totalsBySupplier } from '#app/timesheets/replay.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition } from '#test/factories/story.ts';
import { agreed } from '#test/factories/terms.ts';
import { approvedWeek } from '#test/factories/weeks.ts';

const told = (answer: Result<unknown>) => (answer.ok ? 'ok' : inWords(answer.refusal));

const typed = (more: Record<string, unknown> = {}) =>
  revisionForm.parse({
    ...{ id: randomUUID(), effectiveFrom: '2026-03-16', billRate: '90', reason: 'Promoted to lead.' },
    ...{ intent: 'propose', ...more },
  });

async function straightRates(world: World, assignmentId: string) {
  const row = await world.reads('coordinator', (ctx) => assignmentOf(ctx, assignmentId));
  if (!row) throw new Error('no assignment');
  const { bill, pay } = await world.reads('coordinator', (ctx) => ratesOf(ctx, row));
  const straight = <Row extends { payCode: string }>(rows: Row[]) =>
    rows.filter(({ payCode }) => payCode === 'ST');
  return {
    bill: straight(bill).map(({ billRate, since, upTo }) => [billRate, since, upTo]),
    pay: straight(pay).map(({ payRate, since, upTo }) => [payRate, since, upTo]),
    replaced: (await world.reads('coordinator', (ctx) => replacedRatesOf(ctx, row))).length,
  };
}

describe('a revision', () => {
  test('for days gone by is in force with the supplier’s yes; what it replaced stays to be seen', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60' });
    world.on('2026-03-30');
    const { id } = await world.does('ana', (ctx) => proposeRevision(ctx, assignmentId, typed()));
    const byAna = world.act('ana', (ctx) => approveRevision(ctx, id));
    await expect(byAna).rejects.toThrow('revision.approve');
    await world.does('clientAdmin', (ctx) => approveRevision(ctx, id));
    expect(told(await world.act('recruiter', (ctx) => acceptRevision(ctx, id, {})))).toMatch(
      /^invalid: payRate/,
    );
    await world.does('recruiter', (ctx) => acceptRevision(ctx, id, { payRate: '62' }));
    expect(await straightRates(world, assignmentId)).toEqual({
      bill: [
        ['87.0000', '2026-03-02', '2026-03-16'],
        ['90.0000', '2026-03-16', null],
      ],
      pay: [
        ['60.0000', '2026-03-02', '2026-03-16'],
        ['62.0000', '2026-03-16', null],
      ],
      replaced: 3,
    });
    expect((await world.reads('ana', (ctx) => revisionOf(ctx, id)))?.status).toBe('applied');
    expect(await world.reads('ana', (ctx) => revisedPayOf(ctx, id))).toBeNull();
  });

  test('for a day to come waits for it, and the hourly job puts it in force', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60' });
    const { id } = await world.does('coordinator', (ctx) =>
      proposeRevision(ctx, assignmentId, typed({ payRate: '61.50' })),
    );
    await world.does('ana', (ctx) => approveRevision(ctx, id));
    // The program has said what is paid: the supplier's own figure does not replace it.
    const accepted = await world.does('recruiter', (ctx) => acceptRevision(ctx, id, { payRate: '99' }));
    expect(accepted.status).toBe('scheduled');
    await applyRevisions.run({ ...world.surroundings(), config: {} as never }, {});
    expect((await straightRates(world, assignmentId)).bill).toHaveLength(1);
    world.on('2026-03-16');
    await applyRevisions.run({ ...world.surroundings(), config: {} as never }, {});
    await applyRevisions.run({ ...world.surroundings(), config: {} as never }, {});
    const { bill, pay, replaced } = await straightRates(world, assignmentId);
    expect(bill.at(-1)).toEqual(['90.0000', '2026-03-16', null]);
    expect(pay.at(-1)).toEqual(['61.5000', '2026-03-16', null]);
    expect(replaced).toBe(3);
  });

  test('keeps the agreement’s convention and tenure', async () => {
    const world = await aProgram();
    await agreed(world, 'cobalt', {
      overtimeConvention: 'premium_at_cost',
      tenureWeeks: 26,
      tenurePercent: '3',
    });
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60' });
    world.on('2026-03-30');
    const { id } = await world.does('ana', (ctx) =>
      proposeRevision(ctx, assignmentId, typed({ billRate: '100' })),
    );
    await world.does('coordinator', (ctx) => approveRevision(ctx, id));
    const shown = await world.reads('recruiter', (ctx) => revisionPage(ctx, id));
    expect(
      shown?.preview?.bill.map(({ from, changes: [straight] }) => [from, straight?.before, straight?.after]),
    ).toEqual([
      ['2026-03-16', '87.0000', '100.0000'],
      ['2026-08-31', '84.3900', '97.00'],
    ]);
    expect(shown?.preview?.weeklyEffectMinor).toBe(52_000);
    await world.does('recruiter', (ctx) => acceptRevision(ctx, id, { payRate: '70' }));
    const overtime = await world.rows(sql`
      select bill_rate::float as rate, lower(effective)::text as since from assignment_rate
      where assignment_id = ${assignmentId} and pay_code = 'OT' and superseded_at is null order by effective`);
    expect(overtime).toEqual([
      { rate: 117, since: '2026-03-02' },
      { rate: 135, since: '2026-03-16' },
      { rate: 132, since: '2026-08-31' },
    ]);
  });

  test('is held against card and agreement, at the proposal and at the answer', async () => {
    const world = await aProgram({ maxBillRate: '100' });
    await agreed(world, 'cobalt', { maxMarkup: '45' });
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60', maxRate: '100' });
    const propose = async (more: Record<string, unknown>) =>
      told(await world.act('ana', (ctx) => proposeRevision(ctx, assignmentId, typed(more))));
    expect(await propose({ billRate: '100.01' })).toMatch(/billRate: The card allows at most 100.00/);
    expect(await propose({ billRate: '87' })).toMatch(/billRate: This is the rate already/);
    expect(await propose({ effectiveFrom: '2026-03-01' })).toMatch(
      /effectiveFrom: The assignment starts on 2 Mar/,
    );
    expect(await propose({ payRate: '65' })).toMatch(/payRate: What a worker is paid/);
    expect(await propose({ intent: 'preview' })).toBe('ok');
    expect(await world.rows(sql`select id from revision where assignment_id = ${assignmentId}`)).toEqual([]);

    const { id } = await world.does('ana', (ctx) =>
      proposeRevision(ctx, assignmentId, typed({ billRate: '95' })),
    );
    expect(await propose({ billRate: '96' })).toMatch(/^stale: Revision 1 still waits/);
    await world.does('clientAdmin', (ctx) => approveRevision(ctx, id));
    const answer = await world.act('recruiter', (ctx) => acceptRevision(ctx, id, { payRate: '60' }));
    expect(told(answer)).toMatch(/payRate: This is a markup of 58.33 %; the agreement allows 45 %/);
    expect((await world.reads('ana', (ctx) => revisionOf(ctx, id)))?.status).toBe('pending_supplier');
  });

  test('declined, rejected or taken back it changes nothing, and another can follow', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world);
    const reason = { reason: 'Not now.' };
    const proposed = () => world.does('ana', (ctx) => proposeRevision(ctx, assignmentId, typed()));
    const first = await proposed();
    await world.does('clientAdmin', (ctx) => endRevision(ctx, first.id, 'reject', reason));
    const second = await proposed();
    await world.does('ana', (ctx) => endRevision(ctx, second.id, 'cancel', reason));
    const third = await proposed();
    await world.does('clientAdmin', (ctx) => approveRevision(ctx, third.id));
    await world.does('recruiter', (ctx) => endRevision(ctx, third.id, 'decline', reason));
    const rows = await world.rows(
      sql`select number, status from revision where assignment_id = ${assignmentId} order by number`,
    );
    expect(rows).toEqual([
      { number: 1, status: 'rejected' },
      { number: 2, status: 'cancelled' },
      { number: 3, status: 'declined' },
    ]);
    expect((await straightRates(world, assignmentId)).replaced).toBe(0);
  });

  test('waits for whoever must say something, and for nobody else', async () => {
    const world = await aProgram();
    const { assignmentId, worker } = await fillPosition(world);
    const { id } = await world.does('coordinator', (ctx) => proposeRevision(ctx, assignmentId, typed()));
    const waits = async (who: Parameters<World['reads']>[0]) =>
      (await world.reads(who, waitingAssignments)).filter(({ to }) => to === `/revisions/${id}`).length;
    expect([await waits('ana'), await waits('coordinator'), await waits('recruiter')]).toEqual([1, 0, 0]);
    await world.does('ana', (ctx) => approveRevision(ctx, id));
    expect([await waits('ana'), await waits('recruiter'), await waits('juniperRecruiter')]).toEqual([
      0, 1, 0,
    ]);
    expect(await waits(worker)).toBe(0);
    expect(await world.reads(worker, (ctx) => revisionOf(ctx, id))).toBeNull();
    expect(await world.reads('rivalRecruiter', (ctx) => revisionOf(ctx, id))).toBeNull();
  });

  test('a double press proposes once', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world);
    const same = typed();
    const propose = () => world.act('ana', (ctx) => proposeRevision(ctx, assignmentId, same));
    const answers = await Promise.all([propose(), propose()]);
    expect(answers.map(told)).toEqual(['ok', 'ok']);
    expect(await world.rows(sql`select id from revision where assignment_id = ${assignmentId}`)).toHaveLength(
      1,
    );
  });
});

describe('replay', () => {
  test('shows another rule, another convention and other rates on approved weeks, and writes nothing', async () => {
    const world = await aProgram({ overtime: 'us-ca' });
    const assigned = await fillPosition(world, { bill: '87', pay: '60' });
    world.on('2026-03-16');
    await approvedWeek(world, assigned, '2026-03-15', { Mon: 9, Tue: 8, Wed: 13, Thu: 8, Fri: 8, Sat: 4 });
    const ask = (more: Record<string, string>) =>
      world.reads('finance', (ctx) =>
        replay(ctx, world.clientId, replayForm.parse({ from: '2026-03-01', to: '2026-03-31', ...more })),
      );
    const totals = async (more: Record<string, string>) => {
      const [cobalt] = totalsBySupplier((await ask(more)).lines);
      return [cobalt?.beforeMinor, cobalt?.afterMinor];
    };
    // 40 × 87 + 10 × 130.50 by the federal rule; 40 × 87 + 9 × 117 + 1 × 147 at cost; all of it 10 % less.
    expect(await totals({ rule: 'us-flsa' })).toEqual([482_850, 478_500]);
    expect(await totals({ convention: 'premium_at_cost' })).toEqual([482_850, 468_000]);
    expect(await totals({ change: '-10' })).toEqual([482_850, 434_565]);
    expect(await totals({ max: '80' })).toEqual([482_850, 444_000]);
    expect((await ask({ rule: 'us-ca' })).lines.filter(changes)).toEqual([]);
    expect((await ask({ rule: 'none', supplier: world.suppliers.juniper })).weeks).toBe(0);
  });

  test('takes 13 weeks at most, and something to change', () => {
    const problems = (more: Record<string, string>) => {
      const parsed = replayForm.safeParse({ from: '2026-01-05', to: '2026-04-05', rule: 'none', ...more });
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
    };
    expect(problems({})).toEqual([]);
    expect(problems({ to: '2026-04-06' })).toEqual(['to']);
    expect(problems({ rule: 'as-it-is' })).toEqual(['rule']);
    expect(problems({ max: '80.00001' })).toEqual(['max']);
    expect(problems({ convention: 'fixed' })).toEqual(['overtimeRate']);
  });
});
