import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSession, readActor } from '#app/access/session.server.ts';
import { sessionHashOf } from '#app/access/view-as.server.ts';
import { loader as mailbox } from '#app/home/pages/mailbox.tsx';
import { whatWaits } from '#app/home/queue.server.ts';
import { startViewing } from '#app/people/commands/start-viewing.server.ts';
import { action as disable } from '#app/people/pages/disable.tsx';
import { action as inviteAction } from '#app/people/pages/invite.tsx';
import { action as giveDelegationAction } from '#app/approvals/pages/new-delegation.tsx';
import { action as approveAction } from '#app/timesheets/pages/approval.ts';
import { action as switchAction } from '#app/access/pages/switch-membership.ts';
import { action as stopAction } from '#app/people/pages/stop-viewing.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import { walled, type Viewpoint } from '#db/walled.ts';
import type { Person } from '#test/cast.ts';
import { BASE_URL, inWords } from '#test/factories/acts.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import { endViews } from '#app/people/jobs.server.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { filesUnder } from '#test/architecture/source-files.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';
import { statusOf, submittedWeek } from '#test/factories/weeks.ts';

let world: World;
let assigned: Assigned;
let timesheetId: string;
beforeAll(async () => {
  world = await aProgram({ overtime: 'none' });
  assigned = await fillPosition(world);
  world.on('2026-03-16');
  ({ timesheetId } = await submittedWeek(world, assigned, '2026-03-15', { Mon: 8 }));
});

const because = { reason: 'She cannot find her weeks.' };
const said = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const cookieOf = async (who: Person) => {
  const { accountId, membershipId } = world.actor(who);
  return (await openSession(world.database, BASE_URL, accountId, membershipId)).split(';')[0] ?? '';
};
const actorOf = (cookie: string) => readActor(world.database, BASE_URL, cookie);
const views = (who: Person, whom: Person, cookie: string) =>
  world.act(who, (ctx) => startViewing(ctx, world.actor(whom).membershipId, because, sessionHashOf(cookie)));

async function viewing(whom: Person): Promise<{ cookie: string; actor: Actor }> {
  const cookie = await cookieOf('admin');
  expect(said(await views('admin', whom, cookie))).toBe('ok');
  const actor = await actorOf(cookie);
  if (!actor) throw new Error('nobody is in this session');
  return { cookie, actor };
}

function argsFor(
  cookie: string,
  path: string,
  fields: Record<string, string> | null,
  params: Record<string, string> = {},
) {
  const body = fields && new URLSearchParams(fields);
  const request = new Request(`${BASE_URL}${path}`, {
    method: fields ? 'POST' : 'GET',
    headers: { Cookie: cookie },
    ...(body ? { body } : {}),
  });
  const context = { ...world.surroundings(), demo: true, cspNonce: '', actor: () => actorOf(cookie) };
  return { request, params, context } as unknown as ActionFunctionArgs & LoaderFunctionArgs;
}

/** What the browser gets, thrown or returned: its status and the sentence. */
async function answerOf(answering: () => Promise<unknown>): Promise<{ status: number; text: string }> {
  const answer = await answering().catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  if (typeof answer === 'object' && answer !== null && 'init' in answer && 'data' in answer)
    return {
      status: (answer.init as ResponseInit | null)?.status ?? 200,
      text: String((answer.data as { message?: string } | null)?.message),
    };
  throw answer instanceof Error ? answer : new Error('no answer');
}

describe('whoever looks on', () => {
  test('sees what the other sees, and is known as both', async () => {
    const { actor } = await viewing('ana');
    const ana = world.actor('ana');
    const admin = world.actor('admin');
    expect(actor).toMatchObject({
      ...{
        accountId: ana.accountId,
        membershipId: ana.membershipId,
        side: 'client',
        clientId: world.clientId,
      },
      viewingAs: { accountId: admin.accountId, membershipId: admin.membershipId, name: admin.name },
    });
    const seen = await world.reads(actor, whatWaits);
    expect(seen.map(({ key }) => key)).toEqual((await world.reads('ana', whatWaits)).map(({ key }) => key));
    expect(seen.length).toBeGreaterThan(0);
  });

  test('leaves start and stop in the trail with both names and the reason', async () => {
    const { cookie } = await viewing('recruiter');
    const { membershipId, accountId } = world.actor('recruiter');
    const answer = await answerOf(() => stopAction(argsFor(cookie, '/view-as/stop', {})));
    expect(answer.status).toBe(302);
    const events = await world.rows(sql`select kind, actor_name, behalf_name, reason from event
      where subject_id = ${membershipId} and kind like 'membership.view%' order by id`);
    const both = { actor_name: 'Margaret Osei', behalf_name: 'Bridget Malone' };
    expect(events).toEqual([
      { kind: 'membership.viewed', ...both, reason: because.reason },
      { kind: 'membership.viewingStopped', ...both, reason: null },
    ]);
    const back = await actorOf(cookie);
    expect(back?.accountId).toBe(world.actor('admin').accountId);
    expect(back?.viewingAs).toBeUndefined();
    expect(accountId).not.toBe(back?.accountId);
  });

  test('is back at their own after half an hour, or once the other is no longer here', async () => {
    const { cookie } = await viewing('ana');
    await world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'door', true)`;
      await tx`update view_as set started_at = now() - interval '31 minutes' where session_id_hash = ${sessionHashOf(cookie)}`;
    });
    expect((await actorOf(cookie))?.accountId).toBe(world.actor('admin').accountId);
    // The trail tells its end too, once.
    const surroundings = { ...world.surroundings(), config: readConfig() };
    for (let times = 0; times < 2; times += 1) await endViews.run(surroundings, {});
    const ends = await world.rows(sql`select actor_name, behalf_name, summary from event
      where subject_id = ${world.actor('ana').membershipId} and kind = 'membership.viewingStopped'`);
    expect(ends).toEqual([
      {
        ...{ actor_name: 'Margaret Osei', behalf_name: 'Ana Castellan' },
        summary: 'stopped viewing as Ana Castellan, because half an hour was over',
      },
    ]);
    // And may look again in the same session.
    expect(said(await views('admin', 'ana', cookie))).toBe('ok');
    expect((await actorOf(cookie))?.accountId).toBe(world.actor('ana').accountId);
  });

  test('is known to themselves and the door, and to no colleague', async () => {
    const { cookie } = await viewing('ana');
    const { accountId } = world.actor('admin');
    const seenBy = async (view: Viewpoint) =>
      walled(world.database, view, (db) =>
        db.execute(sql`select 1 from view_as where session_id_hash = ${sessionHashOf(cookie)}`),
      );
    expect(await seenBy({ side: 'msp', accountId })).toHaveLength(1);
    expect(await seenBy({ side: 'door' })).toHaveLength(1);
    expect(await seenBy({ side: 'msp', accountId: world.actor('coordinator').accountId })).toEqual([]);
    expect(await seenBy({ side: 'client', clientId: world.clientId, accountId })).toEqual([]);
  });

  test('is of the program office, and never looks at the program office', async () => {
    const cookie = await cookieOf('admin');
    expect(said(await views('admin', 'finance', cookie))).toMatch(/^refused/);
    await expect(views('admin', 'admin', cookie)).rejects.toThrow(/not yours/);
    for (const who of ['finance', 'auditor', 'clientAdmin'] as const)
      await expect(views(who, 'ana', cookie)).rejects.toThrow(/not yours/);
    expect(said(await views('supplierAdmin', 'ana', cookie))).toBe('missing');
    expect(said(await views('coordinator', 'ana', await cookieOf('coordinator')))).toBe('ok');
    await expect(
      walled(world.database, { side: 'msp', accountId: world.actor('finance').accountId }, (db) =>
        db.execute(sql`insert into view_as (session_id_hash, viewer_account_id, membership_id, reason)
          values (${sessionHashOf(cookie)}, ${world.actor('finance').accountId}, ${world.actor('ana').membershipId}, 'x')`),
      ),
    ).rejects.toMatchObject({ cause: { message: 'only the program office looks on' } });
  });
});

describe('nothing is changed while somebody looks on', () => {
  test('every press is answered with a sentence, and does nothing', async () => {
    const { cookie } = await viewing('ana');
    // What another file leaves behind late in this database is none of these presses.
    const written = () =>
      world.rows(sql`
        select id, kind, facts from event where client_id = ${world.clientId}
          or actor_account_id in (${world.actor('admin').accountId}, ${world.actor('ana').accountId})
        order by id`);
    const before = await written();
    const presses = [
      () => approveAction(argsFor(cookie, `/timesheets/${timesheetId}/approval`, {}, { id: timesheetId })),
      () => inviteAction(argsFor(cookie, '/people/invite', { id: randomUUID(), name: 'X' })),
      () => disable(argsFor(cookie, '/people/x/disable', { reason: 'x' }, { accountId: randomUUID() })),
      () => giveDelegationAction(argsFor(cookie, '/delegations/new', { id: randomUUID() })),
      () =>
        switchAction(
          argsFor(cookie, '/memberships/current', { membershipId: world.actor('ana').membershipId }),
        ),
    ];
    for (const press of presses) {
      const { status, text } = await answerOf(press);
      expect({ status, text }).toEqual({
        status: 403,
        text: 'You look at the pages of Ana Castellan and can change nothing. Stop viewing first.',
      });
    }
    expect(await statusOf(world, 'timesheet', timesheetId)).toBe('submitted');
    expect(await written()).toEqual(before);
    expect((await actorOf(cookie))?.viewingAs).toBeDefined();
  });

  test('the database refuses too, whatever asks it', async () => {
    const { actor } = await viewing('ana');
    await expect(
      withContext(world.surroundings(), actor, (ctx) =>
        ctx.db.execute(sql`update timesheet set note = 'x' where id = ${timesheetId}`),
      ),
    ).rejects.toMatchObject({ cause: { code: '25006' } });
  });

  test('what is the other’s own is not shown', async () => {
    const { cookie } = await viewing('ana');
    const { status, text } = await answerOf(() => mailbox(argsFor(cookie, '/mailbox', null)));
    expect({ status, text }).toEqual({
      status: 403,
      text: 'This page is Ana Castellan’s own: it is not part of what you see in their place.',
    });
  });

  test('an action that asks by itself who acts is one of few, each of which minds who looks on', () => {
    const own = filesUnder(['app'], /^app\/[^/]+\/pages\/.*\.tsx?$/).filter((file) =>
      /export (async function action|const action = async)[\s\S]*context\.actor\(\)/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    const safe: Record<string, string> = {
      'app/access/pages/account/authenticator.tsx': 'asks only after `act` let the press through',
      'app/access/pages/sign-out.ts': 'whoever looks on signs out as themselves',
      'app/access/pages/switch-membership.ts': 'refuses by itself',
      'app/people/pages/stop-viewing.ts': 'is how it ends',
    };
    expect(own.sort()).toEqual(Object.keys(safe).sort());
  });
});
