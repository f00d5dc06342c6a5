import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { connect, type Database } from '#db/connection.ts';
import { migrate, migrationsAreCurrent } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { insistOnNobodyOfTheDemo } from './access/demo-accounts.server.ts';
import { readActor } from './access/session.server.ts';
import { noteDeployment, whatRuns } from './audit/public.server.ts';
import { scimRoutes } from './directory/scim-routes.server.ts';
import { baseUrlOf, readConfig, type Config } from './platform/config/config.server.ts';
import { sealAccounts } from './payments/account-number.server.ts';
import { insistOnSafeSettings } from './platform/config/safe-settings.server.ts';
import { insistOnKeys } from './platform/crypto/keyring.server.ts';
import { plainAddress } from './platform/http/forwarded.server.ts';
import {
  knownMethodsOnly,
  limitBodies,
  refuseForeignPosts,
  securityHeaders,
} from './platform/http/guard.server.ts';
import { outletOf } from './platform/http/outlet.server.ts';
import { runWorker } from './platform/jobs/run-worker.server.ts';
import { asSystem } from './platform/jobs/system-actor.server.ts';
import { log, stackOf } from './platform/observability/log.server.ts';
import { jobs, schedules } from './worker.ts';

const root = path.resolve(import.meta.dirname, '..');
const DRAIN_MS = 10_000;
/** Whoever takes longer to send a request than a slow line needs for 10 MB is not waited for. */
const REQUEST_MS = 120_000;
const HEADERS_MS = 20_000;

/** What each loader and action gets: the session is read once per request, however many of them ask. */
function loadContext(
  database: Database,
  config: Config,
  { headers, ip }: Request,
  response: Response,
): AppLoadContext {
  const baseUrl = baseUrlOf(config);
  let actor: ReturnType<AppLoadContext['actor']> | undefined;
  return {
    cspNonce: response.locals['cspNonce'] as string,
    requestId: randomUUID(),
    database,
    now: new Date(),
    baseUrl,
    demo: config.demo,
    visitor: { ip: ip ?? '', userAgent: headers['user-agent'] ?? null },
    actor: () => (actor ??= readActor(database, baseUrl, headers.cookie)),
    outlet: outletOf(response),
  };
}

function healthRoutes(app: Express, database: Database, isDraining: () => boolean): void {
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok');
  });
  app.get('/readyz', (_request, response) => {
    const answer = isDraining() ? Promise.resolve(false) : migrationsAreCurrent(database.sql);
    answer
      .then((ready) =>
        response
          .status(ready ? 200 : 503)
          .type('text/plain')
          .send(ready ? 'ready' : 'not ready'),
      )
      .catch(() => response.status(503).type('text/plain').send('the database cannot be reached'));
  });
}

/** Serves the built pages in production, and through Vite while developing. */
async function pages(app: Express, config: Config): Promise<() => Promise<ServerBuild>> {
  if (config.production) {
    app.use(
      '/assets',
      express.static(path.join(root, 'build/client/assets'), {
        immutable: true,
        maxAge: '1y',
        redirect: false,
      }),
    );
    app.use('/favicon.svg', express.static(path.join(root, 'build/client/favicon.svg'), { maxAge: '1h' }));
    const build = (await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)) as ServerBuild;
    return () => Promise.resolve(build);
  }
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true } });
  app.use(vite.middlewares);
  return () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>;
}

// What belongs to one person is not kept by caches in between.
const keepPrivate: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

// Whoever holds such a link is let in by it: its address goes to no other page and no other server.
const keepLinksToThemselves: RequestHandler = (request, response, next) => {
  if (/^\/(invitations|reset)\//.test(request.path)) response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};

/** What no route answered for: a request that cannot be read, or a fault of ours, told by its reference and no more. */
const answerFault: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const status = typeof error === 'object' && error && 'status' in error ? Number(error.status) : 500;
  if (response.headersSent) return next(error);
  if (request.destroyed || (status >= 400 && status < 500)) {
    response
      .status(status >= 400 && status < 500 ? status : 400)
      .type('text/plain')
      .send('This request cannot be read.');
    return;
  }
  const reference = randomUUID();
  log('error', 'request failed', { requestId: reference, stack: stackOf(error) });
  response.status(500).type('text/plain').send(`Something went wrong on our side. Reference: ${reference}`);
};

/** The order is part of the defence: headers on every answer, then an address that is ours, then who may change things. */
async function buildApp(database: Database, config: Config, isDraining: () => boolean): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.proxies);
  app.use(securityHeaders({ production: config.production, https: baseUrlOf(config).startsWith('https:') }));
  healthRoutes(app, database, isDraining);
  app.use(plainAddress({ publicUrl: config.publicUrl, proxies: config.proxies }));
  app.use(keepLinksToThemselves);
  app.use('/scim/v2', scimRoutes({ database, baseUrl: baseUrlOf(config), now: () => new Date() }));
  app.use(refuseForeignPosts(config.publicUrl), limitBodies);
  app.use(compression());
  const build = await pages(app, config);
  app.use(keepPrivate, knownMethodsOnly);
  const remix = createRequestHandler({
    build,
    mode: config.production ? 'production' : 'development',
    getLoadContext: (request, response) => loadContext(database, config, request, response),
  });
  app.all('*', (request, response, next) => void remix(request, response, next));
  app.use(answerFault);
  return app;
}

const listen = (app: Express, { port, host }: Config): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = app.listen(port, host, () => resolve(server));
    server.requestTimeout = REQUEST_MS;
    server.headersTimeout = HEADERS_MS;
    server.once('error', reject);
  });

/** After it listens: what never served anybody never ran. What is edited while it runs has no build to note. */
async function noteWhatRuns(database: Database, config: Config): Promise<void> {
  const build = whatRuns(root);
  const surroundings = { database, now: new Date(), requestId: randomUUID(), baseUrl: baseUrlOf(config) };
  await asSystem(surroundings, (ctx) => noteDeployment(ctx, build));
}

export type Running = { port: number; database: Database; stop: () => Promise<void> };

/** Starts everything one process needs: database, migrations, pages, jobs. SIGTERM finishes what is under way. */
export async function startServer(config: Config = readConfig(), url?: string): Promise<Running> {
  insistOnKeys(config);
  const databaseAt = url ?? (await databaseUrl((line) => log('info', line)));
  await migrate(databaseAt);
  const database = connect(databaseAt);
  if (config.production && !config.demo) await insistOnNobodyOfTheDemo(database);
  await sealAccounts(database);
  let draining = false;
  const app = await buildApp(database, config, () => draining);
  const server = await listen(app, config);
  if (config.production) await noteWhatRuns(database, config);
  const runner = config.runsJobs
    ? await runWorker(jobs, schedules, { database, config, baseUrl: baseUrlOf(config) })
    : null;
  const stop = async () => {
    if (draining) return;
    draining = true;
    const patience = setTimeout(() => process.exit(1), DRAIN_MS).unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.all([closed, runner?.stop()]);
    await database.close();
    clearTimeout(patience);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : config.port, database, stop };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const config = readConfig();
  if (config.production) insistOnSafeSettings();
  const { port } = await startServer(config);
  log('info', 'listening', { port });
}
