import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import SCIMMY from 'scimmy';
import { z } from 'zod';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { log, stackOf } from '#app/platform/observability/log.server.ts';
import { LastAdministrator } from './give-roles.server.ts';
import { directoryActor, type Home } from './home.server.ts';
import { admit } from './scim-door.server.ts';
import * as groups from './scim-groups.server.ts';
import * as users from './scim-users.server.ts';
import type { ScimAnswer, ScimRequest } from './scim-users.server.ts';
import { asError, ScimRefusal } from './scim-words.server.ts';

const BODY_LIMIT = '1mb';
const uuid = z.uuid();

type Handler = (request: ScimRequest) => Promise<ScimAnswer>;
type Surroundings = { database: Database; baseUrl: string; now: () => Date };

/**
 * SCIM 2.0 (RFC 7643, RFC 7644) for each organization at an address of its own. It knows no cookies, only the token of the
 * organization's directory, so no other site can have caused a request, and it stands in front of that guard.
 */
export function scimRoutes(at: Surroundings): Router {
  const router = express.Router({ mergeParams: true });
  router.use('/:organizationId', (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    const { organizationId } = request.params;
    admit({ database: at.database, now: at.now() }, organizationId, request.headers.authorization)
      .then((admitted) => {
        if (typeof admitted === 'object') {
          response.locals['home'] = admitted.home;
          return next();
        }
        refuse(response, admitted);
      })
      .catch(next);
  });
  router.use(express.json({ type: ['application/scim+json', 'application/json'], limit: BODY_LIMIT }));
  const said = (
    path: string,
    handlers: Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', Handler>>,
  ) => {
    const route = router.route(`/:organizationId/${path}`);
    for (const [method, handler] of Object.entries(handlers)) route[method as 'get'](asked(at, handler));
  };
  said('Users', { get: users.listUsers, post: users.createUser });
  said('Users/:id', {
    get: users.readUser,
    put: users.replaceUser,
    patch: users.patchUser,
    delete: users.deleteUser,
  });
  said('Groups', { get: groups.listGroups, post: groups.createGroup });
  said('Groups/:id', {
    get: groups.readGroup,
    put: groups.replaceGroup,
    patch: groups.patchGroup,
    delete: groups.deleteGroup,
  });
  said('ServiceProviderConfig', { get: described('ServiceProviderConfig') });
  said('Schemas', { get: described('Schemas') });
  said('Schemas/:urn', { get: described('Schemas') });
  said('ResourceTypes', { get: described('ResourceTypes') });
  said('ResourceTypes/:name', { get: described('ResourceTypes') });
  router.use((_request, _response, next) => next(new ScimRefusal(404, null, 'There is nothing here.')));
  router.use(answerError);
  return router;
}

function refuse(response: Response, why: 'unknown' | 'tooMany'): void {
  if (why === 'tooMany') response.setHeader('Retry-After', '60');
  else response.setHeader('WWW-Authenticate', 'Bearer realm="SCIM"');
  const refusal =
    why === 'tooMany'
      ? new ScimRefusal(429, null, 'That is more than this token may ask in a minute. Wait, and go on.')
      : new ScimRefusal(401, null, 'The token is not known here, or has ended.');
  send(response, asError(refusal));
}

function send(response: Response, { status, body }: { status: number; body?: unknown }): void {
  if (body === undefined) response.status(status).end();
  else response.status(status).type('application/scim+json').send(JSON.stringify(body));
}

/** One request is one transaction behind the wall of that organization's directory; what is refused leaves nothing. */
function asked({ database, baseUrl, now: clock }: Surroundings, handler: Handler) {
  return (request: Request, response: Response, next: (error?: unknown) => void): void => {
    const home = response.locals['home'] as Home;
    const base = `${baseUrl}/scim/v2/${home.id}`;
    const { id, urn, name } = request.params as Record<string, string | undefined>;
    const known = uuid.safeParse(id?.toLowerCase());
    const now = clock();
    walled(database, { side: 'directory', organizationId: home.id }, (db) =>
      handler({
        ctx: { actor: directoryActor(home, 'provisioning'), now, db, requestId: randomUUID(), baseUrl },
        home,
        base,
        query: request.query,
        body: request.body as unknown,
        id: known.success ? known.data : (urn ?? name ?? null),
        ifMatch: request.headers['if-match'] ?? null,
      }),
    )
      .then(({ etag, location, ...answer }) => {
        if (etag) response.setHeader('ETag', etag);
        if (location) response.setHeader('Location', location);
        send(response, answer);
      })
      .catch(next);
  };
}

/** What this server can do, which is the same for everybody. */
function described(what: 'ServiceProviderConfig' | 'Schemas' | 'ResourceTypes'): Handler {
  return async ({ id, base }) => {
    const { ServiceProviderConfig, Schema, ResourceType } = SCIMMY.Resources;
    const resource =
      what === 'ServiceProviderConfig'
        ? new ServiceProviderConfig()
        : what === 'Schemas'
          ? new Schema(...((id ? [id] : []) as [never]))
          : new ResourceType(...((id ? [id] : []) as [never]));
    const body = JSON.parse(JSON.stringify(await resource.read())) as Record<string, unknown>;
    return { status: 200, body: located(body, `${base}/${what}`, what === 'ServiceProviderConfig' || !!id) };
  };
}

/** The library knows one address for all of its resources; here each organization has its own. */
function located(body: Record<string, unknown>, address: string, isOne: boolean): Record<string, unknown> {
  if (!isOne)
    return {
      ...body,
      Resources: ((body['Resources'] ?? []) as Record<string, unknown>[]).map((one) =>
        located(one, `${address}/${String(one['id'] ?? one['name'])}`, true),
      ),
    };
  return { ...body, meta: { ...(body['meta'] as object | undefined), location: address } };
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof LastAdministrator)
    return send(response, asError(new ScimRefusal(409, null, error.message)));
  // Express complains of bodies that are too large or no JSON.
  const status = typeof error === 'object' && error && 'status' in error ? Number(error.status) : 0;
  const isBody =
    typeof error === 'object' && error !== null && 'type' in error && status >= 400 && status < 500;
  if (isBody) {
    const tooLarge = status === 413;
    const words = tooLarge
      ? 'The request is larger than one megabyte.'
      : 'The body of the request is no JSON.';
    return send(response, asError(new ScimRefusal(status, tooLarge ? null : 'invalidSyntax', words)));
  }
  const answer = asError(error);
  if (answer.status >= 500) log('error', 'provisioning failed', { stack: stackOf(error) });
  send(response, answer);
};
