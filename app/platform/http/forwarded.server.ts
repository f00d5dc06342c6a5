import type { RequestHandler } from 'express';

/** What a proxy says about who asked and how. From anybody else it is a claim. */
const CLAIMS =
  /^(?:forwarded|x-forwarded-.+|x-real-ip|x-original-(?:url|host)|x-rewrite-url|x-host|x-http-method.*)$/;
/** What is believed where a proxy is declared: who asked, and by which scheme. Never for which host. */
const BELIEVED = new Set(['x-forwarded-for', 'x-forwarded-proto']);

/**
 * Drops what a request claims to have been forwarded as, unless TRUST_PROXY declares a proxy; the host is believed
 * from nobody, but comes from PUBLIC_URL where there is one. What Remix and Express make of an address is then ours.
 * Refuses an address or a host that cannot be one.
 */
export function plainAddress({
  publicUrl,
  proxies,
}: {
  publicUrl: string | null;
  proxies: number;
}): RequestHandler {
  const ownHost = publicUrl ? new URL(publicUrl).host : null;
  return (request, response, next) => {
    for (const name of Object.keys(request.headers))
      if (CLAIMS.test(name) && !(proxies > 0 && BELIEVED.has(name))) delete request.headers[name];
    if (ownHost) request.headers.host = ownHost;
    if (request.originalUrl.startsWith('/') && isReadable(request.headers.host, request.originalUrl))
      return next();
    response.status(400).type('text/plain').send('This address cannot be read.');
  };
}

function isReadable(host: string | undefined, path: string): boolean {
  if (!host || !/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)) return false;
  if (!URL.canParse(`http://${host}${path}`)) return false;
  try {
    decodeURIComponent(path.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
