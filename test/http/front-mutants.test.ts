import express, { type RequestHandler } from 'express';
import type { AddressInfo } from 'node:net';
import { request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll } from 'vitest';
import { switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What stands in front of the pages, and what has to be right before there are any. Each guard is switched off, and a
 * request is believed, or a server starts, that must not.
 */

const FORWARDED = 'app/platform/http/forwarded.server.ts';
const GUARD = 'app/platform/http/guard.server.ts';
const SERVER = 'app/server.ts';
const START_UP = 'app/platform/config/start-up.ts';
const KEYRING = 'app/platform/crypto/keyring';

const guards = {
  'what a request claims to have been forwarded as is dropped': {
    ...{ in: FORWARDED, where: 'CLAIMS.test(name)', off: 'false' },
  },
  'no proxy is believed that was not declared': {
    ...{ in: FORWARDED, where: 'proxies > 0', off: 'true' },
  },
  'a proxy is believed about who asked, and about no host': {
    ...{ in: FORWARDED, where: 'BELIEVED.has(name)', off: 'true' },
  },
  'the host is the one that was configured': {
    ...{ in: FORWARDED, after: 'return (request, response, next)', where: 'ownHost', off: 'null' },
  },
  'a host that cannot be one is refused': {
    ...{ in: FORWARDED, off: 'false' },
    where: '!host || !/^(?:[\\w.-]+|\\[[\\da-f:.]+\\])(?::\\d{1,5})?$/i.test(host)',
  },
  'another site’s change is refused by where it came from': {
    ...{ in: GUARD, where: "site !== 'same-origin' && site !== 'none'", off: 'false' },
  },
  'another site’s change is refused by its origin': {
    ...{ in: GUARD, where: "originIsOurs || origin === undefined || origin === 'null'", off: 'true' },
  },
  'a change that says neither is refused': {
    ...{ in: GUARD, after: 'if (site === undefined) return ', where: 'originIsOurs', off: 'true' },
  },
  'an origin is ours by scheme and port too': {
    ...{ in: GUARD, where: 'origin === new URL(publicUrl).origin' },
    off: 'new URL(origin).hostname === new URL(publicUrl).hostname',
  },
  'a body says how large it is': {
    ...{ in: GUARD, off: 'false' },
    where: "length === undefined && request.headers['transfer-encoding'] !== undefined",
  },
  'no two pages have the same nonce': {
    ...{ in: GUARD, where: "randomBytes(16).toString('base64')", off: "'the same'" },
  },
  'what an answer says of itself replaces what is said of all': {
    ...{ in: GUARD, where: 'saidOnce.has(name.toLowerCase())', off: 'false' },
  },
  'a page asks for nothing of the device': {
    ...{ in: GUARD, after: "setHeader('Permissions-Policy', ", where: 'PERMISSIONS', off: "''" },
  },
  'browsers stay at https': {
    in: GUARD,
    where: '{ maxAge: 31_536_000, includeSubDomains: true }',
    off: 'false',
  },
  'a page stays in no cache': { in: SERVER, where: "'no-store'", off: "'public'" },
  'a link that lets somebody in is told to nobody': {
    ...{ in: SERVER, where: '/^\\/(invitations|reset)\\//.test(request.path)', off: 'false' },
  },
  'a known password of the database starts no server': {
    ...{ in: START_UP, where: '!password || !isGuessable(password)', off: 'true' },
  },
  'a known key starts no server': { in: START_UP, where: 'holdsExample(secret)', off: 'false' },
  'a public address without https starts no server': {
    ...{
      in: START_UP,
      where: "plain && !isThisMachine(host) && env['MUSTER_INSECURE'] !== '1'",
      off: 'false',
    },
  },
  'what is wrong with the settings stops the start': {
    ...{ in: 'app/platform/config/safe-settings.server.ts', where: 'reasons.length > 0', off: 'false' },
  },
  'a key is random': { in: `${KEYRING}.ts`, where: 'new Set(key).size < 8', off: 'false' },
  'a database of one’s own needs keys of one’s own': {
    ...{ in: `${KEYRING}.server.ts`, off: 'true' },
    where: "!production || demo || !env['DATABASE_URL'] || env['MUSTER_KEYS']",
  },
};
switchable(guards);

const { plainAddress } = await import('#app/platform/http/forwarded.server.ts');
const { limitBodies, refuseForeignPosts, securityHeaders } =
  await import('#app/platform/http/guard.server.ts');
const { download } = await import('#app/platform/files/download.server.ts');
const { insistOnSafeSettings } = await import('#app/platform/config/safe-settings.server.ts');
const { whyNotStart } = await import('#app/platform/config/start-up.ts');
const { parseKeys } = await import('#app/platform/crypto/keyring.ts');
const { insistOnKeys } = await import('#app/platform/crypto/keyring.server.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { serve } = await import('#test/setup/server.ts');

const served = await serve();
afterAll(() => served.stop());
const world = await aProgram();

type Asked = { method?: string; headers?: Record<string, string>; body?: string };
type Told = { status: number; headers: IncomingHttpHeaders; text: string };

/** Asks a server that has nothing but these in front, and answers with what it heard. */
async function behind(
  handlers: RequestHandler[],
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Told> {
  const app = express();
  app.use(...handlers, (request, response) => void response.json(request.headers));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise<Told>((resolve, reject) => {
      const asked = plainRequest({ host: '127.0.0.1', port, method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      asked.on('error', reject);
      if (body) asked.write(body);
      asked.end();
    });
  } finally {
    server.close();
  }
}

/** What is left of what a request claims. */
const claimed = async (proxies: number, name: string, publicUrl: string | null = null) => {
  const headers = { 'X-Forwarded-For': '198.51.100.7', 'X-Forwarded-Host': 'elsewhere.example' };
  const { text } = await behind([plainAddress({ publicUrl, proxies })], { headers });
  return (JSON.parse(text) as Record<string, string>)[name];
};

const HERE = 'https://muster.test';
const posted = (headers: Record<string, string>) => async () =>
  (await behind([refuseForeignPosts(HERE)], { method: 'POST', headers })).status;

const headerOf = async (name: string) =>
  (await behind(securityHeaders({ production: true, https: true }))).headers[name];

const starts = (work: () => void): string => {
  try {
    work();
    return 'starts';
  } catch {
    return 'stops';
  }
};

const cases: Record<keyof typeof guards, Case> = {
  'what a request claims to have been forwarded as is dropped': turns(undefined, 'elsewhere.example', () =>
    claimed(0, 'x-forwarded-host'),
  ),
  'no proxy is believed that was not declared': turns(undefined, '198.51.100.7', () =>
    claimed(0, 'x-forwarded-for'),
  ),
  'a proxy is believed about who asked, and about no host': turns(undefined, 'elsewhere.example', () =>
    claimed(1, 'x-forwarded-host'),
  ),
  'the host is the one that was configured': turns('muster.test', /^127\.0\.0\.1:/, () =>
    claimed(0, 'host', HERE),
  ),
  'a host that cannot be one is refused': turns(400, 200, async () => {
    const headers = { Host: 'a"b' };
    return (await behind([plainAddress({ publicUrl: null, proxies: 0 })], { headers })).status;
  }),
  'another site’s change is refused by where it came from': turns(
    403,
    200,
    posted({ 'Sec-Fetch-Site': 'cross-site' }),
  ),
  'another site’s change is refused by its origin': turns(
    403,
    200,
    posted({ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://elsewhere.example' }),
  ),
  'a change that says neither is refused': turns(403, 200, posted({})),
  'an origin is ours by scheme and port too': turns(403, 200, posted({ Origin: 'http://muster.test:8080' })),
  'a body says how large it is': turns(411, 200, async () => {
    const headers = { 'Transfer-Encoding': 'chunked' };
    return (await behind([limitBodies], { method: 'POST', headers, body: 'x' })).status;
  }),
  'no two pages have the same nonce': turns(2, 1, async () => {
    const policies = [await headerOf('content-security-policy'), await headerOf('content-security-policy')];
    return new Set(policies).size;
  }),
  'what an answer says of itself replaces what is said of all': turns(
    /^sandbox/,
    /^default-src/,
    async () => {
      const saysOfItself: RequestHandler = (_request, response) => {
        const { headers } = download('x', { name: 'a.pdf', mediaType: 'application/pdf' });
        response.append('Content-Security-Policy', headers.get('content-security-policy') ?? '').end();
      };
      const answer = await behind([...securityHeaders({ production: true, https: true }), saysOfItself]);
      return answer.headers['content-security-policy'];
    },
  ),
  'a page asks for nothing of the device': turns(/camera=\(\)/, '', () => headerOf('permissions-policy')),
  'browsers stay at https': turns(/^max-age=31536000/, undefined, () =>
    headerOf('strict-transport-security'),
  ),
  'a page stays in no cache': turns('no-store', 'public', async () => {
    const cookie = await served.cookieFor(world.actor('recruiter'));
    return (await served.ask('/', { cookie })).headers['cache-control'];
  }),
  'a link that lets somebody in is told to nobody': turns(
    'no-referrer',
    'strict-origin-when-cross-origin',
    async () => (await served.ask('/reset/a-link')).headers['referrer-policy'],
  ),
  'a known password of the database starts no server': turns(
    1,
    0,
    () => whyNotStart({ DATABASE_URL: 'postgres://muster:password@db.internal/muster' }).length,
  ),
  'a known key starts no server': turns(1, 0, () => whyNotStart({ MUSTER_KEYS: 'k1:secret' }).length),
  'a public address without https starts no server': turns(
    1,
    0,
    () => whyNotStart({ PUBLIC_URL: 'http://staffing.halden.example' }).length,
  ),
  'what is wrong with the settings stops the start': turns('stops', 'starts', () =>
    starts(() => insistOnSafeSettings({ NODE_ENV: 'production', MUSTER_KEYS: 'k1:secret' })),
  ),
  'a key is random': turns('stops', 'starts', () =>
    starts(() => parseKeys(`k1:${Buffer.alloc(32, 'abc').toString('base64')}`)),
  ),
  'a database of one’s own needs keys of one’s own': turns('stops', 'starts', () =>
    starts(() => insistOnKeys({ production: true, demo: false }, { DATABASE_URL: 'postgres://db/muster' })),
  ),
};
triesEach(cases);
