import { sql } from 'drizzle-orm';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Person } from '#test/cast.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * The program office looks on as somebody and changes nothing. Each guard of that is switched off, and it could.
 */

const VIEW = 'app/people/commands/start-viewing.server.ts';
const PAGE = 'app/platform/http/page.server.ts';

const guards = {
  'whoever looks on changes nothing by a press': {
    ...{ in: PAGE, after: 'export function act<', where: 'actor.viewingAs', off: 'null' },
  },
  'whoever looks on changes nothing whatever the code says': {
    ...{ in: 'app/platform/context.server.ts', where: 'Boolean(actor.viewingAs)', off: 'false' },
  },
  'whoever looks on does not see what is the other’s own': {
    ...{ in: PAGE, where: 'whyNotShown(actor, new URL(args.request.url).pathname)', off: 'null' },
  },
  'whoever looks on does not become the other': {
    ...{ in: 'app/access/pages/switch-membership.ts', where: 'actor.viewingAs', off: 'null' },
  },
  'whoever looks on takes a file in their own name': {
    ...{ in: 'app/platform/files/export.server.ts', where: 'whoReallyTakes(actor)', off: 'actor' },
  },
  'a view lasts half an hour': {
    ...{ in: 'app/access/view-as.server.ts', off: 'undefined' },
    where: 'gt(viewAs.startedAt, sql`now() - make_interval(mins => ${VIEW_MINUTES})`)',
  },
  'the program office is not looked at': { in: VIEW, where: "organization.side === 'msp'", off: 'false' },
  'whoever left is not looked at': { in: VIEW, where: 'found.endedAt || found.disabledAt', off: 'false' },
};
switchable(guards);

const { withContext } = await import('#app/platform/context.server.ts');
const { startViewing } = await import('#app/people/commands/start-viewing.server.ts');
const { action: switchTo } = await import('#app/access/pages/switch-membership.ts');
const { aReader } = await import('#test/factories/outlet.ts');
const { loader: takesTheirOwn } = await import('#app/privacy/pages/my-export-zip.ts');
const { loader: mailbox } = await import('#app/home/pages/mailbox.tsx');
const { action: approval } = await import('#app/timesheets/pages/approval.ts');
const { openSession, readActor } = await import('#app/access/session.server.ts');
const { sessionHashOf } = await import('#app/access/view-as.server.ts');
const { BASE_URL, inWords } = await import('#test/factories/acts.ts');
const { leaves, moved, world } = await import('./at-the-door.ts');
const { fillPosition } = await import('#test/factories/story.ts');
const { submittedWeek } = await import('#test/factories/weeks.ts');

const assigned = await fillPosition(world);
world.on('2026-03-16');
const { timesheetId } = await submittedWeek(world, assigned, '2026-03-15', { Mon: 8 });

const actorOf = (cookie: string) => readActor(world.database, BASE_URL, cookie);

async function cookieOf(who: Person): Promise<string> {
  const { accountId, membershipId } = world.actor(who);
  return (await openSession(world.database, BASE_URL, accountId, membershipId)).split(';')[0] ?? '';
}

const views = async (whom: Pick<Actor, 'membershipId'>, cookie: string) => {
  const reason = 'She cannot find her weeks.';
  const result = await world.act('admin', (ctx) =>
    startViewing(ctx, whom.membershipId, { reason }, sessionHashOf(cookie)),
  );
  return result.ok ? 'ok' : inWords(result.refusal);
};

/** A session of the administrator's, in which they look at Ana's pages. */
async function lookingAtAna(): Promise<string> {
  const cookie = await cookieOf('admin');
  if ((await views(world.actor('ana'), cookie)) !== 'ok') throw new Error('nobody looks on');
  return cookie;
}

/** What the browser of somebody who looks on gets: a status, and nothing where a page was drawn. */
async function asks(
  path: string,
  answer: (args: ActionFunctionArgs & LoaderFunctionArgs) => unknown,
  fields: Record<string, string> | null = null,
): Promise<number> {
  const cookie = await lookingAtAna();
  const init = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
  const request = new Request(`${BASE_URL}${path}`, { ...init, headers: { Cookie: cookie } });
  const visitor = { ip: '192.0.2.10', userAgent: null };
  const context = {
    ...world.surroundings(),
    demo: true,
    cspNonce: '',
    visitor,
    actor: () => actorOf(cookie),
  };
  const args = { request, params: { id: timesheetId }, context } as unknown as ActionFunctionArgs;
  const got = await Promise.resolve(answer(args)).catch((thrown: unknown) => thrown);
  if (got instanceof Response) return got.status;
  return (got as { init?: ResponseInit | null }).init?.status ?? 200;
}

/** Whom the trail names who took the data of whoever they look at; or that no file came. */
async function takesAlong(): Promise<string> {
  const cookie = await lookingAtAna();
  const context = { ...world.surroundings(), outlet: aReader, actor: () => actorOf(cookie) };
  const request = new Request(`${BASE_URL}/privacy/mine/export.zip`);
  const answer = await takesTheirOwn({ request, params: {}, context } as unknown as LoaderFunctionArgs);
  await answer.arrayBuffer();
  const [took] = await world.rows<{ who: string }>(sql`
    select actor_name || ' for ' || behalf_name as who from event where kind = 'export.made' order by id desc limit 1`);
  return took?.who ?? 'nobody';
}

const cases: Record<keyof typeof guards, Case> = {
  // The transaction is read-only besides, and what it refuses is a fault.
  'whoever looks on changes nothing by a press': turns(403, 500, () =>
    asks(`/timesheets/${timesheetId}/approval`, approval, {}),
  ),
  'whoever looks on changes nothing whatever the code says': turns(
    /^the database: .*read-only/,
    'changed',
    () =>
      endOf(async () => {
        const actor = await actorOf(await lookingAtAna());
        if (!actor) throw new Error('nobody is in');
        await withContext(world.surroundings(), actor, ({ db }) =>
          db.execute(sql`update timesheet set note = 'x' where id = ${timesheetId}`),
        );
        return 'changed';
      }),
  ),
  'whoever looks on does not see what is the other’s own': turns(403, 200, () => asks('/mailbox', mailbox)),
  'whoever looks on does not become the other': turns(403, 302, () =>
    asks('/memberships/current', switchTo, { membershipId: world.actor('ana').membershipId }),
  ),
  'whoever looks on takes a file in their own name': turns(
    `${world.people.admin.name} for ${world.people.ana.name}`,
    /^the database: .*read-only/,
    () => endOf(takesAlong),
  ),
  'a view lasts half an hour': turns('themselves', 'the other', async () => {
    const cookie = await lookingAtAna();
    await moved(sql`update view_as set started_at = now() - interval '31 minutes'
      where session_id_hash = ${sessionHashOf(cookie)}`);
    return (await actorOf(cookie))?.viewingAs ? 'the other' : 'themselves';
  }),
  'the program office is not looked at': turns(
    /^refused/,
    /^the database: only people of clients/,
    async () => endOf(async () => views(world.actor('finance'), await cookieOf('admin'))),
  ),
  'whoever left is not looked at': turns(/^stale/, /^the database: /, async () => {
    await leaves(world.actor('secondApprover'));
    return endOf(async () => views(world.actor('secondApprover'), await cookieOf('admin')));
  }),
};
triesEach(cases);
