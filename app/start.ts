import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { databaseUrl } from '#db/server.ts';
import { account, invitation, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { newToken } from './access/token.server.ts';
import { baseUrlOf, readConfig } from './platform/config/config.server.ts';
import { insistOnSafeSettings } from './platform/config/safe-settings.server.ts';
import { log } from './platform/observability/log.server.ts';
import { startServer } from './server.ts';

const root = path.resolve(import.meta.dirname, '..');
const buildFile = path.join(root, 'build/server/index.js');
const sources = ['app', 'db', 'emails', 'public', 'vite.config.ts', 'remix.config.js', 'package.json'];

const INVITATION_HOURS = 24;

/**
 * Builds the pages where they were never built, or where a source file is newer than what was built.
 * Throws with what the build said where it fails.
 */
export async function buildWhenNeeded(say: (line: string) => void): Promise<void> {
  const builtAt = existsSync(buildFile) ? statSync(buildFile).mtimeMs : 0;
  if (builtAt > newestUnder(sources.map((name) => path.join(root, name)))) return;
  say(
    builtAt === 0 ? 'Building the pages, once' : 'Building the pages again, because the source has changed',
  );
  const remix = createRequire(import.meta.url).resolve('@remix-run/dev/dist/cli.js');
  const build = spawn(process.execPath, [remix, 'vite:build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((resolve, reject) => build.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The pages could not be built.\n${output.slice(-4000)}`);
}

function newestUnder(paths: string[]): number {
  const times = paths.map((each) => {
    if (!existsSync(each)) return 0;
    const about = statSync(each);
    if (!about.isDirectory()) return about.mtimeMs;
    return newestUnder(readdirSync(each).map((name) => path.join(each, name)));
  });
  return Math.max(0, ...times);
}

/**
 * While nobody has an account yet: makes sure of the organization that runs the deployment, and invites its first
 * administrator. Each start makes a new link and ends the ones before, which may have been lost or seen by others.
 * @returns the path of the link, or null where somebody can sign in already
 */
export function inviteTheFirst(
  database: Database,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  return walled(database, { side: 'msp' }, async (tx) => {
    // Two processes that start together make one organization.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('first start', 0))`);
    const [anybody] = await tx.select({ id: account.id }).from(account).limit(1);
    if (anybody) return null;
    const [known] = await tx
      .select({ id: organization.id })
      .from(organization)
      .where(eq(organization.side, 'msp'));
    const name = env['MUSTER_MSP_NAME'] || 'Program office';
    const [made] = known
      ? [known]
      : await tx
          .insert(organization)
          .values({ side: 'msp', name, legalName: name })
          .returning({ id: organization.id });
    if (!made) throw new Error('The organization that runs this deployment could not be made');
    await tx
      .update(invitation)
      .set({ expiresAt: sql`now()` })
      .where(and(eq(invitation.organizationId, made.id), isNull(invitation.acceptedAt)));
    const { token, tokenHash } = newToken();
    await tx.insert(invitation).values({
      organizationId: made.id,
      email: env['MUSTER_ADMIN_EMAIL'] || 'admin@localhost',
      name: 'Administrator',
      role: 'mspAdmin',
      tokenHash,
      expiresAt: new Date(Date.now() + INVITATION_HOURS * 3_600_000),
    });
    return `/invitations/${token}`;
  });
}

/** `npm start`: the product itself, without anybody's data in it. */
async function main(): Promise<void> {
  const config = { ...readConfig(), production: true };
  insistOnSafeSettings();
  const url = await databaseUrl((line) => log('info', line));
  await buildWhenNeeded((line) => log('info', line));
  const { port, database } = await startServer(config, url);
  log('info', 'listening', { port });
  const link = await inviteTheFirst(database);
  // Not through the log, which may be kept and read by many.
  if (link)
    console.log(
      `\nNobody can sign in yet. Open this link within ${INVITATION_HOURS} hours to become the program administrator:\n` +
        `${baseUrlOf({ ...config, port })}${link}\n`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
