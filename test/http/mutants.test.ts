import { eq } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import type { NextFunction, Request, Response } from 'express';
import type * as Guards from '#app/platform/http/guard.server.ts';
import { heard } from '#test/setup/served-world.ts';
import type { Question, Served } from '#test/setup/server.ts';
import { built, withoutInside } from './mutant.ts';

/*
 * What the other files of this folder hold is held by guards. Here each is switched off, and what they look at is no
 * longer so: a guard that can be taken away unnoticed does nothing, or nobody looks.
 */

/** The product with one of its guards off. What was imported before is imported anew, with the mutant in it. */
async function servedWithout(switchOff: () => void): Promise<Served> {
  vi.resetModules();
  switchOff();
  const { serve } = await import('#test/setup/server.ts');
  return serve();
}

afterEach(() => {
  vi.doUnmock('#app/platform/http/guard.server.ts');
  vi.doUnmock(built);
  vi.resetModules();
});

const letsPass = (_request: Request, _response: Response, next: NextFunction) => next();

/** In front of Remix: what a request meets, and what is answered by the guard and by nothing else. */
const inFront: Record<
  string,
  { off: Partial<typeof Guards>; path: string; question: Question; guarded: RegExp }
> = {
  'changes that another site causes': {
    off: { refuseForeignPosts: () => letsPass },
    ...{ path: '/sign-out', guarded: /^403 This request came from another site/ },
    question: {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' },
    },
  },
  'bodies of any size': {
    off: { limitBodies: letsPass },
    ...{ path: '/sign-in', guarded: /^413 / },
    question: { method: 'POST', body: { type: 'text/plain', content: Buffer.alloc(11 * 1024 * 1024 + 1) } },
  },
  'scripts that are not the product’s own': {
    off: { securityHeaders: () => [letsPass] },
    ...{ path: '/healthz', guarded: /^200 default-src 'none'/, question: {} },
  },
  'methods that no page knows': {
    off: { knownMethodsOnly: letsPass },
    ...{ path: '/sign-in', guarded: /^405 /, question: { method: 'DELETE' } },
  },
};

test.each(Object.entries(inFront))(
  '%s are refused by their guard alone',
  async (_what, { off, ...asked }) => {
    const answered = async (served: Served) => {
      const { status, headers, text } = await served.ask(asked.path, asked.question);
      await served.stop();
      const policy = headers['content-security-policy'];
      return status === 200 ? `200 ${String(policy)}` : `${status} ${text}`;
    };
    const { serve } = await import('#test/setup/server.ts');
    expect(await answered(await serve())).toMatch(asked.guarded);
    const without = await servedWithout(() =>
      vi.doMock('#app/platform/http/guard.server.ts', async (original) => ({
        ...(await original<typeof Guards>()),
        ...off,
      })),
    );
    expect(await answered(without)).not.toMatch(asked.guarded);
  },
);

const WRONG = { email: 'somebody@people.example', password: 'not the password at all' };

/** At the door: what a visitor does, and how its guard answers. */
const atTheDoor: Record<
  string,
  { name: string; says: string; visit: (served: Served) => Promise<string>; guarded: RegExp }
> = {
  'tries without end are slowed down': {
    ...{ name: 'takeTurns', says: 'return 0;', guarded: /429/ },
    visit: async ({ ask }) => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 12; tries += 1)
        statuses.push((await ask('/sign-in', { method: 'POST', form: WRONG })).status);
      return statuses.join(' ');
    },
  },
  'nobody acts for the program office with a password alone': {
    ...{ name: 'owedBy', says: 'return null;', guarded: /^\/sign-in\/enrolment/ },
    visit: async (served) => {
      const { aProgram } = await import('#test/factories/program.ts');
      const { hashPassword } = await import('#app/access/password.server.ts');
      const { account, accountPassword } = await import('#db/schema/index.ts');
      const { walled } = await import('#db/walled.ts');
      const { accountId } = (await aProgram()).actor('coordinator');
      const passwordHash = await hashPassword(WRONG.password);
      const [row] = await walled(served.database, { side: 'door' }, async (db) => {
        await db.insert(accountPassword).values({ accountId, passwordHash }).onConflictDoNothing();
        return db.select({ email: account.email }).from(account).where(eq(account.id, accountId));
      });
      const form = { email: row?.email ?? '', password: WRONG.password };
      const { headers } = await served.ask('/sign-in', { method: 'POST', form });
      return headers.location ?? '';
    },
  },
};

test.each(Object.entries(atTheDoor))('%s', async (_what, { name, says, visit, guarded }) => {
  const outcome = async () => {
    const { serve } = await import('#test/setup/server.ts');
    const served = await serve();
    const said = await visit(served);
    await served.stop();
    return said;
  };
  const takeAway = withoutInside(name, () => says);
  expect(await outcome()).not.toMatch(guarded);
  takeAway();
  vi.doUnmock(built);
  vi.resetModules();
  expect(await outcome()).toMatch(guarded);
});

test('with an authorize() that says yes to everybody, the matrix of posts finds differences nearly everywhere', async () => {
  const takeAway = withoutInside('authorize', (ctx) => `return ${ctx};`);
  const { openSetting } = await import('./asking.ts');
  const { samplesByAddress } = await import('./forms.ts');
  const { refusedPosts } = await import('./refused-posts.ts');
  const setting = await openSetting();
  let noted: Awaited<ReturnType<typeof refusedPosts>> | undefined;
  // What the database refuses in its place is logged as a fault, a thousand times.
  await heard(async () => {
    noted = await refusedPosts(setting, await samplesByAddress(), ({ kind }) => kind === 'own');
  });
  const { differences = [], count = 0 } = noted ?? {};
  await setting.served.stop();
  takeAway();
  // Whatever is walled off in the database besides answers as before; everywhere else the matrix must notice.
  const noticed = new Set(differences.map((difference) => difference.split(' (')[0]));
  expect(differences.length).toBeGreaterThan(count / 4);
  expect(noticed.size).toBeGreaterThan(120);
}, 300_000);
