import { desc, sql } from 'drizzle-orm';
import { deployment } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { deploymentStarted } from '../events.ts';
import type { Build } from '../what-runs.server.ts';

// Any number: servers that start together come one after the other.
const DEPLOYMENT_LOCK = 7_240_025;

/**
 * Notes that another version or build runs from now on than the newest that was noted. The same one, started again or on
 * one server more, writes nothing. For the program itself; nobody else may.
 * @returns whether it was another
 */
export async function noteDeployment(ctx: Context, { version, buildSha256 }: Build): Promise<boolean> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${DEPLOYMENT_LOCK})`);
  const [before] = await ctx.db
    .select({ version: deployment.version, buildSha256: deployment.buildSha256 })
    .from(deployment)
    .orderBy(desc(deployment.startedAt), desc(deployment.id))
    .limit(1);
  if (before?.version === version && before.buildSha256 === buildSha256) return false;
  const [noted] = await ctx.db
    .insert(deployment)
    .values({
      ...{ version, buildSha256, nodeVersion: process.versions.node },
      postgresVersion: sql`current_setting('server_version')`,
    })
    .returning({ id: deployment.id });
  if (!noted) throw new Error('The deployment could not be noted');
  const facts = {
    version,
    build: buildSha256,
    before: before ? `version ${before.version}, build ${before.buildSha256}` : null,
  };
  await recordEvent(ctx, deploymentStarted({ subjectId: noted.id, facts }));
  return true;
}
