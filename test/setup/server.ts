import http from 'node:http';
import { createServer } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Database } from '#db/connection.ts';
import { openSession } from '#app/access/session.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import { startServer } from '#app/server.ts';
import { testDatabase } from './database.ts';

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer; text: string };
export type Question = {
  method?: string;
  /** What `cookieFor` gave; none asks as nobody. */
  cookie?: string | null;
  /** Fields of a form, or a body with its type. */
  form?: Record<string, string> | URLSearchParams;
  body?: { type: string; content: string | Buffer };
  headers?: Record<string, string>;
};

export type Served = {
  address: string;
  database: Database;
  ask: (path: string, question?: Question) => Promise<Answer>;
  /** Signs somebody in, past the door, and returns what their browser would send. */
  cookieFor: (person: { accountId: string; membershipId: string }) => Promise<string>;
  stop: () => Promise<void>;
};

/** Refusals are asked for by the thousand. That they are logged is tried in hardening.test.ts; here they only fill the screen. */
function keepRefusalsQuiet(): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: Uint8Array | string) =>
    String(chunk).includes('"message":"not allowed"') || write(chunk);
}

/**
 * Serves the built product from this process, as production does but for the background jobs, on this worker's
 * database: what the factories make is what it shows.
 */
export async function serve(): Promise<Served> {
  keepRefusalsQuiet();
  const { url } = await testDatabase();
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const config = { ...readConfig({ NODE_ENV: 'production' }), port, publicUrl: address, runsJobs: false };
  const running = await startServer(config, url);
  // One connection asked in turn keeps its place; a few at once keep both processors busy.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  return {
    address,
    database: running.database,
    ask: (path, question) => ask(agent, port, address, path, question),
    cookieFor: async ({ accountId, membershipId }) => {
      const header = await openSession(running.database, address, accountId, membershipId);
      return header.slice(0, header.indexOf(';'));
    },
    stop: async () => {
      agent.destroy();
      await running.stop();
    },
  };
}

function ask(
  agent: http.Agent,
  port: number,
  address: string,
  path: string,
  question: Question = {},
): Promise<Answer> {
  const { method = 'GET', cookie, form, body, headers } = question;
  const sent = form
    ? { type: 'application/x-www-form-urlencoded', content: new URLSearchParams(form).toString() }
    : body;
  const content = sent ? Buffer.from(sent.content) : null;
  const all: Record<string, string | number> = { ...headers };
  if (cookie) all['Cookie'] = cookie;
  if (method !== 'GET' && method !== 'HEAD') {
    all['Origin'] ??= address;
    all['Sec-Fetch-Site'] ??= 'same-origin';
    all['Content-Type'] ??= sent?.type ?? 'application/x-www-form-urlencoded';
    all['Content-Length'] = content?.length ?? 0;
  }
  return new Promise((resolve, reject) => {
    const request = http.request(
      { agent, host: 'localhost', port, path, method, headers: all },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => resolve(answerOf(response, Buffer.concat(parts))));
      },
    );
    // The server may close a kept connection in the moment in which it is used again; nothing was read of that request.
    request.on('error', (error) =>
      request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
        ? resolve(ask(agent, port, address, path, question))
        : reject(error),
    );
    request.end(content ?? undefined);
  });
}

function answerOf(response: http.IncomingMessage, raw: Buffer): Answer {
  const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body,
    get text() {
      return body.toString('utf8');
    },
  };
}

/** The address stands in the configuration before the server listens, so the port is chosen first. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const at = probe.address();
      probe.close(() => (typeof at === 'object' && at ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}
