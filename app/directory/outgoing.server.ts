import { lookup as resolve } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackHost, mayReach, type Reach } from './addresses.ts';

const TIMEOUT_MS = 8_000;
const MOST_BYTES = 1_000_000;

/** A request that was not made, because of where it would have led. The message is for whoever set the address. */
export class NotAsked extends Error {}

/** Where requests of this deployment may lead. */
export function reachOf(env: NodeJS.ProcessEnv = process.env): Reach {
  return {
    loopback: env['NODE_ENV'] !== 'production' || env['MUSTER_DEMO'] === '1',
    private: env['MUSTER_ALLOW_PRIVATE_ISSUERS'] === '1',
  };
}

/** Whether this address may be asked at all: https, or http on this machine while developing. Throws `NotAsked`. */
export function checkAddress(url: URL, reach: Reach): void {
  if (url.protocol === 'http:' && isLoopbackHost(url.hostname) && (reach.loopback || reach.private)) return;
  if (url.protocol !== 'https:') throw new NotAsked('The address must begin with https://.');
  if (url.username || url.password) throw new NotAsked('The address must not carry a name or a password.');
}

/**
 * Resolves a name and refuses it where it leads into a network that is not everybody's. It stands where the connection is
 * made, so that a name cannot lead elsewhere between the check and the use.
 */
function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const refused = found.find(({ address }) => !mayReach(address, reach));
      if (refused) return done(new NotAsked('The address leads into a private network.'), '');
      const [first] = found;
      if (!first) return done(new NotAsked('The address leads nowhere.'), '');
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

type Asked = { method?: string; headers?: HeadersInit; body?: unknown; signal?: AbortSignal | null };

/**
 * `fetch` for addresses that an administrator of some organization typed: https only, no private networks, no redirects
 * followed, 8 seconds, one megabyte.
 */
export async function guardedFetch(
  address: string,
  asked: Asked,
  reach: Reach = reachOf(),
): Promise<Response> {
  const url = new URL(address);
  checkAddress(url, reach);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !mayReach(literal, reach)) {
    throw new NotAsked('The address leads into a private network.');
  }
  const body =
    asked.body instanceof URLSearchParams
      ? asked.body.toString()
      : typeof asked.body === 'string'
        ? asked.body
        : undefined;
  const headers = Object.fromEntries(new Headers(asked.headers).entries());
  if (body !== undefined) {
    headers['content-length'] = String(Buffer.byteLength(body));
    if (asked.body instanceof URLSearchParams)
      headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8';
  }
  return send(
    url,
    {
      method: asked.method ?? 'GET',
      headers,
      agent: false,
      lookup: guardedLookup(reach),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(asked.signal ? [asked.signal] : [])]),
    },
    body,
  );
}

function send(url: URL, options: RequestOptions, body: string | undefined): Promise<Response> {
  return new Promise((answer, fail) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) request.destroy(new NotAsked('The answer is larger than one megabyte.'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(response.headers))
          for (const one of [value ?? []].flat()) headers.append(name, one);
        const status = response.statusCode ?? 502;
        const empty = status === 204 || status === 304;
        answer(new Response(empty ? null : Buffer.concat(chunks), { status, headers }));
      });
    });
    request.on('error', fail);
    request.end(body);
  });
}
