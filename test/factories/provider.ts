import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What a provider knows of a person. */
export type AtProvider = { email?: string; email_verified?: boolean; name?: string } & Record<
  string,
  unknown
>;

type Parts = { header: Record<string, unknown>; payload: Record<string, unknown> };

/** A real OpenID Connect provider on this machine, which signs people in by their subject alone. */
export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who can sign in there, by subject. */
  people: Map<string, AtProvider>;
  /** Changes each identity token on its way out, where it is set. `signAnew` signs with the provider's own key. */
  tamper: ((token: string) => string) | null;
  signAnew: (parts: Parts, key?: KeyObject) => string;
  /** Follows a sign-in from its address to where the provider sends the browser back to. */
  walk: (address: string, subject: string) => Promise<URL>;
  stop: () => Promise<void>;
};

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function partsOf(token: string): Parts {
  const [header = '', payload = ''] = token.split('.');
  const decode = (text: string) =>
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
  return { header: decode(header), payload: decode(payload) };
}

export const unsigned = ({ payload }: Parts) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;

/** Signed with the secret that both sides know, which proves nothing of who signed. */
export function signedWithSecret({ header, payload }: Parts, secret: string): string {
  const text = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

export const anotherKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export async function aProvider(callback: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const people = new Map<string, AtProvider>();
  const [clientId, clientSecret] = [`muster-${randomUUID().slice(0, 8)}`, randomUUID() + randomUUID()];
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callback],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...jwk, kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomUUID()] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups'],
    },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) =>
      people.has(sub) ? { accountId: sub, claims: () => ({ sub, ...people.get(sub) }) } : undefined,
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const made: TestProvider = {
    issuer,
    clientId,
    clientSecret,
    people,
    tamper: null,
    signAnew: ({ header, payload }, by = key) => {
      const text = `${encode(header)}.${encode(payload)}`;
      return `${text}.${sign('sha256', Buffer.from(text), by).toString('base64url')}`;
    },
    walk,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/token') && made.tamper) changeToken(response, made.tamper);
    void answer(request, response);
  });
  return made;
}

/** Holds the answer of the token address back, to change what it says. */
function changeToken(response: ServerResponse<IncomingMessage>, tamper: (token: string) => string): void {
  const end = response.end.bind(response);
  response.end = ((body?: unknown) => {
    const said = JSON.parse(String(body)) as Record<string, unknown>;
    if (typeof said['id_token'] !== 'string') return end(body);
    const changed = JSON.stringify({ ...said, id_token: tamper(said['id_token']) });
    response.setHeader('content-length', Buffer.byteLength(changed));
    return end(changed);
  }) as typeof response.end;
}

/** As a browser would: keeps cookies, follows redirects within the provider, fills in its one form. */
async function walk(address: string, subject: string): Promise<URL> {
  const origin = new URL(address).origin;
  const cookies = new Map<string, string>();
  let [url, form]: [URL, URLSearchParams | null] = [new URL(address), null];
  for (let steps = 0; steps < 12; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response: Response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      headers: { cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location: string | null = response.headers.get('location');
    if (location) {
      [url, form] = [new URL(location, url), null];
      if (url.origin !== origin) return url;
    } else if (url.pathname.startsWith('/interaction/') && !form) {
      form = new URLSearchParams({ prompt: 'login', login: subject, password: 'x' });
    } else
      throw new Error(`The provider answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  }
  throw new Error('The provider sent the browser in circles');
}
