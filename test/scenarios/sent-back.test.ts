import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { rejectRequisition } from '#app/requisitions/commands/reject.server.ts';
import { reviseRequisition } from '#app/requisitions/commands/revise.server.ts';
import { submitRequisition } from '#app/requisitions/commands/submit.server.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { rejectTimesheet } from '#app/timesheets/commands/reject-timesheet.server.ts';
import { submitTimesheet } from '#app/timesheets/commands/submit-timesheet.server.ts';
import { billedPeriod, clientTotals, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition, submittedNeed } from '#test/factories/story.ts';
import { statusOf, submittedWeek, weekTyped } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const newsOf = async (world: World, subjectId: string) =>
  (
    await world.rows<{ kind: string }>(
      sql`select kind from event where subject_id = ${subjectId} order by id`,
    )
  ).map(({ kind }) => kind);

test('a week that was sent back is corrected, handed in again, and billed as corrected', async () => {
  const world = await aProgram({ overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87', pay: '60' });
  world.on('2026-03-16');
  const { timesheetId } = await submittedWeek(world, assigned, '2026-03-15', { Mon: 8, Tue: 18 });
  await world.does('ana', (ctx) => rejectTimesheet(ctx, timesheetId, { reason: 'Tuesday was 8 h, not 18.' }));
  expect(await statusOf(world, 'timesheet', timesheetId)).toBe('draft');
  expect(
    await world.rows(sql`select rejected_reason, attested from timesheet where id = ${timesheetId}`),
  ).toEqual([{ rejected_reason: 'Tuesday was 8 h, not 18.', attested: false }]);

  // Nothing of the wrong hours is frozen, and what was sent back cannot be approved.
  expect(await world.act('ana', (ctx) => approveTimesheet(ctx, timesheetId))).toMatchObject({ ok: false });
  expect(await world.rows(sql`select 1 from charge where timesheet_id = ${timesheetId}`)).toEqual([]);

  await world.does(assigned.worker, (ctx) =>
    submitTimesheet(ctx, timesheetId, weekTyped(world, { Mon: 8, Tue: 8 })),
  );
  await world.does('ana', (ctx) => approveTimesheet(ctx, timesheetId));
  await billedPeriod(world, firstHalfOfMarch);
  expect(await clientTotals(world)).toEqual(['1,392.00']); // 16 × 87.00
  const news = await newsOf(world, timesheetId);
  expect(news.filter((kind) => /submitted|rejected|approved/.test(kind))).toEqual([
    'timesheet.submitted',
    'timesheet.rejected',
    'timesheet.submitted',
    'timesheet.approved',
  ]);
  await expectInvariantsHold(world);
});

test('a need that was rejected is revised and approved by a fresh chain', async () => {
  const world = await aProgram();
  world.on('2026-03-02');
  const { requisitionId: id } = await submittedNeed(world);
  await world.does('approver', (ctx) =>
    rejectRequisition(ctx, id, { reason: 'The budget is spent until April.' }),
  );
  expect(await statusOf(world, 'requisition', id)).toBe('rejected');
  expect(await world.act('approver', (ctx) => approveRequisition(ctx, id))).toMatchObject({ ok: false });
  await world.does('ana', (ctx) => reviseRequisition(ctx, id));
  await world.does('ana', (ctx) => submitRequisition(ctx, id));
  await world.does('approver', (ctx) => approveRequisition(ctx, id));
  expect(await statusOf(world, 'requisition', id)).toBe('approved');
  const chains = await world.rows(
    sql`select status from approval where subject_id = ${id} order by requested_at, id`,
  );
  expect(chains).toEqual([{ status: 'rejected' }, { status: 'granted' }]);
  await expectInvariantsHold(world);
});

test('a dear need waits for a second signature, by another person', async () => {
  const world = await aProgram({
    approvals: [
      { role: 'approver', aboveMinor: 0 },
      { role: 'clientFinance', aboveMinor: 1_000_000 },
    ],
  });
  const { requisitionId: id } = await submittedNeed(world);
  expect(await world.does('approver', (ctx) => approveRequisition(ctx, id))).toMatchObject({
    waitingFor: 'Client finance',
  });
  expect(await statusOf(world, 'requisition', id)).toBe('pending_approval');
  expect(await world.act('secondApprover', (ctx) => approveRequisition(ctx, id))).toMatchObject({
    ok: false,
  });
  await world.does('clientFinance', (ctx) => approveRequisition(ctx, id));
  expect(await statusOf(world, 'requisition', id)).toBe('approved');
});
