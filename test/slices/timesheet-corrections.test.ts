import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { correctTimesheet } from '#app/timesheets/commands/correct-timesheet.server.ts';
import { submitTimesheet } from '#app/timesheets/commands/submit-timesheet.server.ts';
import { findingsOf } from '#app/timesheets/findings.server.ts';
import { weeksNewestFirst } from '#app/timesheets/queries.server.ts';
import { waitingTimesheets } from '#app/timesheets/waiting.server.ts';
import { weekPage } from '#app/timesheets/week-page.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import {
  billedPeriod,
  clientTotals,
  firstHalfOfMarch,
  secondHalfOfMarch,
  supplierTotals,
} from '#test/factories/bills.ts';
import { paidIn } from '#test/factories/payments.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';
import { approvedWeek, correctedWeek, statusOf, weekTyped, type Hours } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';
import type { Person } from '#test/cast.ts';

const told = (answer: Result<unknown>) => (answer.ok ? 'ok' : inWords(answer.refusal));
const fullWeek: Hours = { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 };
const reason = 'The clock was misread';

type Approved = { world: World; assigned: Assigned; timesheetId: string };

/** A week of 40 h at 87.00, approved on 16 March. */
async function approved(): Promise<Approved> {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-03-16');
  const { timesheetId } = await approvedWeek(world, assigned, '2026-03-15', fullWeek);
  return { world, assigned, timesheetId };
}

/** A version that waits for its approval. */
async function submittedCorrection(
  { world, assigned, timesheetId }: Approved,
  hours: Hours,
): Promise<string> {
  const { id } = await world.does(assigned.worker, (ctx) => correctTimesheet(ctx, timesheetId, { reason }));
  await world.does(assigned.worker, (ctx) => submitTimesheet(ctx, id, weekTyped(world, hours)));
  return id;
}

const versionsOf = (world: World) =>
  world.rows<{ version: number; status: string; worked_minutes: number }>(
    sql`select version, status, worked_minutes from timesheet where client_id = ${world.clientId} order by version`,
  );

test('a version of a version counts alone, and each says what it changed', async () => {
  const { world, assigned, timesheetId } = await approved();
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-20');
  const second = await correctedWeek(world, assigned, timesheetId, { ...fullWeek, Fri: 6 });
  world.on('2026-03-23');
  const third = await correctedWeek(world, assigned, second.timesheetId, { ...fullWeek, Fri: 7 });
  expect(await versionsOf(world)).toEqual([
    { version: 1, status: 'corrected', worked_minutes: 2400 },
    { version: 2, status: 'corrected', worked_minutes: 2280 },
    { version: 3, status: 'approved', worked_minutes: 2340 },
  ]);
  const page = (who: Person | Actor, id: string) => world.reads(who, (ctx) => weekPage(ctx, id));
  expect((await page('ana', third.timesheetId))?.corrects).toMatchObject({
    version: 2,
    days: [{ date: '2026-03-13', payCode: 'ST', before: 360, after: 420 }],
    money: [{ payCode: 'ST', beforeMinor: 330_600, afterMinor: 339_300 }],
  });
  // Also afterwards, when both have had their places taken: the first was billed, the second was voided.
  expect((await page('ana', second.timesheetId))?.corrects).toMatchObject({
    days: [{ date: '2026-03-13', payCode: 'ST', before: 480, after: 360 }],
    money: [{ payCode: 'ST', beforeMinor: 348_000, afterMinor: 330_600 }],
  });
  expect((await page('ana', timesheetId))?.correctedBy).toMatchObject({ version: 2, status: 'corrected' });
  expect((await page('ana', timesheetId))?.charges).toMatchObject([{ minutes: 2400, amountMinor: 348_000 }]);
  expect((await page(assigned.worker, third.timesheetId))?.corrects).toMatchObject({
    version: 2,
    money: null,
  });

  world.on('2026-04-01');
  await billedPeriod(world, secondHalfOfMarch);
  // 39 h × 87.00 in place of 40 h; the second version, never billed, is nowhere.
  expect(await clientTotals(world)).toEqual(['3,480.00', '−87.00']);
  expect(await supplierTotals(world)).toEqual(['3,393.00', '−84.83']);
  await expectInvariantsHold(world);
});

test('a week that the client has paid for is corrected, and the next invoice settles it', async () => {
  const { world, assigned, timesheetId } = await approved();
  const { documents } = await billedPeriod(world, firstHalfOfMarch);
  const invoiceId = documents.find(({ kind }) => kind === 'client_invoice')?.id ?? '';
  world.on('2026-03-20');
  await paidIn(world, { on: '2026-03-20', amount: '3480.00', matches: [{ invoiceId, amount: '3480.00' }] });
  expect(await statusOf(world, 'timesheet', timesheetId)).toBe('paid');
  await correctedWeek(world, assigned, timesheetId, { ...fullWeek, Fri: 10 });
  expect(await statusOf(world, 'timesheet', timesheetId)).toBe('corrected');
  world.on('2026-04-01');
  await billedPeriod(world, secondHalfOfMarch);
  expect(await clientTotals(world)).toEqual(['3,480.00', '174.00']);
  await expectInvariantsHold(world);
});

test('a week that was not worked at all is emptied, and all of it is taken back', async () => {
  const story = await approved();
  const { world } = story;
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-20');
  const id = await submittedCorrection(story, {});
  expect((await world.reads('ana', (ctx) => findingsOf(ctx, [id]))).get(id)?.[0]).toBe(
    'Corrects an approved week: −40.00 h',
  );
  await world.does('ana', (ctx) => approveTimesheet(ctx, id));
  expect(await versionsOf(world)).toMatchObject([
    { status: 'corrected' },
    { status: 'approved', worked_minutes: 0 },
  ]);
  world.on('2026-04-01');
  await billedPeriod(world, secondHalfOfMarch);
  expect(await clientTotals(world)).toEqual(['3,480.00', '−3,480.00']);
  await expectInvariantsHold(world);
});

test('of two people who begin a correction at once both find one version', async () => {
  const { world, assigned, timesheetId } = await approved();
  const begun = await Promise.all(
    [assigned.worker, 'recruiter' as const, assigned.worker, 'supplierAdmin' as const].map((who) =>
      world.does(who, (ctx) => correctTimesheet(ctx, timesheetId, { reason })),
    ),
  );
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  expect(await versionsOf(world)).toMatchObject([{ version: 1 }, { version: 2, status: 'draft' }]);
  await expectInvariantsHold(world);
});

test('a correction that is approved twice at once takes its place once', async () => {
  const story = await approved();
  const { world } = story;
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-20');
  const id = await submittedCorrection(story, { ...fullWeek, Fri: 6 });
  const answers = await Promise.all(
    (['ana', 'clientAdmin', 'coordinator', 'ana'] as const).map((who) =>
      world.act(who, (ctx) => approveTimesheet(ctx, id)),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const [sums] = await world.rows<{ credits: number; minutes: number; amount: number }>(sql`
    select count(*) filter (where credits_charge_id is not null)::int as credits, sum(minutes)::int as minutes, sum(amount_minor)::bigint as amount
    from charge where client_id = ${world.clientId}`);
  expect(sums).toEqual({ credits: 1, minutes: 2280, amount: 330_600 });
  await expectInvariantsHold(world);
});

test('a draft of a correction is the supplier’s, and the approved week stands until it is approved', async () => {
  const story = await approved();
  const { world, assigned, timesheetId } = story;
  const before = await world.reads('ana', (ctx) => weekPage(ctx, timesheetId));
  expect(before).toMatchObject({ mayCorrect: false, correctedBy: null, corrects: null });
  expect(await world.reads(assigned.worker, (ctx) => weekPage(ctx, timesheetId))).toMatchObject({
    mayCorrect: true,
  });
  const { id } = await world.does('recruiter', (ctx) => correctTimesheet(ctx, timesheetId, { reason }));
  expect(await world.reads('ana', (ctx) => weekPage(ctx, id))).toBeNull();
  expect((await world.reads('ana', (ctx) => weekPage(ctx, timesheetId)))?.correctedBy).toBeNull();
  expect(await world.reads('recruiter', (ctx) => weekPage(ctx, timesheetId))).toMatchObject({
    mayCorrect: false,
    correctedBy: { id, version: 2, status: 'draft' },
  });
  // It says so in the queue of whoever began it, though the week is long over.
  const mine = (await world.reads('recruiter', waitingTimesheets)).find(
    ({ key }) => key === `timesheet-${id}`,
  );
  expect(mine?.detail).toContain('40.00 h · version 2, not submitted');
  await billedPeriod(world, firstHalfOfMarch);
  expect(await clientTotals(world)).toEqual(['3,480.00']);
  await expectInvariantsHold(world);
});

test('only approved time is corrected, by its own side, with a reason', async () => {
  const { world, assigned, timesheetId } = await approved();
  for (const who of ['ana', 'coordinator', 'finance', 'supplierFinance'] as const)
    await expect(world.act(who, (ctx) => correctTimesheet(ctx, timesheetId, { reason }))).rejects.toThrow(
      'timesheet.correct',
    );
  expect(
    told(await world.act('rivalRecruiter', (ctx) => correctTimesheet(ctx, timesheetId, { reason }))),
  ).toBe('missing');
  const { id } = await world.does('recruiter', (ctx) => correctTimesheet(ctx, timesheetId, { reason }));
  expect(told(await world.act('recruiter', (ctx) => correctTimesheet(ctx, id, { reason })))).toMatch(
    /^stale: This week is draft/,
  );
  await world.does(assigned.worker, (ctx) => submitTimesheet(ctx, id, weekTyped(world, fullWeek)));
  // Whoever handed the new version in does not approve it.
  await expect(world.act(assigned.worker, (ctx) => approveTimesheet(ctx, id)).then(told)).resolves.toMatch(
    /^refused/,
  );
});

test('a corrected version has no amount in lists, and says which counts', async () => {
  const { world, assigned, timesheetId } = await approved();
  const { timesheetId: later } = await correctedWeek(world, assigned, timesheetId, { ...fullWeek, Fri: 6 });
  const { rows } = await world.reads('ana', (ctx) =>
    weeksNewestFirst(ctx, { assignment: assigned.assignmentId }),
  );
  const shown = new Map(rows.map((row) => [row.id, [row.version, row.status, row.amountMinor]]));
  expect(shown).toEqual(
    new Map([
      [timesheetId, [1, 'corrected', null]],
      [later, [2, 'approved', 330_600]],
    ]),
  );
  expect(
    (await world.reads('ana', (ctx) => weeksNewestFirst(ctx, { status: 'corrected' }))).rows.map(
      ({ id }) => id,
    ),
  ).toEqual([timesheetId]);
});
