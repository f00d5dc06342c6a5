import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AppLoadContext } from '@remix-run/node';
import {
  account,
  accountPassword,
  directory,
  directoryAttempt,
  directoryIdentity,
  event,
  membership,
} from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Role } from '#app/values/roles.ts';
import { readActor } from '#app/access/session.server.ts';
import { hashPassword } from '#app/access/password.server.ts';
import { action as withPassword } from '#app/access/pages/sign-in.tsx';
import { action as begin } from '#app/directory/pages/sign-in-start.tsx';
import { loader as callback } from '#app/directory/pages/sign-in-callback.tsx';
import { action as byAddress } from '#app/directory/pages/sign-in-by-address.tsx';
import {
  aDirectory,
  somebody,
  type DirectoryOptions,
  type TestDirectory,
} from '#test/factories/directory.ts';
import { aReader } from '#test/factories/outlet.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import {
  anotherKey,
  aProvider,
  partsOf,
  signedWithSecret,
  unsigned,
  type AtProvider,
  type TestProvider,
} from '#test/factories/provider.ts';

const baseUrl = 'http://localhost:4999';
let provider: TestProvider;
let world: World;

beforeAll(async () => {
  [provider, world] = await Promise.all([aProvider(`${baseUrl}/sign-in/sso/callback`), aProgram()]);
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.tamper = null;
});

/** A browser: it keeps the cookies that it is given. */
class Browser {
  readonly cookies = new Map<string, string>();
  get header() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  keep(headers: Headers) {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
  }
  context(now = new Date()): AppLoadContext {
    const { database } = world;
    const actor = () => readActor(database, baseUrl, this.header);
    return {
      cspNonce: '',
      requestId: randomUUID(),
      database,
      now,
      baseUrl,
      demo: false,
      visitor: { ip: '192.0.2.10', userAgent: null },
      actor,
      outlet: aReader,
    };
  }
  request(path: string, form?: Record<string, string>): Request {
    const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    return new Request(`${baseUrl}${path}`, { ...init, headers: { Cookie: this.header } });
  }
  actor = () => readActor(world.database, baseUrl, this.header);
}

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** What a loader or an action answers, in the three ways in which it may. */
async function answerOf(work: Promise<unknown>): Promise<Answer> {
  const answer = await work.catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, headers: answer.headers, body: {} };
  if (answer instanceof Error) throw answer;
  const { data, init } = answer as { data: Record<string, unknown>; init: ResponseInit | null };
  return { status: init?.status ?? 200, headers: new Headers(init?.headers), body: data };
}

async function start(browser: Browser, { id }: { id: string }, to = '/timesheets'): Promise<string> {
  const answer = await answerOf(
    begin({
      request: browser.request(`/sign-in/sso/${id}`, { to }),
      params: { connectionId: id },
      context: browser.context(),
    }),
  );
  browser.keep(answer.headers);
  if (typeof answer.body['leaveTo'] !== 'string')
    throw new Error(`not started: ${String(answer.body['problem'])}`);
  return answer.body['leaveTo'];
}

async function comeBack(browser: Browser, url: URL, now?: Date): Promise<Answer> {
  const answer = await answerOf(
    callback({
      request: browser.request(url.pathname + url.search),
      params: {},
      context: browser.context(now),
    }),
  );
  browser.keep(answer.headers);
  return answer;
}

/** The whole way, and how it ended: null where the person was let in, else the problem. */
async function signIn(at: TestDirectory, subject: string, browser = new Browser()) {
  const back = await provider.walk(await start(browser, at), subject);
  const answer = await comeBack(browser, back);
  return { browser, back, answer, problem: (answer.body['problem'] as string | undefined) ?? null };
}

function person(at: { domain: string }, claims: AtProvider = {}): { subject: string; email: string } {
  const subject = randomUUID();
  const email = `noor.${subject.slice(0, 8)}@${at.domain}`;
  provider.people.set(subject, { email, email_verified: true, name: 'Noor Halvorsen', ...claims });
  return { subject, email };
}

const rolesOf = (email: string) =>
  walled(world.database, { side: 'msp' }, async (db) => {
    const rows = await db
      .select({
        role: membership.role,
        endedAt: membership.endedAt,
        organizationId: membership.organizationId,
      })
      .from(membership)
      .innerJoin(account, eq(account.id, membership.accountId))
      .where(eq(account.email, email))
      .orderBy(membership.role);
    return rows.filter(({ endedAt }) => !endedAt).map(({ role }) => role);
  });

const accountsWith = (email: string) =>
  walled(world.database, { side: 'msp' }, (db) =>
    db.select({ id: account.id }).from(account).where(eq(account.email, email)),
  );

const newsAbout = (accountId: string, kind: string) =>
  walled(world.database, { side: 'msp' }, (db) =>
    db
      .select({ summary: event.summary, actorName: event.actorName, clientId: event.clientId })
      .from(event)
      .where(and(eq(event.subjectId, accountId), eq(event.kind, kind))),
  );

/** A client of its own, so that no test changes another's. */
async function aClient(options: Omit<DirectoryOptions, 'provider'> = {}) {
  const own = await aProgram();
  const at = await aDirectory(own, { claimRoles: { buyers: 'hiringManager' }, ...options, provider });
  return { ...at, world: own };
}

describe('somebody whom the provider knows', () => {
  test('is let in, gets an account and the role that the claims give, and lands where they were going', async () => {
    const at = await aClient({ claimRoles: { buyers: 'hiringManager', signers: 'approver' } });
    const { subject, email } = person(at, { groups: ['buyers', 'everybody'] });
    const { answer, browser } = await signIn(at, subject);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe('/timesheets');
    const actor = await browser.actor();
    expect(actor).toMatchObject({
      email,
      name: 'Noor Halvorsen',
      role: 'hiringManager',
      organizationId: at.organizationId,
    });
    expect(await rolesOf(email)).toEqual(['hiringManager']);
    expect(await newsAbout(actor?.accountId ?? '', 'account.identityBound')).toHaveLength(1);
    expect(await newsAbout(actor?.accountId ?? '', 'membership.given')).toEqual([
      {
        summary: 'made Noor Halvorsen hiring manager by single sign-on',
        actorName: 'Single sign-on',
        clientId: at.organizationId,
      },
    ]);
  });

  test('is the same person the second time, whatever their address is by then', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    const first = await signIn(at, subject);
    provider.people.set(subject, {
      ...provider.people.get(subject),
      email: `married.${email}`,
    });
    const second = await signIn(at, subject);
    expect((await second.browser.actor())?.accountId).toBe((await first.browser.actor())?.accountId);
    expect(await accountsWith(`married.${email}`)).toEqual([]);
  });

  test('loses a role that the claims no longer give, and with it every session', async () => {
    const at = await aClient({ claimRoles: { buyers: 'hiringManager', signers: 'approver' } });
    const { subject, email } = person(at, { groups: ['buyers'] });
    const { browser } = await signIn(at, subject);
    expect(await browser.actor()).not.toBeNull();
    provider.people.set(subject, { ...provider.people.get(subject), groups: ['signers'] });
    const again = await signIn(at, subject);
    expect((await again.browser.actor())?.role).toBe('approver');
    expect(await rolesOf(email)).toEqual(['approver']);
    expect(await browser.actor()).toBeNull();

    provider.people.set(subject, { ...provider.people.get(subject), groups: [] });
    const last = await signIn(at, subject);
    expect(last.problem).toBe('noRole');
    expect(last.answer.status).toBe(403);
    expect(await rolesOf(email)).toEqual([]);
    expect(await again.browser.actor()).toBeNull();
  });

  test('keeps sessions where nothing changed', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const { browser } = await signIn(at, subject);
    await signIn(at, subject);
    expect(await browser.actor()).not.toBeNull();
  });

  test('is not let in without a role, and no account is made', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['everybody'] });
    expect((await signIn(at, subject)).problem).toBe('noRole');
    expect(await accountsWith(email)).toEqual([]);
  });

  test('gets the default role where there is one', async () => {
    const at = await aClient({ defaultRole: 'approver' });
    const { subject, email } = person(at);
    expect((await signIn(at, subject)).problem).toBeNull();
    expect(await rolesOf(email)).toEqual(['approver']);
  });

  test('stays the last administrator, though the provider no longer says so', async () => {
    const at = await aClient({ claimRoles: { admins: 'clientAdmin', buyers: 'hiringManager' } });
    // The one who came with the program leaves; this one is then the only administrator.
    const { subject, email } = person(at, { groups: ['admins'] });
    await signIn(at, subject);
    await walled(world.database, { side: 'msp' }, (db) =>
      db
        .update(membership)
        .set({ endedAt: new Date() })
        .where(eq(membership.id, at.world.actor('clientAdmin').membershipId)),
    );
    provider.people.set(subject, { ...provider.people.get(subject), groups: ['buyers'] });
    expect((await signIn(at, subject)).problem).toBeNull();
    expect(await rolesOf(email)).toEqual(['clientAdmin', 'hiringManager']);
  });
});

describe('an address', () => {
  test('outside the organization’s domains is refused, and so is one that only looks like it', async () => {
    const at = await aClient();
    for (const domain of ['elsewhere.example', `evil-${at.domain}`, `sub.${at.domain}`]) {
      const { subject, email } = person({ domain }, { groups: ['buyers'] });
      expect((await signIn(at, subject)).problem).toBe('wrongDomain');
      expect(await accountsWith(email)).toEqual([]);
    }
  });

  test('is missing', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'], email: undefined });
    expect((await signIn(at, subject)).problem).toBe('noAddress');
  });

  test('that is not verified is refused', async () => {
    const at = await aClient();
    for (const email_verified of [false, undefined]) {
      const { subject, email } = person(at, { groups: ['buyers'], email_verified });
      expect((await signIn(at, subject)).problem).toBe('unverified');
      expect(await accountsWith(email)).toEqual([]);
    }
  });

  test('of which the provider says nothing is taken where the organization vouches for it', async () => {
    const at = await aClient({ vouchesForAddresses: true });
    const silent = person(at, { groups: ['buyers'], email_verified: undefined });
    expect((await signIn(at, silent.subject)).problem).toBeNull();
    const denied = person(at, { groups: ['buyers'], email_verified: false });
    expect((await signIn(at, denied.subject)).problem).toBe('unverified');
  });
});

describe('an account with the same address', () => {
  test('of the same organization is taken over, and what a person gave by hand stays', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    const known = await somebody(at.world, email, [
      { organizationId: at.organizationId, role: 'clientFinance' },
    ]);
    const { browser } = await signIn(at, subject);
    expect((await browser.actor())?.accountId).toBe(known.accountId);
    expect(await rolesOf(email)).toEqual(['clientFinance', 'hiringManager']);
    provider.people.set(subject, { ...provider.people.get(subject), groups: [] });
    expect((await signIn(at, subject)).problem).toBeNull();
    expect(await rolesOf(email)).toEqual(['clientFinance']);
  });

  test('that acts elsewhere too is not taken over', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    await somebody(at.world, email, [
      { organizationId: at.organizationId, role: 'clientFinance' },
      { organizationId: at.world.suppliers.cobalt, role: 'recruiter' },
    ]);
    expect((await signIn(at, subject)).problem).toBe('elsewhere');
    expect(await rolesOf(email)).toEqual(['clientFinance', 'recruiter']);
  });

  test('that never was the organization’s is not taken over', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    await somebody(at.world, email, [
      { organizationId: at.world.suppliers.cobalt, role: 'recruiter', ended: true },
    ]);
    expect((await signIn(at, subject)).problem).toBe('elsewhere');
    expect(await rolesOf(email)).toEqual([]);
  });

  test('of somebody who left is not handed to whoever got their address', async () => {
    const at = await aClient();
    const first = person(at, { groups: ['buyers'] });
    await signIn(at, first.subject);
    const second = person(at, { groups: ['buyers'], email: first.email });
    expect((await signIn(at, second.subject)).problem).toBe('taken');
  });

  test('that is disabled stays out', async () => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    await signIn(at, subject);
    await walled(world.database, { side: 'msp' }, (db) =>
      db.update(account).set({ disabledAt: new Date() }).where(eq(account.email, email)),
    );
    const { problem, browser } = await signIn(at, subject);
    expect(problem).toBe('disabled');
    expect(await browser.actor()).toBeNull();
  });
});

describe('a token', () => {
  const forgeries: [string, (token: string) => string][] = [
    ['is signed by nobody', (token) => unsigned(partsOf(token))],
    ['is signed with the shared secret', (token) => signedWithSecret(partsOf(token), provider.clientSecret)],
    ['is signed by another key', (token) => provider.signAnew(partsOf(token), anotherKey())],
    [
      'was changed after it was signed',
      (token) => {
        const [header, , signature] = token.split('.');
        const { payload } = partsOf(token);
        const changed = Buffer.from(JSON.stringify({ ...payload, name: 'X' })).toString('base64url');
        return [header, changed, signature].join('.');
      },
    ],
    ['is for another client', changing({ aud: 'somebody-else' })],
    ['is for several clients, and was asked by another', changing({ aud: ['x', 'y'], azp: 'x' })],
    ['is of another issuer', changing({ iss: 'http://127.0.0.1:1' })],
    ['answers another question', changing({ nonce: 'another' })],
    ['answers no question', changing({ nonce: undefined })],
    ['has expired', changing({ exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['never expires', changing({ exp: undefined })],
    ['speaks of nobody', changing({ sub: undefined })],
  ];

  function changing(claims: Record<string, unknown>) {
    return (token: string) => {
      const { header, payload } = partsOf(token);
      return provider.signAnew({ header, payload: { ...payload, ...claims } });
    };
  }

  test('that is made anew with the same claims and the right key passes', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    provider.tamper = (token) => provider.signAnew(partsOf(token));
    expect((await signIn(at, subject)).problem).toBeNull();
  });

  test.each(forgeries)('that %s lets nobody in', async (_what, forge) => {
    const at = await aClient();
    const { subject, email } = person(at, { groups: ['buyers'] });
    provider.tamper = forge;
    const { problem, browser } = await signIn(at, subject);
    expect(problem).toBe('notTrusted');
    expect(await browser.actor()).toBeNull();
    expect(await accountsWith(email)).toEqual([]);
  });
});

describe('the way back', () => {
  test('is good once', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const { browser, back } = await signIn(at, subject);
    const again = await comeBack(browser, back);
    expect(again.body['problem']).toBe('replayed');
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test('is good once also where many try at the same moment', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const browser = new Browser();
    const back = await provider.walk(await start(browser, at), subject);
    const answers = await Promise.all(Array.from({ length: 5 }, () => comeBack(browser, back)));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400, 400, 400, 400]);
  });

  test('is good in the browser that began, and stays so when another tries', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const browser = new Browser();
    const back = await provider.walk(await start(browser, at), subject);
    const thief = new Browser();
    await start(thief, at);
    expect((await comeBack(thief, back)).body['problem']).toBe('otherBrowser');
    expect((await comeBack(new Browser(), back)).body['problem']).toBe('otherBrowser');
    expect((await comeBack(browser, back)).status).toBe(302);
  });

  test('is good for ten minutes', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const browser = new Browser();
    const back = await provider.walk(await start(browser, at), subject);
    const late = await comeBack(browser, back, new Date(Date.now() + 11 * 60_000));
    expect(late.body['problem']).toBe('expired');
  });

  test('needs its own state and its own code', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    const browser = new Browser();
    const one = await provider.walk(await start(browser, at), subject);
    const two = await provider.walk(await start(browser, at), subject);
    const swapped = new URL(two);
    swapped.searchParams.set('code', one.searchParams.get('code') ?? '');
    expect((await comeBack(browser, swapped)).body['problem']).toBe('notTrusted');
    const made = new URL(one);
    made.searchParams.set('state', 'made-up');
    expect((await comeBack(browser, made)).body['problem']).toBe('unknown');
    made.searchParams.delete('state');
    expect((await comeBack(browser, made)).body['problem']).toBe('unknown');
  });

  test('may say no', async () => {
    const at = await aClient();
    const browser = new Browser();
    const state = new URL(await start(browser, at)).searchParams.get('state') ?? '';
    const url = new URL(
      `${baseUrl}/sign-in/sso/callback?error=access_denied&state=${state}&iss=${provider.issuer}`,
    );
    const answer = await comeBack(browser, url);
    expect(answer.body).toMatchObject({ problem: 'declined', connectionId: at.id });
  });

  test('leads nowhere else', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const browser = new Browser();
      const back = await provider.walk(await start(browser, at, to), subject);
      expect((await comeBack(browser, back)).headers.get('Location')).toBe('/');
    }
  });

  test('keeps no secret of it afterwards', async () => {
    const at = await aClient();
    const { subject } = person(at, { groups: ['buyers'] });
    await signIn(at, subject);
    const rows = await walled(world.database, { side: 'door' }, (db) =>
      db.select().from(directoryAttempt).where(eq(directoryAttempt.directoryId, at.id)),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ codeVerifier: '', nonce: '' });
  });
});

describe('two organizations', () => {
  test('whose providers are mixed up let nobody in', async () => {
    const other = await aProvider(`${baseUrl}/sign-in/sso/callback`);
    try {
      const at = await aClient();
      const rival = await aDirectory(await aProgram(), {
        provider: other,
        claimRoles: { buyers: 'hiringManager' },
      });
      const { subject } = person(at, { groups: ['buyers'] });
      const browser = new Browser();
      // The browser began at the rival's; the answer comes from ours.
      const begunAtRival = new URL(await start(browser, rival));
      const back = await provider.walk(await start(browser, at), subject);
      const mixed = new URL(back);
      mixed.searchParams.set('state', begunAtRival.searchParams.get('state') ?? '');
      expect((await comeBack(browser, mixed)).body['problem']).toBe('notTrusted');
      mixed.searchParams.delete('iss');
      const again = new URL(await start(browser, rival));
      mixed.searchParams.set('state', again.searchParams.get('state') ?? '');
      expect((await comeBack(browser, mixed)).body['problem']).toBe('notTrusted');
      expect(await browser.actor()).toBeNull();
    } finally {
      await other.stop();
    }
  });

  test('at one provider do not get each other’s people', async () => {
    const [at, other] = [await aClient(), await aClient()];
    const { subject, email } = person(at, { groups: ['buyers'] });
    await signIn(at, subject);
    expect((await signIn(other, subject)).problem).toBe('wrongDomain');
    provider.people.set(subject, {
      ...provider.people.get(subject),
      email: `x.${email.split('@')[0]}@${other.domain}`,
    });
    expect((await signIn(other, subject)).problem).toBe('elsewhere');
    const rows = await walled(world.database, { side: 'msp' }, (db) =>
      db.select().from(directoryIdentity).where(eq(directoryIdentity.subject, subject)),
    );
    expect(rows.map(({ organizationId }) => organizationId)).toEqual([at.organizationId]);
  });
});

describe('a provider that cannot be used', () => {
  test.each([
    ['answers nowhere', 'http://127.0.0.1:9'],
    ['stands in a private network', 'https://10.0.0.1'],
    ['gives out a machine’s credentials', 'https://169.254.169.254/latest'],
    ['is asked without encryption', 'http://idp.example'],
  ])('because it %s is said to be down, with a way back', async (_what, issuer) => {
    const own = await aProgram();
    const at = await aDirectory(own, { provider: { issuer, clientId: 'x', clientSecret: 'y' } });
    await expect(start(new Browser(), at)).rejects.toThrow('providerDown');
  });

  test('because it is switched off, or never was, is nobody’s door', async () => {
    const own = await aProgram();
    const at = await aDirectory(own);
    await expect(start(new Browser(), at)).rejects.toThrow('off');
    await expect(start(new Browser(), { id: randomUUID() })).rejects.toThrow('off');
  });
});

describe('an address at the door', () => {
  const ask = (email: string) =>
    answerOf(
      byAddress({
        request: new Browser().request('/sign-in/sso', { email, to: '/spend' }),
        params: {},
        context: new Browser().context(),
      }),
    );

  test('leads to its organization’s sign-in, whether or not the person exists', async () => {
    const at = await aClient();
    for (const name of ['noor', 'nobody.at.all']) {
      const answer = await ask(`${name}@${at.domain.toUpperCase()}`);
      expect(answer.headers.get('Location')).toBe(`/sign-in/sso/${at.id}?to=%2Fspend`);
    }
  });

  test('of a domain that nobody confirmed leads nowhere', async () => {
    const answer = await ask('somebody@unclaimed.example');
    expect(answer.status).toBe(422);
    expect(answer.body['problems']).toEqual({
      email: ['No single sign-on is set up for unclaimed.example. Sign in with your password.'],
    });
  });
});

describe('a password', () => {
  const password = 'a long walk along the river';

  async function tryPassword(email: string) {
    const browser = new Browser();
    const form = { email, password, to: '/' };
    const answer = await answerOf(
      withPassword({ request: browser.request('/sign-in', form), params: {}, context: browser.context() }),
    );
    return { status: answer.status, text: JSON.stringify(answer.body) };
  }

  test('is refused where the organization lets its people in by single sign-on alone, but for who must keep one', async () => {
    const at = await aClient();
    const { suppliers } = at.world;
    const of = (role: Role, organizationId = at.organizationId) => ({ organizationId, role });
    const people: [string, { organizationId: string; role: Role }[]][] = [
      [`plain@${at.domain}`, [of('approver')]],
      [`admin@${at.domain}`, [of('clientAdmin')]],
      [`both@${at.domain}`, [of('approver'), of('recruiter', suppliers.cobalt)]],
      ['guest@elsewhere.example', [of('approver')]],
    ];
    for (const [email, memberships] of people) {
      const { accountId } = await somebody(at.world, `${at.domain}.${email}`, memberships);
      const passwordHash = await hashPassword(password);
      await walled(world.database, { side: 'door' }, (db) =>
        db.insert(accountPassword).values({ accountId, passwordHash }),
      );
    }
    const tried = () => Promise.all(people.map(([email]) => tryPassword(`${at.domain}.${email}`)));
    expect((await tried()).map(({ status }) => status)).toEqual([302, 302, 302, 302]);
    await walled(world.database, { side: 'msp' }, (db) =>
      db.update(directory).set({ passwordsAllowed: false }).where(eq(directory.id, at.id)),
    );
    const answers = await tried();
    expect(answers.map(({ status }) => status)).toEqual([422, 302, 302, 302]);
    expect(answers[0]?.text).toContain('by single sign-on alone');
  });
});
