import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { revisionForm } from '#app/assignments/forms.ts';
import { endDelegation } from '#app/approvals/commands/end-delegation.server.ts';
import { giveDelegation } from '#app/approvals/commands/give-delegation.server.ts';
import { kindsOfRole, delegationsOf } from '#app/approvals/delegations.server.ts';
import { approvalTrail } from '#app/approvals/public.server.ts';
import { whatWaits } from '#app/home/queue.server.ts';
import { endMembership } from '#app/people/commands/end-membership.server.ts';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { approveTimesheets } from '#app/timesheets/commands/approve-timesheets.server.ts';
import { rejectTimesheet } from '#app/timesheets/commands/reject-timesheet.server.ts';
import { weekPage } from '#app/timesheets/week-page.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { walled } from '#db/walled.ts';
import { approvalKindNames, type ApprovalKind } from '#app/values/approval-kinds.ts';
import { ok, type Result } from '#app/values/result.ts';
import { roleNames } from '#app/values/roles.ts';
import { addDays } from '#app/values/week.ts';
import type { Person } from '#test/cast.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type ProgramOptions, type World } from '#test/factories/program.ts';
import { fillPosition, submittedNeed, type Assigned } from '#test/factories/story.ts';
import { statusOf, submittedWeek } from '#test/factories/weeks.ts';
import { openDatabase } from '#test/setup/connection.ts';

/*
 * Marco stands in for Ana, who hires; Joan for Thomas, who approves needs. Each test has a program of its own where
 * days matter: what stands between two people in one would be in the way of the next.
 */

const said = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const TODAY = '2026-03-16';

type Plan = { kinds?: ApprovalKind[]; startsOn?: string; endsOn?: string; by?: Person };

async function gives(world: World, from: Person, to: Person, plan: Plan = {}) {
  const { kinds = ['timesheet'], startsOn = TODAY, endsOn = '2026-03-20', by = from } = plan;
  const id = randomUUID();
  const fromMembershipId = by === from ? undefined : world.actor(from).membershipId;
  const toMembershipId = world.actor(to).membershipId;
  const input = { id, kinds, startsOn, endsOn, toMembershipId, note: 'I am on leave.' };
  const result = await world.act(by, (ctx) => giveDelegation(ctx, { ...input, fromMembershipId }));
  return { id, result };
}

async function given(world: World, from: Person, to: Person, plan: Plan = {}): Promise<string> {
  const { id, result } = await gives(world, from, to, plan);
  expect(said(result)).toBe('ok');
  return id;
}

const twoSignatures = [
  { role: 'approver', aboveMinor: 0 },
  { role: 'approver', aboveMinor: 0 },
] as ProgramOptions['approvals'];

async function aStage(options: ProgramOptions = {}): Promise<World & { assigned: Assigned }> {
  const world = await aProgram({ overtime: 'none', ...options });
  const assigned = await fillPosition(world);
  world.on(TODAY);
  return { ...world, assigned };
}

const approves = (world: World, who: Person, id: string) =>
  world.act(who, (ctx) => approveTimesheet(ctx, id));

describe('somebody who stands in', () => {
  let world: Awaited<ReturnType<typeof aStage>>;
  let timesheetId: string;
  beforeAll(async () => {
    world = await aStage();
    ({ timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 }));
  });

  test('is nobody before they were asked to', async () => {
    await expect(approves(world, 'otherManager', timesheetId)).resolves.toMatchObject({ ok: false });
    expect(await world.reads('otherManager', whatWaits)).toEqual([]);
  });

  test('finds what waits in their own queue, marked with the other’s name', async () => {
    await given(world, 'ana', 'otherManager');
    const waiting = await world.reads('otherManager', whatWaits);
    expect(waiting.map(({ key, forName }) => ({ key, forName }))).toEqual([
      { key: `timesheet-${timesheetId}`, forName: 'Ana Castellan' },
    ]);
    expect((await world.reads('ana', whatWaits)).map(({ forName }) => forName)).toContain(undefined);
    const page = await world.reads('otherManager', (ctx) => weekPage(ctx, timesheetId));
    expect(page).toMatchObject({ mayDecide: true, decidesFor: 'Ana Castellan' });
    const own = await world.reads('ana', (ctx) => weekPage(ctx, timesheetId));
    expect(own).toMatchObject({ mayDecide: true, decidesFor: null });
  });

  test('decides with both names, on the week and in the trail', async () => {
    expect(said(await approves(world, 'otherManager', timesheetId))).toBe('ok');
    const [row] = await world.rows(
      sql`select approved_by, approved_by_name, approved_for from timesheet where id = ${timesheetId}`,
    );
    expect(row).toEqual({
      approved_by: world.actor('otherManager').accountId,
      approved_by_name: 'Marco Delgado for Ana Castellan',
      approved_for: world.actor('ana').accountId,
    });
    const [event] = await world.rows(sql`select actor_name, behalf_name, behalf_account_id from event
      where subject_id = ${timesheetId} and kind = 'timesheet.approved'`);
    expect(event).toEqual({
      actor_name: 'Marco Delgado',
      behalf_name: 'Ana Castellan',
      behalf_account_id: world.actor('ana').accountId,
    });
    const [newest] = await world.reads('recruiter', (ctx) => timelineOf(ctx, [timesheetId]));
    expect(newest?.who).toBe(`Marco Delgado for Ana Castellan, ${world.clientName}`);
  });

  test('was told by mail', async () => {
    const mails = await world.rows<{ props: { fromName: string } }>(sql`select props from mail
      where kind = 'delegationGiven' and to_account_id = ${world.actor('otherManager').accountId}`);
    expect(mails.map(({ props }) => props.fromName)).toEqual(['Ana Castellan']);
  });

  test('sends back with both names too', async () => {
    const { timesheetId: id } = await submittedWeek(world, world.assigned, '2026-03-08', { Mon: 8 });
    const reason = 'Monday was a holiday.';
    await world.does('otherManager', (ctx) => rejectTimesheet(ctx, id, { reason }));
    const [event] = await world.rows(
      sql`select behalf_name from event where subject_id = ${id} and kind = 'timesheet.rejected'`,
    );
    expect(event).toEqual({ behalf_name: 'Ana Castellan' });
  });
});

describe('a delegation', () => {
  test('is of its kinds alone', async () => {
    const world = await aStage();
    const { timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    await given(world, 'ana', 'otherManager', { kinds: ['expense', 'revision'] });
    expect(said(await approves(world, 'otherManager', timesheetId))).toMatch(/^refused|not yours/);
    expect(await world.reads('otherManager', whatWaits)).toEqual([]);
  });

  test('begins and ends with its days, by the clock of the program', async () => {
    const world = await aStage();
    const { timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    await given(world, 'ana', 'otherManager', { startsOn: '2026-03-18', endsOn: '2026-03-19' });
    const may = async () =>
      world.reads('otherManager', async (ctx) => (await weekPage(ctx, timesheetId))?.mayDecide);
    const seen: Record<string, boolean | undefined> = {};
    for (const day of ['2026-03-17', '2026-03-18', '2026-03-19', '2026-03-20']) {
      world.on(day);
      seen[day] = await may();
    }
    expect(seen).toEqual({
      '2026-03-17': false,
      '2026-03-18': true,
      '2026-03-19': true,
      '2026-03-20': false,
    });
    // Six in the morning in UTC is still the evening before in Los Angeles.
    const at = async (now: string) =>
      (
        await walled(world.database, { side: 'client', clientId: world.clientId }, async (db) => {
          const { standInsOf } = await import('#app/platform/authorization/stand-ins.server.ts');
          return standInsOf(db, world.actor('otherManager'), new Date(now));
        })
      ).length;
    expect(await at('2026-03-18T06:59:00Z')).toBe(0);
    expect(await at('2026-03-18T07:00:00Z')).toBe(1);
    expect(await at('2026-03-20T06:59:00Z')).toBe(1);
    expect(await at('2026-03-20T07:00:00Z')).toBe(0);
  });

  test('is ended by either of the two, and then at once nobody’s', async () => {
    const world = await aStage();
    const { timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    const id = await given(world, 'ana', 'otherManager');
    await expect(world.act('approver', (ctx) => endDelegation(ctx, id))).rejects.toThrow(/not yours/);
    expect(said(await world.act('recruiter', (ctx) => endDelegation(ctx, id)))).toBe('missing');
    expect(said(await world.act('otherManager', (ctx) => endDelegation(ctx, id)))).toBe('ok');
    expect(said(await world.act('ana', (ctx) => endDelegation(ctx, id)))).toBe(
      'stale: Marco Delgado ended this already.',
    );
    expect(said(await approves(world, 'otherManager', timesheetId))).not.toBe('ok');
  });

  test('lapses with the membership of whoever gave it', async () => {
    const world = await aStage();
    await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    await given(world, 'ana', 'otherManager');
    expect(await world.reads('otherManager', whatWaits)).toHaveLength(1);
    await world.does('clientAdmin', (ctx) =>
      endMembership(ctx, world.actor('ana').membershipId, { reason: 'Left.' }),
    );
    expect(await world.reads('otherManager', whatWaits)).toEqual([]);
  });

  test('is given for oneself, or by the administrator, recorded as theirs; never to oneself', async () => {
    const world = await aStage();
    expect(said((await gives(world, 'ana', 'otherManager', { by: 'clientAdmin' })).result)).toBe('ok');
    const [row] = await world.rows(
      sql`select created_by_name, from_name from approval_delegation where client_id = ${world.clientId}`,
    );
    expect(row).toEqual({ created_by_name: 'Solange Bergeron', from_name: 'Ana Castellan' });
    await expect(gives(world, 'ana', 'secondApprover', { by: 'otherManager' })).rejects.toThrow(/not yours/);
    await expect(gives(world, 'ana', 'otherManager', { by: 'approver' })).rejects.toThrow(/not yours/);
    expect(
      said((await gives(world, 'ana', 'clientAdmin', { by: 'clientAdmin', kinds: ['expense'] })).result),
    ).toMatch(/^invalid: toMembershipId: Nobody gives themselves/);
    expect(said((await gives(world, 'ana', 'ana')).result)).toMatch(
      /^invalid: toMembershipId: Nobody stands in/,
    );
  });

  test('keeps to the roles, the days and the house', async () => {
    const world = await aStage();
    const elsewhere = await aProgram();
    const plan = { kinds: ['timesheet' as const] };
    expect(said((await gives(world, 'ana', 'approver', plan)).result)).toMatch(/^invalid: kinds/);
    expect(said((await gives(world, 'approver', 'ana', { kinds: ['requisition'] })).result)).toMatch(
      /^invalid: kinds/,
    );
    expect(said((await gives(world, 'ana', 'otherManager', { endsOn: addDays(TODAY, 90) })).result)).toMatch(
      /^invalid: endsOn/,
    );
    expect(said((await gives(world, 'ana', 'otherManager', { startsOn: '2026-03-15' })).result)).toMatch(
      /^invalid: startsOn/,
    );
    const foreign = await world.act('ana', (ctx) =>
      giveDelegation(ctx, {
        ...{ id: randomUUID(), kinds: ['timesheet'], startsOn: TODAY, endsOn: TODAY },
        toMembershipId: elsewhere.actor('otherManager').membershipId,
      }),
    );
    expect(said(foreign)).toMatch(/^invalid: toMembershipId: Choose somebody who is here/);
  });

  test('is not passed on, and makes no circle', async () => {
    const world = await aStage();
    await given(world, 'ana', 'otherManager');
    expect(said((await gives(world, 'otherManager', 'clientAdmin')).result)).toMatch(/is not passed on/);
    expect(said((await gives(world, 'otherManager', 'ana')).result)).toMatch(/is not passed on/);
    expect(said((await gives(world, 'clientAdmin', 'ana')).result)).toMatch(/is not passed on/);
    // Other kinds and other days are another matter.
    await given(world, 'otherManager', 'clientAdmin', { kinds: ['expense'] });
    await given(world, 'otherManager', 'ana', { startsOn: '2026-03-21', endsOn: '2026-03-22' });
  });

  test('of two that would make a circle at the same moment is one', async () => {
    for (let round = 0; round < 4; round += 1) {
      const world = await aProgram();
      world.on(TODAY);
      const results = await Promise.all([
        gives(world, 'ana', 'otherManager'),
        gives(world, 'otherManager', 'ana'),
      ]);
      expect(results.filter(({ result }) => result.ok)).toHaveLength(1);
      const rows = await world.rows(
        sql`select 1 from approval_delegation where client_id = ${world.clientId}`,
      );
      expect(rows).toHaveLength(1);
    }
  });

  test('is read by its two, their administrator and the MSP', async () => {
    const world = await aStage();
    await given(world, 'ana', 'otherManager');
    const count = async (who: Person, everybodys = false) =>
      (await world.reads(who, (ctx) => delegationsOf(ctx, { everybodys }))).rows.filter(
        ({ clientId }) => clientId === world.clientId,
      ).length;
    expect(await count('ana')).toBe(1);
    expect(await count('otherManager')).toBe(1);
    expect(await count('approver')).toBe(0);
    expect(await count('clientAdmin', true)).toBe(1);
    expect(await count('admin', true)).toBe(1);
    expect(await count('recruiter', true)).toBe(0);
  });
});

describe('nobody decides through another on what they handed in', () => {
  test('a week: whoever it was handed in by and whoever stands in for them', async () => {
    const world = await aStage();
    await given(world, 'ana', 'otherManager');
    const { timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    for (const who of ['ana', 'otherManager'] as const) {
      await walled(world.database, { side: 'msp' }, (db) =>
        db.execute(
          sql`update timesheet set submitted_by = ${world.actor(who).accountId} where id = ${timesheetId}`,
        ),
      );
      const outcome = await world.act('otherManager', async (ctx) =>
        ok(await approveTimesheets(ctx, [timesheetId])),
      );
      expect(outcome).toMatchObject({ ok: true, value: { approved: [], skipped: [{ kind: 'refused' }] } });
    }
    expect(await statusOf(world, 'timesheet', timesheetId)).toBe('submitted');
  });

  test('a need: not in the place of an approver who asked for it, nor of one who signed already', async () => {
    const world = await aProgram({ approvals: twoSignatures });
    world.on(TODAY);
    await given(world, 'approver', 'secondApprover', { kinds: ['requisition'] });
    const { requisitionId } = await submittedNeed(world, { startsOn: '2026-05-04' });
    expect(said(await world.act('approver', (ctx) => approveRequisition(ctx, requisitionId)))).toBe('ok');
    // Joan signs the second step in her own right: Thomas, whom she stands in for, has signed already.
    expect(said(await world.act('secondApprover', (ctx) => approveRequisition(ctx, requisitionId)))).toBe(
      'ok',
    );
    const trail = await world.reads('ana', (ctx) =>
      approvalTrail(ctx, { kind: 'requisition', id: requisitionId }),
    );
    expect(trail?.steps.map(({ decidedByName }) => decidedByName)).toEqual([
      'Thomas Whitfield',
      'Joan Mirren',
    ]);

    const { requisitionId: second } = await submittedNeed(world, { startsOn: '2026-05-04' });
    await world.does('secondApprover', (ctx) => approveRequisition(ctx, second));
    expect(said(await world.act('secondApprover', (ctx) => approveRequisition(ctx, second)))).toMatch(
      /^stale/,
    );
  });

  test('a need: an administrator signs for finance, both names in the trail', async () => {
    const world = await aProgram({ approvals: [{ role: 'clientFinance', aboveMinor: 0 }] });
    world.on(TODAY);
    const { requisitionId } = await submittedNeed(world, { startsOn: '2026-05-04' });
    expect(said(await world.act('clientAdmin', (ctx) => approveRequisition(ctx, requisitionId)))).toMatch(
      /^refused/,
    );
    await given(world, 'clientFinance', 'clientAdmin', { kinds: ['requisition'] });
    expect((await world.reads('clientAdmin', whatWaits)).map(({ forName }) => forName)).toContain(
      'Lucille Hartmann',
    );
    expect(said(await world.act('clientAdmin', (ctx) => approveRequisition(ctx, requisitionId)))).toBe('ok');
    const trail = await world.reads('ana', (ctx) =>
      approvalTrail(ctx, { kind: 'requisition', id: requisitionId }),
    );
    expect(trail?.steps[0]?.decidedByName).toBe('Solange Bergeron for Lucille Hartmann');
  });

  test('new rates: whoever proposed them is approved by nobody who stands in for them', async () => {
    const world = await aStage();
    await given(world, 'ana', 'otherManager', { kinds: ['revision'] });
    const input = revisionForm.parse({
      id: randomUUID(),
      effectiveFrom: '2026-04-06',
      billRate: '88',
      intent: 'propose',
      reason: 'More responsibility.',
    });
    const { id } = await world.does('ana', (ctx) => proposeRevision(ctx, world.assigned.assignmentId, input));
    await expect(world.act('otherManager', (ctx) => approveRevision(ctx, id))).rejects.toThrow(/not yours/);
    await expect(world.act('ana', (ctx) => approveRevision(ctx, id))).rejects.toThrow(/not yours/);
    expect(said(await world.act('clientAdmin', (ctx) => approveRevision(ctx, id)))).toBe('ok');
  });
});

describe('the database refuses, whatever the code says', () => {
  const asMsp = { side: 'msp' } as const;

  test('a decision for another without a delegation in force, or on one’s own', async () => {
    const world = await aStage();
    const { timesheetId } = await submittedWeek(world, world.assigned, '2026-03-15', { Mon: 8 });
    const signs = (by: Person, whose: Person, at = `${TODAY}T20:00:00Z`) =>
      walled(world.database, asMsp, (db) =>
        db.execute(sql`update timesheet set status = 'approved', approved_by = ${world.actor(by).accountId},
          approved_by_name = 'x', approved_at = ${at}, approved_for = ${world.actor(whose).accountId} where id = ${timesheetId}`),
      );
    const noDelegation = { cause: { message: 'nobody decides for another without a delegation in force' } };
    await expect(signs('otherManager', 'ana')).rejects.toMatchObject(noDelegation);
    const id = await given(world, 'ana', 'otherManager');
    await expect(signs('clientAdmin', 'ana')).rejects.toMatchObject(noDelegation);
    await expect(signs('otherManager', 'ana', '2026-03-21T20:00:00Z')).rejects.toMatchObject(noDelegation);
    for (const column of ['submitted_by'])
      await walled(world.database, asMsp, (db) =>
        db.execute(
          sql`update timesheet set ${sql.identifier(column)} = ${world.actor('ana').accountId} where id = ${timesheetId}`,
        ),
      );
    await expect(signs('otherManager', 'ana')).rejects.toMatchObject({
      cause: { constraint_name: 'nobody_approves_their_own_week_through_another' },
    });
    await world.does('ana', (ctx) => endDelegation(ctx, id));
    await expect(signs('otherManager', 'ana')).rejects.toMatchObject(noDelegation);
  });

  test('a delegation to oneself, too long, passed on, of a role that has none, or changed afterwards', async () => {
    const world = await aStage();
    const id = await given(world, 'ana', 'otherManager');
    const insert = (from: Person, to: Person, over: { kinds?: string; endsOn?: string; by?: Person } = {}) =>
      walled(world.database, asMsp, (db) => {
        const [one, other] = [world.actor(from), world.actor(to)];
        const by = world.actor(over.by ?? from).accountId;
        return db.execute(sql`insert into approval_delegation (client_id, from_membership_id, from_account_id, from_name,
            to_membership_id, to_account_id, to_name, kinds, starts_on, ends_on, created_by, created_by_name, created_at)
          values (${world.clientId}, ${one.membershipId}, ${one.accountId}, 'a', ${other.membershipId}, ${other.accountId}, 'b',
            array[${over.kinds ?? 'timesheet'}], ${TODAY}, ${over.endsOn ?? '2026-03-20'}, ${by}, 'c', ${`${TODAY}T12:00:00Z`})`);
      });
    const refusals = [
      [() => insert('approver', 'approver', { kinds: 'requisition' }), 'nobody_delegates_to_themselves'],
      [
        () => insert('clientAdmin', 'ana', { by: 'ana', kinds: 'expense' }),
        'nobody_gives_themselves_anothers_approvals',
      ],
      [
        () => insert('ana', 'otherManager', { endsOn: addDays(TODAY, 90) }),
        'a_delegation_is_of_ninety_days_at_most',
      ],
    ] as const;
    for (const [attempt, constraint] of refusals)
      await expect(attempt()).rejects.toMatchObject({ cause: { constraint_name: constraint } });
    await expect(insert('otherManager', 'clientAdmin')).rejects.toMatchObject({
      cause: { message: 'approvals that somebody has from another are not passed on' },
    });
    await expect(insert('approver', 'ana', { kinds: 'requisition' })).rejects.toMatchObject({
      cause: { message: 'only roles that take requisition approvals give and get them' },
    });
    await expect(
      walled(world.database, asMsp, (db) =>
        db.execute(sql`update approval_delegation set ends_on = ends_on + 1 where id = ${id}`),
      ),
    ).rejects.toMatchObject({ cause: { message: 'a delegation is ended once, and never changed' } });
  });

  test('two signatures of one chain by one person and whoever stands in for them', async () => {
    const world = await aProgram({ approvals: twoSignatures });
    world.on(TODAY);
    await given(world, 'approver', 'secondApprover', { kinds: ['requisition'] });
    const { requisitionId } = await submittedNeed(world, { startsOn: '2026-05-04' });
    await world.does('approver', (ctx) => approveRequisition(ctx, requisitionId));
    await expect(
      walled(world.database, asMsp, (db) =>
        db.execute(sql`update approval_step s set decision = 'granted', decided_by = ${world.actor('secondApprover').accountId},
          decided_by_name = 'x', decided_at = ${`${TODAY}T20:00:00Z`}, decided_for = ${world.actor('approver').accountId}
          from approval a where a.id = s.approval_id and a.subject_id = ${requisitionId} and s.position = 2`),
      ),
    ).rejects.toMatchObject({ cause: { message: 'two signatures of one chain are two people' } });
  });

  test('knows the same roles for each kind as the policy table', async () => {
    const database = await openDatabase();
    for (const role of roleNames) {
      const rows = await database.sql<{ kind: ApprovalKind }[]>`
        select kind from unnest(${approvalKindNames}::text[]) kind where app.may_take_approval(${role}, kind)`;
      const policy = role.startsWith('msp') || role === 'auditor' ? [] : kindsOfRole(role);
      expect({ role, kinds: rows.map(({ kind }) => kind).sort() }).toEqual({
        role,
        kinds: [...policy].sort(),
      });
    }
  });
});
