import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { release, requisition as table } from '#db/schema/index.ts';
import { approvalTrail } from '#app/approvals/public.server.ts';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import { asTheProgram } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { cancelRequisition } from '#app/requisitions/commands/cancel.server.ts';
import { closeRequisition } from '#app/requisitions/commands/close.server.ts';
import { draftAndSubmit } from '#app/requisitions/commands/draft-and-submit.server.ts';
import { draftRequisition } from '#app/requisitions/commands/draft.server.ts';
import { editRequisition } from '#app/requisitions/commands/edit.server.ts';
import { holdRequisition } from '#app/requisitions/commands/hold.server.ts';
import { recallRequisition } from '#app/requisitions/commands/recall.server.ts';
import { rejectRequisition } from '#app/requisitions/commands/reject.server.ts';
import { releaseRequisition } from '#app/requisitions/commands/release.server.ts';
import { resumeRequisition } from '#app/requisitions/commands/resume.server.ts';
import { reviseRequisition } from '#app/requisitions/commands/revise.server.ts';
import { submitRequisition } from '#app/requisitions/commands/submit.server.ts';
import { listQuery } from '#app/requisitions/forms.ts';
import { requisitionForSupply, takePosition, waitingRequisitions } from '#app/requisitions/public.server.ts';
import { requisitionsPage } from '#app/requisitions/queries.server.ts';
import { requisitionDetails, requisitionHeader } from '#app/requisitions/view.server.ts';
import { endSubmittals } from '#app/submittals/public.server.ts';
import type { Result } from '#app/values/result.ts';
import type { Person } from '#test/cast.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { needTyped, openNeed, presentedCandidate, type NeedPlan } from '#test/factories/story.ts';

const told = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const why = { reason: 'One position is enough' };

async function submitted(world: World, plan: NeedPlan = {}, by: Person = 'ana'): Promise<string> {
  const input = { ...needTyped(world, plan), intent: 'submit' as const };
  return (await world.does(by, (ctx) => draftAndSubmit(ctx, input))).id;
}

async function approved(world: World, plan: NeedPlan = {}): Promise<string> {
  const id = await submitted(world, plan);
  await world.does('approver', (ctx) => approveRequisition(ctx, id));
  return id;
}

async function open(world: World, plan: NeedPlan = {}): Promise<string> {
  const id = await approved(world, plan);
  await world.does('coordinator', (ctx) =>
    releaseRequisition(ctx, id, { suppliers: [world.suppliers.cobalt] }),
  );
  return id;
}

async function statusOf(world: World, id: string): Promise<string | undefined> {
  const [row] = await world.reads('admin', (ctx) => ctx.db.select().from(table).where(eq(table.id, id)));
  return row?.status;
}

describe('a draft', () => {
  test('is made once, however often the same form is sent', async () => {
    const world = await aProgram();
    const input = needTyped(world);
    const presses = await Promise.all(
      [1, 2, 3].map(() => world.act('ana', (ctx) => draftRequisition(ctx, input))),
    );
    expect(presses.map(told)).toEqual(['ok', 'ok', 'ok']);
    expect(presses.filter((press) => press.ok && press.value.isNew)).toHaveLength(1);
    const list = await world.reads('ana', (ctx) => requisitionsPage(ctx, listQuery.parse({})));
    expect(list.rows.map(({ ref }) => ref)).toHaveLength(1);
  });

  test('is refused above the card, with the figure at the field, and leaves nothing', async () => {
    const world = await aProgram({ maxBillRate: '67.5500' });
    const refusal = await world.act('ana', (ctx) =>
      draftRequisition(ctx, needTyped(world, { maxRate: '67.56' })),
    );
    expect(told(refusal)).toBe(
      'invalid: maxBillRate: The rate card allows at most 67.55 on 2 Mar 2026; this is 67.56.',
    );
    expect((await world.reads('ana', (ctx) => requisitionsPage(ctx, listQuery.parse({})))).rows).toEqual([]);
  });

  test('is another client’s secret', async () => {
    const world = await aProgram();
    const other = await aProgram();
    const { id } = await world.does('ana', (ctx) => draftRequisition(ctx, needTyped(world)));
    expect(told(await other.act('ana', (ctx) => submitRequisition(ctx, id)))).toBe('missing');
    expect(await other.reads('ana', (ctx) => requisitionHeader(ctx, id))).toBeNull();
  });

  test('carries an estimate with the client’s fees, split to the cent', async () => {
    const world = await aProgram({ fees: clientFunded('3%') });
    // 2026-03-02 to 2026-05-31 are 91 days: 13 weeks × 40 h × 110.00 = 57,200.00; 3 % are 1,716.00.
    const plan = { endsOn: '2026-05-31', splits: ['62.5', '37.5'] };
    const { id } = await world.does('ana', (ctx) => draftRequisition(ctx, needTyped(world, plan)));
    const details = await world.reads('ana', (ctx) => requisitionDetails(ctx, id));
    expect(details?.clientSide?.estimateMinor).toBe(5_891_600);
    expect(details?.clientSide?.splits.map(({ shareMinor }) => shareMinor)).toEqual([3_682_250, 2_209_350]);
  });
});

describe('approval', () => {
  test('is never the requester’s, though the role would allow it', async () => {
    const world = await aProgram({ approvals: [{ role: 'clientAdmin', aboveMinor: 0 }] });
    const id = await submitted(world, {}, 'clientAdmin');
    await expect(world.act('clientAdmin', (ctx) => approveRequisition(ctx, id))).rejects.toBeInstanceOf(
      NotAllowed,
    );
    const header = await world.reads('clientAdmin', (ctx) => requisitionHeader(ctx, id));
    expect(header?.can).toMatchObject({
      sign: false,
      whyNotSign: 'You asked for this, so somebody else approves it.',
    });
    expect(await world.reads('clientAdmin', (ctx) => waitingRequisitions(ctx))).toEqual([]);
  });

  test('of two approvers who press at once takes one decision', async () => {
    const world = await aProgram();
    const id = await submitted(world);
    const presses = await Promise.all(
      (['approver', 'secondApprover'] as const).map((who) =>
        world.act(who, (ctx) => approveRequisition(ctx, id)),
      ),
    );
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(presses.map(told).find((words) => words !== 'ok')).toMatch(
      /^stale: (Thomas Whitfield|Joan Mirren) approved this already\.$/,
    );
    const news = await world.reads('ana', (ctx) => timelineOf(ctx, [id]));
    expect(news.filter(({ text }) => text.startsWith('approved'))).toHaveLength(1);
  });

  test('of large amounts takes two signatures, and the queue of each follows', async () => {
    const world = await aProgram({
      approvals: [
        { role: 'approver', aboveMinor: 0 },
        { role: 'clientFinance', aboveMinor: 1_000_000 },
      ],
    });
    const id = await submitted(world);
    const queued = async (who: Person) => (await world.reads(who, (ctx) => waitingRequisitions(ctx))).length;
    expect([await queued('approver'), await queued('clientFinance')]).toEqual([1, 0]);
    expect(told(await world.act('clientFinance', (ctx) => approveRequisition(ctx, id)))).toMatch(/^refused/);

    const first = await world.does('approver', (ctx) => approveRequisition(ctx, id));
    expect(first.waitingFor).toBe('Client finance');
    expect(await statusOf(world, id)).toBe('pending_approval');
    expect([await queued('approver'), await queued('clientFinance')]).toEqual([0, 1]);

    await world.does('clientFinance', (ctx) => approveRequisition(ctx, id));
    expect(await statusOf(world, id)).toBe('approved');
  });

  test('can be refused with a reason, revised and asked for again', async () => {
    const world = await aProgram();
    const id = await submitted(world, { positions: 2 });
    await world.does('approver', (ctx) => rejectRequisition(ctx, id, why));
    const header = await world.reads('ana', (ctx) => requisitionHeader(ctx, id));
    expect(header?.rejection).toEqual({ by: 'Thomas Whitfield', reason: 'One position is enough' });
    const [waiting] = await world.reads('ana', (ctx) => waitingRequisitions(ctx));
    expect(waiting?.actions.map(({ label }) => label)).toEqual(['Revise']);

    await world.does('ana', (ctx) => reviseRequisition(ctx, id));
    await world.does('ana', (ctx) => editRequisition(ctx, id, needTyped(world, { id })));
    await world.does('ana', (ctx) => submitRequisition(ctx, id));
    expect(told(await world.act('ana', (ctx) => submitRequisition(ctx, id)))).toBe(
      'stale: This is pending approval already.',
    );
    await world.does('secondApprover', (ctx) => approveRequisition(ctx, id));
    expect(await statusOf(world, id)).toBe('approved');
  });

  test('is over when the request is recalled or cancelled', async () => {
    const world = await aProgram();
    const recalled = await submitted(world);
    const cancelled = await submitted(world);
    await world.does('ana', (ctx) => recallRequisition(ctx, recalled));
    await world.does('ana', (ctx) => cancelRequisition(ctx, cancelled, why));
    for (const id of [recalled, cancelled]) {
      const trail = await world.reads('ana', (ctx) => approvalTrail(ctx, { kind: 'requisition', id }));
      expect(trail?.status).toBe('withdrawn');
      expect(told(await world.act('approver', (ctx) => approveRequisition(ctx, id)))).toMatch(/^stale/);
    }
    expect([await statusOf(world, recalled), await statusOf(world, cancelled)]).toEqual([
      'draft',
      'cancelled',
    ]);
  });

  test('and a recall at the same moment leave one outcome', async () => {
    const world = await aProgram();
    const id = await submitted(world);
    const presses = await Promise.all([
      world.act('approver', (ctx) => approveRequisition(ctx, id)),
      world.act('ana', (ctx) => recallRequisition(ctx, id)),
    ]);
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await statusOf(world, id)).toBe(presses[0]?.ok ? 'approved' : 'draft');
  });
});

describe('a release', () => {
  test('opens it to the chosen at one moment, and to nobody else', async () => {
    const world = await aProgram();
    const id = await approved(world);
    const { cobalt, juniper } = world.suppliers;
    await world.does('coordinator', (ctx) => releaseRequisition(ctx, id, { suppliers: [cobalt, juniper] }));
    const rows = await world.reads('admin', (ctx) =>
      ctx.db.select().from(release).where(eq(release.requisitionId, id)),
    );
    expect(new Set(rows.map(({ releasedAt }) => releasedAt.getTime()))).toEqual(
      new Set([world.now().getTime()]),
    );
    expect(await statusOf(world, id)).toBe('open');
    expect(await world.reads('juniperRecruiter', (ctx) => requisitionForSupply(ctx, id))).not.toBeNull();
    expect(await world.reads('rivalRecruiter', (ctx) => requisitionForSupply(ctx, id))).toBeNull();
    expect(await world.reads('rivalRecruiter', (ctx) => waitingRequisitions(ctx))).toEqual([]);
  });

  test('shows a supplier neither the money nor to whom else it went', async () => {
    const world = await aProgram();
    const id = await open(world);
    await world.does('coordinator', (ctx) =>
      releaseRequisition(ctx, id, { suppliers: [world.suppliers.juniper] }),
    );
    const details = await world.reads('recruiter', (ctx) => requisitionDetails(ctx, id));
    expect(details?.clientSide).toBeNull();
    const header = await world.reads('recruiter', (ctx) => requisitionHeader(ctx, id));
    expect(header?.timeline.map(({ text }) => text)).toEqual([
      `released it to Cobalt Staffing ${world.code}`,
    ]);
    expect(header?.findings).toEqual([]);
  });

  test('to the same supplier again says that it was done', async () => {
    const world = await aProgram();
    const id = await open(world);
    const again = await world.act('coordinator', (ctx) =>
      releaseRequisition(ctx, id, { suppliers: [world.suppliers.cobalt] }),
    );
    expect(told(again)).toBe('stale: It was released to these suppliers already.');
  });

  test('waits for an approval and is the MSP’s', async () => {
    const world = await aProgram();
    const id = await submitted(world);
    const suppliers = [world.suppliers.cobalt];
    expect(told(await world.act('coordinator', (ctx) => releaseRequisition(ctx, id, { suppliers })))).toMatch(
      /^stale/,
    );
    await expect(
      world.act('ana', (ctx) => releaseRequisition(ctx, id, { suppliers })),
    ).rejects.toBeInstanceOf(NotAllowed);
  });

  test('reaches enrolled and active suppliers only', async () => {
    const world = await aProgram();
    const other = await aProgram();
    const id = await approved(world);
    const stranger = await world.act('coordinator', (ctx) =>
      releaseRequisition(ctx, id, { suppliers: [other.suppliers.cobalt] }),
    );
    expect(told(stranger)).toMatch(/^invalid: suppliers/);
    expect(await statusOf(world, id)).toBe('approved');
  });
});

describe('an open one', () => {
  const take = (world: World, id: string) =>
    world.act('recruiter', (ctx) =>
      asTheProgram(ctx, 'a supplier’s acceptance fills it', () => takePosition(ctx, id)),
    );

  test('gives its last position to one of two', async () => {
    const world = await aProgram();
    const id = await open(world, { positions: 2 });
    await take(world, id);
    const rivals = await Promise.all([take(world, id), take(world, id)]);
    expect(rivals.filter(({ ok }) => ok)).toHaveLength(1);
    expect(rivals.map(told)).toContain('stale: All positions are filled already.');
    expect(await statusOf(world, id)).toBe('filled');
  });

  test('rests and goes on', async () => {
    const world = await aProgram();
    const id = await open(world);
    await world.does('ana', (ctx) => holdRequisition(ctx, id, why));
    expect(told(await take(world, id))).toBe('stale: The requisition takes nobody now: it is on hold.');
    await world.does('ana', (ctx) => resumeRequisition(ctx, id));
    expect(await statusOf(world, id)).toBe('open');
  });

  test('ends whoever was still in the running for it', async () => {
    const world = await aProgram();
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    const waiting = () =>
      world.database
        .sql`select task_identifier from graphile_worker.jobs where task_identifier = 'requisition-ended'`;
    const before = (await waiting()).length;
    await world.does('ana', (ctx) => closeRequisition(ctx, requisitionId, why));
    expect((await waiting()).length).toBe(before + 1);

    await endSubmittals.run(
      { ...world.surroundings(), config: readConfig({ NODE_ENV: 'test' }) },
      { requisitionId },
    );
    const ended = await world.rows(
      sql`select status, ended_by_side as by from submittal where id = ${submittalId}`,
    );
    expect(ended).toEqual([{ status: 'not_selected', by: 'msp' }]);
  });

  test('is nobody else’s to close', async () => {
    const world = await aProgram();
    const id = await open(world);
    await expect(world.act('otherManager', (ctx) => closeRequisition(ctx, id, why))).rejects.toBeInstanceOf(
      NotAllowed,
    );
  });
});

test('the list is cut by key and searched by the beginning of a title or by number', async () => {
  const world = await aProgram();
  for (let made = 0; made < 3; made += 1)
    await world.does('ana', (ctx) => draftRequisition(ctx, needTyped(world)));
  const find = async (query: Record<string, string>) =>
    (await world.reads('ana', (ctx) => requisitionsPage(ctx, listQuery.parse(query)))).rows;
  const [newest, middle] = await find({});
  expect(await find({ after: middle?.id ?? '' })).toHaveLength(1);
  expect(await find({ q: 'systems' })).toHaveLength(3);
  expect(await find({ q: 'analyst' })).toEqual([]);
  expect((await find({ q: newest?.ref ?? '' })).map(({ id }) => id)).toEqual([newest?.id]);
  expect(await find({ status: 'open' })).toEqual([]);
});

test('mail goes to those whose turn it is', async () => {
  const world = await aProgram();
  const id = await open(world);
  const mails = await world.rows<{ kind: string; organization: string; roles: string[] }>(sql`
    select kind, to_organization_id as organization, to_roles as roles from mail
    where props ->> 'link' like ${`%/requisitions/${id}%`} order by queued_at`);
  expect(mails).toEqual([
    { kind: 'requisitionToApprove', organization: world.clientId, roles: ['approver'] },
    {
      kind: 'requisitionReleased',
      organization: world.suppliers.cobalt,
      roles: ['recruiter', 'supplierAdmin'],
    },
  ]);
});
