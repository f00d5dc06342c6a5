import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** The largest body any form may post: a 10 MB file and what is written around it. */
export const BODY_LIMIT_BYTES = 11 * 1024 * 1024;

const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/**
 * Whether an `Origin` names this deployment: exactly the address that was configured, scheme and port with it.
 * Without one, the host that was asked, which is what a browser on this machine sends.
 */
function isOurOrigin(origin: string, request: Request, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  return publicUrl ? origin === new URL(publicUrl).origin : new URL(origin).host === request.headers.host;
}

/**
 * Refuses every changing request that another site could have caused. Remix checks only part of its routes, so this
 * stands in front of all of them: Sec-Fetch-Site first, then Origin; a request that shows neither is refused.
 */
export function refuseForeignPosts(publicUrl: string | null): RequestHandler {
  return (request, response, next) => {
    if (isRead(request.method) || isOwnRequest(request, publicUrl)) return next();
    response.status(403).type('text/plain').send('This request came from another site and was refused.');
  };
}

function isOwnRequest(request: Request, publicUrl: string | null): boolean {
  const site = request.headers['sec-fetch-site'] || undefined;
  const origin = request.headers.origin || undefined;
  const originIsOurs = origin !== undefined && isOurOrigin(origin, request, publicUrl);
  if (site === undefined) return originIsOurs;
  if (site !== 'same-origin' && site !== 'none') return false;
  // Browsers leave the origin out, or hide it as `null`, where the page asks for that; any other one must be ours.
  return originIsOurs || origin === undefined || origin === 'null';
}

/** Pages are read and posted to, and nothing else: Remix would take a DELETE for a press of the button. */
export function knownMethodsOnly(request: Request, response: Response, next: NextFunction): void {
  if (isRead(request.method) || request.method === 'POST') return next();
  response
    .status(405)
    .set('Allow', 'GET, HEAD, POST')
    .type('text/plain')
    .send('This address does not know that method.');
}

/** Refuses bodies that are too large before reading them, and those that do not say how large they are. */
export function limitBodies(request: Request, response: Response, next: NextFunction): void {
  if (isRead(request.method)) return next();
  const length = request.headers['content-length'];
  if (length === undefined && request.headers['transfer-encoding'] !== undefined) {
    response.status(411).type('text/plain').send('The request must say how large it is.');
  } else if (Number(length ?? 0) > BODY_LIMIT_BYTES) {
    response
      .status(413)
      .type('text/plain')
      .send('That is more than 10 MB. Go back and choose a smaller file.');
  } else next();
}

/** Headers that are said once: what an answer says of itself replaces what is said of all. */
const saidOnce = new Set([
  'content-security-policy',
  'cache-control',
  'x-content-type-options',
  'cross-origin-resource-policy',
]);

/** No page asks for anything of the device but a passkey, on its own origin. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
  ],
  ...['payment', 'serial', 'usb'],
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-get=(self)', 'publickey-credentials-create=(self)')
  .join(', ');

/** Gives each response its nonce and its security headers. */
export function securityHeaders({
  production,
  https,
}: {
  production: boolean;
  https: boolean;
}): RequestHandler[] {
  const nonce: RequestHandler = (_request, response, next) => {
    response.locals.cspNonce = randomBytes(16).toString('base64');
    next();
  };
  const nonceSource = (_request: unknown, response: unknown) =>
    `'nonce-${(response as Response).locals.cspNonce as string}'`;
  const common = {
    crossOriginEmbedderPolicy: false,
    // The default, no-referrer, makes browsers send «Origin: null» with plain forms, and every form without scripts fails.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  } as const;
  const headers = helmet({
    ...common,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'strict-dynamic'", nonceSource],
        // Vite writes styles into the page while developing.
        styleSrc: ["'self'", production ? nonceSource : "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...(production ? [] : ['ws:'])],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  // Remix appends its headers. Two policies would both hold, and a file or an e-mail brings a stricter one of its own.
  const ownWordsReplace: RequestHandler = (_request, response, next) => {
    const append = response.append.bind(response);
    response.append = (name, value) =>
      saidOnce.has(name.toLowerCase()) ? response.set(name, String(value)) : append(name, value);
    next();
  };
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    next();
  };
  return [nonce, headers, ownWordsReplace, permissions];
}
