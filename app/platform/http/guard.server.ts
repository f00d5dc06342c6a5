import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** The largest body any form may post: a 10 MB file and what is written around it. */
export const BODY_LIMIT_BYTES = 11 * 1024 * 1024;

const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/** Where this deployment is reached: what was configured, or else the host that was asked. */
function isOurOrigin(origin: string, request: Request, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const expected = publicUrl ? new URL(publicUrl).host : request.headers.host;
  return new URL(origin).host === expected;
}

/**
 * Refuses every changing request that another site could have caused. Remix checks only part of its routes, so this
 * stands in front of all of them: Sec-Fetch-Site first, then Origin; a request that shows neither is refused.
 */
export function refuseForeignPosts(publicUrl: string | null): RequestHandler {
  return (request, response, next) => {
    if (isRead(request.method)) return next();
    const site = request.headers['sec-fetch-site'];
    const { origin } = request.headers;
    const ours =
      site !== undefined
        ? site === 'same-origin' || site === 'none'
        : origin !== undefined && isOurOrigin(origin, request, publicUrl);
    if (ours && (origin === undefined || origin === 'null' || isOurOrigin(origin, request, publicUrl)))
      return next();
    response.status(403).type('text/plain').send('This request came from another site and was refused.');
  };
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

const bringsItsOwnPolicy = /^\/mailbox\/[^/]+\/html$/;

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
  const headersWithoutPolicy = helmet({ ...common, contentSecurityPolicy: false });
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
  // An e-mail shown as it was sent brings a policy of its own, which allows nothing but its styles.
  const withPolicy: RequestHandler = (request, response, next) =>
    (bringsItsOwnPolicy.test(request.path) ? headersWithoutPolicy : headers)(request, response, next);
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    next();
  };
  return [nonce, withPolicy, permissions];
}
