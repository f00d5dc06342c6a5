import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Telling } from './undone.ts';

/*
 * How many keys there may be, whose they are, and that a page needs somebody to be signed in. Each guard is switched
 * off, and there is one more than anybody looks after, or one that is somebody else's.
 */

const TOKEN = 'app/directory/commands/make-token.server.ts';
const CLAIM = 'app/directory/commands/claim-domain.server.ts';
const INVITE = 'app/people/commands/invite.server.ts';
const SESSIONS = 'app/access/commands/account/end-sessions.server.ts';
const PAGE = 'app/platform/http/page.server.ts';

const guards = {
  'copies of everything are few': {
    ...{ in: 'app/platform/files/copy-turns.server.ts', where: 'wait === 0', off: 'true' },
  },
  'no file leaves whole without its trace': {
    ...{ in: 'app/platform/files/export.server.ts', where: 'await whole(facts)', off: 'undefined' },
  },
  'five tokens are live at a time': {
    ...{ in: TOKEN, where: 'known.filter(({ hasEnded }) => !hasEnded).length >= MOST_LIVE', off: 'false' },
  },
  'a token is told once': { in: TOKEN, where: 'made.length === 0', off: 'false' },
  'a live token is found however many have ended': {
    ...{
      in: 'app/directory/queries.server.ts',
      after: '.orderBy(hasEnded, desc(directoryToken',
      where: 'hasEnded',
    },
    off: 'desc(directoryToken.madeAt)',
  },
  'a new token ends the others when it should': {
    ...{ in: TOKEN, where: 'endsOthers ? new Date(ctx.now.getTime() + OVERLAP_MS) : null', off: 'null' },
  },
  'an organization has fifty domains': { in: CLAIM, where: 'known.length >= MOST_DOMAINS', off: 'false' },
  'a domain is confirmed for one organization': {
    ...{ in: 'app/directory/commands/confirm-domain.server.ts', after: 'if (taken)' },
    ...{ where: 'taken', off: 'null' },
  },
  'the last domain in force stays while it is needed': {
    ...{ in: 'app/directory/commands/give-up-domain.server.ts', where: 'isLast && settings?.switchedOn' },
    off: 'false',
  },
  'a person has ten passkeys': {
    ...{ in: 'app/factors/passkeys.server.ts', where: '(row?.many ?? 0) >= PASSKEYS_LIMIT', off: 'false' },
  },
  'a member is not invited again': { in: INVITE, where: 'await isMember(ctx, input)', off: 'false' },
  'an invitation that was taken back is not sent again': {
    ...{ in: 'app/people/commands/resend-invitation.server.ts', where: 'whatBecameOf(found)', off: 'null' },
  },
  'the session that one acts in stays': {
    ...{ in: SESSIONS, where: 'current ? ne(session.id, current.id) : undefined', off: 'undefined' },
  },
  'a page needs somebody signed in': {
    ...{ in: PAGE, after: 'if (actor) return actor;', where: 'actor', off: 'true' },
  },
};
switchable(guards);

const { openSession } = await import('#app/access/session.server.ts');
const { addPasskey } = await import('#app/access/commands/account/keep-factors.server.ts');
const { endOtherSessions } = await import('#app/access/commands/account/end-sessions.server.ts');
const { claimDomain } = await import('#app/directory/commands/claim-domain.server.ts');
const { confirmDomain } = await import('#app/directory/commands/confirm-domain.server.ts');
const { endToken } = await import('#app/directory/commands/end-token.server.ts');
const { giveUpDomain } = await import('#app/directory/commands/give-up-domain.server.ts');
const { makeToken } = await import('#app/directory/commands/make-token.server.ts');
const { offerPasskey } = await import('#app/factors/public.server.ts');
const { invite } = await import('#app/people/commands/invite.server.ts');
const { resendInvitation } = await import('#app/people/commands/resend-invitation.server.ts');
const { withdrawInvitation } = await import('#app/people/commands/withdraw-invitation.server.ts');
const { aReader } = await import('#test/factories/outlet.ts');
const { loader: myCopy } = await import('#app/privacy/pages/my-export-zip.ts');
const { exported } = await import('#app/platform/files/export.server.ts');
const { BASE_URL } = await import('#test/factories/acts.ts');
const { anAuthenticator } = await import('#test/factories/authenticator.ts');
const { aDirectory } = await import('#test/factories/directory.ts');
const { takeCopyTurn } = await import('#app/platform/files/copy-turns.server.ts');
const { atDoor, known, world } = await import('./at-the-door.ts');
const { storiesIn } = await import('./undone.ts');

const { clientId } = world;
const undone = storiesIn(world);
const { domain } = await aDirectory(world);
const by = world.people.admin.accountId;

const tokenTyped = (endsOthers = false) => ({ id: randomUUID(), label: 'Okta', endsOthers });
const claimed = async (at: Telling) => {
  await at.does('clientAdmin', (ctx) => claimDomain(ctx, clientId, { domain: 'halden.example' }));
  const found = sql`select id from directory_domain where organization_id = ${clientId} and domain = 'halden.example'`;
  return (await at.row<{ id: string }>(found))?.id ?? '';
};
const invited = () => ({
  ...{ id: randomUUID(), organizationId: clientId, name: 'Noor Haddad', role: 'approver' as const },
  email: `${randomUUID()}@people.example`,
});

/** Somebody in a session, and where else they are. */
async function inTwoPlaces() {
  const { accountId, membershipId } = world.people.ana;
  const open = () => openSession(world.database, BASE_URL, accountId, membershipId);
  const [here, there] = [await known(await open()), await known(await open())];
  return { here, elsewhere: there.session.id };
}
const isOpen = async (id: string) =>
  (await atDoor((db) => db.execute(sql`select 1 from session where id = ${id}`))).length > 0;

/** How many copies somebody gets who asks for eleven, and what the last answer is. */
async function elevenCopies(): Promise<string> {
  const actor = { accountId: randomUUID() };
  for (let made = 0; made < 11; made += 1) {
    const refused: unknown = await takeCopyTurn(world.database, actor).catch((thrown: unknown) => thrown);
    if (refused instanceof Response)
      return `${made}, then ${refused.status} for ${refused.headers.get('Retry-After')} s: ${await refused.text()}`;
  }
  return 'all eleven';
}

/** What somebody gets of a file in two pieces whose account the trail cannot name. */
async function takenByNobody(): Promise<string> {
  const request = new Request(`${BASE_URL}/ledger/entries.csv`);
  const args = {
    request,
    context: { ...world.surroundings(), outlet: aReader },
  } as unknown as LoaderFunctionArgs;
  const pieces = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('the end')]);
  const about = { report: 'the ledger', name: 'ledger.csv', mediaType: 'text/csv' };
  const answer = exported(args, { ...world.people.auditor, accountId: randomUUID() }, pieces, about);
  const text = await answer.text().catch(() => 'broken off');
  return text.endsWith('the end') ? 'whole' : text;
}

const cases: Record<keyof typeof guards, Case> = {
  'copies of everything are few': turns(
    /^10, then 429 for 3[56]\d s: You made 10 copies in a short time. Try again in 6 minutes./,
    'all eleven',
    elevenCopies,
  ),
  'no file leaves whole without its trace': turns('broken off', 'whole', takenByNobody),
  'five tokens are live at a time': turns(
    /^invalid: label: At most 5/,
    'ok',
    undone(async (at) => {
      for (let made = 0; made < 5; made += 1)
        await at.does('clientAdmin', (ctx) => makeToken(ctx, clientId, tokenTyped()));
      return at.says('clientAdmin', (ctx) => makeToken(ctx, clientId, tokenTyped()));
    }),
  ),
  // What is told in its place opens nothing.
  'a token is told once': turns(
    /^stale: This token was made already/,
    'ok',
    undone(async (at) => {
      const typed = tokenTyped();
      await at.does('clientAdmin', (ctx) => makeToken(ctx, clientId, typed));
      return at.says('clientAdmin', (ctx) => makeToken(ctx, clientId, typed));
    }),
  ),
  'a live token is found however many have ended': turns(
    'ok',
    'missing',
    undone(async (at) => {
      const typed = tokenTyped();
      await at.does('clientAdmin', (ctx) => makeToken(ctx, clientId, typed));
      await at.writes(sql`insert into directory_token (organization_id, token_hash, label, made_by, made_at, ends_at, minute_started_at)
        select ${clientId}, md5(g::text) || md5(g::text), 'Old', ${by}, '2026-03-03', '2026-03-02', now() from generate_series(1, 50) g`);
      return at.says('clientAdmin', (ctx) => endToken(ctx, clientId, typed.id));
    }),
  ),
  'a new token ends the others when it should': turns(
    '1 without an end',
    '2 without an end',
    undone(async (at) => {
      for (const endsOthers of [false, true])
        await at.does('clientAdmin', (ctx) => makeToken(ctx, clientId, tokenTyped(endsOthers)));
      const live = sql`select count(*)::int as count from directory_token where organization_id = ${clientId} and ends_at is null`;
      return `${(await at.row<{ count: number }>(live))?.count} without an end`;
    }),
  ),
  'an organization has fifty domains': turns(
    /^invalid: domain: At most 50/,
    'ok',
    undone(async (at) => {
      await at.writes(sql`insert into directory_domain (organization_id, domain, claimed_by)
        select ${clientId}, 'd' || g || '.example', ${by} from generate_series(1, 49) g`);
      return at.says('clientAdmin', (ctx) => claimDomain(ctx, clientId, { domain: 'halden.example' }));
    }),
  ),
  'a domain is confirmed for one organization': turns(
    /^stale: halden.example is Cobalt/,
    /directory_domain_in_force/,
    undone(async (at) => {
      await at.writes(
        sql`insert into directory (organization_id, side) values (${world.suppliers.cobalt}, 'supplier')`,
      );
      await at.writes(sql`insert into directory_domain (organization_id, domain, claimed_by, confirmed_by, confirmed_at)
        values (${world.suppliers.cobalt}, 'halden.example', ${by}, ${by}, now())`);
      const id = await claimed(at);
      return at.says('admin', (ctx) => confirmDomain(ctx, clientId, id));
    }),
  ),
  'the last domain in force stays while it is needed': turns(
    /is the last domain in force/,
    'ok',
    undone(async (at) => {
      await at.writes(sql`update directory set switched_on = true, issuer = 'https://id.example', registered_as = 'x',
        secret_sealed = 'v1.x' where organization_id = ${clientId}`);
      const found = sql`select id from directory_domain where domain = ${domain}`;
      const id = (await at.row<{ id: string }>(found))?.id ?? '';
      return at.says('clientAdmin', (ctx) => giveUpDomain(ctx, clientId, id));
    }),
  ),
  'a person has ten passkeys': turns(/^invalid: name: Ten passkeys/, 'ok', async () => {
    const { here } = await inTwoPlaces();
    const key = anAuthenticator(BASE_URL);
    const credential = key.register(await offerPasskey(world.database, BASE_URL, here));
    const fresh = { ...here, session: { ...here.session, provenAt: world.now() } };
    return undone(async (at) => {
      await at.reads(fresh, async ({ db, actor }) => {
        for (let kept = 0; kept < 10; kept += 1) await anAuthenticator(BASE_URL).keepFor(db, actor.accountId);
      });
      return at.says(fresh, (ctx) => addPasskey(ctx, { credential, name: 'One more' }));
    })();
  }),
  'a member is not invited again': turns(
    /^invalid: email: This person is/,
    'ok',
    undone((at) => {
      const { email } = world.people.approver;
      return at.says('clientAdmin', (ctx) => invite(ctx, { ...invited(), email }));
    }),
  ),
  'an invitation that was taken back is not sent again': turns(
    /^stale: .*was taken back already/,
    'ok',
    undone(async (at) => {
      const typed = invited();
      await at.does('clientAdmin', (ctx) => invite(ctx, typed));
      await at.does('clientAdmin', (ctx) => withdrawInvitation(ctx, typed.id));
      return at.says('clientAdmin', (ctx) => resendInvitation(ctx, typed.id));
    }),
  ),
  'the session that one acts in stays': turns([true, false], [false, false], async () => {
    const { here, elsewhere } = await inTwoPlaces();
    await world.act(here, endOtherSessions);
    return [await isOpen(here.session.id), await isOpen(elsewhere)];
  }),
  // Nobody is behind no wall: the page breaks before it reads anything.
  'a page needs somebody signed in': turns(
    '/sign-in?to=%2Faccount%2Fdata.zip',
    /^Cannot read properties of null/,
    async () => {
      const context = { ...world.surroundings(), demo: false, actor: () => Promise.resolve(null) };
      const args = { request: new Request(`${BASE_URL}/account/data.zip`), params: {}, context };
      const got = await myCopy(args as unknown as LoaderFunctionArgs).catch((thrown: unknown) => thrown);
      return got instanceof Response ? got.headers.get('Location') : (got as Error).message;
    },
  ),
};
triesEach(cases);
